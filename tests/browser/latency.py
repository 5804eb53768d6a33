"""How long after a control was moved the new chart stands, seen from inside the page."""

from playwright.sync_api import Locator
from room import Seat

# The same panel as a learner would build it of plain ipywidgets, in the last cell of the lesson.
PLAIN = """
import ipywidgets
from IPython.display import display

def plain(icbms):
    sentence, chart = calculator(**(lesson.panels[0].start | {"icbms": icbms}))
    print(sentence)
    display(chart)

ipywidgets.interactive(plain, icbms=ipywidgets.BoundedIntText(400, 0, 700, description="Plain"))
"""


PANEL = ".jp-OutputArea-output .widget-vbox:has([role=status])"
BACK_AND_FORTH = ("ArrowDown", "ArrowUp")  # on a menu the next choice, on a number one less


def measure_panel(seat: Seat, moves: int) -> list[float]:
    """Move the first control of a lesson's panel that redraws its chart both ways; return ms."""
    panel = seat.page.locator(PANEL).first
    for field in panel.locator("select, input[type=number]").all():
        field.evaluate(_WATCH)
        down, up = (_redraws(seat, field, key) for key in BACK_AND_FORTH)
        if down and up:
            for turn in range(moves):
                _move(seat, field, 1, BACK_AND_FORTH[turn % 2])
            return field.evaluate("field => field.taken")[2:]
    return []


def _redraws(seat: Seat, field: Locator, key: str) -> bool:
    """Whether a move of this control draws a new chart."""
    field.scroll_into_view_if_needed()
    field.focus()
    before = field.evaluate("field => field.taken.length")
    seat.page.keyboard.press(key)
    seat.page.wait_for_timeout(1500)
    return field.evaluate("field => field.taken.length") > before


def measure(seat: Seat, moves: int) -> dict[str, list[float]]:
    """Move a number of lesson 04's panel and of a plain one in turn; return milliseconds."""
    seat.run_cell("sources", PLAIN)
    fields = {
        "ours": seat.page.get_by_label("Deployed ICBMs", exact=True),
        "plain": seat.page.get_by_label("Plain", exact=True),
    }
    for field in fields.values():
        field.evaluate(_WATCH)
        _move(seat, field, 2)
    for turn in range(moves // 5):
        for field in fields.values():
            _move(seat, field, 5, key="ArrowDown" if turn % 2 else "ArrowUp")
    return {side: field.evaluate("field => field.taken")[2:] for side, field in fields.items()}


def _move(seat: Seat, field: Locator, times: int, key: str = "ArrowUp") -> None:
    field.scroll_into_view_if_needed()
    field.focus()
    for _ in range(times):
        seen = field.evaluate("field => field.taken.length")
        seat.page.keyboard.press(key)
        handle = field.element_handle()
        seat.page.wait_for_function(f"field => field.taken.length > {seen}", arg=handle)
        seat.page.wait_for_timeout(150)


# Milliseconds from each change of a number field to a new drawing in the same output.
_WATCH = """(field) => {
  const output = field.closest(".jp-OutputArea-output");
  const drawing = () => output.querySelector("svg.marks");
  let start = null, before = null;
  field.taken = [];
  field.addEventListener("change", () => {
    start = performance.now();
    before = drawing();
  }, true);
  new MutationObserver(() => {
    const now = drawing();
    if (start !== null && now && now !== before) {
      field.taken.push(performance.now() - start);
      start = null;
    }
  }).observe(output, { childList: true, subtree: true });
}"""
