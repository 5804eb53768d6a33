"""Simulation, intervals and scores: worked by hand, against other libraries, and what must hold."""

import json
import time

import numpy as np
import pytest
from classroom import NOTEBOOKS

from diplomacy_lib.errors import CourseError
from diplomacy_lib.models.forecasting import (
    Model,
    brier,
    calibration,
    fit,
    interval,
    simulate,
    skill,
)

# Figures of other libraries, from these numbers. To compute them again:
#   pip install scikit-learn==1.9.1 statsmodels==0.15.0 scipy==1.17.1
FORECASTS = [0.05, 0.1, 0.22, 0.31, 0.45, 0.58, 0.64, 0.77, 0.81, 0.95]
OUTCOMES = [0, 0, 1, 0, 0, 1, 1, 0, 1, 1]
MONTHS = [296, 95, -155, -212, 513, 397, 618, 128, 87, 77, 198, 324]
RUNS = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3]


# By hand


def test_a_fit_by_hand():
    """Pairs (0, 1), (1, 0), (0, 2): slope −1.5, constant 1.5, residuals −0.5, 0, 0.5."""
    assert fit([0, 1, 0, 2]) == pytest.approx(Model(mu=0.6, phi=-1.5, sd=np.sqrt(0.5)))


def test_a_series_that_halves_its_distance_is_fitted_without_error():
    assert fit([0, 4, 6, 7, 7.5]) == pytest.approx(Model(mu=8, phi=0.5, sd=0), abs=1e-9)


def test_without_surprise_the_level_is_approached_by_phi():
    assert simulate(Model(10, 0.5, 0), 0, 3, 2).tolist() == [[5, 7.5, 8.75]] * 2
    assert simulate(Model(10, 0.5, 0), 0, 3, 1, shift=-10).tolist() == [[0, 0, 0]]


def test_a_certain_shock_comes_every_month_and_fades():
    """0 − 8 = −8; then −8 / 2 − 8 = −12; then −12 / 2 − 8 = −14."""
    shocked = simulate(Model(0, 0.5, 0), 0, 3, 1, shock_chance=1, shock_size=8)
    assert shocked.tolist() == [[-8, -12, -14]]


def test_an_interval_by_hand():
    """Of 0 to 10 a tenth lies below 1 and a tenth above 9; one column for each month."""
    futures = np.column_stack([np.arange(11), 100 + np.arange(11)])
    low, high = interval(futures, 0.8)
    assert low.tolist() == pytest.approx([1, 101])
    assert high.tolist() == pytest.approx([9, 109])
    assert interval(futures, 0.5)[0].tolist() == pytest.approx([2.5, 102.5])


def test_scores_by_hand():
    assert brier([0.8, 0.4], [1, 0]) == pytest.approx((0.04 + 0.16) / 2)
    assert brier(0.5, [1, 0, 0]) == 0.25
    assert brier([1, 0], [1, 0]) == 0
    assert brier([0, 1], [True, False]) == 1
    assert skill([0.8, 0.4], 0.5, [1, 0]) == pytest.approx(1 - 0.1 / 0.25)
    assert skill(0.5, 0.5, [1, 0]) == 0
    assert skill([0, 1], 0.5, [1, 0]) == -3


def test_calibration_by_hand():
    """Edges belong to the bin below; empty bins are left out."""
    table = calibration([0, 0.2, 0.21, 0.4, 1], [0, 1, 0, 1, 1], bins=5)
    assert table["forecast"].tolist() == pytest.approx([0.1, 0.305, 1])
    assert table["seen"].tolist() == pytest.approx([0.5, 0.5, 1])
    assert table["n"].tolist() == [2, 2, 1]


# Against other libraries


def test_brier_is_that_of_scikit_learn():
    """sklearn.metrics.brier_score_loss(OUTCOMES, FORECASTS)."""
    assert brier(FORECASTS, OUTCOMES) == pytest.approx(0.1857)


def test_calibration_is_that_of_scikit_learn():
    """sklearn.calibration.calibration_curve(OUTCOMES, FORECASTS, n_bins=5)."""
    table = calibration(FORECASTS, OUTCOMES, bins=5)
    assert table["seen"].tolist() == pytest.approx([0, 0.5, 0.5, 0.5, 1])
    assert table["forecast"].tolist() == pytest.approx([0.075, 0.265, 0.515, 0.705, 0.88])
    assert table["n"].tolist() == [2] * 5


def test_the_fit_is_that_of_statsmodels():
    """With r = OLS(MONTHS[1:], add_constant(MONTHS[:-1])).fit(): r.params and √r.scale.

    AutoReg(MONTHS, 1).fit() has the same parameters; it divides the errors otherwise.
    """
    constant, phi, sd = 137.8267957944182, 0.27125624204769816, 261.7848683477633
    assert fit(MONTHS) == pytest.approx(Model(constant / (1 - phi), phi, sd))


def test_quantiles_are_those_of_scipy():
    """R's type 7: scipy.stats.mstats.mquantiles(RUNS, [0.1, 0.25, 0.75, 0.9], 1, 1)."""
    futures = np.array(RUNS).reshape(-1, 1)
    (tenth,), (ninth,) = interval(futures, 0.8)
    (quarter,), (three,) = interval(futures, 0.5)
    assert [tenth, quarter, three, ninth] == pytest.approx([1, 2.25, 5, 6.3])


@pytest.mark.parametrize(
    ("month", "mean", "sd", "below"),
    [(1, 23, 144, 0.4365), (2, 44.5, 160.997, 0.3911), (24, 66, 166.277, 0.3457)],
)
def test_many_futures_have_the_exact_mean_spread_and_chance(month, mean, sd, below):
    """Mean mu + phi^h (y − mu), spread sd √((1 − phi^2h) / (1 − phi²)), chance by norm.cdf."""
    ends = simulate(Model(66, 0.5, 144), -20, month, 200_000, seed=5)[:, -1]
    assert ends.mean() == pytest.approx(mean, abs=2)
    assert ends.std() == pytest.approx(sd, rel=0.01)
    assert (ends < 0).mean() == pytest.approx(below, abs=0.005)


# What must hold

MODEL = Model(66, 0.5, 144)
SHOCKS = {"shock_chance": 0.02, "shock_size": 400}


def test_the_same_seed_gives_the_same_futures_and_another_seed_others():
    first = simulate(MODEL, 0, 12, 50, 3, **SHOCKS)
    assert first.shape == (50, 12)
    assert np.array_equal(first, simulate(MODEL, 0, 12, 50, 3, **SHOCKS))
    assert not np.allclose(first, simulate(MODEL, 0, 12, 50, 4, **SHOCKS))


def test_the_draws_are_all_normals_first_and_then_all_uniforms():
    draw = np.random.default_rng(9)
    normals, uniforms = draw.normal(0, 144, (7, 3)), draw.random((7, 3))
    now = np.full(7, 20.0)
    for month in range(3):
        now = 66 + 0.5 * (now - 66) + normals[:, month] - 400 * (uniforms[:, month] < 0.3)
    ends = simulate(MODEL, 20, 3, 7, 9, shock_chance=0.3, shock_size=400)[:, -1]
    assert ends == pytest.approx(now)


def test_two_scenarios_with_one_seed_meet_the_same_luck():
    """A shift of the level moves month h by shift · (1 − phi^h), in every future alike."""
    plain, lower = (simulate(MODEL, 0, 3, 20, 1, shift=shift, **SHOCKS) for shift in (0, -80))
    assert lower - plain == pytest.approx(np.tile([-40, -60, -70], (20, 1)))


def test_more_runs_shrink_the_noise_and_leave_the_interval():
    def chances_and_widths(runs):
        ends = [simulate(MODEL, 0, 6, runs, seed)[:, -1:] for seed in range(30)]
        widths = [float(np.diff(interval(end), axis=0)[0, 0]) for end in ends]
        return np.std([(end < 0).mean() for end in ends]), np.mean(widths)

    few, many = chances_and_widths(100), chances_and_widths(10_000)
    assert few[0] / many[0] == pytest.approx(10, rel=0.4)
    assert few[1] / many[1] == pytest.approx(1, rel=0.05)


def test_ten_thousand_futures_of_two_years_are_quick():
    def seconds():
        began = time.process_time()
        interval(simulate(MODEL, 0, 24, 10_000, **SHOCKS))
        return time.process_time() - began

    assert min(seconds() for _ in range(5)) <= 0.04  # 0.011 s when nothing else runs


def test_forecasts_are_not_changed():
    forecasts, outcomes = np.array([0.2, 0.9]), np.array([0.0, 1.0])
    brier(forecasts, outcomes)
    calibration(forecasts, outcomes)
    assert (forecasts.tolist(), outcomes.tolist()) == ([0.2, 0.9], [0, 1])


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: fit([1, 2, 3]), "at least four values"),
        (lambda: fit([5, 5, 5, 5, 5]), "not all the same"),
        (lambda: fit([1, 2, np.nan, 4, 5]), "a blank"),
        (lambda: fit([1, 2, 3, 4, 5]), "phi is 1"),
        (lambda: simulate(MODEL, 0, 0), "at least one month and one run"),
        (lambda: simulate(MODEL, 0, 5, 0), "at least one month and one run"),
        (lambda: simulate(MODEL, 0, 5, shock_chance=2), "2 does not"),
        (lambda: interval(np.zeros((3, 2)), 80), "80 does not"),
        (lambda: brier([35, 20], [0, 1]), "Divide by 100"),
        (lambda: brier([-0.1, 0.2], [0, 1]), "between 0 and 1"),
        (lambda: brier([0.3, np.nan], [0, 1]), "The forecasts hold a blank"),
        (lambda: brier([0.3, 0.2], [0, 0.5]), "1 (it came) or 0"),
        (lambda: brier([0.3, 0.2], [0, 1, 1]), "2 do not fit 3"),
        (lambda: brier([], []), "0 do not fit 0"),
        (lambda: brier(0.5, []), "0 do not fit 0"),
        (lambda: skill(0.5, [1, 0], [1, 0]), "The reference is perfect"),
        (lambda: calibration([0.5], [1], bins=0), "at least one bin"),
    ],
)
def test_a_mistake_gets_a_sentence(ask, sentence):
    with pytest.raises(CourseError) as error:
        ask()
    assert sentence in str(error.value)
    assert len(str(error.value)) < 120


# In lesson 13


def test_the_honesty_box_stands_above_the_panel():
    cells = json.loads((NOTEBOOKS / "13_what_happens_next.ipynb").read_text(encoding="utf-8"))
    sources = ["".join(cell["source"]) for cell in cells["cells"]]
    (panel,) = [place for place, source in enumerate(sources) if "@lesson.panel(" in source]
    box, above = cells["cells"][panel - 1], sources[panel - 1]
    assert box["cell_type"] == "markdown"  # it stands there before anything is run
    assert box["metadata"]["tags"] == cells["cells"][panel]["metadata"]["tags"] == ["story", "core"]
    for said in ("cause and effect", "reads news, not trust", "no precedent", "Not for decisions"):
        assert said in above
