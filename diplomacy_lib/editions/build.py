"""Build an edition: into a temporary folder, executed there, moved into place when all holds."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from .. import catalog, packs
from ..errors import CourseError
from . import copies, own_tables, pages, running
from .copies import INSTRUCTOR, STUDENT, Edited
from .course import Course
from .shelf import Published

MARK = ".edition.json"  # stands in every folder that was built, and in no other
WORKERS = 2  # kernels at a time; each is a process of its own, so threads can wait for them
Progress = Callable[[int, int, str], None]


class CannotBuild(CourseError):
    """The edition could not be built; whatever stood in the output folder is untouched."""


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
    """One lesson, executed: its copies, the answers of its exercises, the seconds it took."""

    edited: Edited
    notebooks: Mapping[str, nbformat.NotebookNode]
    answers: Mapping[str, str]
    seconds: float


def build(
    course: Course,
    shelf: Mapping[str, Published],
    out: Path,
    progress: Progress = lambda done, of, title: None,
) -> list[Line]:
    """Write `out/student/` and `out/instructor/`; return a line for each lesson.

    Raises `CannotBuild` if the folder is somebody else's or a lesson does not hold; then nothing
    has changed.
    """
    lessons = [Edited(shelf[chosen.number], chosen, course) for chosen in course.lessons]
    with _moved_into(out) as folder:
        for copy in (STUDENT, INSTRUCTOR):
            furnish(folder / copy, course)
            hand_keys(folder / copy, lessons, {})
        settled = _settled(lessons, folder / INSTRUCTOR)
        for copy in (STUDENT, INSTRUCTOR):
            hand_keys(folder / copy, lessons, settled)
        built = list(_executed(lessons, folder, progress))
        for lesson in built:
            for copy, notebook in lesson.notebooks.items():
                _write(notebook, folder / copy / lesson.edited.published.path.name)
        pages.write(folder / INSTRUCTOR, course, built)
        (folder / MARK).write_text(json.dumps({"title": course.title}), encoding="utf-8")
        return [_line(lesson, folder) for lesson in built]


def furnish(folder: Path, course: Course) -> None:
    """Put beside the notebooks what they need: library, tables, and how to open them."""
    library, data = Path(catalog.__file__).parent, catalog.data_folder()
    unneeded = shutil.ignore_patterns("__pycache__", "editions", "data")
    shutil.copytree(library, folder / "diplomacy_lib", ignore=unneeded)
    own_tables.copy_data(data, folder / "diplomacy_lib" / "data")
    own_tables.add(course.tables, folder / "diplomacy_lib" / "data")
    pages.how_to_open(folder, course)


def hand_keys(folder: Path, lessons: list[Edited], settled: Mapping[str, Any]) -> None:
    """Write the file with the keys; `settled` has the answers of own exercises."""
    pack = {
        lesson.published.number: packs.with_keys(
            lesson.published.key_file.read_text(encoding="utf-8"),
            lesson.chosen.choices,
            {own.id: settled[own.id] for own in lesson.own if own.id in settled},
        )
        for lesson in lessons
        if lesson.published.key_file.exists()
    }
    packs.Pack(pack).write(folder / packs.PACK.name)


def _settled(lessons: list[Edited], folder: Path) -> dict[str, Any]:
    """Run the solution of each own exercise, and return its entry for the keys."""
    found = {}
    for lesson in lessons:
        for own in lesson.own:
            try:
                value = running.answer(lesson.copy(INSTRUCTOR), folder, own.solution, own.answer)
                found[own.id] = packs.settled(value, own.facts())
            except CourseError as error:
                raise CannotBuild(f"Your exercise {own.id} cannot be used: {error}") from None
    return found


def _executed(lessons: list[Edited], folder: Path, progress: Progress) -> Iterator[Built]:
    """Yield each lesson, executed, in the order of the edition; several run at a time."""
    with ThreadPoolExecutor(min(WORKERS, len(lessons))) as pool:
        running_ = {pool.submit(_publish, lesson, folder): lesson for lesson in lessons}
        found = {}
        for done, future in enumerate(as_completed(running_), start=1):
            lesson = running_[future]
            progress(done, len(lessons), f"{lesson.published.number} {lesson.published.title}")
            found[lesson.published.number] = future.result()
    for lesson in lessons:
        yield found[lesson.published.number]


def _publish(lesson: Edited, folder: Path) -> Built:
    """Make and execute both copies of one lesson."""
    number = lesson.published.number
    try:
        notebook = lesson.copy(INSTRUCTOR)
        first = running.run(notebook, folder / INSTRUCTOR, lesson.values)
        seconds = first.seconds
        if unsolved := first.unsolved():
            for cell in notebook.cells:
                if cell.id in unsolved:
                    copies.from_key(cell, first.answers[unsolved[cell.id]])
            first = running.run(notebook, folder / INSTRUCTOR, lesson.values)
            seconds += first.seconds
        student = lesson.copy(STUDENT)
        second = running.run(student, folder / STUDENT, lesson.values)
    except running.DoesNotRun as error:
        raise CannotBuild(f"Lesson {number} does not run: {error}") from None
    if faults := [*first.faults(), *second.faults()]:
        raise CannotBuild(f"Lesson {number} does not hold: " + " ".join(faults))
    for copy in (notebook, student):
        copies.filled(copy, first.values)
    made = {INSTRUCTOR: notebook, STUDENT: student}
    return Built(lesson, made, first.answers, seconds + second.seconds)


@contextmanager
def _moved_into(out: Path) -> Iterator[Path]:
    """Give a temporary folder, and move it to `out` when the work in it is done.

    Whatever fails on the way, `out` stays as it was. A folder without our mark is never replaced.
    """
    if out.exists() and not (out / MARK).exists():
        raise CannotBuild(
            f"{out} is there already and was not built by this command. Name another."
        )
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        raise CannotBuild(f"{out.parent} cannot be written ({error.strerror}).") from None
    before = folder.with_name(f"{folder.name}-before")
    try:
        yield folder
        if out.exists():
            out.rename(before)
        folder.rename(out)
    except BaseException:
        if before.exists() and not out.exists():
            before.rename(out)
        raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(before, ignore_errors=True)


def _write(notebook: nbformat.NotebookNode, path: Path) -> None:
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    text = nbformat.writes(notebook, version=4)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


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
