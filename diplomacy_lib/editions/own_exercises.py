"""An instructor's own exercises: a notebook whose solution cells are the keys.

Cells tagged `exercise:04.9` are the prompt and the code cell with its blank; the cell tagged
`solution:04.9` assigns the answer last. Lines in it that begin so say the rest:
`# tolerance: 0.5`, `# unit: warheads`, `# points: 2`, `# minutes: 5`, `# hint: …`, and
`# if 12: you forgot …` for a known mistake.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from . import cells

if TYPE_CHECKING:
    from .course import Reading

ID = re.compile(r"(\d\d)\.\d+")
FACT = re.compile(r"^# (tolerance|unit|points|minutes): (.+)$", re.MULTILINE)
HINT = re.compile(r"^# hint: (.+)$", re.MULTILINE)
MISTAKE = re.compile(r"^# if (.+?): (.+)$", re.MULTILINE)
CHECK = re.compile(r"^lesson\.check\(.*\)\n?", re.MULTILINE)


@dataclass(frozen=True)
class OwnExercise:
    """One exercise of an instructor: its cells, and what its solution cell says besides."""

    id: str
    cells: tuple[nbformat.NotebookNode, ...]

    @property
    def lesson(self) -> str:
        """Return the number of the lesson that the exercise joins."""
        return self.id[:2]

    @property
    def solution(self) -> str:
        """Return the code of the solution, without a check."""
        return CHECK.sub("", next(c.source for c in self.cells if cells.is_solution(c))).strip()

    @property
    def answer(self) -> str:
        """Return the name that the solution assigns last."""
        assigned = [node for node in ast.parse(self.solution).body if isinstance(node, ast.Assign)]
        return ast.unparse(assigned[-1].targets[0]) if assigned else ""

    def facts(self) -> dict[str, Any]:
        """Return tolerance, unit, points, minutes, hints and mistakes, as the comments say."""
        said = dict(FACT.findall(self.solution))
        return {
            "tolerance": float(said.get("tolerance", 0)),
            "unit": said.get("unit", ""),
            "points": int(said.get("points", 1)),
            "minutes": int(said.get("minutes", 5)),
            "hints": HINT.findall(self.solution),
            "mistakes": [(ast.literal_eval(a), says) for a, says in MISTAKE.findall(self.solution)],
        }

    def complete(self) -> tuple[nbformat.NotebookNode, ...]:
        """Return the cells with a check in the solution, as the course's own have it."""
        for cell in self.cells:
            cell.metadata["tags"] = [*(tag for tag in cells.tags(cell) if tag != "own"), "own"]
            if cells.is_solution(cell):
                check = f'lesson.check("{self.id}", {self.answer}, record=False)'
                title = f"# One solution to {self.id} (folded: click to open)."
                cell.source = f"{title}\n{self.solution}\n{check}"
                cell.metadata["jupyter"] = {"source_hidden": True}
        return self.cells


def declared(reading: "Reading", numbers: Iterable[str]) -> tuple[OwnExercise, ...]:
    """Return the own exercises of an instructor's file; note every mistake in their notebooks."""
    said = reading.section("exercises")
    reading.known("[exercises]", said, ["files"])
    found: dict[str, OwnExercise] = {}
    files = reading.listed("[exercises] files", said.get("files", []), '["my_exercises.ipynb"]')
    for position, file in enumerate(files, start=1):
        place = f"[exercises] files, item {position}"
        path = reading.file(place, file)
        for exercise in _in_notebook(reading, place, path) if path else ():
            problems = list(_wrong(exercise, reading, list(numbers)))
            if exercise.id in found:
                problems.append("is there twice.")
            for says in problems:
                reading.wrong(f"{file}, exercise {exercise.id}", says)
            if not problems:
                found[exercise.id] = exercise
    return tuple(found.values())


def _in_notebook(reading: "Reading", place: str, file: Path) -> Iterator[OwnExercise]:
    try:
        notebook = nbformat.read(file, as_version=4)
    except (ValueError, OSError, nbformat.reader.NotJSONError):
        reading.wrong(place, f"{file.name} is not a notebook.")
        return
    groups: dict[str, list[nbformat.NotebookNode]] = {}
    for cell in notebook.cells:
        if exercise := cells.exercise_of(cell):
            groups.setdefault(exercise, []).append(cell)
    if not groups:
        reading.wrong(place, f"{file.name} has no cell tagged exercise:… (see the guide).")
    for name, group in groups.items():
        yield OwnExercise(name, tuple(group))


def _wrong(exercise: OwnExercise, reading: "Reading", numbers: list[str]) -> Iterator[str]:
    if not ID.fullmatch(exercise.id):
        yield "needs an id such as 04.9: the lesson that it joins, a dot, a number."
        return
    if exercise.lesson not in numbers:
        yield f"joins lesson {exercise.lesson}, which this edition does not have."
    elif exercise.id in reading.shelf[exercise.lesson].keys.keys:
        yield "has the id of an exercise of the course; choose another number."
    code = [cell for cell in exercise.cells if cell.cell_type == "code"]
    solutions = [cell for cell in code if cells.is_solution(cell)]
    blanks = [cell for cell in code if not cells.is_solution(cell)]
    if len(solutions) != 1:
        yield f"needs one cell tagged solution:{exercise.id}; there are {len(solutions)}."
        return
    if not any(re.search(r"^\w+ = \.\.\.$", cell.source, re.MULTILINE) for cell in blanks):
        yield "needs a code cell with a blank, such as `answer = ...`."
    if not any(f'lesson.check("{exercise.id}"' in cell.source for cell in blanks):
        yield f'needs lesson.check("{exercise.id}", …) in the cell with the blank.'
    yield from _wrong_solution(exercise)


def _wrong_solution(exercise: OwnExercise) -> Iterator[str]:
    try:
        if not exercise.answer:
            yield "its solution assigns nothing; it should end in `solution = …`."
        exercise.facts()
    except SyntaxError as error:
        yield f"its solution is not Python: {error}."
    except ValueError as error:
        yield f"a comment in its solution cannot be read: {error}."
