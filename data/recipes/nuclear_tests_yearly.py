"""tests.csv → nuclear_tests_yearly: a second list of nuclear tests, by country and year.

Zeros are kept: the source writes 0 for years without a test.
"""

from pathlib import Path

import pandas as pd
from upstream import read

COLUMNS = {"Code": "country", "Year": "year", "Number of nuclear weapons tests": "tests"}


def build(sources: Path) -> pd.DataFrame:
    """One row per country and year, sorted so: country, year, tests."""
    upstream = read(sources / "nuclear_stockpiles_owid_fas" / "tests.csv", COLUMNS)
    table = upstream.rename(columns=COLUMNS).astype({"year": "int64", "tests": "int64"})
    return table.sort_values(["country", "year"], ignore_index=True)
