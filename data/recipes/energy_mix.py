"""energy_mix_bp2021_selected.csv → energy_mix: shares of primary energy, by two methods.

Each year has two rows, one for each method of counting electricity that was made without burning
fuel. A year for which the source gives no shares has no row.
"""

from pathlib import Path

import pandas as pd
from energy_use import PLACES
from upstream import expect_same_keys, read

METHODS = {"direct": "primary direct energy", "substitution": "sub energy"}
SHARES = {
    "coal_pct": "Coal", "oil_pct": "Oil", "gas_pct": "Gas", "nuclear_pct": "Nuclear",
    "renewables_pct": "Renewables", "low_carbon_pct": "Low-carbon energy",
}  # fmt: skip


def of_method(path: Path, method: str) -> pd.DataFrame:
    """Return the shares by one method."""
    shares = {f"{theirs} (% {METHODS[method]})": ours for ours, theirs in SHARES.items()}
    upstream = read(path, ["Entity", "Year", *shares]).rename(columns=shares)
    expect_same_keys(upstream["Entity"], set(PLACES) - {"Belarus"}, "places of the energy mix")
    table = upstream.astype(dict.fromkeys(SHARES, float))
    return table.dropna(subset=list(SHARES), how="all").assign(method=method)


def build(sources: Path) -> pd.DataFrame:
    """One row per place, year and method, sorted so.

    Columns: country_name, year, method, country, coal_pct, oil_pct, gas_pct, nuclear_pct,
    renewables_pct, low_carbon_pct.
    """
    path = sources / "co2_energy_owid" / "energy_mix_bp2021_selected.csv"
    table = pd.concat([of_method(path, method) for method in METHODS])
    table = table.assign(
        country_name=table["Entity"],
        country=table["Entity"].map(PLACES),
        year=table["Year"].astype("int64"),
    )
    table = table[["country_name", "year", "method", "country", *SHARES]]
    return table.sort_values(["country_name", "year", "method"], ignore_index=True)
