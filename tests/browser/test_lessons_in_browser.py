"""Each lesson in the real JupyterLab and a real Chromium, by keyboard and mouse, as a learner."""

import ast
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import charts
import pytest
from axe_playwright_python.sync_playwright import Axe
from classroom import NOTEBOOKS, Cell, cells
from playwright.sync_api import Locator
from room import Seat

from diplomacy_lib import answers, open_lesson, specs

pytestmark = pytest.mark.browser

PANEL = ".jp-OutputArea-output .widget-vbox:has([role=status])"
KEYS = {"number": "ArrowUp", "select-one": "ArrowDown", "checkbox": "Space"}


def test_every_cell_runs_without_error_or_warning(lesson: Seat):
    meant = {cell.id for cell in cells_of(lesson) if "raises-exception" in cell.tags}
    outputs = lesson.outputs()
    errors = {cell for cell in outputs if "error" in kinds(outputs[cell])}
    assert errors == meant
    assert {cell for cell in outputs if "stderr" in kinds(outputs[cell])} == set()


def kinds(outputs: list[dict[str, Any]]) -> set[str]:
    """Return what kinds of output a cell has, a stream by its name."""
    return {output.get("name", output["output_type"]) for output in outputs}


def test_every_chart_is_drawn_under_its_description(lesson: Seat):
    described = [spec["description"] for spec in charts.stored(lesson)]
    assert described
    for description in described:
        chart = charts.picture(lesson, description)
        assert chart.count() == 1, f"not drawn: {description}"
        assert charts.faults(chart) == [], description


def test_the_outputs_are_accessible(lesson: Seat):
    parts = {"include": [[".jp-OutputArea-output"], [".jp-RenderedMarkdown"]]}
    found = Axe().run(lesson.page, context=parts, options={"resultTypes": ["violations"]})
    grave = [
        f"{fault['id']}: {node['html']}"
        for fault in found.response["violations"]
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]
    assert found.response["passes"], "axe looked at nothing"
    assert grave == []


def test_every_selection_changes_its_picture(lesson: Seat):
    for spec in charts.stored(lesson):
        if specs.selections(spec):
            chart = charts.picture(lesson, spec["description"])
            assert charts.touch(lesson, chart), f"nothing moves: {spec['description']}"


def test_every_panel_answers_the_keyboard(lesson: Seat):
    for panel in lesson.page.locator(PANEL).all():
        panel.scroll_into_view_if_needed()
        lesson.page.wait_for_timeout(500)  # JupyterLab lays out anew what comes into view
        has_chart = charts.pictures(panel).count() > 0
        moved = [move(lesson, panel, field) for field in panel.locator("input, select").all()]
        assert any(sentence for sentence, _ in moved), "no control changes the sentence"
        assert not has_chart or any(chart for _, chart in moved), "no control changes the chart"


def move(seat: Seat, panel: Locator, field: Locator) -> tuple[bool, bool]:
    """Move one control by its label and a key; say whether the sentence and the chart changed."""
    label = field.evaluate("field => field.labels[0]?.textContent ?? ''")
    control = panel.get_by_label(label, exact=True)
    assert label, "a control without a label"
    assert control.count() == 1, f"two controls are called {label!r}"
    before = value(control), sentence(panel), drawing(panel)
    key = KEYS[control.evaluate("field => field.type")]
    at_end = control.evaluate("field => field.type === 'number' && field.value === field.max")
    control.focus()
    seat.page.keyboard.press("ArrowDown" if at_end else key)
    if key != "ArrowUp":
        seat.page.keyboard.press("x")
        assert control.count() == 1, f"a letter typed in {label!r} cuts the cell"
    seat.page.keyboard.press("Tab")
    assert value(control) != before[0], f"{key} does not move {label!r}"
    seat.page.wait_for_timeout(400)
    assert "panel fails" not in sentence(panel), sentence(panel)
    return sentence(panel) != before[1], drawing(panel) != before[2]


def value(control: Locator) -> str:
    return control.evaluate("field => field.type === 'checkbox' ? field.checked : field.value")


def sentence(panel: Locator) -> str:
    return panel.get_by_role("status").inner_text()


def drawing(panel: Locator) -> str:
    chart = charts.pictures(panel)
    return charts.shape(chart) if chart.count() else ""


def test_a_learner_goes_wrong_asks_and_gets_it_right(lesson: Seat, folder: Path):
    exercise, wrong, right = practicable(lesson)
    room = open_lesson(lesson.name[:2])
    cell = find_cell(lesson, f"exercise:{exercise}")

    said = run(lesson, cell, wrong)
    assert f"{exercise} · ✗ Not yet" in said
    assert as_line(room.feedback(exercise, wrong).text) in said

    lesson.run_cell(cell.id, f'lesson.hint("{exercise}")')
    hint = answers.hints(room.keys[exercise], room)[0]
    assert as_line(hint) in shown(lesson, cell)

    assert f"{exercise} · ✓ Right" in run(lesson, cell, right)

    lesson.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    lesson.restart()
    lesson.open(lesson.name)
    parameters = find_cell(lesson, "parameters")
    lesson.run_cell(parameters.id, parameters.source)
    assert f"1 of {len(room.keys)} right so far: {exercise}" in shown(lesson, parameters)


def test_every_exercise_explains_a_wrong_answer_and_takes_the_right_one(lesson: Seat):
    room = open_lesson(lesson.name[:2])
    typed = 0
    for exercise, key in room.keys.items():
        cell = find_cell(lesson, f"exercise:{exercise}")
        expected = key.answer(room, **key.values())
        shapes = [mistake.shape for mistake in expected.mistakes if not callable(mistake.shape)]
        for answer in filter(can_be_typed, [*shapes[:2], expected.value]):
            said = run(lesson, cell, plain(answer))
            assert as_line(room.feedback(exercise, answer).text) in said, f"{exercise}: {answer}"
            typed += 1
        if can_be_typed(expected.value):
            assert f"{exercise} · ✓ Right" in said
    assert typed >= len(room.keys)


def plain(answer: Any) -> Any:
    """Return an answer whose `repr` a learner could type: no numpy numbers in it."""
    if isinstance(answer, dict):
        return {plain(name): plain(value) for name, value in answer.items()}
    if isinstance(answer, (list, tuple, set)):
        return type(answer)(map(plain, answer))
    return answer.item() if hasattr(answer, "item") else answer


def can_be_typed(answer: Any) -> bool:
    """Whether an answer is a literal of Python: no date, no table, no chart."""
    try:
        return ast.literal_eval(repr(plain(answer))) == plain(answer)
    except (ValueError, SyntaxError):
        return False


def test_run_all_leaves_progress_and_album_as_they_were(lesson: Seat, folder: Path):
    lesson.run_all()
    before = kept(folder)
    assert f"lesson_{lesson.name[:2]}.json" in before
    lesson.run_all()
    lesson.run_all()
    assert kept(folder) == before


def test_nothing_is_asked_of_the_network(lesson: Seat):
    asked = [urlsplit(address) for address in lesson.asked]
    hosts = {address.hostname for address in asked if address.scheme not in {"data", "blob"}}
    assert {address.scheme for address in asked} >= {"http", "ws"}
    assert hosts == {"127.0.0.1"}


def practicable(seat: Seat) -> tuple[str, Any, Any]:
    """Return an exercise with a known mistake, both of which can be typed as one literal."""
    room = open_lesson(seat.name[:2])
    for exercise, key in room.keys.items():
        expected = key.answer(room, **key.values())
        shapes = [mistake.shape for mistake in expected.mistakes if not callable(mistake.shape)]
        if key.kind in {int, float, str} and shapes and key.hints:
            return exercise, key.kind(shapes[0]), key.kind(expected.value)
    raise AssertionError(f"{seat.name} has no exercise that can be answered by typing")


def cells_of(seat: Seat) -> list[Cell]:
    return cells(NOTEBOOKS / f"{seat.name}.ipynb")


def find_cell(seat: Seat, tag: str) -> Cell:
    """Return the code cell that has a tag."""
    return next(cell for cell in cells_of(seat) if cell.kind == "code" and tag in cell.tags)


def run(seat: Seat, cell: Cell, answer: Any) -> str:
    """Type an answer in the place of the blank, run the cell and return what it says."""
    filled, blanks = re.subn(r"= \.\.\.$", f"= {answer!r}", cell.source, flags=re.MULTILINE)
    assert blanks == 1, f"{cell.id} has {blanks} blanks"
    seat.run_cell(cell.id, filled)
    return shown(seat, cell)


def shown(seat: Seat, cell: Cell) -> str:
    """Return the text of a cell's outputs."""
    outputs = seat.outputs()[cell.id]
    texts = (
        output.get("data", {}).get("text/plain") or output.get("text", "") for output in outputs
    )
    return as_line(" ".join(map("".join, texts)))


def as_line(text: str) -> str:
    return " ".join(text.split())


def kept(folder: Path) -> dict[str, bytes]:
    """Return the files of the learner's progress and album."""
    return {path.name: path.read_bytes() for path in (folder / "progress").iterdir()}
