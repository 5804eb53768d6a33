"""Load the tables of the course into pandas, and say where each comes from."""

import json
from functools import cache
from io import BytesIO
from typing import Any
from warnings import catch_warnings, filterwarnings
from weakref import WeakSet

import pandas as pd
from pandas.api.types import pandas_dtype

from . import catalog, unpacking
from .cards import Card
from .errors import CourseError
from .records import PANDAS_TYPES, Field, Source, Table

_sound: WeakSet[Table] = WeakSet()  # tables whose rows were compared with the manifest


def load(name: str) -> pd.DataFrame:
    """Return one table of the course, one row per observation, with the declared dtypes.

    Dates are dates, a scale or a code list is a category, and a blank cell is missing, never
    zero. Raises `UnknownTable` for a name that is not there and `DamagedTable` for a file that
    is not the published one.

    >>> load("nuclear_stockpiles").columns.tolist()
    ['country', 'year', 'warheads']
    """
    table = catalog.find(name)
    if table.storage == "topojson":
        raise CourseError(f"{name} holds shapes, not rows: shapes({name!r}) gives them.")
    if table.packing:
        return unpacking.unpack(table)
    frame = _rows(table)
    for field in table.fields:
        if field.codes:
            frame[field.name] = frame[field.name].cat.rename_categories(field.categories)
    return frame


def shapes(name: str) -> dict[str, Any]:
    """Return a topology of the course (TopoJSON) as a dictionary: `objects` are what it draws.

    >>> sorted(shapes("coastlines")["objects"])
    ['contested', 'countries']
    """
    table = catalog.find(name)
    if table.storage != "topojson":
        raise CourseError(f"{name} holds rows, not shapes: load({name!r}) gives them.")
    try:
        return json.loads(table.read())
    except ValueError:
        raise table.unlike("it is not JSON in UTF-8") from None


def tables() -> pd.DataFrame:
    """Return the list of all tables, one a row: name, title, rows, years, licence.

    >>> tables().loc["treaties", "rows"]
    np.int64(32)
    """
    records = [
        {
            "table": table.name,
            "title": table.title,
            "rows": table.rows,
            "years": "–".join(str(year) for year in table.years),
            "licence": table.licence_id,
        }
        for table in map(catalog.find, catalog.names())
    ]
    return pd.DataFrame(records).set_index("table")


def info(name: str) -> Card:
    """Return a card on one table: what it is, coverage, columns, caveats, licence, citation.

    >>> print(info("doomsday_clock").title)
    doomsday_clock · The Doomsday Clock
    """
    table = catalog.find(name)
    columns = Card("Columns", parts=tuple((field.name, _column(field)) for field in table.fields))
    return Card(
        f"{table.name} · {table.title}",
        table.description,
        parts=(
            ("Rows", f"{table.rows:,}; one for each {' and '.join(table.primary_key)}"),
            ("Coverage", f"{table.years[0]}–{table.years[1]}; {table.countries}"),
            (
                "Units",
                ", ".join(f"{name} in {unit}" for name, unit in table.units.items()) or "none",
            ),
            *((("How it is stored", table.packing.description),) if table.packing else ()),
            ("What is wrong with it", list(table.caveats)),
            ("Licence", f"{table.licence}, {table.licence_class}. {table.licence_url}"),
            ("Cite", [source.citation for source in table.sources]),
            ("Retrieved", f"{table.retrieved}. {table.refresh}"),
        ),
        folded=columns,
    )


def cite(name: str, style: str = "text") -> str:
    """Return the citation of one table, as plain text or as BibTeX (`style="bibtex"`).

    >>> print(cite("doomsday_clock", style="bibtex").splitlines()[0])
    @misc{bulletin_clock,
    """
    writers = {"text": lambda source: source.citation, "bibtex": _bibtex}
    if style not in writers:
        raise CourseError(f"A citation is written as 'text' or as 'bibtex', not as {style!r}.")
    return "\n\n".join(writers[style](source) for source in catalog.find(name).sources)


def _rows(table: Table) -> pd.DataFrame:
    """Read the file of a table; refuse rows that are not as declared, the first time they are read.

    Once is enough: the checksum holds that the file is the same, and comparing takes as long as
    reading a small table.
    """
    content = table.read()
    if table in _sound:
        return _read(content, table)
    try:
        with catch_warnings():
            filterwarnings("error", message=".*not in that dtype's categories")
            frame = _read(content, table)
    except (ValueError, OverflowError, Warning) as error:  # no UTF-8, no CSV, no such number, …
        raise table.unlike(str(error).splitlines()[0].rstrip(".")) from None
    if fault := _fault(frame, table):
        raise table.unlike(fault)
    _sound.add(table)
    return frame


def _read(content: bytes, table: Table) -> pd.DataFrame:
    return pd.read_csv(
        BytesIO(content),
        dtype=_dtypes(table.fields),
        parse_dates=table.dates,
        date_format="ISO8601",
        keep_default_na=False,
        na_values=[""],
        encoding="utf-8",
    )


def _fault(frame: pd.DataFrame, table: Table) -> str:
    """Say how rows differ from what the manifest declares, or nothing."""
    declared = [field.name for field in table.fields]
    if list(frame.columns) != declared or not isinstance(frame.index, pd.RangeIndex):
        wrong = sorted(set(frame.columns) ^ set(declared)) or ["their order or number"]
        return f"its columns differ ({', '.join(map(str, wrong))})"
    if len(frame) != table.rows:
        return f"it has {len(frame):,} rows and not {table.rows:,}"
    for field in table.fields:
        if field.name in table.dates and frame[field.name].dtype.kind != "M":
            return f"{field.name} holds what is no date"
        if field.required and frame[field.name].hasnans:
            return f"{field.name} has a blank or unknown value, and may have none"
    repeated = table.primary_key and frame.duplicated(list(table.primary_key)).any()
    return f"{' and '.join(table.primary_key)} repeat" if repeated else ""


@cache
def _dtypes(fields: tuple[Field, ...]) -> dict[str, Any]:
    """Return the dtype of each column: made once, because pandas is slow at reading their names."""
    dtypes: dict[str, Any] = {}
    for field in fields:
        if field.categories:
            stored = field.codes or field.categories
            dtypes[field.name] = pd.CategoricalDtype(list(stored), ordered=field.ordered)
        elif field.type in PANDAS_TYPES:
            filled, with_blanks = PANDAS_TYPES[field.type]
            dtypes[field.name] = pandas_dtype(filled if field.required else with_blanks)
    return dtypes


def _column(field: catalog.Field) -> str:
    unit = f" Unit: {field.unit}." if field.unit else ""
    missing = f" Blank: {field.missing}" if field.missing else ""
    return f"{field.description}{unit}{missing}"


def _bibtex(source: Source) -> str:
    entry = dict(source.bibtex)
    kind, label = entry.pop("type"), entry.pop("key")
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in entry.items())
    return f"@{kind}{{{label},\n{lines}}}"
