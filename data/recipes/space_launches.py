"""space_launches_1957_2018.csv → space_launches: launches towards orbit.

The one date typed 2918 gets the year that the source's own year column and number give.
"""

from pathlib import Path

import pandas as pd
from upstream import read, recode

COLUMNS = ["tag", "launch_date", "launch_year", "type", "state_code", "category"]
STATES = {
    "BR": "BRA", "CN": "CHN", "CYM": "CYM", "F": "FRA", "I": "ITA", "I-ELDO": None,
    "I-ESA": None, "IL": "ISR", "IN": "IND", "IR": "IRN", "J": "JPN", "KP": "PRK", "KR": "KOR",
    "RU": "RUS", "SU": "RUS", "UK": "GBR", "US": "USA",
}  # fmt: skip
SUCCESS = {"O": True, "F": False}
MISTYPED = {"2918-10-11": "2018-10-11"}


def build(sources: Path) -> pd.DataFrame:
    """One row per launch, sorted by its number.

    Columns: launch_id, date, year, state, country, success, vehicle.
    """
    upstream = read(sources / "space" / "space_launches_1957_2018.csv", COLUMNS)
    table = pd.DataFrame(
        {
            "launch_id": upstream["tag"],
            "date": upstream["launch_date"].replace(MISTYPED),
            "year": upstream["launch_year"].astype("int64"),
            "state": upstream["state_code"],
            "country": recode(upstream["state_code"], STATES, "a launching state"),
            "success": recode(upstream["category"], SUCCESS, "an outcome"),
            "vehicle": upstream["type"],
        }
    )
    return table.sort_values("launch_id", ignore_index=True)
