"""Own values for each student: who they are, codes that nobody can guess, values from a seed."""

import csv
import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reading import Reading

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without letters and digits that look alike
CODE = re.compile(r"[a-z0-9-]{4,40}")
COLUMNS = ("name", "id", "code")
VARIANTS = ("roster", "seed")


@dataclass(frozen=True)
class Student:
    """One line of the roster. `id` is what nbgrader calls the student: the name, if not said."""

    name: str
    id: str
    code: str = ""


@dataclass(frozen=True)
class Roster:
    """Everybody who gets own values, the seed, and the file that keeps their codes."""

    students: tuple[Student, ...]
    seed: int
    codes: Path

    def with_codes(self) -> "Roster":
        """Return the roster with a new code, drawn by chance, for everybody who has none."""
        return replace(
            self,
            students=tuple(
                student if student.code else replace(student, code=_new_code())
                for student in self.students
            ),
        )

    def keep_codes(self) -> None:
        """Write the codes beside the instructor's file; who has left the roster keeps a line."""
        kept = _read_codes(self.codes) | {each.name: each.code for each in self.students}
        text = StringIO(newline="")
        writer = csv.writer(text)
        writer.writerows([("name", "code"), *kept.items()])
        fresh = self.codes.with_suffix(".new")
        fresh.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        fresh.chmod(0o600)  # who has which code is nobody else's business
        fresh.replace(self.codes)


def places(seed: int, name: str, exercise: str, count: int) -> Iterator[int]:
    """Yield every number below `count`, in an order that seed, name and exercise decide.

    The same three give the same order on every machine.

    >>> list(places(2027, "Ана", "04.2", 4))
    [0, 1, 3, 2]
    """
    left = list(range(count))
    for turn in range(count):
        words = f"{seed}\n{name}\n{exercise}\n{turn}".encode()
        yield left.pop(int.from_bytes(hashlib.sha256(words).digest()[:8], "big") % len(left))


def declared(reading: "Reading", file: Path) -> Roster | None:
    """Return the roster that an instructor's file names; note every mistake in it."""
    said = reading.section("variants")
    if not said:
        return None
    reading.known("[variants]", said, VARIANTS)
    seed = said.get("seed")
    if not isinstance(seed, int) or isinstance(seed, bool):
        reading.wrong("[variants] seed", "is missing: any whole number. Write seed = 2027.")
        seed = 0
    path = reading.file("[variants] roster", said.get("roster"))
    if path is None:
        return None
    codes = file.with_name(f"{file.stem}_codes.csv")
    return Roster(tuple(_students(reading, path, codes)), seed, codes)


def _students(reading: "Reading", path: Path, codes: Path) -> Iterator[Student]:
    try:
        rows, known = _rows(path), _read_codes(codes)
    except (UnicodeDecodeError, csv.Error, KeyError) as error:
        says = f"{path.name} or {codes.name} is not a CSV file in UTF-8 ({error!r})."
        reading.wrong("[variants] roster", says)
        return
    if not rows or "name" not in rows[0]:
        reading.wrong(path.name, 'needs a first line with the column "name", then one for each.')
        return
    reading.known(f"{path.name}, first line", rows[0], COLUMNS)
    taken: dict[tuple[str, str], int] = {}
    for line, row in enumerate(rows, start=2):
        name = tidy(row["name"])
        code = (row.get("code") or known.get(name, "")).casefold()
        student = Student(name, row.get("id") or name, code)
        place = f"{path.name}, line {line}"
        if not name:
            reading.wrong(place, "has no name.")
        if code and not CODE.fullmatch(code):
            reading.wrong(place, f"the code {code!r} should be 4 to 40 letters a–z, digits, -.")
        if "/" in student.id or student.id.startswith("."):
            reading.wrong(place, f"the id {student.id!r} cannot be the name of a folder.")
        for what in COLUMNS:
            value = getattr(student, what)
            before = taken.setdefault((what, value), line) if value else line
            if before != line:
                reading.wrong(place, f"the {what} {value!r} stands in line {before} already.")
        yield student


def _rows(path: Path) -> list[dict[str, str]]:
    """Return the lines of a CSV file by column, without blank lines and blanks at the ends."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [
            {str(name).strip(): (value or "").strip() for name, value in row.items()}
            for row in csv.DictReader(file, restval="")
            if any(row.values())
        ]


def _read_codes(path: Path) -> dict[str, str]:
    return {tidy(row["name"]): row["code"] for row in _rows(path)} if path.exists() else {}


def tidy(name: str) -> str:
    """Return a name in one spelling: whatever machine typed it, however many blanks are in it."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _new_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"
