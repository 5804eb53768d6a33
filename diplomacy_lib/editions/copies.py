"""The copies of one lesson: what a student gets, what an instructor keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nbformat

from . import cells
from .course import Chosen, Course
from .own_exercises import OwnExercise
from .shelf import Published

STUDENT, INSTRUCTOR, GRADED = "student", "instructor", "graded"
SHAPE = "from diplomacy_lib.comparing import ChartShape"
FOLDED = "(folded: click to open, better after a try of your own)"


@dataclass(frozen=True)
class Edited:
    """One lesson of an edition, on its way into a copy."""

    published: Published
    chosen: Chosen
    course: Course

    @property
    def minutes(self) -> int:
        """Return the minutes of this edition's cells and exercises."""
        own = sum(exercise.facts()["minutes"] for exercise in self.own)
        return self.published.minutes(self.chosen.path, list(self.chosen.exercises)) + own

    @property
    def points(self) -> int:
        """Return the points of the chosen exercises."""
        keys = self.published.keys.keys
        own = sum(exercise.facts()["points"] for exercise in self.own)
        return sum(keys[name].points for name in self.chosen.exercises) + own

    @property
    def own(self) -> list[OwnExercise]:
        """Return the instructor's own exercises that join this lesson."""
        return [each for each in self.course.own if each.lesson == self.published.number]

    def values(self, exercise: str) -> dict[str, Any]:
        """Return the values under which this edition asks an exercise; none for no exercise."""
        chosen = self.chosen.choices.get(exercise, {})
        return self.values_of_the_course(exercise) | dict(chosen)

    def values_of_the_course(self, exercise: str) -> dict[str, Any]:
        """Return the default values of an exercise of the course; none for any other."""
        key = self.published.keys.keys.get(exercise)
        return key.values() if key else {}

    @property
    def varied(self) -> list[str]:
        """Return the exercises that ask every student for something else; none without a roster."""
        names = self.chosen.exercises if self.course.roster else ()
        return [name for name in names if len(self.variants(name)) > 1]

    def variants(self, exercise: str) -> list[dict[str, Any]]:
        """Return every combination of values of an exercise; what the file sets does not vary."""
        fixed = self.chosen.choices.get(exercise, {}).items()
        key = self.published.keys.keys[exercise]
        return [values for values in key.variants() if fixed <= values.items()]

    def copy(self, of: str) -> nbformat.NotebookNode:
        """Return the notebook of one copy, its numbers in prose not yet filled in."""
        notebook = self.published.notebook
        kept = cells.chosen(notebook.cells, self.chosen.path, self.chosen.exercises)
        kept = cells.in_order(kept, self.chosen.exercises)
        kept = cells.with_parameters(kept, self.chosen.parameters)
        kept = cells.before_closing(kept, [cell for own in self.own for cell in own.complete()])
        numbers = [lesson.number for lesson in self.course.lessons]
        for cell in kept:
            if cell.cell_type == "markdown":
                self._tell(cell, numbers)
            if cells.is_solution(cell):
                self._solve(cell)
        notebook.cells = [cell for cell in kept if self._belongs(cell, of)]
        for cell in notebook.cells:
            if of == INSTRUCTOR:
                _unfold(cell)
            elif cells.is_prompt(cell) and cells.exercise_of(cell) in self.varied:
                _ask_for_the_prompt(cell)
        return notebook

    def _tell(self, cell: nbformat.NotebookNode, numbers: list[str]) -> None:
        """Write into a text what this edition is: title, minutes, exercises, lessons."""
        opens = "objective" in cells.tags(cell)
        if opens or cells.TIME.search(cell.source):
            told = self.minutes, self.chosen.exercises, self.chosen.path
            cell.source = cells.as_told(cell.source, *told)
        if opens:
            cell.source = f"*{self.course.title}*\n\n{cell.source}"
        cells.without_rows(cell, numbers)

    def _solve(self, cell: nbformat.NotebookNode) -> None:
        """Write a solution for this edition's values; whether it is one, its check will say."""
        exercise = cells.exercise_of(cell)
        before = self.values_of_the_course(exercise)
        after = self.chosen.choices.get(exercise, {})
        changes = {name: (before[name], value) for name, value in after.items()}
        cell.source = cells.with_literals(cell.source, changes)

    def _belongs(self, cell: nbformat.NotebookNode, of: str) -> bool:
        if of == INSTRUCTOR:
            return True
        hidden = cells.is_solution(cell) and (of == GRADED or self.course.solutions == "hidden")
        return not hidden and "teaching" not in cells.tags(cell)


def _ask_for_the_prompt(cell: nbformat.NotebookNode) -> None:
    """Turn the text of an exercise into code that shows the text with a student's own values."""
    cell.cell_type, cell.outputs, cell.execution_count = "code", [], None
    cell.metadata.pop("values", None)
    cell.metadata["jupyter"] = {"source_hidden": True}
    cell.source = f'lesson.prompt("{cells.exercise_of(cell)}")'


def _unfold(cell: nbformat.NotebookNode) -> None:
    """Show a solution and a teaching note that the published lesson folds."""
    if cells.is_solution(cell):
        cell.metadata.pop("jupyter", None)
        cell.source = cell.source.replace(f" {FOLDED}", "")
    if "teaching" in cells.tags(cell):
        cell.source = cell.source.replace("<details>", "<details open>")


def from_key(cell: nbformat.NotebookNode, answer: str) -> None:
    """Replace a solution that does not hold for this edition's values by the key's answer."""
    exercise = cells.exercise_of(cell)
    name = f"solution_{exercise.replace('.', '_')}"
    needs = {"datetime.": "import datetime\n", "ChartShape(": f"{SHAPE}\n"}
    imports = "".join(line for word, line in needs.items() if word in answer)
    cell.source = (
        f"# The key's answer to {exercise} with this edition's values: the published solution is\n"
        f"# written for others.\n{imports}{name} = {answer}\n"
        f'lesson.check("{exercise}", {name}, record=False)'
    )


def filled(notebook: nbformat.NotebookNode, values: Mapping[str, Mapping[str, str]]) -> None:
    """Fill in the numbers in prose that an execution computed, by cell."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.metadata.pop("values", None)
            cell.source = cells.with_values(cell.source, values.get(cell.id, {}))
