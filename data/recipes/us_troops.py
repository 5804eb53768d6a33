"""troopdata_v1_country_year.csv → us_troops: American troops by place and year.

One place keeps one name, the last before the source's new spelling of 2022. Code 1007 is Bermuda
to 2021 and American Samoa after. What the source calls Yugoslavia to 2021 is Serbia from 2006.
Codes and regions are filled from the years that have them: the source leaves both out for 2022
and 2023. `abroad` leaves out the United States, its territories, ships and unknown places. `flag`
marks the counts for 1952, which copy those for 1951, and those for 2003–2007, which mix methods.
"""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read

COLUMNS = {
    "ccode": "place_code", "year": "year", "countryname": "place", "iso3c": "country",
    "troops": "troops", "region": "region",
}  # fmt: skip

UNITED_STATES, BERMUDA, YUGOSLAVIA = 2, 1007, 345
NOWHERE = {1003, 1099}  # afloat, unknown
TERRITORIES = {6, 1008, 1011, 1013, 1014}  # Puerto Rico, Guam, N. Marianas, Virgin Is., Wake
NEW_SPELLING = 2022
SERBIA_FROM = 2006

PLACES = {1099: "Unknown", 511: "Zanzibar"}
COUNTRIES = {
    529: "ETH", 1004: "IOT", 1014: "UMI", 1015: "CPV",
    1018: pd.NA,  # the Trucial States are not Oman
    1024: pd.NA,  # Bassas da India is not in India
}  # fmt: skip
REGIONS = {
    1003: pd.NA,  # the source names a region Afloat
    529: "Sub-Saharan Africa",
    1015: "Sub-Saharan Africa",
    1034: "Middle East & North Africa",  # Western Sahara; the source says East Asia & Pacific
}


def last_known(rows: pd.DataFrame, column: str, ours: dict) -> pd.Series:
    """Return for every row the last value that its place has in a column, or ours."""
    known = rows.dropna(subset=column).drop_duplicates("place_code", keep="last")
    values = known.set_index("place_code")[column].to_dict() | ours
    return rows["place_code"].map(values)


def name_places(rows: pd.DataFrame) -> pd.Series:
    """Return one name for each place, in the spelling before 2022 where there is one."""
    older = rows[rows["year"] < NEW_SPELLING]
    before = older.drop_duplicates("place_code", keep="last").set_index("place_code")["place"]
    return last_known(rows, "place", before.to_dict() | PLACES)


def split_places(rows: pd.DataFrame) -> pd.DataFrame:
    """Give two codes that stand for two places the right name and country in each year."""
    samoa = (rows["place_code"] == BERMUDA) & (rows["year"] >= NEW_SPELLING)
    yugoslav = rows["place_code"] == YUGOSLAVIA
    serbia = yugoslav & (rows["year"] >= SERBIA_FROM)
    rows.loc[samoa, ["place", "country", "region"]] = [
        "American Samoa", "ASM", "East Asia & Pacific",
    ]  # fmt: skip
    rows.loc[serbia, ["place", "country"]] = ["Serbia", "SRB"]
    home = rows["place_code"].isin({UNITED_STATES} | NOWHERE | TERRITORIES)
    return rows.assign(abroad=~home & ~samoa)


def flag_years(rows: pd.DataFrame) -> pd.Series:
    """Return the flag of each row, after seeing that 1952 does copy 1951."""
    foreign = rows[rows["place_code"] != UNITED_STATES]
    years = foreign.pivot(index="place_code", columns="year", values="troops")
    if not years[1951].dropna().equals(years[1952].dropna()):
        raise UpstreamError("Expected 1952 to copy 1951 outside the United States; it does not.")
    flags = {1952: "copy_of_1951"} | dict.fromkeys(range(2003, 2008), "mixed_methods")
    flag = rows["year"].map(flags)
    return flag.mask((rows["place_code"] == UNITED_STATES) & (rows["year"] == 1952))


def build(sources: Path) -> pd.DataFrame:
    """One row per place and year, sorted so.

    Columns: place_code, year, place, country, troops, abroad, region, flag.
    """
    upstream = read(sources / "us_troops_troopdata" / "troopdata_v1_country_year.csv", COLUMNS)
    rows = upstream.rename(columns=COLUMNS).replace("NA", pd.NA)
    rows = rows.astype({"place_code": "int64", "year": "int64", "troops": "int64"})
    rows = rows.sort_values(["place_code", "year"], ignore_index=True)
    rows = rows.assign(
        place=name_places(rows),
        country=last_known(rows, "country", COUNTRIES),
        region=last_known(rows, "region", REGIONS),
    )
    rows = split_places(rows)
    table = rows.assign(flag=flag_years(rows))
    return table[["place_code", "year", "place", "country", "troops", "abroad", "region", "flag"]]
