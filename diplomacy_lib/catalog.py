"""What the course knows of its tables: frozen records read from `data/datapackage.json`.

The manifest follows the Data Package standard (Table Schema). It is the one source of truth:
dtypes, `info()`, `cite()` and the tests read it, and nothing about a table is written elsewhere.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .errors import CourseError, did_you_mean

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


@dataclass(frozen=True)
class Table:
    """One table: where its file lies, what it covers, whose it is and what is wrong with it."""

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


RESTORE = "To restore it: `git checkout -- data/`, or install the course again."


def _damage(content: bytes, sha256: str) -> str:
    """Say what probably happened to a file whose hash is wrong."""
    unix = content.replace(b"\r\n", b"\n")
    if unix != content and hashlib.sha256(unix).hexdigest() == sha256:
        return "has other line ends than it was published with (an editor or git converted them)"
    if not content.endswith(b"\n"):
        return "is cut off: its last line has no end"
    return "is not the file that was published: somebody or something edited it"


def data_folder() -> Path:
    """Return the folder of the tables: the one in the installed package, else the checkout's."""
    packaged = Path(__file__).parent / "data"
    if (packaged / "datapackage.json").exists():
        return packaged
    return Path(__file__).parents[1] / "data"


def _field(record: Mapping[str, Any]) -> Field:
    categories = record.get("categories", ())
    labelled = [entry for entry in categories if isinstance(entry, dict)]
    return Field(
        name=record["name"],
        type=record["type"],
        description=record["description"],
        unit=record.get("unit", ""),
        missing=record.get("missing", ""),
        categories=tuple(entry["label"] for entry in labelled) or tuple(categories),
        codes=tuple(entry["value"] for entry in labelled),
        ordered=record.get("categoriesOrdered", False),
    )


def _packing(record: Mapping[str, Any]) -> Packing:
    return Packing(
        kind=record["kind"],
        description=record["description"],
        packed=record["packed"],
        keys=tuple(record.get("keys", ())),
        letters=MappingProxyType(record.get("letters", {})),
        absent=record.get("absent", ""),
    )


def _source(record: Mapping[str, Any]) -> Source:
    return Source(
        record["title"],
        record.get("path", ""),
        record["citation"],
        MappingProxyType(record["bibtex"]),
    )


def _table(record: Mapping[str, Any], folder: Path) -> Table:
    path = folder / record["path"]
    if path.parent != folder:
        raise DamagedTable(f"The manifest's path {record['path']!r} leaves the data folder.")
    licence = record["licenses"][0]
    packing = record.get("packing")
    shape = packing or record | record["schema"]  # as the table is loaded, not as it is stored
    return Table(
        name=record["name"],
        title=record["title"],
        description=record["description"],
        path=path,
        sha256=record["hash"].removeprefix("sha256:"),
        rows=shape["rows"],
        licence=licence["title"],
        licence_id=licence["name"],
        licence_url=licence.get("path", ""),
        licence_class=record["licence_class"],
        sources=tuple(_source(source) for source in record["sources"]),
        retrieved=record["retrieved"],
        years=tuple(record["coverage"]["years"]),
        countries=record["coverage"]["countries"],
        caveats=tuple(record["caveats"]),
        fields=tuple(_field(field) for field in shape["fields"]),
        primary_key=tuple(shape["primaryKey"]),
        storage=record.get("storage", "csv"),
        packing=_packing(packing) if packing else None,
        lessons=tuple(record["lessons"]),
        refresh=record["refresh"],
    )


@cache
def read_catalog(folder: Path) -> Mapping[str, Table]:
    """Return every table that `folder/datapackage.json` describes, by name."""
    manifest = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    tables = (_table(record, folder) for record in manifest["resources"])
    return MappingProxyType({table.name: table for table in tables})


def names() -> list[str]:
    """Return the names of all tables.

    >>> "nuclear_stockpiles" in names()
    True
    """
    return list(read_catalog(data_folder()))


def find(name: str) -> Table:
    """Return the record of one table; an unknown name is answered with the near matches.

    >>> find("treaties").rows
    32
    >>> find("treatys")
    Traceback (most recent call last):
    diplomacy_lib.catalog.UnknownTable: There is no table 'treatys'. Did you mean treaties?
    """
    try:
        return read_catalog(data_folder())[name]
    except (KeyError, TypeError):
        message = f"There is no table {name!r}. {did_you_mean(name, names())}"
        raise UnknownTable(message) from None
