"""expulsions.csv → expulsions: expulsions of diplomats and like steps between the two powers.

No name of a person is read. `verified` is coded from the remark on what was read in print.
"""

from pathlib import Path

import pandas as pd
from upstream import read, recode

COLUMNS = ["date", "by", "number", "kind", "verified"]

STATES = {"United States": "USA", "USSR": "RUS", "Russia": "RUS"}
KINDS = {
    "expulsion": "expulsion",
    "expulsion and closure": "expulsion_and_closure",
    "expulsion and property": "expulsion_and_closure",
    "closure": "closure",
    "accreditation revoked": "accreditation_revoked",
    "departure deadline": "departure_deadline",
    "staff cap": "staff_cap",
}
VERIFIED = {
    "yes": "all",
    "yes to month": "all",
    "number yes; day recalled": "not_the_day",
    "number and week yes; day recalled": "not_the_day",
    "number and deadline yes; day recalled": "not_the_day",
    "fact yes; day recalled": "not_the_day",
    "San Francisco yes; annexes recalled": "partly",
}
MONTH_ONLY = "yes to month"


def build(sources: Path) -> pd.DataFrame:
    """One row per step, sorted by date and side: date, by, number, kind, month_only, verified."""
    upstream = read(sources / "hand_compiled_facts" / "expulsions.csv", COLUMNS)
    table = pd.DataFrame(
        {
            "date": upstream["date"],
            "by": recode(upstream["by"], STATES, "a side"),
            "number": upstream["number"].astype("Int64"),
            "kind": recode(upstream["kind"], KINDS, "a kind of step"),
            "month_only": upstream["verified"] == MONTH_ONLY,
            "verified": recode(upstream["verified"], VERIFIED, "a remark on what was read"),
        }
    )
    return table.sort_values(["date", "by"], ignore_index=True)
