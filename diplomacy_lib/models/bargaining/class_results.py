"""Results of a whole class: read from a CSV file, scored from the options alone, never from names.

One row is one pair: a code, a label (the round, the group), whether it agreed, and the option of
each issue. Points that somebody wrote into the file are ignored.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import NamedTuple

import numpy as np
import pandas as pd

from ...errors import CourseError
from .scenarios import Scenario
from .solutions import better, pareto

NEEDED = ("pair_id", "label", "deal")


class ClassResults(NamedTuple):
    """Scored pairs, one a row, and a sentence with its row for each pair that was left out."""

    pairs: pd.DataFrame
    problems: tuple[str, ...]


def read_class(content: bytes) -> pd.DataFrame:
    """Return the rows of a CSV file as texts, a blank as an empty text."""
    try:
        return pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, UnicodeDecodeError) as error:
        raise CourseError(f"This is not a CSV file in UTF-8: {error}.") from None


def class_results(scenario: Scenario, frame: pd.DataFrame) -> ClassResults:
    """Return each pair's points, whether its deal is efficient, and how much it left unused.

    `unused` is the largest sum among the packages that are better for one side and worse for
    neither, less the deal's own sum. A row that cannot be read is left out with a sentence; rows
    are counted as a spreadsheet counts, the header being row 1.
    """
    names = [issue.name for issue in scenario.issues]
    missing = [name for name in (*NEEDED, *names) if name not in frame]
    if missing:
        empty = _scored(scenario, frame.iloc[:0].reindex(columns=[*NEEDED, *names]), [])
        return ClassResults(empty, (f"There is no column {', '.join(missing)}.",))
    rows, problems, seen = [], [], set()
    for number, (place, row) in enumerate(frame.iterrows(), 2):
        said = _fault(scenario, row, seen)
        seen.add(row["pair_id"])
        rows += [] if said else [place]
        problems += [f"Row {number}: {said}."] if said else []
    sound = frame.loc[rows]
    deals = [_row(scenario, row, names) for _, row in sound.iterrows()]
    return ClassResults(_scored(scenario, sound, deals), tuple(problems))


def summary(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return for each label how many pairs there are and how they did.

    `deal_rate` is over all pairs; the mean of the joint points, the share that is efficient and
    the median of points left unused are over deals alone.
    """
    grouped = pairs.groupby("label")
    return pd.DataFrame(
        {
            "pairs": grouped.size(),
            "deal_rate": grouped["joint"].count() / grouped.size(),
            "mean_joint": grouped["joint"].mean(),
            "share_efficient": grouped["efficient"].mean(),
            "median_unused": grouped["unused"].median(),
        }
    )


def _fault(scenario: Scenario, row: pd.Series, seen: set[str]) -> str:
    if row["pair_id"] in seen or not str(row["pair_id"]).strip():
        return f"the pair {row['pair_id']!r} has no code or stands in the file already"
    if row["deal"] not in ("yes", "no"):
        return f"deal is {row['deal']!r}, and must be yes or no"
    for issue in scenario.issues if row["deal"] == "yes" else ():
        known = [str(option) for option in range(len(issue.texts))]
        if _plain(row[issue.name]) not in known:
            return f"{issue.name} is {row[issue.name]!r}, and must be one of {', '.join(known)}"
    return ""


def _plain(option: object) -> str:
    """Return an option as digits: a table with blanks makes 2.0 of a 2."""
    return str(option).strip().removesuffix(".0")


def _row(scenario: Scenario, row: pd.Series, names: Sequence[str]) -> int | None:
    if row["deal"] != "yes":
        return None
    return scenario.row([int(_plain(row[name])) for name in names])


def _scored(scenario: Scenario, frame: pd.DataFrame, deals: Sequence[int | None]) -> pd.DataFrame:
    points, efficient = scenario.both, pareto(scenario.both)
    joint = points.sum(axis=1)
    columns = {side: scenario.both[:, place] for place, side in enumerate(scenario.sides)}
    columns |= {"joint": joint, "efficient": efficient}
    scored = frame[list(NEEDED[:2])].reset_index(drop=True)
    for name, values in columns.items():
        scored[name] = [np.nan if row is None else float(values[row]) for row in deals]
    scored["unused"] = [np.nan if row is None else _unused(points, joint, row) for row in deals]
    return scored


def _unused(points: np.ndarray, joint: np.ndarray, row: int) -> float:
    return float(max(joint[better(points, row)], default=joint[row]) - joint[row])
