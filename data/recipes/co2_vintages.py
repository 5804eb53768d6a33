"""co2_selected_two_vintages.csv → co2_vintages: the same emissions in two releases.

`first` is the release of 2023, which ends in 2022; `later` goes to 2023. A release that has no
figure for a year has no row.
"""

from pathlib import Path

import pandas as pd
from co2_emissions import iso_codes
from upstream import read

COLUMNS = ["entity", "code", "year", "gcb2023_vintage", "later_vintage"]
VINTAGES = {"gcb2023_vintage": "first", "later_vintage": "later"}


def build(sources: Path) -> pd.DataFrame:
    """One row per place, year and release: country_name, year, vintage, country, co2_mt."""
    upstream = read(sources / "co2_energy_owid" / "co2_selected_two_vintages.csv", COLUMNS)
    upstream = upstream.rename(columns={"entity": "country_name"} | VINTAGES)
    long = upstream.melt(
        ["country_name", "code", "year"], VINTAGES.values(), "vintage", "tonnes"
    ).dropna(subset="tonnes")
    table = pd.DataFrame(
        {
            "country_name": long["country_name"],
            "year": long["year"].astype("int64"),
            "vintage": long["vintage"],
            "country": iso_codes(long["code"]),
            "co2_mt": long["tonnes"].astype(float) / 1e6,
        }
    )
    return table.sort_values(["country_name", "year", "vintage"], ignore_index=True)
