"""Two files on polio → polio_cases: reported cases by country and year.

`who` is what countries reported to the World Health Organization from 1980 on, without the
source's estimates and without its regions. `us_records` is the long American series. The two
overlap for the United States and differ; neither is filled with the other. A year without a
report has no row. The codes of the countries are those of the file on emissions, which writes
their names the same way.
"""

from pathlib import Path

import pandas as pd
from upstream import read, recode

WHO_FILE = "reported_number_and_different_estimations_of_polio_cases_who.csv"
WHO_CASES = "Reported number of paralytic polio cases (WHO, 2018)"
US_FILE = "usa_polio_cases_and_deaths_1910_2010_owid_based_on_us_public.csv"
US_CASES = (
    "Polio Cases (OWID based on US Public Health Service (1910-1951) "
    "and US Center for Disease Control (1960-2010))"
)
OTHER_SPELLINGS = {
    "Cape Verde": "CPV", "Czech Republic": "CZE", "Macedonia": "MKD", "Monaco": "MCO",
    "San Marino": "SMR", "Swaziland": "SWZ", "Timor": "TLS",
}  # fmt: skip
REGIONS = [
    "Africa", "Americas", "Eastern Mediterranean", "Europe", "South-East Asia",
    "Western Pacific", "World",
]  # fmt: skip


def country_codes(sources: Path) -> dict[str, str]:
    """Return the ISO codes of countries by the name that Our World in Data gives them."""
    path = sources / "co2_energy_owid" / "annual_co2_by_country_later_vintage.csv"
    names = read(path, ["entity", "code"]).dropna().drop_duplicates()
    return dict(zip(names["entity"], names["code"], strict=True)) | OTHER_SPELLINGS


def series(path: Path, cases: str, name: str, codes: dict[str, str]) -> pd.DataFrame:
    """Return one of the two series, without regions and without blank years."""
    table = read(path, ["Entity", "Year", cases]).dropna(subset=cases)
    table = table[~table["Entity"].isin(REGIONS)]
    return pd.DataFrame(
        {
            "country": recode(table["Entity"], codes, "a country's name"),
            "year": table["Year"].astype("int64"),
            "cases": table[cases].astype(float).astype("int64"),
            "series": name,
        }
    )


def build(sources: Path) -> pd.DataFrame:
    """One row per country, year and series, sorted so: country, year, cases, series."""
    folder, codes = sources / "health", country_codes(sources)
    both = [
        series(folder / WHO_FILE, WHO_CASES, "who", codes),
        series(folder / US_FILE, US_CASES, "us_records", codes),
    ]
    return pd.concat(both).sort_values(["country", "year", "series"], ignore_index=True)
