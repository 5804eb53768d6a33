"""primary_energy_cons.csv → energy_use: primary energy of the places that the lesson compares."""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read

COLUMNS = {
    "Entity": "country_name", "Year": "year", "Primary energy consumption (TWh)": "primary_twh",
}  # fmt: skip

# The source's USSR stands beside Russia, so it has no code; nor have groups.
PLACES = {
    "Belarus": "BLR", "Canada": "CAN", "China": "CHN", "European Union (27)": None,
    "France": "FRA", "Germany": "DEU", "India": "IND", "Japan": "JPN", "Kazakhstan": "KAZ",
    "Netherlands": "NLD", "Norway": "NOR", "Poland": "POL", "Russia": "RUS",
    "Saudi Arabia": "SAU", "USSR": None, "Ukraine": "UKR", "United Kingdom": "GBR",
    "United States": "USA", "World": None,
}  # fmt: skip


def expect_places(names: pd.Series) -> None:
    """Raise when one of the places that the lesson compares is not in a source."""
    absent = sorted(set(PLACES) - set(names))
    if absent:
        raise UpstreamError(f"Expected rows on {', '.join(absent)}.")


def build(sources: Path) -> pd.DataFrame:
    """One row per place and year: country_name, year, country, primary_twh."""
    path = sources / "co2_energy_owid" / "primary_energy_cons.csv"
    upstream = read(path, COLUMNS).rename(columns=COLUMNS)
    expect_places(upstream["country_name"])
    table = upstream[upstream["country_name"].isin(PLACES)]
    table = table.assign(
        year=table["year"].astype("int64"),
        country=table["country_name"].map(PLACES),
        primary_twh=table["primary_twh"].astype(float),
    )
    table = table[["country_name", "year", "country", "primary_twh"]]
    return table.sort_values(["country_name", "year"], ignore_index=True)
