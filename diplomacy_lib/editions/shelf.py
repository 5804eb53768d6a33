"""The lessons that an edition can choose from: their notebooks, keys, exercises and minutes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat

from .. import catalog
from ..answers import Keys, Plan, read_keys
from ..errors import CourseError
from . import cells

NUMBERS = re.compile(r"\b(\d\d)\b")
LINK = re.compile(r"\]\(([\w.-]+)\)")
NEEDED = re.compile(r"\*\*Before you start\*\*: ([^.;]*)")


@dataclass(frozen=True)
class Published:
    """One lesson as the course publishes it."""

    path: Path

    @property
    def number(self) -> str:
        """Return the lesson's number, such as `04`."""
        return self.path.stem[:2]

    @cached_property
    def keys(self) -> Keys:
        """Return the plan and the keys of the lesson; a lesson without exercises has none."""
        file = self.key_file
        return read_keys(file) if file.exists() else Keys(Plan(self.title), {})

    @property
    def key_file(self) -> Path:
        """Return the path of the lesson's keys."""
        return self.path.parent / "keys" / f"{self.path.stem}.py"

    @property
    def notebook(self) -> nbformat.NotebookNode:
        """Return the lesson's notebook, read anew: whoever asks may change it."""
        return nbformat.read(self.path, as_version=4)

    @cached_property
    def linked(self) -> list[Path]:
        """Return the files beside the notebook to which its text links, such as a page to print."""
        texts = (cell.source for cell in self.notebook.cells if cell.cell_type == "markdown")
        names = {name for text in texts for name in LINK.findall(text)}
        return [path for name in sorted(names) if (path := self.path.parent / name).is_file()]

    @cached_property
    def title(self) -> str:
        """Return the lesson's title, as its opening has it."""
        return self._opening.partition("\n")[0].lstrip("# ").partition(" · ")[2]

    @property
    def name(self) -> str:
        """Return number and title."""
        return f"{self.number} {self.title}"

    @cached_property
    def objectives(self) -> list[str]:
        """Return what a learner will be able to do."""
        lines = self._opening.splitlines()
        listed = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
        in_one = [line.partition("** ")[2] for line in lines if line.startswith("**By the end")]
        return [line.rstrip(",.") for line in listed or in_one]

    @cached_property
    def skills(self) -> list[str]:
        """Return what a learner learns to do, and what is new, as the map of lessons has it.

        The map stands in the first lesson of the folder.
        """
        first = Published(min(self.path.parent.glob("[0-9][0-9]_*.ipynb")))
        lines = (line for cell in first.notebook.cells for line in cell.source.splitlines())
        rows = (line for line in lines if (row := cells.ROW.match(line)) and row[1] == self.number)
        return [part.strip() for part in next(rows, "").split("|")[4:6]]

    @cached_property
    def needs(self) -> list[str]:
        """Return the numbers of the lessons to be done before this one.

        "lessons 00 to 03" names four, "any four of lessons 01 to 13" none in particular; what only
        helps stands after a semicolon and is not named.
        """
        found = NEEDED.search(self._opening)
        words = found[1] if found else ""
        if words.startswith("any "):
            return []
        if span := re.search(r"(\d\d) to (\d\d)", words):
            return [f"{number:02}" for number in range(int(span[1]), int(span[2]) + 1)]
        return NUMBERS.findall(words)

    def minutes(self, path: str, exercises: list[str] | None = None) -> int:
        """Return the declared minutes of a path, with these exercises (all of it if not given)."""
        chosen = cells.chosen(self.notebook.cells, path, exercises)
        own = sum(cell.metadata.get("minutes", 0) for cell in chosen)
        shown = {name for cell in chosen if (name := cells.exercise_of(cell))}
        return own + sum(key.minutes for name, key in self.keys.keys.items() if name in shown)

    def exercises(self, path: str) -> list[str]:
        """Return the ids of the exercises on a path, in their order on the page."""
        found = map(cells.exercise_of, cells.chosen(self.notebook.cells, path, None))
        return list(dict.fromkeys(filter(None, found)))

    @cached_property
    def _opening(self) -> str:
        """Return the opening, and the text with the minutes, if that stands apart from it."""
        texts = [
            cell.source
            for cell in self.notebook.cells
            if "objective" in cells.tags(cell) or cells.TIME.search(cell.source)
        ]
        return "\n\n".join(texts)


def published(folder: Path | None = None) -> Mapping[str, Published]:
    """Return every lesson of a folder by its number: the checkout's, if none is given."""
    folder = folder or catalog.data_folder().parent / "notebooks"
    found = {path.stem[:2]: Published(path) for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))}
    if not found:
        raise CourseError(
            f"There are no lessons in {folder}. The installed package holds tables only: the"
            " lessons live in the repository; say where with --lessons."
        )
    return found


def in_file(value: Any) -> Any:
    """Return a parameter's value as a TOML file can say it: a tuple as a list."""
    return list(map(in_file, value)) if isinstance(value, tuple) else value
