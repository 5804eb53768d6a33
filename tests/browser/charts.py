"""Look at the charts of an open notebook, and touch them as a mouse would."""

from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Locator
from room import Seat

from diplomacy_lib.display import MEDIA_TYPE


def stored(seat: Seat) -> list[dict[str, Any]]:
    """Return the spec of each chart among the notebook's outputs."""
    return [
        output["data"][MEDIA_TYPE]
        for outputs in seat.outputs().values()
        for output in outputs
        if MEDIA_TYPE in output.get("data", {})
    ]


def pictures(place: Locator) -> Locator:
    """Return the drawn charts in a part of the page."""
    return place.locator(".vega-embed[role=graphics-document]:has(svg)")


def picture(seat: Seat, description: str) -> Locator:
    """Return the drawn chart that has this description as its accessible name."""
    named = seat.page.get_by_label(description, exact=True)
    return pictures(seat.page.locator("body")).and_(named).first


def faults(chart: Locator) -> list[str]:
    """Return what is wrong with a drawn chart: no marks in it, or numbers that are none."""
    return chart.evaluate(_FAULTS)


def shape(chart: Locator) -> str:
    """Return what is drawn, without names that differ at each drawing and without the brush."""
    return chart.evaluate(_SHAPE)


def touch(seat: Seat, chart: Locator) -> bool:
    """Brush, point at and click on a chart until its picture changes; say whether it did."""
    for _ in range(4):  # cells that come into view change the page's length
        chart.scroll_into_view_if_needed()
        seat.page.wait_for_timeout(150)
    before = shape(chart)
    mouse = seat.page.mouse
    for left, top, right, bottom in chart.evaluate(_BRUSHABLE):
        mouse.move(left, top)
        mouse.down()
        mouse.move(right, bottom, steps=5)
        mouse.up()
        if _changed(seat, chart, before):
            return True
    for x, y in _targets(chart):
        mouse.move(x, y)
        if _changed(seat, chart, before):
            return True
        mouse.click(x, y)
        if _changed(seat, chart, before):
            return True
    return False


def _changed(seat: Seat, chart: Locator, before: str) -> bool:
    seat.page.wait_for_timeout(120)
    return shape(chart) != before


def _targets(chart: Locator) -> Iterator[tuple[float, float]]:
    yield from chart.evaluate(_CLICKABLE)


_FAULTS = r"""(chart) => {
  const drawn = [...chart.querySelectorAll(
    "svg .role-mark path, svg .role-mark line, svg .role-mark text, svg .role-mark image"
  )].filter((mark) => {
    const box = mark.getBoundingClientRect();
    return box.width + box.height > 0;
  });
  const odd = [...chart.querySelectorAll("svg *")].flatMap((element) => [...element.attributes])
    .filter((attribute) => /\bNaN\b/.test(attribute.value))
    .map((attribute) => `${attribute.name}="${attribute.value}"`);
  return [...(drawn.length ? [] : ["nothing is drawn in it"]), ...odd];
}"""
_SHAPE = r"""(chart) => {
  const svg = chart.querySelector("svg").cloneNode(true);
  svg.querySelectorAll("[class*=_brush]").forEach((brush) => brush.remove());
  return svg.outerHTML.replace(/clip\d+|(param|view)_\w+/g, "");
}"""
# From a third to two thirds of each view that has a brush.
_BRUSHABLE = """(chart) => [...chart.querySelectorAll("[class*=_brush_bg]")].map((brush) => {
  const frame = brush.parentElement.closest(".mark-group").querySelector("path.background");
  const box = frame.getBoundingClientRect();
  const at = (share) => [box.x + share * box.width, box.y + share * box.height];
  return [...at(0.34), ...at(0.67)];
})"""
# The middle of some marks and of every entry of a legend.
_CLICKABLE = """(chart) => {
  const middle = (mark) => {
    const box = mark.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const legend = [...chart.querySelectorAll(".role-legend-symbol path")];
  const marks = [...chart.querySelectorAll(".role-mark path")].filter((mark) => {
    const box = mark.getBoundingClientRect();
    return box.width + box.height > 0;
  });
  const some = marks.filter((_, index) => index % Math.ceil(marks.length / 12) === 0);
  return [...legend, ...some].map(middle);
}"""
