"""idealpoints_july2025_country_year.csv → un_ideal_points: where a country stood in a year.

The file's own country numbers tell the two Yemens apart, to which it gives one code. Rows without
a code, and rows without a final-passage estimate, are left out; estimates keep four decimals.
"""

from pathlib import Path

import pandas as pd
from upstream import read

NUMBERS = {
    "idealpointfp": "ideal_point",
    "q5fp": "low_90",
    "q95fp": "high_90",
    "idealpointall": "ideal_point_all_votes",
    "idealpointlegacy": "ideal_point_by_session",
}
YEMENS = {"678": "YEM", "680": "YMD"}
RENAMED = {"SCG": 2003, "SRB": 2006}  # what YUG became, and in which year


def with_our_codes(upstream: pd.DataFrame) -> pd.Series:
    """Return our code of each row: the two Yemens apart, Yugoslavia followed by its successors."""
    country = upstream["ccode"].map(YEMENS).fillna(upstream["iso3c"])
    yugoslavia, year = country == "YUG", upstream["year"].astype(int)
    for successor, first in RENAMED.items():
        country[yugoslavia & (year >= first)] = successor
    return country


def build(sources: Path) -> pd.DataFrame:
    """One row per country and year, sorted by both.

    Columns: country, year, ideal_point, low_90, high_90, ideal_point_all_votes,
    ideal_point_by_session.
    """
    path = sources / "unga_ideal_points_voeten" / "idealpoints_july2025_country_year.csv"
    upstream = read(path, ["ccode", "iso3c", "year", *NUMBERS])
    upstream = upstream.dropna(subset=["iso3c", "idealpointfp"])
    table = upstream.rename(columns=NUMBERS).assign(
        country=with_our_codes(upstream), year=upstream["year"].astype(int)
    )
    table[list(NUMBERS.values())] = table[list(NUMBERS.values())].astype(float).round(4)
    table = table[["country", "year", *NUMBERS.values()]]
    return table.sort_values(["country", "year"], ignore_index=True)
