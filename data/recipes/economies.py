"""wdi_selected.csv → economies: size, wealth, growth and people of fourteen economies.

Twelve countries, the European Union and the world. The last two are groups: they have no code in
`country`, so that no join on countries takes them in.
"""

from pathlib import Path

import pandas as pd
from upstream import read, recode

NAMES = {
    "BLR": "Belarus", "CHN": "China", "DEU": "Germany", "EUU": "European Union",
    "FRA": "France", "GBR": "United Kingdom", "IND": "India", "JPN": "Japan",
    "KAZ": "Kazakhstan", "POL": "Poland", "RUS": "Russia", "UKR": "Ukraine",
    "USA": "United States", "WLD": "World",
}  # fmt: skip
GROUPS = ["EUU", "WLD"]

INDICATORS = {
    "NY.GDP.MKTP.CD": "gdp_usd",
    "NY.GDP.PCAP.PP.CD": "gdp_ppp_per_head",
    "NY.GDP.MKTP.KD.ZG": "gdp_growth_pct",
    "SP.POP.TOTL": "population",
    "TX.VAL.FUEL.ZS.UN": "fuel_exports_pct",
}
DECIMALS = {"gdp_ppp_per_head": 2, "gdp_growth_pct": 4, "fuel_exports_pct": 4}


def build(sources: Path) -> pd.DataFrame:
    """One row per economy and year, sorted so.

    Columns: country_name, year, country, gdp_usd, gdp_ppp_per_head, gdp_growth_pct, population,
    fuel_exports_pct.
    """
    columns = ["country_code", "year", "indicator", "value"]
    upstream = read(sources / "world_bank_wdi" / "wdi_selected.csv", columns)
    upstream = upstream[upstream["indicator"].isin(INDICATORS)].astype({"value": float})
    wide = upstream.pivot(index=["country_code", "year"], columns="indicator", values="value")
    table = wide.rename(columns=INDICATORS)[list(INDICATORS.values())].round(DECIMALS)
    for column in ("gdp_usd", "population"):
        table[column] = table[column].round().astype("Int64")
    table = table.reset_index().astype({"year": "int64"})
    codes = table.pop("country_code")
    table.insert(0, "country_name", recode(codes, NAMES, "an economy"))
    table.insert(2, "country", codes.mask(codes.isin(GROUPS)))
    return table.sort_values(["country_name", "year"], ignore_index=True)
