"""arms_control_other_steps.csv → arms_control_steps: steps that are not treaties of their own.

Names, kinds and notes are ours, keyed by the name in the upstream file; so is `day_checked`,
coded from its remarks.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
from upstream import expect_same_keys, read


class Step(NamedTuple):
    """What we say about one step."""

    step: str
    kind: str
    day_checked: bool
    note: str


STEPS = {
    "Hot Line Modernization Agreement": Step(
        "Hot Line modernisation",
        "technical_agreement",
        True,
        "Adds satellite links to the Hot Line of 1963.",
    ),
    "Presidential Nuclear Initiatives (Bush; Gorbachev; Yeltsin)": Step(
        "Presidential Nuclear Initiatives",
        "unilateral_pledges",
        True,
        "Only the first pledge, by the United States, is dated here; Gorbachev answered in "
        "October 1991 and Yeltsin pledged more in January 1992.",
    ),
    "Lisbon Protocol to START I": Step(
        "Lisbon Protocol",
        "protocol",
        True,
        "Makes Belarus, Kazakhstan and Ukraine parties to START I.",
    ),
    "START III framework (Helsinki statement)": Step(
        "START III framework",
        "political_framework",
        False,
        "A joint statement of aims; no treaty followed.",
    ),
}


def build(sources: Path) -> pd.DataFrame:
    """One row per step, sorted by date: step, date, kind, in_force, day_checked, note."""
    path = sources / "hand_compiled_facts" / "arms_control_other_steps.csv"
    upstream = read(path, ["treaty", "signed", "entered_into_force"])
    expect_same_keys(upstream["treaty"], STEPS, "arms control steps")
    ours = pd.DataFrame(upstream["treaty"].map(STEPS).tolist())
    table = ours.assign(date=upstream["signed"], in_force=upstream["entered_into_force"])
    table = table[["step", "date", "kind", "in_force", "day_checked", "note"]]
    return table.sort_values(["date", "step"], ignore_index=True)
