"""sipri-report-explosions.csv → nuclear_tests: nuclear explosions 1945–1998.

The number in the source is used twice (74044, for an American and a French test), so the key
is country and number. `type_source` is the source's label, with spaces at its ends removed and
spelling variants kept; `environment` groups the labels. The coordinates 0, 0 are placeholders.
"""

from pathlib import Path

import pandas as pd
from upstream import read, recode

COLUMNS = [
    "id_no", "date_long", "country", "latitude", "longitude", "yield_1", "yield_u", "purpose",
    "type",
]  # fmt: skip

COUNTRIES = {
    "USA": "USA", "USSR": "RUS", "UK": "GBR", "FRANCE": "FRA", "CHINA": "CHN", "INDIA": "IND",
    "PAKIST": "PAK",
}  # fmt: skip

ENVIRONMENTS = {
    "AIRDROP": "atmospheric", "ATMOSPH": "atmospheric", "BALLOON": "atmospheric",
    "ROCKET": "atmospheric", "TOWER": "atmospheric",
    "BARGE": "surface", "SHIP": "surface", "SURFACE": "surface", "WATER SU": "surface",
    "WATERSUR": "surface",
    "CRATER": "underground", "GALLERY": "underground", "MINE": "underground",
    "SHAFT": "underground", "SHAFT/GR": "underground", "SHAFT/LG": "underground",
    "TUNNEL": "underground", "UG": "underground",
    "UW": "underwater",
    "SPACE": "space",
}  # fmt: skip


def build(sources: Path) -> pd.DataFrame:
    """One row per explosion, sorted by date and key.

    Columns: test_id, date, country, environment, type_source, combat, yield_low_kt,
    yield_high_kt, latitude, longitude.
    """
    path = sources / "nuclear_tests_sipri_foi" / "sipri-report-explosions.csv"
    upstream = read(path, COLUMNS)
    country = recode(upstream["country"].str.strip(), COUNTRIES, "a testing country")
    label = upstream["type"].str.strip()
    place = upstream[["latitude", "longitude"]].astype(float)
    placeholder = (place == 0).all(axis="columns")
    table = pd.DataFrame(
        {
            "test_id": country + "-" + upstream["id_no"],
            "date": pd.to_datetime(upstream["date_long"], format="%Y%m%d").dt.date,
            "country": country,
            "environment": recode(label, ENVIRONMENTS, "a type of explosion"),
            "type_source": label,
            "combat": upstream["purpose"].eq("COMBAT"),
            "yield_low_kt": upstream["yield_1"].astype(float),
            "yield_high_kt": upstream["yield_u"].astype(float),
            "latitude": place["latitude"].mask(placeholder),
            "longitude": place["longitude"].mask(placeholder),
        }
    )
    return table.sort_values(["date", "test_id"], ignore_index=True)
