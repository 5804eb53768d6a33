"""Three dispute files → dispute_lists: disputes between the US and the USSR / Russia.

`level` is the higher of what the two sides themselves did. `level_whole_dispute` counts what any
side of a larger dispute did; the dyadic file has no such figure.
"""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read

FOLDER = "mid_cow_gml"


def first_of(rows: pd.DataFrame, name: str, sides: list[str]) -> pd.DataFrame:
    """Turn dispute-years into one row per dispute: first year and highest level of the two."""
    rows = rows.astype("int64")
    by_dispute = rows.groupby("dispute")
    levels = by_dispute[sides].max().max(axis="columns")
    table = pd.DataFrame({"first_year": by_dispute["year"].min(), "level": levels})
    if not table["level"].between(1, 5).all():
        raise UpstreamError(f"Expected levels from 1 to 5 in the {name} list.")
    return table.reset_index().assign(list=name)


def cow(folder: Path) -> pd.DataFrame:
    """Correlates of War, version 5; the level of whole disputes stands in another file."""
    sides = ["hostlev1", "hostlev2"]
    rows = read(folder / "cow_mid5_usa_rus_dispute_years.csv", ["dispnum", "year", *sides])
    whole = read(folder / "cow_mid5_disputes_all.csv", ["dispnum", "hostlev"]).astype("int64")
    whole = whole.set_index("dispnum")["hostlev"]
    table = first_of(rows.rename(columns={"dispnum": "dispute"}), "cow", sides)
    return table.assign(level_whole_dispute=table["dispute"].map(whole))


def gml(folder: Path) -> pd.DataFrame:
    """Gibler, Miller and Little, version 2.2.1."""
    sides = ["hostlev1", "hostlev2"]
    columns = ["dispnum", "year", "hostlev", *sides]
    rows = read(folder / "gml221_usa_rus_dispute_years.csv", columns)
    whole = rows.astype("int64").groupby("dispnum")["hostlev"].max()
    rows = rows.drop(columns="hostlev").rename(columns={"dispnum": "dispute"})
    table = first_of(rows, "gml", sides)
    return table.assign(level_whole_dispute=table["dispute"].map(whole))


def dyadic(folder: Path) -> pd.DataFrame:
    """Dyadic disputes, version 4.03: both directions of the pair are in the file."""
    sides = ["hihosta", "hihostb"]
    rows = read(folder / "dyadic_mid_4.03_usa_rus.csv", ["disno", "year", *sides])
    return first_of(rows.rename(columns={"disno": "dispute"}), "dyadic", sides)


def build(sources: Path) -> pd.DataFrame:
    """One row per list and dispute, sorted so.

    Columns: list, dispute, first_year, level, level_whole_dispute.
    """
    folder = sources / FOLDER
    table = pd.concat([cow(folder), gml(folder), dyadic(folder)], ignore_index=True)
    table["level_whole_dispute"] = table["level_whole_dispute"].astype("Int64")
    columns = ["list", "dispute", "first_year", "level", "level_whole_dispute"]
    return table[columns].sort_values(["list", "dispute"], ignore_index=True)
