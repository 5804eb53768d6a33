"""How a chart reaches a learner: theme, country colours, offline renderer, words and a table.

JupyterLab draws Vega-Lite 5 by itself, without a network, from the media type in `bundle`.
Elsewhere (see `front_end`) the same chart goes out as a picture or as a web page.
"""

import json
import os
import sys
from html import escape
from typing import Any

import altair as alt
import pandas as pd

from . import specs
from .errors import CourseError

MEDIA_TYPE = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
LARGEST_SPEC = 150_000
MOST_ROWS = 5_000
ROWS_IN_TABLE = 100

# Okabe and Ito's colours, which colour-blind readers can tell apart; a country keeps its colour
# through the whole course.
COLORS = {
    "USA": "#0072B2",
    "RUS": "#D55E00",
    "CHN": "#B8488A",
    "GBR": "#009E73",
    "FRA": "#56B4E9",
    "IND": "#B07D00",
    "PAK": "#117733",
    "ISR": "#882255",
    "PRK": "#5C5C5C",
    "ZAF": "#44AA99",
}
GREY = "#767676"


class ChartProblem(CourseError):
    """A chart that would not show what its author meant."""


@alt.theme.register("diplomacy", enable=False)
def _theme() -> alt.theme.ThemeConfig:
    axis = {"labelFontSize": 12, "titleFontSize": 13, "gridColor": "#e3e3e3", "titlePadding": 8}
    legend = {"labelFontSize": 13, "titleFontSize": 13, "orient": "top", "labelLimit": 320}
    return {
        "config": {
            "view": {
                "continuousWidth": 620,
                "continuousHeight": 300,
                "discreteWidth": 620,
                "stroke": None,
            },
            "background": "white",
            "font": "DejaVu Sans, Verdana, sans-serif",
            "axis": axis,
            "legend": legend,
            "header": {"labelFontSize": 13, "titleFontSize": 13},
            "title": {"fontSize": 15, "anchor": "start", "subtitleFontSize": 12},
            "mark": {"color": GREY},
            "line": {"strokeWidth": 2.5},
            "text": {"fontSize": 12},
            "range": {"category": list(COLORS.values())},
        }
    }


def use_course_style() -> None:
    """Make Altair draw every chart of this session in the course's theme and without a network."""
    alt.theme.enable("diplomacy")
    alt.renderers.register("diplomacy", bundle)
    alt.renderers.enable("diplomacy")


def country_color(names: dict[str, str], field: str = "country") -> alt.Color:
    """Return the colour encoding of a column of country codes, its legend written as names.

    `names` maps each code that the chart shows to the name that the legend shall give it.

    >>> country_color({"USA": "United States"}).to_dict()["scale"]["range"]
    ['#0072B2']
    """
    codes = list(names)
    return alt.Color(
        field,
        type="nominal",
        title=None,
        scale=alt.Scale(domain=codes, range=[COLORS.get(code, GREY) for code in codes]),
        legend=alt.Legend(labelExpr=f"({json.dumps(names)})[datum.label]"),
    )


def front_end() -> str:
    """Say where charts of this session are shown: in a `lab`, as a `picture` or on the `web`.

    A lab (JupyterLab, Notebook 7, VS Code) draws Vega-Lite itself. Colab does not, and has a
    network. A notebook that a program executes (nbconvert to HTML, papermill) has no front end
    yet: it gets a picture beside the spec. `DIPLOMACY_RENDERER` overrides the guess.
    """
    chosen = os.environ.get("DIPLOMACY_RENDERER", "")
    if chosen in {"lab", "picture", "web"}:
        return chosen
    if "google.colab" in sys.modules:
        return "web"
    in_lab = "JPY_SESSION_NAME" in os.environ or "VSCODE_PID" in os.environ
    return "lab" if in_lab else "picture"


def bundle(spec: specs.Spec, **_: Any) -> dict[str, Any]:
    """Return what a front end needs to show a chart: the spec, its description, maybe a picture."""
    where = front_end()
    if where == "web":
        with alt.renderers.enable("html"):
            return alt.renderers.get()(spec)
    options = {"embedOptions": {"renderer": "svg", "actions": False}}
    ours = _hide_brush(spec) | {"$schema": SCHEMA, "usermeta": options}
    content = {MEDIA_TYPE: ours, "text/plain": spec.get("description", "A chart.")}
    if where == "picture":
        import vl_convert

        content["image/svg+xml"] = vl_convert.vegalite_to_svg(spec, vl_version="5.8")
    return content


def _hide_brush(spec: specs.Spec) -> specs.Spec:
    """Hide the inside of a chart with a brush from screen readers: Vega gives its brush no name.

    The chart as a whole keeps its description, and its data stand below it as a table.
    """
    if "interval" not in specs.selections(spec):
        return spec
    config = spec.get("config", {})
    return spec | {"config": config | {"view": config.get("view", {}) | {"aria": False}}}


def finished_spec(
    chart: alt.TopLevelMixin, description: str, *, validate: bool = True
) -> specs.Spec:
    """Return the spec of a chart that is fit to show, with its description and only needed data.

    `validate=False` skips Altair's own look at the finished chart, half of its time: for a
    panel's redraw, whose first answer was looked at.
    Raises `ChartProblem` with a sentence where the chart has no description, encodes a column
    that is not there, uses what JupyterLab cannot draw, or is too large for a notebook.
    """
    spec = plain_spec(chart, validate=validate) | {"description": description}
    check_description(description)
    problems = specs.unknown_columns(spec) + specs.undrawable(spec)
    if problems:
        raise ChartProblem(" ".join(problems))
    spec = specs.without_unused_columns(spec)
    check_size(len(json.dumps(spec)))
    return spec


def check_description(description: str) -> None:
    """Refuse a chart without a sentence."""
    if not isinstance(description, str) or len(description.split()) < 4:
        raise ChartProblem("Say in a sentence what the chart shows, for those who cannot see it.")


def check_size(size: int) -> None:
    """Refuse a chart whose spec, data included, has more characters than a notebook should hold."""
    if size > LARGEST_SPEC:
        raise ChartProblem(
            f"The chart weighs {size / 1000:,.0f} kB, more than {LARGEST_SPEC / 1000:,.0f}. "
            "Group or filter in pandas first."
        )


def plain_spec(chart: alt.TopLevelMixin, *, validate: bool) -> specs.Spec:
    """Return what Altair makes of a chart, or say in a sentence why it cannot."""
    if not isinstance(chart, alt.TopLevelMixin):
        raise ChartProblem(
            f"That is a {type(chart).__name__}, not a chart: make one with alt.Chart(…)."
        )
    try:
        return chart.to_dict(validate=validate)
    except alt.MaxRowsError:
        raise ChartProblem(
            f"The chart draws more than {MOST_ROWS:,} rows. Group or filter in pandas first."
        ) from None
    except (ValueError, TypeError) as error:
        raise ChartProblem(f"Altair cannot build this chart: {error}") from None


def in_words(spec: specs.Spec) -> str:
    """Return the text alternative of a chart as HTML: its description and its data, folded."""
    tables = "".join(_table(rows) for rows in spec.get("datasets", {}).values() if _records(rows))
    description = escape(spec["description"])
    return (
        "<details><summary>This chart in words, and its data as a table</summary>"
        f'<p style="max-width:56em">{description}</p>{tables}</details>'
    )


def _records(rows: Any) -> bool:
    return isinstance(rows, list) and bool(rows) and isinstance(rows[0], dict)


def _table(rows: list[dict[str, Any]]) -> str:
    frame = pd.DataFrame(rows[:ROWS_IN_TABLE]).replace("T00:00:00$", "", regex=True)
    more = (
        f"<p>The first {ROWS_IN_TABLE} of {len(rows):,} rows.</p>"
        if len(rows) > ROWS_IN_TABLE
        else ""
    )
    return frame.to_html(index=False, border=0, na_rep="") + more
