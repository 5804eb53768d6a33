"""Measure the course against its bars, side by side with plain pandas and Altair: `make bench`.

This is a report, not a test: it prints each bar, what was measured in this run and what the plain
stack needed in the same run, and always ends well. Times are medians of interleaved runs.
"""

import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import psutil
from nbclient import NotebookClient

from diplomacy_lib import catalog, load, shapes
from diplomacy_lib.display import MEDIA_TYPE
from diplomacy_lib.models.bargaining.partners import STYLES
from diplomacy_lib.models.bargaining.scenario_files import FILES, scenario
from diplomacy_lib.models.bargaining.solutions import (
    egalitarian,
    kalai_smorodinsky,
    largest_sum,
    nash,
    pareto,
)
from diplomacy_lib.models.bargaining.talks import Setting, Talks

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
PROCESSES = 7  # fresh processes for each side
READS = 31  # readings of each table by each side
MOVES = 20  # of a control

# Both sides run in a shell that is already there, as in a kernel, and draw the same chart.
SHELL = """
import sys, time
from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display
InteractiveShell.instance()
start = time.perf_counter()
import altair as alt
import pandas as pd
"""
CHART = """
chart = alt.Chart(table.query("country in ['USA', 'RUS']")).mark_line().encode(
    x=alt.X("year:Q").axis(format="d").title(None),
    y=alt.Y("warheads:Q").title("warheads"),
    color=alt.Color("country:N"),
    tooltip=["country", "year", "warheads"],
)
"""
END = "print(time.perf_counter() - start, file=sys.stderr)"
PLAIN = f"{SHELL}table = pd.read_csv({str(ROOT / 'data' / 'nuclear_stockpiles.csv')!r})"
PLAIN = f"{PLAIN}{CHART}display(chart)\n{END}"
OURS = f"""{SHELL}from diplomacy_lib import open_lesson
lesson = open_lesson("04")
table = lesson.load("nuclear_stockpiles"){CHART}
lesson.show(chart, "One line for each country: the warheads of each year.")
{END}"""
IMPORT = f"import sys, time, pandas\nstart = time.perf_counter()\nimport diplomacy_lib\n{END}"
SPARE = "import altair as alt\nimport pandas as pd\nalt.Chart(pd.DataFrame()).mark_bar().to_dict()"


@dataclass(frozen=True)
class Line:
    """One line of the report: what is measured, the bar, the value, and what stands beside it."""

    what: str
    bar: float
    value: float
    unit: str
    beside: str = ""

    def __str__(self) -> str:
        met = "met" if self.value <= self.bar else "NOT MET"
        bar, value = (f"{number:,.4g} {self.unit}" for number in (self.bar, self.value))
        return f"{self.what:<52}{'≤ ' + bar:>12}{value:>14}  {met:<9}{self.beside}"


def interleaved(sides: Mapping[str, Callable[[], float]], times: int) -> dict[str, float]:
    """Return the median of each side over several rounds, after a first one that does not count."""
    rounds = [{side: measure() for side, measure in sides.items()} for _ in range(times + 1)]
    return {side: statistics.median(each[side] for each in rounds[1:]) for side in sides}


def process(script: str, python: str = sys.executable) -> Callable[[], float]:
    """Return a function that runs a script in a fresh process and returns the seconds it says."""

    def measure() -> float:
        done = subprocess.run(
            [python, "-c", script], cwd=NOTEBOOKS, capture_output=True, text=True, check=True
        )
        return float(done.stderr.split()[-1])

    return measure


def unbounded_python(folder: Path) -> str | None:
    """Return a Python with the newest pandas, Altair and JupyterLab; none if that is offline."""
    venv.create(folder, with_pip=True)
    python = str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    install = [python, "-m", "pip", "install", "--quiet", "pandas", "altair", "jupyterlab"]
    done = subprocess.run(install, capture_output=True, check=False)
    return None if done.returncode else python


def first_chart() -> Iterator[Line | str]:
    with tempfile.TemporaryDirectory() as folder:
        sides = {"ours": process(OURS), "plain": process(PLAIN)}
        python = unbounded_python(Path(folder))
        if python:
            sides["unbounded"] = process(PLAIN, python)
        taken = interleaved(sides, PROCESSES)
    beside = {side: f"{taken['ours']:.2f} s, plain {taken[side]:.2f} s" for side in taken}
    ratio = taken["ours"] / taken["plain"]
    yield Line("first chart, against plain, same environment", 1.3, ratio, "×", beside["plain"])
    if python:
        ratio = taken["ours"] / taken["unbounded"]
        yield Line("first chart, against plain, newest", 0.6, ratio, "×", beside["unbounded"])
    else:
        yield f"{'first chart, against plain, newest':<52}not measured: no network"


def importing() -> Iterator[Line]:
    taken = interleaved({"ours": process(IMPORT)}, PROCESSES)
    yield Line("import diplomacy_lib beyond pandas", 50, taken["ours"] * 1000, "ms")


def tables() -> Iterator[Line]:
    for name in catalog.names():
        table = catalog.find(name)
        sides = {"ours": partial(shapes if table.storage == "topojson" else load, name)}
        plain = partial(pd.read_csv, table.path)
        if table.storage == "csv" and not table.packing:  # else pandas gives no such frame
            sides |= {"plain": typed(plain, load(name)), "bare": plain}
        taken = interleaved({side: timed(read) for side, read in sides.items()}, READS)
        yield Line(f"load {name}", 60, taken["ours"], "ms")
        if "plain" in sides:
            ratio, plain, bare = taken["ours"] / taken["plain"], taken["plain"], taken["bare"]
            beside = f"plain {plain:.2f} ms; without dtypes and dates {bare:.2f} ms"
            yield Line(f"load {name}, against plain", 1.3, ratio, "×", beside)


def typed(read: partial, frame: pd.DataFrame) -> partial:
    """Return `read` with the arguments that make plain pandas return the frame of the course."""
    dates = frame.select_dtypes("datetime").columns.tolist()
    return partial(
        read,
        dtype=frame.dtypes.drop(dates).to_dict(),
        parse_dates=dates,
        date_format="ISO8601",
        keep_default_na=False,
        na_values=[""],
    )


def timed(function: Callable[[], object]) -> Callable[[], float]:
    """Return a function that calls another and returns the milliseconds that it took."""

    def measure() -> float:
        start = time.perf_counter()
        function()
        return (time.perf_counter() - start) * 1000

    return measure


def negotiation() -> Iterator[Line]:
    """Measure lesson 12's model: everything from the tables on, and the slowest scripted answer."""
    frames = {name: load(f"negotiation_{name}") for name in FILES}
    taken = interleaved({"all": timed(partial(solved, frames))}, READS)
    yield Line("all packages, frontier and four solutions", 50, taken["all"], "ms")
    scene, slowest = scenario(frames), 0.0
    for style, listening in itertools.product(STYLES, (True, False)):
        talks = Talks(scene, Setting("RUS", style, listening, rounds=20)).offer(scene.middle)
        taken = interleaved({"answer": timed(talks.answered)}, READS)
        slowest = max(slowest, taken["answer"])
    yield Line("a scripted partner's answer, the slowest style", 30, slowest, "ms")


def solved(frames: Mapping[str, pd.DataFrame]) -> list:
    scene = scenario(frames)
    solutions = nash, egalitarian, kalai_smorodinsky, largest_sum
    return [pareto(scene.both), *(solve(scene.both, scene.floors) for solve in solutions)]


def execute(notebook: nbformat.NotebookNode) -> tuple[float, float]:
    """Execute a notebook in place; return its seconds, kernel's start included, and its MB."""
    start = time.perf_counter()
    place = {"metadata": {"path": str(NOTEBOOKS)}}
    client = NotebookClient(notebook, resources=place, extra_arguments=["--log-level=ERROR"])
    with client.setup_kernel():
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
        seconds = time.perf_counter() - start
        memory = psutil.Process(client.km.provisioner.pid).memory_info().rss / 1e6
    return seconds, memory


def lessons() -> Iterator[Line]:
    bare = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(SPARE)])
    for path in LESSONS:
        plain = execute(bare)
        seconds, memory = execute(notebook := nbformat.read(path, as_version=4))
        name = path.stem[:2]
        yield Line(f"lesson {name}, executed", 6, seconds, "s", f"pandas + Altair {plain[0]:.1f} s")
        beside = f"pandas + Altair {plain[1]:.0f} MB"
        yield Line(f"lesson {name}, kernel memory", 200, memory, "MB", beside)
        yield Line(f"lesson {name}, its file", 120, path.stat().st_size / 1000, "kB")
        largest = max(len(json.dumps(spec)) for spec in specs(notebook))
        yield Line(f"lesson {name}, its largest chart", 150, largest / 1000, "kB")


def specs(notebook: nbformat.NotebookNode) -> Iterator[dict]:
    """Yield the spec of each chart among a notebook's outputs."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if MEDIA_TYPE in output.get("data", {}):
                yield output.data[MEDIA_TYPE]


def latency() -> Iterator[Line | str]:
    sys.path.insert(0, str(ROOT / "tests" / "browser"))
    from latency import measure, measure_panel
    from room import Seat, chromium, find_chromium, jupyterlab

    what = "control moved to chart redrawn"
    if not find_chromium():
        yield f"{what:<52}not measured: no Chromium"
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        jupyterlab(Path(folder)) as address,
        chromium() as page,
    ):
        seat = Seat(page, address)
        seat.open("04_counting_warheads")
        seat.run_all()
        taken = measure(seat, MOVES)
        panels = {path: _in_browser(page, address, path, measure_panel) for path in LESSONS}
    median = {side: statistics.median(times) for side, times in taken.items()}
    late = {side: statistics.quantiles(times, n=20)[-1] for side, times in taken.items()}
    beside = f"plain ipywidgets {median['plain']:.0f} ms"
    yield Line(f"{what}, median of {MOVES}", 60, median["ours"], "ms", beside)
    yield Line(f"{what}, 95 %", 120, late["ours"], "ms", f"plain ipywidgets {late['plain']:.0f} ms")
    for path, times in panels.items():
        if len(times) > 1:
            panel, late = f"lesson {path.stem[:2]}'s panel", statistics.quantiles(times, n=20)[-1]
            yield Line(f"{panel}, median", 60, statistics.median(times), "ms")
            yield Line(f"{panel}, 95 %", 120, late, "ms")


def _in_browser(page: Any, address: str, path: Path, measure: Callable) -> list[float]:
    """Open one lesson in a page of its own and measure its panel."""
    from room import Seat

    seat = Seat(page.context.new_page(), address)
    seat.open(path.stem)
    seat.run_all()
    taken = measure(seat, MOVES)
    seat.leave()
    return taken


def sizes() -> Iterator[Line]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    yield Line("the checkout", 12, megabytes([ROOT / name for name in listed.split("\0")]), "MB")
    yield Line("the data folder", 8, megabytes(list((ROOT / "data").rglob("*"))), "MB")


def megabytes(files: list[Path]) -> float:
    return sum(path.stat().st_size for path in files if path.is_file()) / 1e6


def main() -> None:
    from bench_editions import editions

    print(f"{'what':<52}{'bar':>12}{'measured':>14}")
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"DIPLOMACY_HOME": home, "DIPLOMACY_RENDERER": "lab"}
        parts = (sizes, importing, tables, negotiation, first_chart, lessons, editions, latency)
        for part in parts:
            for line in part():
                print(line, flush=True)


if __name__ == "__main__":
    main()
