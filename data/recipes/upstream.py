"""Reading upstream files: one way to open a file, and a sentence when it is not what we expect."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd


class UpstreamError(ValueError):
    """An upstream file is missing, or is not the file that a recipe was written for."""


def read(path: Path, columns: Iterable[str]) -> pd.DataFrame:
    """Return `columns` of a CSV file as text; only an empty cell counts as missing.

    The result keeps the row order of the file and holds the columns in the order asked for.
    """
    wanted = list(columns)
    where = f"{path.parent.name}/{path.name}"
    if not path.is_file():
        raise UpstreamError(f"Expected the file {where} in the sources folder; it is not there.")
    try:
        table = pd.read_csv(
            path, dtype=str, encoding="utf-8", keep_default_na=False, na_values=[""]
        )
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise UpstreamError(f"Expected {where} to be a CSV file in UTF-8; {error}.") from error
    absent = [name for name in wanted if name not in table.columns]
    if absent:
        raise UpstreamError(
            f"Expected {where} to have the column(s) {', '.join(absent)}; "
            f"it has {', '.join(table.columns)}."
        )
    if table.empty:
        raise UpstreamError(f"Expected {where} to have rows; it has only a header.")
    return table[wanted]


def recode(values: pd.Series, codes: Mapping, what: str) -> pd.Series:
    """Replace every value by its code; a value that has none is an error, never a blank."""
    unknown = sorted({str(value) for value in values if value not in codes})
    if unknown:
        raise UpstreamError(
            f"Expected only known values of {what}; new here: {', '.join(unknown)}."
        )
    return values.map(codes)


def expect_same_keys(found: Iterable[str], known: Iterable[str], what: str) -> None:
    """Raise when the upstream rows are not exactly those that we coded by hand."""
    found, known = set(found), set(known)
    if found != known:
        raise UpstreamError(
            f"Expected the {len(known)} known {what}; "
            f"new: {', '.join(sorted(found - known)) or 'none'}; "
            f"gone: {', '.join(sorted(known - found)) or 'none'}."
        )
