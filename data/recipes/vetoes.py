"""Two veto lists → vetoes: one row per veto in the Security Council, by draft and member.

To July 2022 from the long file, which goes by the members' names: the 0/1 columns of the wide file
beside it are wrong and not read. Later ones from the hand-compiled list; topic and region are
coded by us in the first list's words. `draft` is the row in the first list, since early symbols
repeat, and goes on counting through the second.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
from upstream import expect_same_keys, read, recode

OLDER = {
    "row_in_source": "draft", "date": "date", "draft": "symbol", "vetoing_member": "member",
    "crisis_topic": "topic", "region": "region",
}  # fmt: skip
LATER = ["date", "vetoing_members", "kind", "draft_symbol"]

STATES = {
    "USSR": "Soviet Union", "Russia": "Russia", "USA": "United States",
    "United States": "United States", "UK": "United Kingdom", "China": "China", "France": "France",
}  # fmt: skip
CODES = {
    "Soviet Union": "RUS", "Russia": "RUS", "United States": "USA", "United Kingdom": "GBR",
    "China": "CHN", "France": "FRA",
}  # fmt: skip
SPELLINGS = {"Malasyia": "Malaysia"}
SYMBOL = r"^(S/\d+(?:/\d+)?(?:/Rev\.\d+)?)"  # not S/PV.…, a meeting; remarks after it stay out


class About(NamedTuple):
    """What a later draft was about, in the words of the first list where it has them."""

    topic: str
    region: str


GAZA = About("Israel-Palestine", "Middle East")
UKRAINE = About("Ukraine", "Eastern Europe")
ABOUT = {
    "2022-09-30": UKRAINE,
    "2023-07-11": About("Syria", "Middle East"),
    "2023-08-30": About("Mali", "West Africa"),
    "2023-10-18": GAZA,
    "2023-10-25": GAZA,
    "2023-12-08": GAZA,
    "2023-12-22": GAZA,
    "2024-02-20": GAZA,
    "2024-03-22": GAZA,
    "2024-03-28": About("North Korea", "East Asia"),
    "2024-04-18": About("Admission", "Middle East"),
    "2024-04-24": About("Outer Space", "General"),
    "2024-11-18": About("Sudan", "North Africa"),
    "2024-11-20": GAZA,
    "2025-02-24": UKRAINE,
    "2025-06-04": GAZA,
    "2025-09-18": GAZA,
    "2026-04-07": About("Strait of Hormuz", "Middle East"),
}


def from_long_file(path: Path) -> pd.DataFrame:
    """Return the vetoes to July 2022; the symbol of a meeting is not that of a draft."""
    rows = read(path, OLDER).rename(columns=OLDER).astype({"draft": "int64"})
    symbol = rows["symbol"].str.extract(SYMBOL, expand=False)
    return rows.assign(
        topic=rows["topic"].replace(SPELLINGS),
        symbol=symbol,
        symbol_confirmed=symbol.notna(),
        on_amendment=False,
        verified="list",
    )


def from_hand_list(path: Path, after: int) -> pd.DataFrame:
    """Return the later vetoes, one row per member, counting drafts on from `after`."""
    rows = read(path, LATER)
    expect_same_keys(rows["date"], ABOUT, "days with a later veto")
    about = pd.DataFrame(rows["date"].map(ABOUT).tolist())
    rows = rows.join(about).assign(
        draft=range(after + 1, after + 1 + len(rows)),
        member=rows["vetoing_members"].str.split("; "),
        symbol=rows["draft_symbol"],
        symbol_confirmed=False,
        on_amendment=rows["kind"] == "amendment",
        verified="reports",
    )
    return rows.explode("member")


def build(sources: Path) -> pd.DataFrame:
    """One row per draft and vetoing member, sorted so.

    Columns: draft, country, state, date, topic, region, symbol, symbol_confirmed, on_amendment,
    verified.
    """
    older = from_long_file(sources / "unsc_vetoes" / "unsc_vetoes_long_derived.csv")
    hand = sources / "hand_compiled_facts" / "unsc_vetoes_since_2022-09-30.csv"
    rows = pd.concat([older, from_hand_list(hand, older["draft"].max())], ignore_index=True)
    state = recode(rows["member"], STATES, "a vetoing member")
    table = rows.assign(state=state, country=recode(state, CODES, "a vetoing state"))
    columns = ["draft", "country", "state", "date", "topic", "region", "symbol"]
    table = table[[*columns, "symbol_confirmed", "on_amendment", "verified"]]
    return table.sort_values(["draft", "country"], ignore_index=True)
