"""What stands beside the notebooks of a copy: the library, the tables, the keys, how to open."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import catalog, finding, packs
from . import own_tables, pages
from .copies import Edited
from .course import Course
from .drawing import Drawing

CODE_FILE = "# Write your code on the next line, alone, and save this file.\n"
UNNEEDED = shutil.ignore_patterns("__pycache__", "__main__.py", "editions", "data")


@dataclass
class Knowledge:
    """What is known of an edition so far; each step of the build adds to it.

    `settled` has the entries of own exercises, `drawings` the draw of each lesson, `prompts` the
    texts of each exercise by the place of its values.
    """

    settled: dict[str, Any] = field(default_factory=dict)
    drawings: dict[str, Drawing] = field(default_factory=dict)
    prompts: dict[str, dict[str, str]] = field(default_factory=dict)


def furnish(folder: Path, course: Course, tables: Iterable[str] | None = None) -> None:
    """Put library and tables (all, if not named) into a folder, and say how to open it."""
    library = Path(catalog.__file__).parent
    shutil.copytree(library, folder / "diplomacy_lib", ignore=UNNEEDED)
    own_tables.copy_data(catalog.data_folder(), folder / "diplomacy_lib" / "data", tables)
    own_tables.add(course.tables, folder / "diplomacy_lib" / "data")
    pages.how_to_open(folder, course)


def link(lesson: Edited, folder: Path) -> None:
    """Put beside a lesson's notebook the files to which it links."""
    for path in lesson.published.linked:
        shutil.copy(path, folder)


def ask_for_code(folder: Path, course: Course) -> None:
    """Put the small file into a folder in which a student writes a code, if there are codes."""
    if course.roster:
        (folder / finding.CODE).write_text(CODE_FILE, encoding="utf-8", newline="\n")


def pack(lessons: Iterable[Edited], known: Knowledge, *, codes: bool) -> packs.Pack:
    """Return the keys of an edition in one piece; with `codes`, each student's values too."""
    entries, whose = {}, {}
    for lesson in lessons:
        number = lesson.published.number
        if lesson.published.key_file.exists():
            own = {own.id: known.settled[own.id] for own in lesson.own if own.id in known.settled}
            source = lesson.published.key_file.read_text(encoding="utf-8")
            entries[number] = packs.with_keys(
                source,
                exercises=list(lesson.chosen.exercises),
                parameters=lesson.chosen.parameters,
                choices=lesson.chosen.choices,
                own=own,
            )
        if codes and number in known.drawings:
            entries[number]["variants"] = _variants(known, number)
            for student in known.drawings[number].roster.students:
                drawn = known.drawings[number].by_student[student.name]
                theirs = {name: str(each.place) for name, each in drawn.items()}
                whose.setdefault(packs.fingerprint(student.code), {}).update(theirs)
    return packs.Pack(entries, whose)


def _variants(known: Knowledge, number: str) -> dict[str, Mapping[str, Any]]:
    """Return, for each exercise that varies, values and text by place."""
    drawing = known.drawings[number]
    return {
        exercise: {
            str(place): [values, known.prompts.get(exercise, {}).get(str(place), "")]
            for place, values in drawing.chosen(exercise).items()
        }
        for exercise in drawing.exercises
    }
