"""An instructor's own tables: looked at row by row, then described in the edition's manifest."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import catalog

if TYPE_CHECKING:
    from .course import Reading

NAME = re.compile(r"[a-z][a-z0-9_]*")
ASKED = {
    "title": "a short title",
    "description": "what one row is",
    "source": "where the figures come from, as one would cite it",
    "licence": "the terms under which it may be handed on",
}
KINDS = {"i": "integer", "u": "integer", "f": "number", "b": "boolean", "M": "date"}


@dataclass(frozen=True)
class OwnTable:
    """One CSV file of an instructor, and what its file says about it."""

    name: str
    file: Path
    facts: Mapping[str, Any]

    def entry(self) -> dict[str, Any]:
        """Return the table's entry in the manifest."""
        content = self.content()
        frame = read(content)
        return {
            "name": self.name,
            "type": "table",
            "path": f"{self.name}.csv",
            "title": self.facts["title"],
            "description": self.facts["description"],
            "format": "csv",
            "encoding": "utf-8",
            "bytes": len(content),
            "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
            "rows": len(frame),
            "licenses": [{"name": self.facts["licence"], "title": self.facts["licence"]}],
            "licence_class": "own",
            "sources": [
                {
                    "title": self.facts["source"],
                    "citation": self.facts["source"],
                    "bibtex": {"type": "misc", "key": self.name},
                }
            ],
            "retrieved": "own table",
            "coverage": {"years": _years(frame), "countries": "see the source"},
            "caveats": list(self.facts.get("caveats", ["Added by the instructor of this course."])),
            "refresh": "Ask whoever handed out this course.",
            "lessons": ["own"],
            "schema": {
                "fields": [_field(frame[name], self.facts["fields"][name]) for name in frame],
                "primaryKey": [],
                "missingValues": [""],
            },
        }

    def content(self) -> bytes:
        """Return the file as it is handed out: UTF-8 without a mark, lines that end alike."""
        text = self.file.read_text(encoding="utf-8-sig")
        return "".join(f"{line}\n" for line in text.splitlines() if line.strip()).encode("utf-8")


def read(content: bytes) -> pd.DataFrame:
    """Return an own table with its columns' types found out; a date is written 2024-02-25."""
    text = StringIO(content.decode("utf-8"))
    frame = pd.read_csv(text, keep_default_na=False, na_values=[""])
    for name in frame:
        filled = frame[name].dropna()
        if len(filled) and filled.map(lambda cell: bool(_DATE.fullmatch(str(cell)))).all():
            frame[name] = pd.to_datetime(frame[name])
    return frame


_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def _years(frame: pd.DataFrame) -> list[int]:
    """Return the first and the last year of a column `year` or of the first column of dates."""
    dates = [frame[name].dt.year for name in frame if frame[name].dtype.kind == "M"]
    years = frame["year"] if "year" in frame else next(iter(dates), pd.Series([0]))
    return [int(years.min()), int(years.max())]


def _field(column: pd.Series, description: str) -> dict[str, Any]:
    kind = KINDS.get(column.dtype.kind, "string")
    whole = kind == "number" and bool((column.dropna() % 1 == 0).all())
    field = {
        "name": column.name,
        "type": "integer" if whole else kind,
        "description": description,
    }
    return field | ({"missing": "Not known."} if column.isna().any() else {})


def declared(reading: "Reading") -> tuple[OwnTable, ...]:
    """Return the own tables of an instructor's file; note what is missing, with its place."""
    found = []
    for name, file in reading.section("tables").items():
        place, known = f"[tables] {name}", catalog.names()
        if not NAME.fullmatch(name):
            reading.wrong(place, "a table's name has small letters, digits and _ only.")
        elif name in known:
            reading.wrong(place, "the course has a table of this name; choose another.")
        elif (path := reading.file(place, file)) and (table := _described(reading, name, path)):
            found.append(table)
    reading.known("[table]", reading.section("table"), reading.section("tables"))
    return tuple(found)


def _described(reading: "Reading", name: str, file: Path) -> OwnTable | None:
    facts = reading.section("table", name)
    reading.known(f"[table.{name}]", facts, [*ASKED, "fields", "caveats"])
    table = OwnTable(name, file, facts)
    try:
        columns = list(read(table.content()))
    except (ValueError, OSError) as error:
        reading.wrong(f"[tables] {name}", f"{file.name} is not a CSV file in UTF-8: {error}")
        return None
    said = len(reading.problems)
    for fact, what in ASKED.items():
        if not isinstance(facts.get(fact), str):
            reading.wrong(f"[table.{name}] {fact}", f'is missing: {what}. Write {fact} = "…".')
    fields = reading.section("table", name, "fields")
    reading.listed(f"[table.{name}] caveats", facts.get("caveats", []), '["Only one year."]')
    for column in columns:
        if not isinstance(fields.get(column), str):
            says = f'is missing: what the column means. Write {column} = "…".'
            reading.wrong(f"[table.{name}.fields] {column}", says)
    reading.known(f"[table.{name}.fields]", fields, columns)
    return table if len(reading.problems) == said else None


def add(tables: tuple[OwnTable, ...], data: Path) -> None:
    """Write own tables into a data folder, and their entries into its manifest."""
    manifest = data / "datapackage.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    for table in tables:
        (data / f"{table.name}.csv").write_bytes(table.content())
        content["resources"].append(table.entry())
    _write(manifest, content)


def copy_data(data: Path, into: Path, tables: Iterable[str] | None = None) -> None:
    """Copy the course's tables (all, or those named), without the recipes that built them."""
    shutil.copytree(data, into, ignore=shutil.ignore_patterns("recipes", "*.md"))
    if tables is None:
        return
    manifest, kept = into / "datapackage.json", set(tables)
    content = json.loads(manifest.read_text(encoding="utf-8"))
    for resource in content["resources"]:
        if resource["name"] not in kept:
            (into / resource["path"]).unlink()
    content["resources"] = [each for each in content["resources"] if each["name"] in kept]
    _write(manifest, content)


def _write(manifest: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, indent=1, ensure_ascii=False)
    manifest.write_text(f"{text}\n", encoding="utf-8", newline="\n")
