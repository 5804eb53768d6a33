"""country-codes.csv → countries: every country that occurs in a table of the course.

Region and numeric code come from the upstream file. The plain short name, the year a state came
into being after 1943 and the name it was shown under to 1991 are ours. Leave the first year out
where the state existed in 1943, also under occupation or another government.
"""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read, recode

NAMES = {
    "ALB": "Albania", "ARG": "Argentina", "AUS": "Australia", "AUT": "Austria", "BEL": "Belgium",
    "BGR": "Bulgaria", "BLR": "Belarus", "BRN": "Brunei", "CAN": "Canada", "CHE": "Switzerland",
    "CHL": "Chile", "CHN": "China", "CZE": "Czechia", "DEU": "Germany", "DNK": "Denmark",
    "EGY": "Egypt", "ESP": "Spain", "EST": "Estonia", "FIN": "Finland", "FRA": "France",
    "GBR": "United Kingdom", "GRC": "Greece", "HRV": "Croatia", "HUN": "Hungary", "IND": "India",
    "IRN": "Iran", "ISL": "Iceland", "ISR": "Israel", "ITA": "Italy", "JPN": "Japan",
    "KAZ": "Kazakhstan", "KOR": "South Korea", "LTU": "Lithuania", "LUX": "Luxembourg",
    "LVA": "Latvia", "MEX": "Mexico", "MKD": "North Macedonia", "MLT": "Malta",
    "MNE": "Montenegro", "NLD": "Netherlands", "NOR": "Norway", "NZL": "New Zealand",
    "PAK": "Pakistan", "PER": "Peru", "POL": "Poland", "PRK": "North Korea", "PRT": "Portugal",
    "ROU": "Romania", "RUS": "Russia", "SGP": "Singapore", "SVK": "Slovakia", "SVN": "Slovenia",
    "SWE": "Sweden", "THA": "Thailand", "TUR": "Turkey", "UKR": "Ukraine",
    "USA": "United States", "VNM": "Vietnam", "ZAF": "South Africa",
}  # fmt: skip

FROM_YEAR = {
    "AUT": 1945, "BLR": 1991, "BRN": 1984, "CZE": 1993, "DEU": 1949, "EST": 1991, "HRV": 1991,
    "IND": 1947, "ISR": 1948, "KAZ": 1991, "KOR": 1948, "LTU": 1991, "LVA": 1991, "MKD": 1991,
    "MLT": 1964, "MNE": 2006, "PAK": 1947, "PRK": 1948, "SGP": 1965, "SVK": 1993, "SVN": 1991,
    "UKR": 1991, "VNM": 1976,
}  # fmt: skip

DISPLAY_TO_1991 = {"DEU": "West Germany", "RUS": "Soviet Union"}

OTHER_SPELLINGS = {
    "Czech Republic": "CZE", "Korea, Republic of": "KOR", "U.S.S.R.": "RUS",
    "West Germany": "DEU",
}  # fmt: skip
CODES = {name: code for code, name in NAMES.items()} | OTHER_SPELLINGS

UPSTREAM = {
    "ISO3166-1-Alpha-3": "country",
    "ISO3166-1-numeric": "numeric",
    "Region Name": "region",
}


def codes_of(names: pd.Series) -> pd.Series:
    """Turn the country names of a source into ISO 3166 alpha-3 codes."""
    return recode(names, CODES, "a country's name")


def build(sources: Path) -> pd.DataFrame:
    """One row per country, sorted by code.

    Columns: country, name, numeric, region, from_year, to_year, display_to_1991.
    """
    upstream = read(sources / "basemaps_iso" / "country-codes.csv", UPSTREAM)
    table = upstream.rename(columns=UPSTREAM).set_index("country")
    absent = sorted(set(NAMES) - set(table.index))
    if absent:
        raise UpstreamError(f"Expected country-codes.csv to list {', '.join(absent)}.")
    table = table.loc[sorted(NAMES)].reset_index()
    return pd.DataFrame(
        {
            "country": table["country"],
            "name": table["country"].map(NAMES),
            "numeric": table["numeric"].str.zfill(3),
            "region": table["region"],
            "from_year": table["country"].map(FROM_YEAR).astype("Int64"),
            "to_year": pd.array([pd.NA] * len(table), dtype="Int64"),
            "display_to_1991": table["country"].map(DISPLAY_TO_1991),
        }
    )
