"""What a memo may rest on: the records of the album, each a chart as it was shown, and its data."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from ... import album, keepsakes, specs
from ...errors import CourseError, did_you_mean

SAMPLES = Path(__file__).parent / "samples"
TIME = {"year", "years", "decade", "month", "date", "day", "as_of", "quarter", "fiscal_year"}
Row = dict[str, Any]


class NoRecord(CourseError):
    """A record that is not in the album; the sentence says how to get it there."""


class NoCell(CourseError):
    """A number that no single cell of a record's data gives."""


@dataclass(frozen=True)
class Record:
    """One chart of the album: what it showed, what it cannot show, and the data it was drawn from.

    `intact` is false where the file was changed after the lesson had kept it.
    """

    id: str
    lesson: str
    description: str
    limits: str
    parameters: Mapping[str, Any]
    spec: specs.Spec
    sources: Mapping[str, str]
    licences: Mapping[str, str]
    intact: bool = True
    origin: str = "yours"

    @cached_property
    def drawn(self) -> specs.Spec:
        """The whole spec, coastlines and all."""
        return keepsakes.unfolded(self.spec)

    @cached_property
    def tables(self) -> list[list[Row]]:
        """The rows behind the chart, the longest table first."""
        found = self.spec.get("datasets", {}).values()
        rows = [each for each in found if isinstance(each, list) and each and _are_rows(each)]
        return sorted(rows, key=len, reverse=True)

    @property
    def rows(self) -> pd.DataFrame:
        """The longest table behind the chart."""
        return pd.DataFrame(self.tables[0] if self.tables else [])

    @property
    def is_over_time(self) -> bool:
        """Whether the chart follows something through time, from left to right."""
        across = [view.get("encoding", {}).get("x", {}) for view in specs.views(self.spec)]
        return any(x.get("type") == "temporal" or x.get("field") in TIME for x in across)

    def cited(self, tables: Iterable[str] = ()) -> dict[str, list[str]]:
        """Return the citations of each table, only those of `tables` where it has any of them."""
        chosen = [name for name in self.sources if name in set(tables)] or list(self.sources)
        return {name: self.sources[name].split("\n\n") for name in chosen}

    def cell(self, column: str, row: Mapping[str, Any]) -> float:
        """Return the number that stands in `column` of the one row with these values.

        Raises `NoCell` with the near values where no row fits, or where more than one does.
        """
        having = [rows for rows in self.tables if column in rows[0]]
        if not having:
            names = list(dict.fromkeys(name for rows in self.tables for name in rows[0]))
            raise NoCell(f"{self.id} has no column {column!r}. {did_you_mean(column, names)}")
        fitting = [[each for each in rows if _fits(each, row)] for rows in having]
        found = [each[column] for rows in fitting for each in rows if column in each]
        if not found:
            raise NoCell(f"{self.id}: no such row. {_nearest(having[0], row)}")
        if max(map(len, fitting)) > 1 or len(set(map(str, found))) > 1:
            raise NoCell(
                f"{self.id}: {len(found)} rows fit {_said(row)}. "
                f"Name one more column: {', '.join(sorted(set(having[0][0]) - {*row, column}))}."
            )
        value = found[0]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise NoCell(f"{self.id}: {column!r} holds {_printed(value)} there, not a number.")
        if not math.isfinite(value):
            raise NoCell(f"{self.id}: the cell of {column!r} is blank there.")
        return value


class Evidence:
    """All records that a memo may rest on, by id: `evidence["06.b1"]`."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = list(records)
        self.ids = sorted({record.id for record in self._records}, key=_order)

    def __iter__(self) -> Iterator[Record]:
        return (self[name] for name in self.ids)

    def __contains__(self, name: object) -> bool:
        return name in self.ids

    def __getitem__(self, name: str) -> Record:
        return self.get(name)

    def get(self, name: str, **parameters: Any) -> Record:
        """Return one record, as it was kept with these parameters; else say how to get it."""
        kept = [record for record in self._records if record.id == name]
        if not kept:
            near = did_you_mean(name, self.ids) if self.ids else "The album is empty."
            lesson = str(name)[:2] if str(name)[:2].isdigit() else "its lesson"
            raise NoRecord(f"{name!r} is not in the album: run lesson {lesson} to keep it. {near}")
        plain = json.loads(json.dumps(parameters, default=str))
        for record in kept:
            if plain.items() <= dict(record.parameters).items():
                return record
        raise NoRecord(
            f"{name} was kept with {_said(kept[0].parameters)}. Open lesson {name[:2]} again with "
            f"{_said(plain)} and show it once more."
        )

    def find(self, words: str = "", lesson: str = "") -> pd.DataFrame:
        """Return the records whose lesson or description has all the words, one a row."""
        kept = [
            (record.id, record.lesson, record.description, record.limits, record.origin)
            for record in self
            if record.id.startswith(lesson)
            and all(
                word in f"{record.lesson} {record.description}".casefold()
                for word in words.casefold().split()
            )
        ]
        columns = ["record", "lesson", "shows", "limits", "from"]
        return pd.DataFrame(kept, columns=columns)


def open_album() -> Evidence:
    """Return your own records; for every chart that you have not shown yet, that of the sample."""
    own = [record for file in sorted(album.home().glob("lesson_*.json")) for record in _kept(file)]
    ids = {record.id for record in own}
    return Evidence(own + [record for record in sample_album() if record.id not in ids])


@cache
def sample_album() -> Evidence:
    """Return the records that ship with the course, for those who come straight to the memo."""
    return Evidence(_read(json.loads((SAMPLES / "album.json").read_text(encoding="utf-8"))))


def _read(shots: Iterable[Row]) -> Iterator[Record]:
    for shot in shots:
        yield record(shot["id"], {k: v for k, v in shot.items() if k != "id"}, origin="sample")


def _kept(file: Path) -> Iterator[Record]:
    for name, shot in album.Album(file.stem.removeprefix("lesson_")).read()["beats"].items():
        yield record(name, shot)


def record(name: str, shot: Mapping[str, Any], *, origin: str = "yours") -> Record:
    """Return a snapshot of the album as a record; what it lacks is empty, and it is not intact."""
    content = {key: value for key, value in shot.items() if key != "checksum"}
    intact = shot.get("checksum") == album.fingerprint(content)

    def part(key: str, kind: type) -> Any:
        return content[key] if isinstance(content.get(key), kind) else kind()

    parts = {key: part(key, str) for key in ("lesson", "description", "limits")}
    parts |= {key: part(key, dict) for key in ("parameters", "spec", "sources", "licences")}
    return Record(id=name, intact=intact, origin=origin, **parts)


def _are_rows(rows: list[Any]) -> bool:
    return all(isinstance(row, dict) for row in rows)


def _order(name: str) -> tuple[str, int]:
    """Put 06.b2 before 06.b10."""
    lesson, _, beat = name.partition(".b")
    return lesson, int(beat) if beat.isdecimal() else 0


def _fits(row: Row, wanted: Mapping[str, Any]) -> bool:
    return all(name in row and _alike(row[name], value) for name, value in wanted.items())


def _alike(value: Any, wanted: Any) -> bool:
    """Whether a cell holds what was asked for; a day is written without its hours."""
    return _printed(value).casefold() == _printed(wanted).casefold()


def _printed(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).removesuffix("T00:00:00").strip()


def _nearest(rows: list[Row], wanted: Mapping[str, Any]) -> str:
    """Name the first column at fault, and the values in it that come nearest."""
    for name, value in wanted.items():
        if name not in rows[0]:
            return f"There is no column {name!r}. {did_you_mean(name, rows[0])}"
        known = list(dict.fromkeys(_printed(row[name]) for row in rows if name in row))
        if _printed(value).casefold() not in map(str.casefold, known):
            near = get_close_matches(_printed(value), known, n=3, cutoff=0.3) or known[:3]
            return f"The nearest values of {name} are {', '.join(near)}."
    return "Each value occurs, but not in one row: give fewer columns or other values."


def _said(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {value!r}" for name, value in values.items()) or "no parameters"
