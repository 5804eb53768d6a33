"""The numbers that the plans of lessons 05 to 07 quote, recomputed from our tables.

Each entry of NUMBERS has the plan's number and a function that computes it anew; ours is rounded
as the plan rounds. What comes out otherwise, or cannot be computed from what we ship, stands in
DIFFERS with the plan's number, ours and the reason.
"""

import pytest
from briefs_05 import LESSON_05
from briefs_06 import LESSON_06
from briefs_07 import LESSON_07, monthly
from shelf import load

NUMBERS = {
    f"{lesson} {name}": numbers
    for lesson, table in (("05", LESSON_05), ("06", LESSON_06), ("07", LESSON_07))
    for name, numbers in table.items()
}


def fall_reached(first, last, after):
    """How much of the fall of exports to Russia had happened in April 2022."""
    exports = monthly("exports_musd")
    before, end = exports[first:last].mean(), exports[after:].mean()
    return 100 * (before - exports["2022-04"]) / (before - end)


NOT_SHIPPED = None
DIFFERS = {
    "05 rows of military spending": (
        10_535,
        lambda: len(load("military_spending")),
        7_892,
        "46 groups of countries and Kosovo are left out",
    ),
    "05 US rank of 2024 with groups kept": (
        22,
        NOT_SHIPPED,
        None,
        "the groups are left out, so the wrong ranking cannot be made any more",
    ),
    "05 sites without a position": (
        7,
        lambda: int(load("us_sites")["latitude"].isna().sum()),
        9,
        "two positions that the source calls random are blank too",
    ),
    "06 cells": (
        95,
        lambda: len(load("crisis_cells")),
        112,
        "the plan's 95 hold the 310 crises of known length; 17 more hold the other 63",
    ),
    "06 median days, mediated and not": (
        [115, 50],
        NOT_SHIPPED,
        None,
        "a median of days needs the crises one by one, and only bands are shipped",
    ),
    "06 share of drafts vetoed, %": (
        7.3,
        NOT_SHIPPED,
        None,
        "the number of adopted resolutions is in no table of the course",
    ),
    "06 later drafts": (
        15,
        lambda: load("vetoes").query("verified == 'reports'")["draft"].nunique(),
        19,
        "four more were found and all confirmed after the plan was written",
    ),
    "07 rows of yearly trade": (
        8_474,
        lambda: len(load("us_trade_yearly")),
        8_443,
        "zeros of partners that had ended are left out, halves of one partner added",
    ),
    "07 rows of the USSR after 1992": (
        5,
        lambda: len(load("us_trade_yearly").query("country_name == 'USSR' and year > 1992")),
        0,
        "left out: missing is not zero",
    ),
    "07 repeated keys": (
        11,
        lambda: int(load("us_trade_yearly").duplicated(["country_name", "year"]).sum()),
        0,
        "the two codes of Ethiopia, Israel and Sudan are one row a year",
    ),
    "07 fall of exports reached by April 2022, %": (
        96.6,
        lambda: round(fall_reached("2021-02", "2022-01", "2022-03"), 1),
        97.7,
        "the plan does not say from where to where; ours takes its twelve months before and eleven "
        "after, and January and February 2022 against April 2022 to January 2023 give its 96.6",
    ),
}


def like(ours, brief):
    """Round ours to the decimals that the plan prints."""
    if isinstance(brief, list):
        return [like(one, quoted) for one, quoted in zip(ours, brief, strict=True)]
    if isinstance(brief, str):
        return ours
    return round(float(ours), len(str(brief).partition(".")[2]) if isinstance(brief, float) else 0)


@pytest.mark.parametrize(("brief", "ours"), NUMBERS.values(), ids=NUMBERS)
def test_number_of_the_plan(brief, ours):
    assert like(ours(), brief) == brief


@pytest.mark.parametrize(("brief", "compute", "ours", "why"), DIFFERS.values(), ids=DIFFERS)
def test_number_that_differs(brief, compute, ours, why):
    assert why
    assert ours != brief
    if compute is NOT_SHIPPED:
        assert ours is None
    else:
        assert compute() == ours


def test_the_reading_that_gives_the_plans_fall_of_exports():
    assert round(fall_reached("2022-01", "2022-02", "2022-04"), 1) == 96.6
