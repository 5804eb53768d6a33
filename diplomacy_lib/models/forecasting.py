"""Forecasts that can be wrong in public: a seeded simulation, its intervals, and two scores.

Plain functions of numbers, arrays in and arrays out. Nothing here knows a country or a date.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..errors import CourseError

Numbers = Sequence[float] | np.ndarray


class Model(NamedTuple):
    """Next value = mu + phi · (this value − mu) + error; `sd` is the error's standard deviation.

    `mu` and `sd` are in the units of the values; `phi`, the share of a deviation that is left
    one step later, has none.
    """

    mu: float
    phi: float
    sd: float


def fit(values: Numbers) -> Model:
    """Fit a first-order autoregression to values at equal steps, by least squares.

    Regresses each value on the one before: slope phi, constant c, mu = c / (1 − phi), and
    sd = √(sum of squared residuals / (pairs − 2)). Needs four values; a blank among them, a
    constant series or phi = 1 raise `CourseError`. Source: Hamilton, Time Series Analysis
    (1994), chapter 5.

    >>> [abs(round(number, 3)) for number in fit([0, 4, 6, 7, 7.5])]
    [8.0, 0.5, 0.0]
    """
    values = _numbers(values, "The values")
    before, after = values[:-1], values[1:]
    if len(values) < 4 or np.ptp(before) == 0:
        raise CourseError("A fit needs at least four values, and not all the same.")
    phi, constant = np.polyfit(before, after, 1)
    if abs(1 - phi) < 1e-9:
        raise CourseError("These values have no level to which they return: phi is 1.")
    errors = after - constant - phi * before
    sd = np.sqrt((errors**2).sum() / (len(errors) - 2))
    return Model(float(constant / (1 - phi)), float(phi), float(sd))


def simulate(
    model: Model,
    start: float,
    months: int,
    runs: int = 10_000,
    seed: int = 2024,
    *,
    shift: float = 0.0,
    shock_chance: float = 0.0,
    shock_size: float = 0.0,
) -> np.ndarray:
    """Return simulated futures, one row for each run and one column for each month ahead.

    y(t+1) = M + phi · (y(t) − M) + normal(0, sd) − shock, with M = mu + `shift` and y(0) =
    `start`. In each month a shock of `shock_size` comes with probability `shock_chance`, and
    fades by phi like everything else. `start`, `shift` and `shock_size` are in the units of the
    model. All normal numbers (runs × months) are drawn first, then all uniform ones, from one
    `numpy.random.default_rng(seed)`: the same call gives the same futures, and two scenarios with
    one seed meet the same luck. Source: Hamilton, Time Series Analysis (1994), chapter 3.

    >>> simulate(Model(mu=10, phi=0.5, sd=0), start=0, months=3, runs=1).tolist()
    [[5.0, 7.5, 8.75]]
    """
    if min(months, runs) < 1:
        raise CourseError("A simulation needs at least one month and one run.")
    if not 0 <= shock_chance <= 1:
        raise CourseError(f"A chance lies between 0 and 1; {shock_chance} does not.")
    draw = np.random.default_rng(seed)
    pushes = draw.normal(0, model.sd, (runs, months))
    pushes -= shock_size * (draw.random((runs, months)) < shock_chance)
    pushes += (model.mu + shift) * (1 - model.phi)
    futures = pushes.T.copy()  # one month after the other in memory: three times as fast
    now = np.full(runs, float(start))
    for month in futures:
        month += model.phi * now
        now = month
    return futures.T


def interval(futures: np.ndarray, share: float = 0.8) -> tuple[np.ndarray, np.ndarray]:
    """Return the lower and upper ends, month by month, between which `share` of the runs lie.

    The central interval: (1 − share) / 2 of the runs below it and as many above; quantiles are
    interpolated linearly, as numpy and R (type 7) do. Same units as the futures.
    Source: Hyndman and Fan, American Statistician 50 (1996), 361–365.

    >>> low, high = interval(np.arange(11).reshape(-1, 1), share=0.8)
    >>> low.round(6).tolist(), high.round(6).tolist()
    ([1.0], [9.0])
    """
    if not 0 < share < 1:
        raise CourseError(f"The share of an interval lies between 0 and 1; {share} does not.")
    low, high = np.quantile(futures, [(1 - share) / 2, (1 + share) / 2], axis=0)
    return low, high


def brier(forecasts: Numbers | float, outcomes: Numbers) -> float:
    """Return the Brier score: the mean of (forecast − outcome)², the outcome being 0 or 1.

    0 is perfect, 1 is always sure and always wrong, 0.25 is what a coin earns (no unit). One
    number as `forecasts` is the same forecast every time. A forecast outside 0 to 1, an outcome
    other than 0 and 1, a blank, or unequal lengths raise `CourseError`.
    Source: Brier, Monthly Weather Review 78 (1950), 1–3, in its form for two outcomes.

    >>> round(brier([0.8, 0.4], [1, 0]), 2)
    0.1
    """
    forecasts, outcomes = _pairs(forecasts, outcomes)
    return float(((forecasts - outcomes) ** 2).mean())


def skill(forecasts: Numbers | float, reference: Numbers | float, outcomes: Numbers) -> float:
    """Return the Brier skill score: 1 − Brier of the forecasts / Brier of a reference.

    1 is perfect, 0 no better than the reference, below 0 worse (no unit). Raises `CourseError`
    as `brier` does, and for a reference without any error, on which nobody can improve.
    Source: Wilks, Statistical Methods in the Atmospheric Sciences (2011), section 8.4.2.

    >>> round(skill([0.8, 0.4], 0.5, [1, 0]), 2)
    0.6
    """
    base = brier(reference, outcomes)
    if base == 0:
        raise CourseError("The reference is perfect: there is no skill to be had beyond it.")
    return 1 - brier(forecasts, outcomes) / base


def calibration(forecasts: Numbers, outcomes: Numbers, bins: int = 5) -> dict[str, np.ndarray]:
    """Sort forecasts into bins of equal width and compare them with what came.

    For each bin that holds a forecast: the mean `forecast`, the share `seen` of outcomes that
    were 1, and the number `n`. A forecast on an edge belongs to the bin below it, and 0 to the
    lowest. Raises `CourseError` as `brier` does.
    Source: Murphy and Winkler, Applied Statistics 26 (1977), 41–47.

    >>> calibration([0.1, 0.2, 0.9], [0, 1, 1], bins=2)["seen"].tolist()
    [0.5, 1.0]
    """
    forecasts, outcomes = _pairs(forecasts, outcomes)
    if bins < 1:
        raise CourseError("There must be at least one bin.")
    edges = np.linspace(0, 1, bins + 1)[1:-1]
    which = np.searchsorted(edges, forecasts)
    n = np.bincount(which, minlength=bins)
    held = n > 0
    return {
        "forecast": np.bincount(which, forecasts, bins)[held] / n[held],
        "seen": np.bincount(which, outcomes, bins)[held] / n[held],
        "n": n[held],
    }


def _numbers(values: Numbers | float, what: str) -> np.ndarray:
    values = np.atleast_1d(np.asarray(values, dtype=float))
    if not np.isfinite(values).all():
        raise CourseError(f"{what} hold a blank or an infinite number.")
    return values


def _pairs(forecasts: Numbers | float, outcomes: Numbers) -> tuple[np.ndarray, np.ndarray]:
    """Return forecasts and outcomes as arrays of one length, or say what is wrong with them."""
    forecasts, outcomes = _numbers(forecasts, "The forecasts"), _numbers(outcomes, "The outcomes")
    if len(forecasts) == 1:
        forecasts = np.repeat(forecasts, len(outcomes))
    if len(forecasts) != len(outcomes) or not len(outcomes):
        raise CourseError(
            f"Each forecast needs its outcome: {len(forecasts)} do not fit {len(outcomes)}."
        )
    if forecasts.min() < 0 or forecasts.max() > 1:
        raise CourseError("A probability lies between 0 and 1. Per cent? Divide by 100.")
    if not np.isin(outcomes, (0, 1)).all():
        raise CourseError("An outcome is 1 (it came) or 0 (it did not).")
    return forecasts, outcomes
