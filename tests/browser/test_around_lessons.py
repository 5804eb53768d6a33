"""What no lesson shows: a panel that fails, a burst of changes, a page without a server."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import charts
import nbformat
import pytest
from classroom import LESSONS, NOTEBOOKS
from playwright.sync_api import Page, expect
from room import Seat

pytestmark = pytest.mark.browser

CELLS = [
    "import time\nimport altair as alt\nimport pandas as pd\nfrom diplomacy_lib.panels import *",
    """
calls = []
def count(n):
    calls.append(n)
    time.sleep(0.05)
    if n == 13:
        raise ZeroDivisionError("thirteen")
    bar = alt.Chart(pd.DataFrame({"n": [n]})).mark_bar().encode(x=alt.X("n:Q"))
    return f"The number is {n} just now.", bar
""",
    "Panel('Counting', count, controls={'n': Number('A number', 1, 0, 30)}).widget()",
    "len(calls)",
]
# What nbconvert would fetch from elsewhere, switched off; no lesson has formulas or needs widgets.
OFFLINE = [
    "--HTMLExporter.mathjax_url=", "--HTMLExporter.require_js_url=",
    "--ExecutePreprocessor.store_widget_state=False",
]  # fmt: skip


@pytest.fixture(scope="module")
def counting(first_page: Page, address: str, folder: Path) -> Iterator[Seat]:
    """Return a seat in a notebook with one slow panel that fails at thirteen."""
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in CELLS]
    cells[-1]["id"] = "calls"
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(notebook, folder / "notebooks" / "counting.ipynb")
    seat = Seat(first_page.context.new_page(), address)
    seat.open("counting")
    seat.run_all()
    yield seat
    seat.leave()


def test_a_mistake_in_a_panel_becomes_a_sentence(counting: Seat):
    field = counting.page.get_by_label("A number", exact=True)
    status = counting.page.get_by_role("status").first
    chart = charts.pictures(counting.page.locator("body"))
    field.fill("12")
    field.press("Enter")
    expect(status).to_have_text("The number is 12 just now.")
    expect(chart).to_have_count(1)

    field.fill("13")
    field.press("Enter")
    expect(status).to_have_text("With these values the panel fails (ZeroDivisionError: thirteen).")
    expect(chart).to_have_count(0)

    field.fill("14")
    field.press("Enter")
    expect(status).to_have_text("The number is 14 just now.")
    expect(chart).to_have_count(1)
    outputs = [output for cell in counting.outputs().values() for output in cell]
    assert {output["output_type"] for output in outputs} <= {"execute_result", "display_data"}


def test_a_burst_of_changes_ends_with_the_last(counting: Seat):
    field = counting.page.get_by_label("A number", exact=True)
    status = counting.page.get_by_role("status").first
    field.fill("0")
    field.press("Enter")
    expect(status).to_have_text("The number is 0 just now.")
    before = calls(counting)
    field.focus()
    for _ in range(20):
        counting.page.keyboard.press("ArrowUp")
    expect(status).to_have_text("The number is 20 just now.")
    counting.page.wait_for_timeout(500)
    expect(status).to_have_text("The number is 20 just now.")
    assert calls(counting) - before < 20, "every change was answered, the outdated ones too"


def calls(seat: Seat) -> int:
    seat.run_cell("calls", "len(calls)")
    return int(seat.outputs()["calls"][0]["data"]["text/plain"])


def test_a_lesson_as_a_page_needs_no_server_and_no_network(page: Page, tmp_path: Path):
    shortest = min(LESSONS, key=lambda path: path.stat().st_size)
    command = [sys.executable, "-m", "jupyter", "nbconvert", "--execute", "--to", "html", *OFFLINE]
    environment = {key: value for key, value in os.environ.items() if key != "DIPLOMACY_RENDERER"}
    subprocess.run(
        [*command, f"--output-dir={tmp_path}", shortest.name],
        cwd=NOTEBOOKS, env=environment, check=True, capture_output=True,
    )  # fmt: skip
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / f"{shortest.stem}.html").as_uri())
    pictures = page.locator("img[src^='data:image/svg+xml']")
    assert pictures.count() > 0
    assert all(picture.evaluate("image => image.naturalWidth > 0") for picture in pictures.all())
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []
