"""icb1 v14 and icb2 v15 → crisis_cells: how many crises of each kind, and how many ended agreed.

Counts only: no crisis can be looked up here. A crisis counts if it began 1946–2017 and says
whether it was mediated (373 do). A duration is the days from trigger to end; it is `unknown` where
the source gives no day for either. Superpower: the United States or the Soviet Union / Russia was
an actor (states 2 and 365 of the actor file).
"""

from pathlib import Path

import pandas as pd
from superpower_crises import ACTORS, CRISIS_DATES, MEDIATED, OUTCOMES, VIOLENCE, add_dates
from upstream import read, recode

CODES = ["viol", "forout", "mediate", "outesr"]
KEY = ["period", "violence", "duration_band", "mediated", "agreement"]

FIRST_YEAR, LAST_YEAR = 1946, 2017
PERIODS = [FIRST_YEAR - 1, 1989, LAST_YEAR]
BANDS = [-1, 30, 90, 180, float("inf")]
BAND_NAMES = ["0-30", "31-90", "91-180", "over 180"]
TENSION_AGAIN = {"1": True, "2": False, "3": pd.NA}


def days_between(crises: pd.DataFrame) -> pd.Series:
    """Return the days from start to end, missing where either day is not known."""
    dates = add_dates(crises, CRISIS_DATES)
    start, end = (pd.to_datetime(dates[name], format="%Y-%m-%d") for name in ("start", "end"))
    return (end - start).dt.days


def usable(sources: Path) -> pd.DataFrame:
    """Return the crises that count, each with what it is counted under."""
    folder = sources / "icb"
    columns = sum(CRISIS_DATES.values(), ["crisno", "crisname"])
    crises = read(folder / "icb1_v14_crisis_level.csv", columns + CODES)
    actors = read(folder / "icb2_v15_actor_level.csv", ["crisno", "cracid"])
    year = pd.to_numeric(crises["yrtrig"])  # one crisis, of 2014, has no dates
    crises = crises[year.between(FIRST_YEAR, LAST_YEAR) & crises["mediate"].notna()]
    outcome = recode(crises["forout"], OUTCOMES, "forout")
    band = pd.cut(days_between(crises), BANDS, labels=BAND_NAMES).astype(object)
    super_actor = actors.loc[actors["cracid"].isin(ACTORS.values()), "crisno"]
    return pd.DataFrame(
        {
            "period": pd.cut(year[crises.index], PERIODS, labels=["1946-1989", "1990-2017"]),
            "violence": recode(crises["viol"], VIOLENCE, "viol"),
            "duration_band": band.fillna("unknown"),
            "mediated": recode(crises["mediate"], MEDIATED, "mediate"),
            "agreement": outcome.isin(["formal_agreement", "semi_formal_agreement"]),
            "formal": outcome == "formal_agreement",
            "tacit": outcome == "tacit_understanding",
            "superpower": crises["crisno"].isin(super_actor),
            "tension_again": recode(crises["outesr"], TENSION_AGAIN, "outesr").astype("boolean"),
        }
    )


def build(sources: Path) -> pd.DataFrame:
    """One row per cell that holds a crisis, sorted by key.

    Columns: the key, crises, formal, tacit, superpower, superpower_formal, superpower_tacit,
    tension_known, tension_again.
    """
    rows = usable(sources)
    rows = rows.assign(
        crises=1,
        superpower_formal=rows["superpower"] & rows["formal"],
        superpower_tacit=rows["superpower"] & rows["tacit"],
        tension_known=rows["tension_again"].notna(),
        tension_again=rows["tension_again"].fillna(False).astype(bool),
        period=rows["period"].astype(str),
    )
    counts = ["crises", "formal", "tacit", "superpower", "superpower_formal", "superpower_tacit"]
    table = rows.groupby(KEY, as_index=False)[[*counts, "tension_known", "tension_again"]].sum()
    return table.sort_values(KEY, ignore_index=True)
