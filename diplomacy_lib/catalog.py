"""The list of all tables, read from `data/datapackage.json`, and how one of them is found.

The manifest follows the Data Package standard (Table Schema). It is the one source of truth:
dtypes, `info()`, `cite()` and the tests read it, and nothing about a table is written elsewhere.
A manifest that is damaged is refused with a sentence that names the place.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .errors import did_you_mean
from .records import (
    PANDAS_TYPES,
    RESTORE,
    DamagedManifest,
    Field,
    Packing,
    Source,
    Table,
    UnknownTable,
)
from .shape import misfit, optional

CODE = {"value": str, "label": str}
FIELD = {
    "name": str,
    "type": {*PANDAS_TYPES, "date", "datetime"},
    "description": str,
    "unit": optional(str),
    "missing": optional(str),
    "categories": optional(list),
    "categoriesOrdered": optional(bool),
}
PACKING = {
    "kind": {"letters", "lists"},
    "description": str,
    "packed": str,
    "keys": optional([str]),
    "letters": optional(dict),
    "absent": optional(str),
    "rows": int,
    "fields": [FIELD],
    "primaryKey": [str],
}
RESOURCE = {
    "name": str,
    "title": str,
    "description": str,
    "path": str,
    "hash": str,
    "rows": int,
    "licenses": [{"name": str, "title": str, "path": optional(str)}],
    "licence_class": str,
    "sources": [
        {"title": str, "path": optional(str), "citation": str, "bibtex": {"type": str, "key": str}}
    ],
    "retrieved": str,
    "coverage": {"years": (int, int), "countries": str},
    "caveats": [str],
    "schema": {"fields": [FIELD, ...], "primaryKey": [str, ...]},
    "storage": optional({"csv", "topojson"}),
    "packing": optional(PACKING),
    "lessons": [str],
    "refresh": str,
}


def data_folder() -> Path:
    """Return the folder of the tables: the one in the installed package, else the checkout's."""
    packaged = Path(__file__).parent / "data"
    if (packaged / "datapackage.json").exists():
        return packaged
    return Path(__file__).parents[1] / "data"


@cache
def read_catalog(folder: Path) -> Mapping[str, Table]:
    """Return every table that `folder/datapackage.json` describes, by name."""
    manifest = _manifest(folder / "datapackage.json")
    tables = [_table(record, folder) for record in manifest["resources"]]
    _refuse_repeated((table.name for table in tables), "tables")
    return MappingProxyType({table.name: table for table in tables})


def _manifest(path: Path) -> dict[str, Any]:
    """Read the manifest, and refuse one that is not there, is no JSON or lacks what we need."""
    try:
        text = path.read_bytes().decode("utf-8")
        manifest = json.loads(text, object_pairs_hook=_unrepeated)
    except OSError as error:
        raise _damaged(f"cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise _damaged("is not written in UTF-8: an editor saved it in another encoding") from None
    except (ValueError, RecursionError):
        raise _damaged("is not JSON: it was cut off, or edited by hand") from None
    wrong = misfit(manifest, {"resources": [dict]})
    for number, record in enumerate([] if wrong else manifest["resources"], start=1):
        wrong = wrong or misfit(record, RESOURCE, f"table {record.get('name', number)!r}")
    if wrong:
        raise _damaged(f"is not as it was published: {wrong}")
    return manifest


def _damaged(what: str) -> DamagedManifest:
    return DamagedManifest(f"The list of all tables, datapackage.json, {what}. {RESTORE}")


def _unrepeated(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    _refuse_repeated((name for name, _ in pairs), "entries of one record")
    return dict(pairs)


def _refuse_repeated(names: Iterable[str], what: str) -> None:
    repeated = [name for name, times in Counter(names).items() if times > 1]
    if repeated:
        raise _damaged(f"names two {what} {repeated[0]!r}")


def _table(record: Mapping[str, Any], folder: Path) -> Table:
    if not re.fullmatch(r"\w[\w.-]*", record["path"]):
        raise DamagedManifest(f"The manifest's path {record['path']!r} leaves the data folder.")
    licence = record["licenses"][0]
    packing = record.get("packing")
    shape = packing or record | record["schema"]  # as the table is loaded, not as it is stored
    columns = [field["name"] for field in shape["fields"]]
    _refuse_repeated(columns, f"fields of {record['name']}")
    if unknown := sorted(set(shape["primaryKey"]) - set(columns)):
        raise _damaged(f"has no field {unknown[0]!r} for the key of {record['name']}")
    return Table(
        name=record["name"],
        title=record["title"],
        description=record["description"],
        path=folder / record["path"],
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


def _field(record: Mapping[str, Any]) -> Field:
    entries = record.get("categories", ())
    coded = not misfit(entries, [CODE])
    if entries and not coded and misfit(entries, [str]):
        raise _damaged(f"gives {record['name']!r} categories that are no words and no codes")
    words = [entry["label"] for entry in entries] if coded else entries
    codes = [entry["value"] for entry in entries] if coded else ()
    for each in (words, codes):
        _refuse_repeated(each, f"categories of {record['name']}")
    return Field(
        name=record["name"],
        type=record["type"],
        description=record["description"],
        unit=record.get("unit", ""),
        missing=record.get("missing", ""),
        categories=tuple(words),
        codes=tuple(codes),
        ordered=record.get("categoriesOrdered", False),
    )


def _packing(record: Mapping[str, Any]) -> Packing:
    letters, keys = record.get("letters", {}), record.get("keys", ())
    if record["kind"] == "letters":
        wrong = misfit(list(letters.values()), [str], "letters") or len(record["fields"]) != 3
        signs = [*letters, record.get("absent", "")]
        if wrong or any(len(sign) != 1 or not sign.isascii() for sign in signs):
            raise _damaged(f"packs {record['packed']!r} with more or less than a plain letter each")
        for each in (signs, letters.values(), keys):
            _refuse_repeated(each, f"letters or keys of {record['packed']}")
    return Packing(
        kind=record["kind"],
        description=record["description"],
        packed=record["packed"],
        keys=tuple(keys),
        letters=MappingProxyType(letters),
        absent=record.get("absent", ""),
    )


def _source(record: Mapping[str, Any]) -> Source:
    return Source(
        record["title"],
        record.get("path", ""),
        record["citation"],
        MappingProxyType(record["bibtex"]),
    )


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
    diplomacy_lib.records.UnknownTable: There is no table 'treatys'. Did you mean treaties?
    """
    known = read_catalog(data_folder())
    try:
        return known[name]
    except (KeyError, TypeError):
        message = f"There is no table {name!r}. {did_you_mean(name, known)}"
        raise UnknownTable(message) from None
