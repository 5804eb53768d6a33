"""fossil_fuel_production_selected.csv → fossil_production: coal, oil and gas by country and year.

A year for which the source has none of the three has no row.
"""

from pathlib import Path

import pandas as pd
from energy_use import PLACES
from upstream import expect_same_keys, read

AMOUNTS = {
    "Coal production (TWh)": "coal_twh",
    "Oil production (TWh)": "oil_twh",
    "Gas production (TWh)": "gas_twh",
}
NOT_IN_SOURCE = {"Belarus", "European Union (27)"}


def build(sources: Path) -> pd.DataFrame:
    """One row per place and year: country_name, year, country, coal_twh, oil_twh, gas_twh."""
    path = sources / "co2_energy_owid" / "fossil_fuel_production_selected.csv"
    upstream = read(path, ["Entity", "Year", *AMOUNTS]).rename(columns=AMOUNTS)
    expect_same_keys(upstream["Entity"], set(PLACES) - NOT_IN_SOURCE, "producers")
    table = upstream.astype(dict.fromkeys(AMOUNTS.values(), float))
    table = table.dropna(subset=list(AMOUNTS.values()), how="all").assign(
        country_name=upstream["Entity"],
        country=upstream["Entity"].map(PLACES),
        year=upstream["Year"].astype("int64"),
    )
    table = table[["country_name", "year", "country", *AMOUNTS.values()]]
    return table.sort_values(["country_name", "year"], ignore_index=True)
