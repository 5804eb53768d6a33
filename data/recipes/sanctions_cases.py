"""GSDB_V4.csv → sanctions_cases: sanctions with the Soviet Union or Russia among the targets.

A small extract. Lists of states are separated by semicolons (the source's commas also stand inside
names: "Korea, South"). The source closes every running case with the last year it covers; here its
end is blank.
"""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read

KINDS = ["trade", "arms", "military", "financial", "travel", "other"]
COLUMNS = {
    "sanctioning_state": "sender", "sanctioned_state": "target", "begin": "start_year",
    "case_id": "case_id", "end": "end_year", "success": "success",
}  # fmt: skip

TARGETS = {"Russia", "Soviet Union"}
LAST_YEAR = 2023
TURNED_NAMES = {
    "Korea, North": "North Korea",
    "Korea, South": "South Korea",
    "Gambia, The": "Gambia",
}


def separate(states: pd.Series) -> pd.Series:
    """Write a list of states with semicolons, with names the right way round."""
    for turned, name in TURNED_NAMES.items():
        states = states.str.replace(turned, name, regex=False)
    return states.str.replace(", ", "; ", regex=False)


def name_kinds(rows: pd.DataFrame) -> pd.Series:
    """Write which kinds of sanction a case has, in the source's order."""
    if not rows[KINDS].isin(["0", "1"]).all(axis=None):
        raise UpstreamError("Expected only 0 and 1 in the kinds of sanction.")
    return (rows[KINDS] == "1").apply(
        lambda row: "; ".join(kind for kind in KINDS if row[kind]), axis="columns"
    )


def build(sources: Path) -> pd.DataFrame:
    """One row per case, sorted by sender, target, year and number.

    Columns: sender, target, start_year, case_id, end_year, kinds, only_target, ongoing.
    """
    rows = read(sources / "sanctions_gsdb_v4" / "GSDB_V4.csv", [*COLUMNS, *KINDS])
    rows = rows.rename(columns=COLUMNS)
    rows["target"] = separate(rows["target"])
    rows = rows[rows["target"].str.split("; ").map(lambda names: bool(TARGETS & set(names)))]
    rows = rows.astype({"start_year": "int64", "case_id": "int64", "end_year": "Int64"})
    ongoing = rows["success"].str.split(",").map(lambda codes: set(codes) == {"ongoing"})
    if (ongoing != (rows["end_year"] == LAST_YEAR)).any():
        raise UpstreamError(f"Expected exactly the running cases to end in {LAST_YEAR}.")
    table = rows.assign(
        sender=separate(rows["sender"]),
        end_year=rows["end_year"].mask(ongoing),
        kinds=name_kinds(rows),
        only_target=rows["target"].isin(TARGETS),
        ongoing=ongoing,
    )
    columns = ["sender", "target", "start_year", "case_id", "end_year", "kinds"]
    table = table[[*columns, "only_target", "ongoing"]]
    return table.sort_values(columns[:4], ignore_index=True)
