"""Lesson 09: a change of CO2 is taken apart into factors that add up exactly.

The function is the lesson's own, out of the executed notebook, so that what a learner reads is
what is tested.
"""

import math

import numpy as np
import pytest
from classroom import LESSONS
from rehearsal import as_published
from shelf import load

(LESSON,) = [path for path in LESSONS if path.stem.startswith("09")]
COUNTRIES = ["CHN", "DEU", "FRA", "GBR", "IND", "JPN", "KAZ", "POL", "RUS", "UKR", "USA"]
PERIODS = [(1990, 1998), (1990, 2021), (1998, 2021), (2005, 2021), (2020, 2021)]


def of_lesson(name):
    """Return what the executed lesson calls by this name."""
    return as_published(LESSON).names[name]


@pytest.mark.parametrize(("first", "last"), PERIODS)
@pytest.mark.parametrize("country", COUNTRIES)
def test_the_four_factors_make_the_whole(country, first, last):
    times = of_lesson("times")(country, first, last)
    factors = of_lesson("take_apart")(*times)
    emitted = load("co2_emissions").query("country == @country").set_index("year")["co2_mt"]
    whole = emitted[last] / emitted[first]
    assert len(factors) == 4
    assert factors.prod() == pytest.approx(whole, rel=1e-13)
    assert np.log(factors).sum() == pytest.approx(math.log(whole), abs=1e-13)


def test_the_factors_are_what_they_are_called():
    """Worked by hand: people × 2, output × 6, energy × 3, CO2 × 1.5."""
    factors = of_lesson("take_apart")(2, 6, 3, 1.5)
    assert factors.to_dict() == {
        "people": 2,
        "output per person": 3,
        "energy per output": 0.5,
        "CO2 per energy": 0.5,
    }


def test_output_is_chained_from_the_years_after_the_first():
    """1991 to 1993 by hand; the growth of the first year leads up to it and is not in it."""
    growth = load("economies").query("country == 'RUS'").set_index("year")["gdp_growth_pct"]
    chained = (1 + growth[1991] / 100) * (1 + growth[1992] / 100) * (1 + growth[1993] / 100)
    assert of_lesson("times")("RUS", 1990, 1993)[1] == pytest.approx(chained, rel=1e-13)


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_walk_has_no_gap_and_ends_at_the_whole(country):
    steps = of_lesson("walk")(country, 1990, 2021)
    assert steps["from"].tolist() == [100, *steps["to"][:3], 100]
    assert steps["to"][3] == steps["to"][4]


def test_no_change_runs_across_two_releases():
    """Russia, 2021 to 2022: fell in the first release, rose in the later one."""
    yearly = of_lesson("yearly").loc[2022].round(1).to_dict()
    assert yearly == {"first": -3.5, "later": 5.3}


def test_a_scenario_starts_where_its_release_ends():
    paths, known = of_lesson("paths"), of_lesson("KNOWN")
    for release, last in (("first", 2022), ("later", 2023)):
        assert known[release].index.tolist() == list(range(2020, last + 1))
        flat = paths([0] * 5, 0, release)
        assert flat.shape == (31, 5)
        assert np.allclose(flat[-1], known[release].loc[last])
        late = paths([-5] * 5, 30, release)
        assert np.array_equal(late, flat)
    assert paths([-5] * 5, 0, "later")[4].sum() == pytest.approx(0.95 * 37.7916, abs=1e-3)
