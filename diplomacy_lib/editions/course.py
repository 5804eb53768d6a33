"""An instructor's file: what it may say, and every mistake in it at once, each with its place."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..answers import Keys, NoAnswer, faults
from ..errors import CourseError, did_you_mean
from . import own_exercises, own_tables
from .own_exercises import OwnExercise
from .own_tables import OwnTable
from .shelf import Published, in_file

PATHS, SOLUTIONS = ("core", "full"), ("hidden", "folded")
SECTIONS = ("course", "lesson", "exercise", "tables", "table", "exercises", "variants")
COURSE = ("title", "lessons", "path", "solutions")


@dataclass(frozen=True)
class Problem:
    """One mistake in the file: where it stands, and what is allowed there."""

    place: str
    says: str

    def __str__(self) -> str:
        return f"{self.place}: {self.says}"


class InvalidCourse(CourseError):
    """A file with mistakes; `problems` has them all."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


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
    """A whole edition as its file describes it. Paths are resolved beside that file."""

    file: Path
    title: str
    solutions: str
    lessons: tuple[Chosen, ...]
    tables: tuple[OwnTable, ...] = ()
    own: tuple[OwnExercise, ...] = ()
    roster: Path | None = None
    seed: int = 0
    warnings: tuple[str, ...] = ()


@dataclass
class Reading:
    """A file being read: its content, the lessons there are, the problems found so far."""

    content: dict[str, Any]
    shelf: Mapping[str, Published]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, place: str, says: str) -> None:
        """Note one mistake, once."""
        problem = Problem(place, says)
        if problem not in self.problems:
            self.problems.append(problem)

    def section(self, name: str) -> dict[str, Any]:
        """Return one section; nothing if the file does not have it."""
        found = self.content.get(name, {})
        if not isinstance(found, dict):
            self.wrong(name, f"should be a section, [{name}].")
            return {}
        return found

    def known(self, place: str, names: Iterable[Any], allowed: Iterable[str]) -> list[Any]:
        """Return those names that are allowed, and note each of the others."""
        allowed = list(allowed)
        for name in names:
            if name not in allowed:
                self.wrong(place, f"{name!r} is not known. {did_you_mean(name, allowed)}")
        return [name for name in names if name in allowed]

    def one_of(self, place: str, value: Any, allowed: Iterable[Any]) -> Any:
        """Return a value that is allowed, else note it and return the first that is."""
        allowed = list(allowed)
        if value in allowed:
            return value
        shown = ", ".join(repr(in_file(each)) for each in allowed)
        self.wrong(place, f"{in_file(value)!r} is not possible. It may be: {shown}.")
        return allowed[0]


def read(file: Path, shelf: Mapping[str, Published]) -> Course:
    """Return the edition that a file describes; raise `InvalidCourse` with every mistake in it."""
    reading = Reading(_content(file), shelf)
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
        tables=own_tables.declared(reading, file.parent),
        own=own_exercises.declared(reading, file.parent, numbers),
        warnings=tuple(_left_out(shelf, numbers)),
    )
    if reading.problems:
        raise InvalidCourse(reading.problems)
    if problems := list(_unsound(course, shelf)):
        raise InvalidCourse(problems)
    return course


def _content(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InvalidCourse([Problem(str(file), f"cannot be read ({error.strerror}).")]) from None
    except UnicodeDecodeError:
        raise InvalidCourse([Problem(file.name, "is not written in UTF-8.")]) from None
    except tomllib.TOMLDecodeError as error:
        raise InvalidCourse([Problem(file.name, f"is not TOML: {error}.")]) from None


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
    for number in {number for number in listed if listed.count(number) > 1}:
        reading.wrong(place, f"{number!r} stands there more than once.")
    return list(dict.fromkeys(reading.known(place, listed, reading.shelf)))


def _lesson(reading: Reading, number: str, top: Mapping[str, Any]) -> Chosen:
    place, lesson = f"[lesson.{number}]", reading.shelf[number]
    said = reading.section("lesson").get(number, {})
    plan = lesson.keys.plan.parameters
    reading.known(place, said, ["path", "exercises", *plan])
    given = said.get("path", top.get("path", PATHS[0]))
    path = reading.one_of(f"{place} path" if "path" in said else "[course] path", given, PATHS)
    chosen = {
        name: reading.one_of(f"{place} {name}", _frozen(value), plan[name])
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
    if not isinstance(listed, list):
        reading.wrong(f"{place} exercises", 'should be a list, such as ["04.1", "04.3"].')
        return []
    known = list(lesson.keys.keys)
    for position, name in enumerate(listed, start=1):
        where = f"{place} exercises, item {position}"
        if name not in known:
            reading.wrong(where, f"{name!r} is not known. {did_you_mean(name, known)}")
        elif name in listed[: position - 1]:
            reading.wrong(where, f"{name!r} stands there already.")
    return [name for name in dict.fromkeys(map(str, listed)) if name in known]


def _varied(reading: Reading, exercise: str, keys: Keys) -> dict[str, Any]:
    """Return what the file varies of one exercise, without what is the default anyhow."""
    place, vary = f'[exercise."{exercise}"]', keys.keys[exercise].vary
    said = reading.section("exercise").get(exercise, {})
    reading.known(place, said, vary)
    chosen = {
        name: reading.one_of(f"{place} {name}", _frozen(value), vary[name])
        for name, value in said.items()
        if name in vary
    }
    return {name: value for name, value in chosen.items() if value != vary[name][0]}


def _strangers(reading: Reading, numbers: list[str], lessons: Iterable[Chosen]) -> None:
    """Note sections for lessons and exercises that the edition does not have."""
    for number in reading.section("lesson"):
        if number not in numbers:
            reading.wrong(f"[lesson.{number}]", f"this edition has no lesson {number!r}.")
    asked = [name for lesson in lessons for name in lesson.exercises]
    for name in reading.section("exercise"):
        if name not in asked:
            says = f"this edition does not ask {name!r}. {did_you_mean(name, asked)}"
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
            try:
                for fault in faults(keys.keys[name], lesson, **values):
                    yield Problem(place, f"{fault} Choose other values.")
            except NoAnswer as reason:
                yield Problem(place, f"{name} has no answer: {reason}")


def _frozen(value: Any) -> Any:
    """Return a value as keys declare it: a list as a tuple."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
