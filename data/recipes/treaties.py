"""us_soviet_russia_arms_control_treaties.csv → treaties: 32 agreements and their three dates.

Dates and kind come from the upstream file. The short name, the outcome, how many of the row's
dates were read to the day (`dates_checked`) and the note are ours, keyed by the name upstream.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
from upstream import expect_same_keys, read

COLUMNS = ["treaty", "type", "signed", "entered_into_force", "ended"]


class Coding(NamedTuple):
    """What we say about one treaty."""

    treaty: str
    outcome: str
    dates_checked: str
    note: str | None = None


CODED = {
    "Hot Line Agreement": Coding("Hot Line Agreement", "in_force", "none"),
    "Limited Test Ban Treaty (LTBT)": Coding(
        "Limited Test Ban Treaty", "in_force", "all", "Underground tests stayed allowed."
    ),
    "Outer Space Treaty": Coding("Outer Space Treaty", "in_force", "all"),
    "Nuclear Non-Proliferation Treaty (NPT)": Coding(
        "Non-Proliferation Treaty", "in_force", "all", "Extended without end date in 1995."
    ),
    "Seabed Arms Control Treaty": Coding("Seabed Treaty", "in_force", "all"),
    "Accidents Measures Agreement": Coding("Accidents Measures Agreement", "in_force", "all"),
    "Biological Weapons Convention (BWC)": Coding(
        "Biological Weapons Convention", "in_force", "some"
    ),
    "Incidents at Sea Agreement (INCSEA)": Coding("Incidents at Sea Agreement", "in_force", "none"),
    "Anti-Ballistic Missile Treaty (ABM)": Coding(
        "ABM Treaty",
        "ended",
        "all",
        "The United States withdrew under Article XV, six months after giving notice.",
    ),
    "SALT I Interim Agreement": Coding(
        "SALT I Interim Agreement",
        "ended",
        "some",
        "Ran out after five years; both sides pledged to keep observing it.",
    ),
    "Agreement on the Prevention of Nuclear War": Coding(
        "Prevention of Nuclear War Agreement", "in_force", "none"
    ),
    "Threshold Test Ban Treaty (TTBT)": Coding("Threshold Test Ban Treaty", "in_force", "all"),
    "Peaceful Nuclear Explosions Treaty (PNET)": Coding(
        "Peaceful Nuclear Explosions Treaty", "in_force", "all"
    ),
    "SALT II": Coding(
        "SALT II",
        "never_in_force",
        "all",
        "Its limits were observed politically until the United States gave them up in 1986.",
    ),
    "Nuclear Risk Reduction Centers Agreement": Coding(
        "Nuclear Risk Reduction Centers Agreement", "in_force", "some"
    ),
    "Intermediate-Range Nuclear Forces Treaty (INF)": Coding(
        "INF Treaty",
        "ended",
        "all",
        "The United States withdrew after each side had accused the other of violating it; "
        "Russia suspended it too.",
    ),
    "Ballistic Missile Launch Notification Agreement": Coding(
        "Missile Launch Notification Agreement", "in_force", "all"
    ),
    "Prevention of Dangerous Military Activities Agreement": Coding(
        "Dangerous Military Activities Agreement", "in_force", "some"
    ),
    "Conventional Armed Forces in Europe Treaty (CFE)": Coding(
        "CFE Treaty",
        "in_force",
        "none",
        "Russia withdrew in November 2023; the NATO states then suspended it.",
    ),
    "START I": Coding(
        "START I",
        "ended",
        "none",
        "Counted as bilateral; Belarus, Kazakhstan and Ukraine became parties by the Lisbon "
        "Protocol of 1992.",
    ),
    "Open Skies Treaty": Coding(
        "Open Skies Treaty",
        "in_force",
        "all",
        "The United States withdrew in November 2020, Russia in December 2021; others remain.",
    ),
    "START II": Coding(
        "START II",
        "never_in_force",
        "all",
        "Russia declared itself no longer bound the day after the ABM Treaty ended.",
    ),
    "Chemical Weapons Convention (CWC)": Coding("Chemical Weapons Convention", "in_force", "all"),
    "HEU Purchase Agreement (Megatons to Megawatts)": Coding(
        "HEU Purchase Agreement", "ended", "some", "Ended because it was completed."
    ),
    "Budapest Memorandum on Security Assurances (Ukraine)": Coding(
        "Budapest Memorandum", "in_force", "some", "A political document with Ukraine and the UK."
    ),
    "Comprehensive Nuclear-Test-Ban Treaty (CTBT)": Coding(
        "Comprehensive Test Ban Treaty",
        "never_in_force",
        "all",
        "The United States signed and has not ratified; Russia took its ratification back in 2023.",
    ),
    "Strategic Offensive Reductions Treaty (SORT, Moscow Treaty)": Coding(
        "SORT", "superseded", "all", "Replaced by New START."
    ),
    "US-Russia 123 Agreement (civil nuclear)": Coding("123 Agreement", "in_force", "all"),
    "New START": Coding(
        "New START",
        "ended",
        "all",
        "Extended in 2021; Russia announced its suspension in February 2023; ran out with no "
        "successor.",
    ),
    "Plutonium Management and Disposition Agreement": Coding(
        "Plutonium Disposition Agreement",
        "ended",
        "some",
        "Russia suspended it in 2016 and denounced it in 2025. Signed on two days; the second "
        "is given.",
    ),
    "Agreement on Reciprocal Advance Notification of Major Strategic Exercises": Coding(
        "Strategic Exercises Notification Agreement", "in_force", "some"
    ),
    "Chemical weapons destruction and non-production agreement": Coding(
        "Bilateral Chemical Weapons Accord", "never_in_force", "none"
    ),
}

LIMITS_FORCES = {
    "ABM Treaty", "SALT I Interim Agreement", "INF Treaty", "START I", "SORT", "New START",
}  # fmt: skip


def build(sources: Path) -> pd.DataFrame:
    """One row per treaty, sorted by day of signing.

    Columns: treaty, kind, signed, in_force, ended, outcome, limits_forces, dates_checked, note.
    """
    path = sources / "hand_compiled_facts" / "us_soviet_russia_arms_control_treaties.csv"
    upstream = read(path, COLUMNS)
    expect_same_keys(upstream["treaty"], CODED, "treaties")
    ours = pd.DataFrame(upstream["treaty"].map(CODED).tolist())
    table = pd.DataFrame(
        {
            "treaty": ours["treaty"],
            "kind": upstream["type"],
            "signed": upstream["signed"],
            "in_force": upstream["entered_into_force"],
            "ended": upstream["ended"],
            "outcome": ours["outcome"],
            "limits_forces": ours["treaty"].isin(LIMITS_FORCES),
            "dates_checked": ours["dates_checked"],
            "note": ours["note"],
        }
    )
    return table.sort_values(["signed", "treaty"], ignore_index=True)
