"""The graded copy: a course for nbgrader. It holds no key; the marker's lie outside of it."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat

from .. import packs
from ..answers import Keys
from . import cells, copies, running, writing
from .copies import GRADED, INSTRUCTOR, Edited
from .course import Course
from .furnishing import Knowledge, ask_for_code, furnish, link, pack
from .placing import CannotBuild

if TYPE_CHECKING:
    from .build import Built

WRITTEN = 2  # points for an answer in words
BLANK = re.compile(r"^(\w+) = \.\.\.$", re.MULTILINE)
LOADED = re.compile(r"\b(?:load|shapes)\(\s*[\"'](\w+)[\"']")
EMPTY = "### BEGIN SOLUTION\n### END SOLUTION\n"
TEST = """\
# Leave this cell as it is: it hands in your answer to {exercise}.
### BEGIN HIDDEN TESTS
from diplomacy_lib.handing_in import hand_in

hand_in("{exercise}", {name})
### END HIDDEN TESTS"""
CONFIG = '''\
"""A course for nbgrader, made by `diplomacy build --graded`: see the instructor's guide."""

import os
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
# nbgrader calls another command of its environment, which need not be the active one.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
for name in ("DIPLOMACY_KEYS", "PYTHONPATH"):  # library and keys are those of this edition
    os.environ.pop(name, None)
c = get_config()
c.CourseDirectory.course_id = {course!r}
c.CourseDirectory.root = str(here)
c.ClearSolutions.code_stub = {{"python": "# Your answer goes below this line."}}
c.Execute.timeout = 60  # seconds for one cell

# An answer is marked after the notebook has run, by a process of its own, with the keys of:
c.Mark.instructor = str(here.parent / "{instructor}")
ours = "diplomacy_lib.editions.autograding"
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    f"{{ours}}.PutBack",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    f"{{ours}}.Apart",
    f"{{ours}}.Mark",
    "nbgrader.preprocessors.IgnorePattern",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    f"{{ours}}.Review",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.exclude_overwriting = {{
    lesson.name: ["my_code.txt"] for lesson in (here / "source").iterdir()
}}
'''


def write(folder: Path, course: Course, built: list["Built"], known: Knowledge) -> None:
    """Write `graded/` into the folder of an edition, and execute each of its notebooks."""
    place = folder / GRADED
    running.side_by_side(lambda lesson: _write_one(place, course, lesson, known), built)
    name = re.sub(r"[^a-z0-9]+", "-", course.title.casefold()).strip("-") or "course"
    config = CONFIG.format(course=name, instructor=INSTRUCTOR)
    (place / "nbgrader_config.py").write_text(config, encoding="utf-8", newline="\n")


def _write_one(place: Path, course: Course, lesson: "Built", known: Knowledge) -> None:
    edited = lesson.edited
    path = edited.published.path
    here = place / "source" / path.stem
    notebook = edited.copy(GRADED)
    copies.filled(notebook, lesson.values)
    notebook.cells = list(for_nbgrader(notebook.cells, _points(edited)))
    furnish(here, course, _tables(notebook))
    ask_for_code(here, course)
    link(edited, here)
    without_keys(pack([edited], known, codes=True)).write(here / packs.PACK.name)
    try:
        run = running.run(notebook, here)
    except running.DoesNotRun as error:
        raise CannotBuild(f"The graded copy of {path.stem} does not run: {error}") from None
    if faults := [*run.faults(), *leaks(notebook.cells, _answers(lesson, known))]:
        raise CannotBuild(f"The graded copy of {path.stem} does not hold: " + " ".join(faults))
    writing.write(notebook, here / path.name)


def for_nbgrader(
    lesson: Iterable[cells.Cell], points: Mapping[str, int]
) -> Iterator[nbformat.NotebookNode]:
    """Yield the cells of a lesson as nbgrader wants them, a test after each exercise's blank.

    Where nbgrader clears a solution, there is none: it finds an empty one before the blank.
    """
    for cell in lesson:
        exercise, blank = cells.exercise_of(cell), BLANK.search(cell.source)
        if cell.cell_type == "code" and exercise in points and blank:
            cell.source = BLANK.sub(lambda found: EMPTY + found[0], cell.source, count=1)
            yield _marked(cell, cell.id, solution=True)
            test = TEST.format(exercise=exercise, name=blank[1])
            name = f"test-{exercise.replace('.', '-')}"
            yield _marked(
                nbformat.v4.new_code_cell(test, id=name), name, points[exercise], locked=True
            )
        elif cell.cell_type == "code" and "lesson.note(" in cell.source:
            cell.source = EMPTY + cell.source
            yield _marked(cell, cell.id, WRITTEN, solution=True)
        else:
            yield cell


def _marked(
    cell: nbformat.NotebookNode,
    name: str,
    points: int | None = None,
    *,
    solution: bool = False,
    locked: bool = False,
) -> nbformat.NotebookNode:
    """Return a cell with nbgrader's metadata; one with points is graded."""
    cell.metadata["nbgrader"] = {
        "grade": points is not None,
        "grade_id": name,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
        **({} if points is None else {"points": points}),
    }
    return cell


def without_keys(keys: packs.Pack) -> packs.Pack:
    """Return a pack that says of each exercise only of what kind its answer is."""
    lessons = {}
    for number, entry in keys.lessons.items():
        found: Keys = keys.keys(number)
        lessons[number] = packs.kinds_only(found) | {"variants": entry.get("variants", {})}
    return packs.Pack(lessons, keys.codes)


def leaks(lesson: Iterable[cells.Cell], answers: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """Yield a sentence for each answer of four or more digits outside the story.

    >>> cell = nbformat.v4.new_markdown_cell("In all 63,476 warheads.", id="closing")
    >>> list(leaks([cell], {"04.1": ["63476"]}))
    ["The cell 'closing' gives the answer to 04.1."]
    """
    told = [cell for cell in lesson if "story" not in cells.tags(cell)]
    for exercise, texts in answers.items():
        forms = [re.escape(form) for text in texts for form in _forms(text)]
        if forms:
            either = re.compile(rf"(?<![\d,.])({'|'.join(forms)})(?!\d)")
            for cell in told:
                if either.search(cell.source):
                    yield f"The cell {cell.id!r} gives the answer to {exercise}."


def _forms(answer: str) -> set[str]:
    """Return how a number of four or more digits, or a date, may be written."""
    if found := re.fullmatch(r"datetime\.date\((\d+), (\d+), (\d+)\)", answer):
        day = dt.date(*map(int, found.groups()))
        return {day.isoformat(), f"{day.day} {day:%B %Y}"}
    number = re.fullmatch(r"-?(\d{4,})(\.\d+)?", answer)
    return {number[1], f"{int(number[1]):,}"} if number else set()


def _answers(lesson: "Built", known: Knowledge) -> dict[str, set[str]]:
    """Return every answer that somebody may have to give."""
    found = {name: {text} for name, text in lesson.answers.items()}
    drawing = known.drawings.get(lesson.edited.published.number)
    for drawn in drawing.by_student.values() if drawing else ():
        for name, each in drawn.items():
            found.setdefault(name, set()).add(each.answer)
    return found


def _points(edited: Edited) -> dict[str, int]:
    keys = edited.published.keys.keys
    ours = {name: keys[name].points for name in edited.chosen.exercises}
    return ours | {own.id: own.facts()["points"] for own in edited.own}


def _tables(notebook: nbformat.NotebookNode) -> set[str]:
    """Return the tables that a lesson or the library itself loads; own ones come besides."""
    library = Path(packs.__file__).parent.glob("**/*.py")
    sources = [cell.source for cell in notebook.cells]
    sources += [path.read_text(encoding="utf-8") for path in library]
    return {name for source in sources for name in LOADED.findall(source)}
