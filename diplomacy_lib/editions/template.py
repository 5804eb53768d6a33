"""What there is to choose from: a commented file to edit, and the list of what may vary."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import fill
from typing import Any

from ..errors import CourseError, did_you_mean
from .course import PATHS, SOLUTIONS
from .shelf import Published, in_file

HEAD = """\
# Your own edition of the course. Lines that begin with # are notes and examples: take the # away
# to use one. Look at the file without building:  diplomacy check {name}
# Build it:                                       diplomacy build {name} --out my_course

[course]
title = "My course"
lessons = {numbers}
path = "core"            # {paths}
solutions = "hidden"     # {solutions}: what the student copy shows
"""
LESSON = """
# --- {number} · {title}: core {core} minutes, everything {full}
# [lesson.{number}]
# path = "full"
# exercises = {exercises}
"""
FOOT = """
# --- Your own exercises: a notebook with cells tagged exercise: and solution: (see the guide)
# [exercises]
# files = ["my_exercises.ipynb"]

# --- Your own tables: a CSV file, and what a reader must know about it
# [tables]
# my_votes = "my_votes.csv"
# [table.my_votes]
# title = "My votes"
# description = "One row is one vote."
# source = "A. Teacher (2026). My votes."
# licence = "CC0-1.0"
# fields = { year = "Calendar year.", country = "Country code.", votes = "Votes cast." }

# --- Own values for each student: a file with the columns name and, if you like, id and code
# [variants]
# roster = "roster.csv"
# seed = 2027
"""


def write(file: Path, shelf: Mapping[str, Published]) -> None:
    """Write a commented file for the whole course; an existing file is left alone."""
    if file.exists():
        raise CourseError(f"{file} is there already; nothing was written. Name another file.")
    try:
        file.write_text(text(file.name, shelf), encoding="utf-8", newline="\n")
    except OSError as error:
        raise CourseError(f"{file} cannot be written ({error.strerror}).") from None


def text(name: str, shelf: Mapping[str, Published]) -> str:
    """Return the content of a commented file for the whole course."""
    head = HEAD.format(
        name=name,
        numbers=json.dumps(list(shelf)),
        paths=" | ".join(PATHS),
        solutions=" | ".join(SOLUTIONS),
    )
    return head + "".join(map(_lesson, shelf.values())) + FOOT


def _lesson(lesson: Published) -> str:
    written = LESSON.format(
        number=lesson.number,
        title=lesson.title,
        core=lesson.minutes("core"),
        full=lesson.minutes("full"),
        exercises=json.dumps(lesson.exercises("core")),
    )
    for name, allowed in lesson.keys.plan.parameters.items():
        written += f"# {name} = {_toml(allowed[0])}{_others(allowed)}\n"
    for exercise, key in lesson.keys.keys.items():
        if key.vary:
            written += f'# [exercise."{exercise}"]\n'
        for name, allowed in key.vary.items():
            written += f"# {name} = {_toml(allowed[0])}{_others(allowed)}\n"
    return written


def _others(allowed: list[Any]) -> str:
    return f"   # or {', '.join(map(_toml, allowed[1:]))}" if allowed[1:] else ""


def _toml(value: Any) -> str:
    return json.dumps(in_file(value), ensure_ascii=False)


def lessons(shelf: Mapping[str, Published], number: str | None = None) -> str:
    """Return the list of lessons, or all of one: objectives, minutes, exercises, what may vary."""
    if number is None:
        return "\n".join(map(_row, shelf.values()))
    if number not in shelf:
        raise CourseError(f"There is no lesson {number!r}. {did_you_mean(number, shelf)}")
    return "\n".join(_in_full(shelf[number]))


def _row(lesson: Published) -> str:
    minutes = f"{lesson.minutes('core')} · {lesson.minutes('full')} minutes"
    return f"{lesson.number}  {lesson.title:34} {minutes:20} {len(lesson.keys.keys)} exercises"


def _in_full(lesson: Published) -> Iterator[str]:
    yield _row(lesson)
    if lesson.needs:
        yield f"Before it: {', '.join(lesson.needs)}"
    for objective in lesson.objectives:
        yield fill(objective, 96, initial_indent="- ", subsequent_indent="  ")
    if lesson.skills:
        yield f"Learn to: {lesson.skills[0]}"
        yield fill(f"New: {lesson.skills[1].replace('`', '')}", 96, subsequent_indent="     ")
    core = lesson.exercises("core")
    for name, allowed in lesson.keys.plan.parameters.items():
        yield f"{name} of the lesson: {', '.join(map(_toml, allowed))}"
    for exercise, key in lesson.keys.keys.items():
        where = "core" if exercise in core else "further"
        yield f"{exercise}  {where}, {key.minutes} minutes, {key.points} points"
        for name, allowed in key.vary.items():
            yield f"      {name}: {', '.join(map(_toml, allowed))}"


def varying(shelf: Mapping[str, Published]) -> str:
    """Return, as a Markdown table, what each lesson and exercise lets one vary."""
    rows = ["| where | name | values, the first is the default |", "|---|---|---|"]
    for lesson in shelf.values():
        for name, allowed in lesson.keys.plan.parameters.items():
            rows.append(f"| lesson {lesson.number} | `{name}` | {_told(allowed)} |")
        for exercise, key in lesson.keys.keys.items():
            for name, allowed in key.vary.items():
                rows.append(f"| {exercise} | `{name}` | {_told(allowed)} |")
    return "\n".join(rows)


def _told(allowed: list[Any]) -> str:
    return ", ".join(f"`{_toml(value)}`" for value in allowed)
