"""us_bases.csv → us_sites: places abroad and in territories used by the US armed forces.

`site_id` is the number of the row in the source. Tabs and spaces in names are tidied, misspelt
countries put right. Two sites whose position the source itself calls random have none here.
"""

from pathlib import Path

import pandas as pd
from upstream import read, recode

COLUMNS = ["countryname", "iso3c", "basename", "lat", "lon", "base", "lilypad", "fundedsite"]

SPELLINGS = {
    "BR Indian Ocean Territory": "British Indian Ocean Territory",
    "Bahamas, The": "Bahamas",
    "Congo, Democratic Republic": "Congo (Kinshasa)",
    "Georigia": "Georgia",
    "Korea, South": "South Korea",
    "NIger": "Niger",
}
COUNTRIES = {"Congo (Kinshasa)": "COD", "Kosovo": pd.NA}
RANDOM = " [loc. Is random in Negev]"

KINDS = {
    ("1", "0", "0"): "base",
    ("0", "1", "0"): "lilypad",
    ("0", "0", "1"): "funded",
    ("0", "1", "1"): "lilypad_and_funded",
}


def build(sources: Path) -> pd.DataFrame:
    """One row per site, in the order of the source.

    Columns: site_id, place, country, site, latitude, longitude, kind.
    """
    upstream = read(sources / "us_troops_troopdata" / "us_bases.csv", COLUMNS)
    upstream = upstream.replace("NA", pd.NA)
    place = upstream["countryname"].replace(SPELLINGS)
    flags = pd.Series(list(zip(*(upstream[name] for name in COLUMNS[-3:]), strict=True)))
    random = upstream["basename"].str.endswith(RANDOM).fillna(False).astype(bool)
    site = upstream["basename"].str.removesuffix(RANDOM)
    position = upstream[["lat", "lon"]].apply(pd.to_numeric).round(4)
    return pd.DataFrame(
        {
            "site_id": range(1, len(upstream) + 1),
            "place": place,
            "country": upstream["iso3c"].where(~place.isin(COUNTRIES), place.map(COUNTRIES)),
            "site": site.str.split().str.join(" "),
            "latitude": position["lat"].mask(random),
            "longitude": position["lon"].mask(random),
            "kind": recode(flags, KINDS, "the three marks of a site"),
        }
    )
