"""stockpiles.csv → nuclear_stockpiles: estimated warheads by country and year.

The upstream row "World" is left out: it is another estimate, not the sum of the countries.
Zeros are kept: the source writes 0 for years in which a country had no warhead.
"""

from pathlib import Path

import pandas as pd
from upstream import read

COLUMNS = {"Code": "country", "Year": "year", "Number of nuclear warheads": "warheads"}
WORLD = "OWID_WRL"


def build(sources: Path) -> pd.DataFrame:
    """One row per country and year, sorted so: country, year, warheads."""
    upstream = read(sources / "nuclear_stockpiles_owid_fas" / "stockpiles.csv", COLUMNS)
    table = upstream.rename(columns=COLUMNS).query("country != @WORLD")
    table = table.astype({"year": "int64", "warheads": "int64"})
    return table.sort_values(["country", "year"], ignore_index=True)
