"""un_roll_call_issues.csv → un_roll_call_issues: which of six issues a roll call was about."""

from pathlib import Path

import pandas as pd
from upstream import read, recode

ISSUES = {
    "co": "colonialism",
    "di": "arms_control",
    "ec": "economic_development",
    "hr": "human_rights",
    "me": "palestinian_conflict",
    "nu": "nuclear_weapons",
}


def build(sources: Path) -> pd.DataFrame:
    """One row per roll call and issue, sorted by both: roll_call, issue."""
    path = sources / "unga_votes_unvotes" / "un_roll_call_issues.csv"
    upstream = read(path, ["rcid", "short_name"])
    table = pd.DataFrame(
        {
            "roll_call": upstream["rcid"].astype(int),
            "issue": recode(upstream["short_name"], ISSUES, "an issue"),
        }
    )
    return table.sort_values(["roll_call", "issue"], ignore_index=True)
