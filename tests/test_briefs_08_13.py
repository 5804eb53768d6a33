"""The numbers that the plans of lessons 08 to 13 quote, recomputed from our tables.

Each `briefs_NN` has the numbers as its plan prints them (QUOTED), those that come out otherwise
(DIFFERS: the plan's, ours, why), and `ours()`, which computes them all.
"""

from itertools import product

import briefs_08
import briefs_09
import briefs_10
import briefs_11
import briefs_12
import briefs_13
import pytest
from quoted import as_quoted
from shelf import load

BRIEFS = (briefs_08, briefs_09, briefs_10, briefs_11, briefs_12, briefs_13)


def each(brief):
    return brief.__name__


@pytest.mark.parametrize(
    ("brief", "name"), [(brief, name) for brief in BRIEFS for name in brief.QUOTED]
)
def test_number_of_the_plan(brief, name):
    quoted = brief.QUOTED[name]
    assert as_quoted(brief.ours()[name], quoted) == quoted


@pytest.mark.parametrize(
    ("brief", "name"), [(brief, name) for brief in BRIEFS for name in brief.DIFFERS]
)
def test_number_that_differs_differs_as_listed(brief, name):
    planned, here, why = brief.DIFFERS[name]
    assert as_quoted(brief.ours()[name], here) == here
    assert as_quoted(brief.ours()[name], planned) != planned
    assert why.endswith(".")


@pytest.mark.parametrize("brief", BRIEFS, ids=each)
def test_every_number_is_compared(brief):
    assert sorted(brief.ours()) == sorted([*brief.QUOTED, *brief.DIFFERS])


def test_five_largest_stocks_of_single_countries():
    countries = load("co2_emissions").dropna(subset="country")
    stock = countries.groupby("country")["co2_mt"].sum().nlargest(5)
    assert stock.index.tolist() == ["USA", "CHN", "RUS", "DEU", "GBR"]


def test_budget_of_1150_outlasts_2050_when_all_fall():
    world = briefs_09.places().loc[2020:2023, "World"]
    ahead = briefs_09.path(world[2023], -0.05).sum()
    assert world.sum() / 1000 + ahead < 1150


def test_americans_on_soyuz_by_year():
    flown = briefs_10.americans().query("soyuz")
    years = range(2012, 2020)
    assert flown["year"].value_counts()[years].tolist() == briefs_10.SOYUZ
    assert flown["earliest"].value_counts()[years].tolist() == briefs_10.EARLIEST


def test_fixed_pie_has_only_efficient_packages():
    packages = briefs_12.packages()
    assert briefs_12.efficient(packages.assign(usa=100 - packages["rus"])).all()


def test_middle_of_the_warm_up_is_beaten_by_one_pair():
    warm = load("negotiation_warmup").set_index(["issue", "option"])
    pairs = {
        (t, c): warm.loc[("trade", t), ["a", "b"]] + warm.loc[("checks", c), ["a", "b"]]
        for t, c in product(range(3), repeat=2)
    }
    beaten = [key for key, pair in pairs.items() if (pair > pairs[1, 1]).all()]
    assert beaten == [(2, 2)]


def test_split_fails_when_both_floors_rise_by_five():
    packages = briefs_12.packages()
    middle = load("negotiation_issues").set_index("issue")["middle_option"]
    split = packages[(packages[middle.index] == middle).all(axis="columns")]
    assert briefs_12.acceptable(split).all()
    assert not briefs_12.acceptable(split, 5).any()
