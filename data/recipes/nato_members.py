"""nato_accessions.csv → nato_members: who joined NATO, and on which day.

The founders' day is the one on which the North Atlantic Treaty entered into force. Whether the
exact day was read in a published text is coded from the remark in the upstream file.
"""

from pathlib import Path

import pandas as pd
from countries import NAMES, codes_of
from upstream import read

COLUMNS = ["country", "accession_date", "verified"]
CONTESTED_DAYS = {"DEU"}  # 6 May and 9 May 1955 both appear in print


def build(sources: Path) -> pd.DataFrame:
    """One row per member, sorted by code: country, country_name, joined, day_checked."""
    upstream = read(sources / "hand_compiled_facts" / "nato_accessions.csv", COLUMNS)
    country = codes_of(upstream["country"])
    day_read = upstream["verified"].str.match(r"yes|date confirmed")
    table = pd.DataFrame(
        {
            "country": country,
            "country_name": country.map(NAMES),
            "joined": upstream["accession_date"],
            "day_checked": day_read & ~country.isin(CONTESTED_DAYS),
        }
    )
    return table.sort_values("country", ignore_index=True)
