"""Build an edition: into a temporary folder, executed there, moved into place when all holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import nbformat

from .. import packs
from ..answers import faults
from ..errors import CourseError
from . import cells, copies, graded, pages, running, writing
from .copies import INSTRUCTOR, STUDENT, Edited
from .course import Course
from .drawing import Drawing
from .furnishing import Knowledge, ask_for_code, furnish, link, pack
from .placing import CannotBuild, moved_into
from .shelf import Published

MARKING = "marking.pack"  # the keys and who has which values: for the marker alone
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Line:
    """One lesson in the summary."""

    number: str
    title: str
    exercises: int
    points: int
    minutes: int
    seconds: float
    kilobytes: float


@dataclass(frozen=True)
class Built:
    """One lesson, executed: its copies, what depends on data in them, the seconds it took."""

    edited: Edited
    notebooks: Mapping[str, nbformat.NotebookNode]
    answers: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    prompts: Mapping[str, dict[str, str]]
    seconds: float


def build(
    course: Course,
    shelf: Mapping[str, Published],
    out: Path,
    progress: Progress = lambda done, of, title: None,
    *,
    with_graded: bool = False,
) -> list[Line]:
    """Write `out/student/`, `out/instructor/` and, if asked, `out/graded/`.

    Return a line for each lesson. Raises `CannotBuild` if the folder is somebody else's or a
    lesson does not hold; then nothing has changed.
    """
    if course.roster:
        course = replace(course, roster=course.roster.with_codes())
    lessons = [Edited(shelf[chosen.number], chosen, course) for chosen in course.lessons]
    with moved_into(out, course.files) as folder:
        for copy in (STUDENT, INSTRUCTOR):
            furnish(folder / copy, course)
        ask_for_code(folder / STUDENT, course)
        known = Knowledge(drawings=_drawn(lessons, course))
        _hand_keys(folder, lessons, known)
        known.settled |= _settled(lessons, folder / INSTRUCTOR)
        _hand_keys(folder, lessons, known)
        built: list[Built] = running.side_by_side(
            lambda lesson: _publish(lesson, known, folder),
            lessons,
            lambda done, lesson: progress(done, len(lessons), lesson.published.name),
        )
        known.prompts = {name: texts for each in built for name, texts in each.prompts.items()}
        _hand_keys(folder, lessons, known)
        for lesson in built:
            for copy, notebook in lesson.notebooks.items():
                writing.write(notebook, folder / copy / lesson.edited.published.path.name)
                link(lesson.edited, folder / copy)
        pages.write(folder / INSTRUCTOR, course, built, known.drawings)
        if with_graded:
            graded.write(folder, course, built, known)
        if course.roster:
            course.roster.keep_codes()
        (folder / INSTRUCTOR).chmod(0o700)  # nobody else on this machine reads the keys
        return [_line(lesson, folder) for lesson in built]


def _drawn(lessons: list[Edited], course: Course) -> dict[str, Drawing]:
    """Draw every student's values for each lesson; nothing without a roster."""
    if not course.roster:
        return {}
    return {each.published.number: Drawing(each, course.roster) for each in lessons}


def _hand_keys(folder: Path, lessons: list[Edited], known: Knowledge) -> None:
    """Write the keys of both copies; only the student's asks for a code."""
    theirs, ours = (pack(lessons, known, codes=codes) for codes in (True, False))
    theirs.write(folder / STUDENT / packs.PACK.name)
    theirs.write(folder / INSTRUCTOR / MARKING)
    ours.write(folder / INSTRUCTOR / packs.PACK.name)
    packs.read.cache_clear()


def _settled(lessons: list[Edited], folder: Path) -> dict[str, Any]:
    """Run the solution of each own exercise, and return its entry for the keys."""
    found = {}
    for lesson in lessons:
        for own in lesson.own:
            try:
                value = running.answer(lesson.copy(INSTRUCTOR), folder, own.solution, own.answer)
                entry = packs.settled(value, own.facts())
            except CourseError as error:
                raise CannotBuild(f"Your exercise {own.id} cannot be used: {error}") from None
            if wrong := faults(packs.own_key(own.id, entry), None):
                raise CannotBuild(f"Your exercise {wrong[0]} Take that line out, or mend it.")
            found[own.id] = entry
    return found


def _publish(lesson: Edited, known: Knowledge, folder: Path) -> Built:
    """Make and execute both copies of one lesson."""
    number = lesson.published.number
    drawing = known.drawings.get(number)
    variants = {name: drawing.chosen(name) for name in drawing.exercises} if drawing else {}
    try:
        notebook = lesson.copy(INSTRUCTOR)
        first = running.run(notebook, folder / INSTRUCTOR, lesson.values, variants)
        seconds = first.seconds
        if unsolved := first.unsolved():
            for cell in notebook.cells:
                if cell.id in unsolved:
                    copies.from_key(cell, first.answers[unsolved[cell.id]])
            first = running.run(notebook, folder / INSTRUCTOR, lesson.values, variants)
            seconds += first.seconds
        student = lesson.copy(STUDENT)
        second = running.run(student, folder / STUDENT, lesson.values)
    except running.DoesNotRun as error:
        raise CannotBuild(f"Lesson {number} does not run: {error}") from None
    if broken := [*first.faults(), *second.faults()]:
        raise CannotBuild(f"Lesson {number} does not hold: " + " ".join(broken))
    prompts = _prompts(notebook, first.prompts)
    for copy in (notebook, student):
        copies.filled(copy, first.values)
    made = {INSTRUCTOR: notebook, STUDENT: student}
    return Built(lesson, made, first.answers, first.values, prompts, seconds + second.seconds)


def _prompts(
    notebook: nbformat.NotebookNode, values: Mapping[str, Mapping[str, Mapping[str, str]]]
) -> dict[str, dict[str, str]]:
    """Return the text of each exercise that varies, by the place of its values."""
    sources = {cells.exercise_of(c): c.source for c in notebook.cells if cells.is_prompt(c)}
    return {
        name: {place: cells.with_values(sources[name], told) for place, told in places.items()}
        for name, places in values.items()
    }


def _line(lesson: Built, folder: Path) -> Line:
    edited = lesson.edited
    size = (folder / STUDENT / edited.published.path.name).stat().st_size
    return Line(
        edited.published.number,
        edited.published.title,
        len(edited.chosen.exercises) + len(edited.own),
        edited.points,
        edited.minutes,
        lesson.seconds,
        size / 1000,
    )
