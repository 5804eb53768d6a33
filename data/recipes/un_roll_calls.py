"""un_roll_calls.csv → un_roll_calls: every roll call of the UN General Assembly, with its totals.

The totals are counted from the votes. The descriptions in the file are not taken over.
"""

from pathlib import Path

import pandas as pd
from un_votes import long_votes
from upstream import expect_same_keys, read, recode

COLUMNS = ["rcid", "session", "importantvote", "date", "unres"]
TOTALS = {"yes": "Y", "no": "N", "abstain": "A"}


def precision(date: pd.Series) -> pd.Series:
    """Say whether the day can be meant: to 1989 the first of a month often stands for the month."""
    filler = date.str.endswith("-01") & (date < "1990")
    return filler.map({True: "month", False: "day"})


def build(sources: Path) -> pd.DataFrame:
    """One row per roll call, sorted by its number.

    Columns: roll_call, session, date, date_precision, resolution, important, yes, no, abstain.
    """
    upstream = read(sources / "unga_votes_unvotes" / "un_roll_calls.csv", COLUMNS)
    votes = long_votes(sources)
    expect_same_keys(upstream["rcid"], votes["roll_call"].unique(), "roll calls with votes")
    counted = pd.crosstab(votes["roll_call"], votes["vote"]).loc[upstream["rcid"]]
    marked = upstream["importantvote"].dropna()
    table = pd.DataFrame(
        {
            "roll_call": upstream["rcid"].astype(int),
            "session": upstream["session"].astype(float).astype(int),
            "date": upstream["date"],
            "date_precision": precision(upstream["date"]),
            "resolution": upstream["unres"].str.strip(),
            "important": recode(marked, {"0.0": False, "1.0": True}, "an importance").astype(
                "boolean"
            ),
            **{total: counted[letter].to_numpy() for total, letter in TOTALS.items()},
        }
    )
    return table.sort_values("roll_call", ignore_index=True)
