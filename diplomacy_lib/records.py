"""What the course knows of one table: frozen records of its file, its fields and its sources."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .errors import CourseError

PANDAS_TYPES = {
    # Table Schema type: (dtype if every cell is filled, dtype if a cell may be blank)
    "string": ("str", "str"),
    "integer": ("int64", "Int64"),
    "number": ("float64", "float64"),
    "boolean": ("bool", "boolean"),
}


class UnknownTable(CourseError):
    """No table of the course has this name."""


class DamagedTable(CourseError):
    """A table's file is not the file that the manifest describes."""


class DamagedManifest(DamagedTable):
    """The list of all tables is not the one that was published."""


@dataclass(frozen=True)
class Source:
    """Where a table's figures come from, and how to cite it."""

    title: str
    path: str
    citation: str
    bibtex: Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """One column: its type, its unit, what it means and what a blank cell means."""

    name: str
    type: str
    description: str
    unit: str
    missing: str
    categories: tuple[str, ...]
    codes: tuple[str, ...]
    ordered: bool

    @property
    def required(self) -> bool:
        """Whether every row has a value; a field that may be blank says what a blank means."""
        return not self.missing


@dataclass(frozen=True)
class Packing:
    """How a table is stored where one line of its file holds several of its rows.

    `letters`: the column `packed` has one letter for each of `keys`, and `absent` where there is
    no row. `lists`: it holds the values of one column, with a space between them.
    """

    kind: str
    description: str
    packed: str
    keys: tuple[str, ...]
    letters: Mapping[str, str]
    absent: str


@dataclass(frozen=True, eq=False)
class Table:
    """One table: where its file lies, what it covers, whose it is and what is wrong with it.

    Two readings of the manifest give two tables, even if nothing changed between them.
    """

    name: str
    title: str
    description: str
    path: Path
    sha256: str
    rows: int
    licence: str
    licence_id: str
    licence_url: str
    licence_class: str
    sources: tuple[Source, ...]
    retrieved: str
    years: tuple[int, int]
    countries: str
    caveats: tuple[str, ...]
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    storage: str
    packing: Packing | None
    lessons: tuple[str, ...]
    refresh: str

    @property
    def dates(self) -> list[str]:
        """Names of the columns that hold dates, or dates with a time."""
        return [field.name for field in self.fields if field.type in {"date", "datetime"}]

    @property
    def units(self) -> dict[str, str]:
        """Unit of each column that has one."""
        return {field.name: field.unit for field in self.fields if field.unit}

    def read(self) -> bytes:
        """Return the bytes of the table's file, refusing a file that was changed or cut off."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise DamagedTable(
                f"The file of {self.name!r} cannot be read ({error.strerror}). {RESTORE}"
            ) from None
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise DamagedTable(f"{self.path.name} {_damage(content, self.sha256)}. {RESTORE}")
        return content

    def unlike(self, what: str) -> DamagedTable:
        """Return the error for a file with the right checksum that is not as declared."""
        return DamagedTable(f"{self.path.name} is not as the manifest says: {what}. {RESTORE}")


RESTORE = "To restore it: `git checkout -- data/`, or install the course again."


def _damage(content: bytes, sha256: str) -> str:
    """Say what probably happened to a file whose hash is wrong."""
    unix = content.replace(b"\r\n", b"\n")
    if unix != content and hashlib.sha256(unix).hexdigest() == sha256:
        return "has other line ends than it was published with (an editor or git converted them)"
    if not content.endswith(b"\n"):
        return "is cut off: its last line has no end"
    return "is not the file that was published: somebody or something edited it"
