"""Run a lesson the way a learner would, but in this process, so that a test can look inside."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import IPython.display

from diplomacy_lib.lesson import Lesson

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
NAMES = [path.stem for path in LESSONS]


@dataclass(frozen=True)
class Cell:
    """One cell of a notebook."""

    id: str
    kind: str
    source: str
    tags: tuple[str, ...]
    metadata: dict[str, Any]

    def tagged(self, prefix: str) -> str:
        """Return what follows `prefix:` in the cell's tags, or nothing."""
        return next((tag.split(":", 1)[1] for tag in self.tags if tag.startswith(f"{prefix}:")), "")


def cells(path: Path) -> list[Cell]:
    """Return the cells of a notebook file."""
    return [
        Cell(
            cell["id"],
            cell["cell_type"],
            "".join(cell["source"]),
            tuple(cell["metadata"].get("tags", ())),
            cell["metadata"],
        )
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
    ]


@dataclass
class Run:
    """An executed lesson: its namespace, what it displayed, and the lesson object."""

    names: dict[str, Any] = field(default_factory=dict)
    displayed: list[Any] = field(default_factory=list)

    @property
    def lesson(self) -> Lesson:
        """The open lesson."""
        return self.names["lesson"]

    def cell(self, cell: Cell, **replaced: Any) -> None:
        """Execute one cell as Jupyter would; `replaced` changes names that it assigns."""
        with _in_notebooks(), _collecting(self.displayed):
            source = cell.source
            for name, value in replaced.items():
                source = _assign(source, name, value)
            with _expecting_an_error() if "raises-exception" in cell.tags else nullcontext():
                exec(compile(source, cell.id, "exec"), self.names)


def run(path: Path, **parameters: Any) -> Run:
    """Execute every code cell of a lesson, with other values for names of its parameters cell."""
    result = Run()
    for cell in cells(path):
        if cell.kind == "code":
            result.cell(cell, **(parameters if "parameters" in cell.tags else {}))
    return result


def _assign(source: str, name: str, value: Any) -> str:
    lines = source.splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith(f"{name} = "))
    lines[place] = f"{name} = {value!r}"
    return "\n".join(lines)


@contextmanager
def _expecting_an_error() -> Iterator[None]:
    """Let a cell fail that is there to show a failure, and fail if it does not."""
    try:
        yield
    except Exception:
        return
    raise AssertionError("a cell tagged raises-exception raised nothing")


@contextmanager
def _in_notebooks() -> Iterator[None]:
    before = Path.cwd()
    os.chdir(NOTEBOOKS)
    try:
        yield
    finally:
        os.chdir(before)


@contextmanager
def _collecting(displayed: list[Any]) -> Iterator[None]:
    before = IPython.display.display
    IPython.display.display = lambda *shown, **_: displayed.extend(shown)
    try:
        yield
    finally:
        IPython.display.display = before
