"""annual_co2_by_country_later_vintage.csv → co2_emissions: fossil CO2 by country, 1750–2023.

Of the source's groups that overlap, only the world and the European Union of 27 are kept, and of
its items that belong to no country all four. Tonnes become million tonnes; nothing is rounded.
"""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, expect_same_keys, read

COLUMNS = {"entity": "country_name", "code": "code", "year": "year", "co2_tonnes": "tonnes"}

KEPT = {
    "European Union (27)", "International aviation", "International shipping",
    "Kuwaiti Oil Fires (GCP)", "Ryukyu Islands (GCP)",
}  # fmt: skip
LEFT_OUT = {
    "Africa", "Africa (GCP)", "Asia", "Asia (GCP)", "Asia (excl. China and India)",
    "Central America (GCP)", "Europe", "Europe (GCP)", "Europe (excl. EU-27)",
    "Europe (excl. EU-28)", "European Union (28)", "High-income countries",
    "Low-income countries", "Lower-middle-income countries", "Middle East (GCP)",
    "Non-OECD (GCP)", "North America", "North America (GCP)", "North America (excl. USA)",
    "OECD (GCP)", "Oceania", "Oceania (GCP)", "South America", "South America (GCP)",
    "Upper-middle-income countries",
}  # fmt: skip
NOT_ISO = {"OWID_KOS", "OWID_WRL"}  # Kosovo and the world
NO_STATE = {"ATA"}  # Antarctica


def iso_codes(codes: pd.Series) -> pd.Series:
    """Return the ISO codes among the source's codes; blank for Antarctica and its own two."""
    own = {code for code in codes.dropna() if len(code) != 3}
    if not own <= NOT_ISO:
        raise UpstreamError(f"Expected ISO codes; new here: {', '.join(sorted(own - NOT_ISO))}.")
    return codes.mask(codes.isin(NOT_ISO | NO_STATE))


def build(sources: Path) -> pd.DataFrame:
    """One row per place and year, sorted so: country_name, year, country, co2_mt."""
    path = sources / "co2_energy_owid" / "annual_co2_by_country_later_vintage.csv"
    upstream = read(path, COLUMNS).rename(columns=COLUMNS)
    without = upstream.loc[upstream["code"].isna(), "country_name"]
    expect_same_keys(without, KEPT | LEFT_OUT, "names without a code")
    table = upstream[~upstream["country_name"].isin(LEFT_OUT)]
    table = pd.DataFrame(
        {
            "country_name": table["country_name"],
            "year": table["year"].astype("int64"),
            "country": iso_codes(table["code"]),
            "co2_mt": table["tonnes"].astype(float) / 1e6,
        }
    )
    return table.sort_values(["country_name", "year"], ignore_index=True)
