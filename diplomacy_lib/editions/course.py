"""An instructor's file: what it may say, and every mistake in it at once, each with its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..answers import Keys, faults
from ..errors import did_you_mean
from ..packs import frozen
from . import own_exercises, own_tables, roster
from .own_exercises import OwnExercise
from .own_tables import OwnTable
from .reading import InvalidCourse, Problem, Reading, content
from .roster import Roster
from .shelf import Published

PATHS, SOLUTIONS = ("core", "full"), ("hidden", "folded")
SECTIONS = ("course", "lesson", "exercise", "tables", "table", "exercises", "variants")
COURSE = ("title", "lessons", "path", "solutions")


@dataclass(frozen=True)
class Chosen:
    """One lesson of an edition: its parameters, its exercises in order, what each varies."""

    number: str
    path: str
    exercises: tuple[str, ...]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    choices: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Course:
    """A whole edition as its file describes it; `files` are that file and those it names."""

    file: Path
    title: str
    solutions: str
    lessons: tuple[Chosen, ...]
    tables: tuple[OwnTable, ...] = ()
    own: tuple[OwnExercise, ...] = ()
    roster: Roster | None = None
    files: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()


def read(file: Path, shelf: Mapping[str, Published]) -> Course:
    """Return the edition that a file describes; raise `InvalidCourse` with every mistake in it."""
    reading = Reading(content(file), shelf, file.parent)
    reading.known(file.name, reading.content, SECTIONS)
    top = reading.section("course")
    reading.known("[course]", top, COURSE)
    numbers = _numbers(reading, top)
    lessons = tuple(_lesson(reading, number, top) for number in numbers)
    _strangers(reading, numbers, lessons)
    course = Course(
        file=file,
        title=_title(reading, top),
        solutions=reading.one_of(
            "[course] solutions", top.get("solutions", SOLUTIONS[0]), SOLUTIONS
        ),
        lessons=lessons,
        tables=own_tables.declared(reading),
        own=own_exercises.declared(reading, numbers),
        roster=roster.declared(reading, file),
        files=(file, *reading.files),
        warnings=tuple(_left_out(shelf, numbers)),
    )
    if course.roster and course.solutions != "hidden":
        says = 'with [variants] it must be "hidden": a solution shows one student\'s values.'
        reading.wrong("[course] solutions", says)
    if reading.problems:
        raise InvalidCourse(reading.problems)
    if problems := list(_unsound(course, shelf)):
        raise InvalidCourse(problems)
    return course


def _title(reading: Reading, top: Mapping[str, Any]) -> str:
    title = top.get("title")
    if not isinstance(title, str) or not title.strip():
        reading.wrong("[course] title", 'is missing. Write title = "…", the name of your course.')
        return ""
    return title.strip()


def _numbers(reading: Reading, top: Mapping[str, Any]) -> list[str]:
    place, listed = "[course] lessons", top.get("lessons")
    if not isinstance(listed, list) or not listed:
        reading.wrong(place, 'is missing. Write lessons = ["00", "01", …], in your order.')
        return []
    for position, number in enumerate(listed, start=1):
        known = reading.known(f"{place}, item {position}", [number], reading.shelf)
        if known and number in listed[: position - 1]:
            reading.wrong(f"{place}, item {position}", f"{number!r} stands there already.")
    known = list(reading.shelf)
    return list(dict.fromkeys(number for number in listed if number in known))


def _lesson(reading: Reading, number: str, top: Mapping[str, Any]) -> Chosen:
    place, lesson = f"[lesson.{number}]", reading.shelf[number]
    said = reading.section("lesson", number)
    plan = lesson.keys.plan.parameters
    reading.known(place, said, ["path", "exercises", *plan])
    given = said.get("path", top.get("path", PATHS[0]))
    path = reading.one_of(f"{place} path" if "path" in said else "[course] path", given, PATHS)
    chosen = {
        name: reading.one_of(f"{place} {name}", frozen(value), plan[name])
        for name, value in said.items()
        if name in plan
    }
    exercises = tuple(_exercises(reading, place, lesson, said.get("exercises"), path))
    return Chosen(
        number,
        path,
        exercises,
        {name: value for name, value in chosen.items() if value != plan[name][0]},
        {name: varied for name in exercises if (varied := _varied(reading, name, lesson.keys))},
    )


def _exercises(
    reading: Reading, place: str, lesson: Published, listed: Any, path: str
) -> list[str]:
    if listed is None:
        return lesson.exercises(path)
    listed = reading.listed(f"{place} exercises", listed, '["04.1", "04.3"]')
    known = list(lesson.keys.keys)
    for position, name in enumerate(listed, start=1):
        where = f"{place} exercises, item {position}"
        if name not in known:
            reading.wrong(where, f"{name!r} is not known. {did_you_mean(name, known)}")
        elif name in listed[: position - 1]:
            reading.wrong(where, f"{name!r} stands there already.")
    return [name for name in dict.fromkeys(map(str, listed)) if name in known]


def _varied(reading: Reading, exercise: str, keys: Keys) -> dict[str, Any]:
    """Return the values that the file sets for one exercise."""
    place, vary = f'[exercise."{exercise}"]', keys.keys[exercise].vary
    said = reading.section("exercise", exercise)
    reading.known(place, said, vary)
    return {
        name: reading.one_of(f"{place} {name}", frozen(value), vary[name])
        for name, value in said.items()
        if name in vary
    }


def _strangers(reading: Reading, numbers: list[str], lessons: Iterable[Chosen]) -> None:
    """Note sections for lessons and exercises that the edition does not have."""
    for number in reading.section("lesson"):
        if number not in numbers:
            reading.wrong(f"[lesson.{number}]", f"this edition has no lesson {number!r}.")
    asked = [name for lesson in lessons for name in lesson.exercises]
    for name in reading.section("exercise"):
        if name not in asked:
            known = name[:2] in numbers and name in reading.shelf[name[:2]].keys.keys
            how = f'Name it in [lesson.{name[:2]}] exercises, or choose path = "full" there.'
            says = f"this edition does not ask {name!r}. "
            says += how if known else did_you_mean(name, asked)
            reading.wrong(f'[exercise."{name}"]', says)


def _left_out(shelf: Mapping[str, Published], numbers: list[str]) -> Iterable[str]:
    """Say which chosen lessons build on lessons that are left out, or that come later."""
    for position, number in enumerate(numbers):
        for needed in shelf[number].needs:
            if needed not in numbers:
                yield f"Lesson {number} builds on lesson {needed}, which this edition leaves out."
            elif needed in numbers[position:]:
                yield f"Lesson {number} builds on lesson {needed}, which here comes after it."


def _unsound(course: Course, shelf: Mapping[str, Published]) -> Iterable[Problem]:
    """Yield a problem for each exercise that cannot be set with the chosen values, and why."""
    from ..lesson import Lesson

    for chosen in course.lessons:
        keys = shelf[chosen.number].keys
        lesson = Lesson(chosen.number, keys, keys.plan.choose(chosen.parameters))
        for name in chosen.exercises:
            values = chosen.choices.get(name, {})
            place = f'[exercise."{name}"]' if values else f"[lesson.{chosen.number}]"
            for fault in faults(keys.keys[name], lesson, **values):
                yield Problem(place, f"{fault} Choose other values.")
