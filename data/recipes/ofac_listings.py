"""ofac_panel_country_month.csv → ofac_listings: entries on the US Treasury's sanctions lists.

Codes come from the names in country-codes.csv, and from `SPELLINGS` where the panel writes a name
in another way. Kosovo and the Netherlands Antilles have no code.
"""

from pathlib import Path

import pandas as pd
from upstream import read, recode

COLUMNS = {
    "Country": "country_name", "yrmon": "month", "levels": "listed", "additions": "added",
    "removals": "removed",
}  # fmt: skip
NAMES = ["CLDR display name", "UNTERM English Short", "ISO3166-1-Alpha-3"]

SPELLINGS = {
    "Antigua and Barbuda": "ATG", "Bahamas, The": "BHS", "Bosnia and Herzegovina": "BIH",
    "Burma": "MMR", "Congo, Democratic Republic of the": "COD", "Congo, Republic of the": "COG",
    "Cote d Ivoire": "CIV", "Czech Republic": "CZE", "Hong Kong": "HKG", "Korea, North": "PRK",
    "Korea, South": "KOR", "Kosovo": pd.NA, "Macau": "MAC", "Man, Isle of": "IMN",
    "Netherlands Antilles": pd.NA, "North Macedonia, The Republic of": "MKD",
    "Saint Kitts and Nevis": "KNA", "Saint Vincent and the Grenadines": "VCT", "Taiwan": "TWN",
    "The Gambia": "GMB", "Trinidad and Tobago": "TTO", "Turkey": "TUR", "United Kingdom": "GBR",
    "United States": "USA", "Virgin Islands, British": "VGB", "West Bank and Gaza": "PSE",
}  # fmt: skip


def codes_by_name(sources: Path) -> dict[str, str]:
    """Return the alpha-3 code of every country name that we may meet."""
    names = read(sources / "basemaps_iso" / "country-codes.csv", NAMES)
    common, formal, code = (names[column] for column in NAMES)
    return dict(zip(formal, code, strict=True)) | dict(zip(common, code, strict=True)) | SPELLINGS


def build(sources: Path) -> pd.DataFrame:
    """One row per country and month, sorted so.

    Columns: country_name, month, country, listed, added, removed.
    """
    path = sources / "sanctions_ofac_panel" / "ofac_panel_country_month.csv"
    table = read(path, COLUMNS).rename(columns=COLUMNS)
    table = table.astype(dict.fromkeys(["listed", "added", "removed"], "int64"))
    codes = recode(table["country_name"], codes_by_name(sources), "a country on the lists")
    table.insert(2, "country", codes)
    return table.sort_values(["country_name", "month"], ignore_index=True)
