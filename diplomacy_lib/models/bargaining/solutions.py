"""Two-party bargaining over a finite set of packages: zone, frontier, four solutions, promises.

`points` is always an array of whole numbers with one row for each package and one column for each
of the two sides; `floors` are the two sides' points without a deal. The *gain* of a side is its
points less its floor. Results are row numbers, in table order, and hold every tie.

Sources: Nash (1950), Econometrica 18, 155; Kalai and Smorodinsky (1975), Econometrica 43, 513;
Kalai (1977), Econometrica 45, 1623 (egalitarian); Raiffa (1982), The Art and Science of
Negotiation; Axelrod (1984), The Evolution of Cooperation.
"""

from collections.abc import Sequence
from math import inf, log
from typing import NamedTuple

import numpy as np

from ...errors import CourseError

Floors = Sequence[int]


def feasible(points: np.ndarray, floors: Floors) -> np.ndarray:
    """Return True for each package in the zone: both sides at their floor or above.

    >>> feasible(np.array([[6, 6], [5, 9]]), (6, 6)).tolist()
    [True, False]
    """
    return (points >= np.asarray(floors)).all(axis=1)


def pareto(points: np.ndarray) -> np.ndarray:
    """Return True for each efficient package: none is better for one side and worse for neither.

    Packages with equal points are efficient together.

    >>> pareto(np.array([[6, 6], [10, 10], [12, 0], [12, 0], [11, 0]])).tolist()
    [False, True, True, True, False]
    """
    first, second = points[:, 0], points[:, 1]
    order = np.lexsort((-second, -first))  # the first side's best first
    ordered, other = first[order], second[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])[: len(order)]
    group = np.cumsum(np.r_[True, ordered[1:] != ordered[:-1]])[: len(order)] - 1
    best = other[starts]  # of each group with equal points for the first side
    before = np.r_[[-np.inf], np.maximum.accumulate(best)[:-1]] if len(best) else best
    efficient = np.empty(len(order), dtype=bool)
    efficient[order] = (other == best[group]) & (other > before[group])
    return efficient


def better(points: np.ndarray, row: int) -> np.ndarray:
    """Return the rows that are better than this one for one side and worse for neither.

    >>> better(np.array([[6, 6], [10, 10], [12, 0]]), 0).tolist()
    [1]
    """
    no_worse = (points >= points[row]).all(axis=1)
    return np.flatnonzero(no_worse & (points > points[row]).any(axis=1))


def nash(points: np.ndarray, floors: Floors) -> np.ndarray:
    """Return the packages of the zone with the largest product of gains (Nash 1950).

    Where no package gives both sides a gain every product is zero, and the efficient packages of
    the zone are returned. An empty zone gives an empty list, here and below.

    >>> nash(np.array([[6, 6], [9, 5], [3, 12]]), (2, 2)).tolist()
    [1]
    """
    return _highest(points, floors, lambda gains: gains.prod(axis=1))


def egalitarian(points: np.ndarray, floors: Floors) -> np.ndarray:
    """Return the packages whose smaller gain is largest; of ties those with the larger sum.

    >>> egalitarian(np.array([[6, 6], [6, 7], [9, 5]]), (2, 2)).tolist()
    [1]
    """
    span = int(np.ptp(points)) * 4 + 1 if len(points) else 1
    return _highest(points, floors, lambda gains: gains.min(axis=1) * span + gains.sum(axis=1))


def kalai_smorodinsky(points: np.ndarray, floors: Floors) -> np.ndarray:
    """Return the packages where the smaller share of the best possible gain is largest.

    A side's best possible gain is its largest in the zone; a side that can gain nothing there has
    no share, and the other decides (Kalai and Smorodinsky 1975, for a finite set).

    >>> kalai_smorodinsky(np.array([[12, 2], [6, 4], [2, 5]]), (2, 2)).tolist()
    [1]
    """

    def score(gains: np.ndarray) -> np.ndarray:
        best = gains.max(axis=0)
        shares = gains * best[::-1]  # gain / best, over a common denominator: exact
        able = best > 0
        return (shares if able.all() else gains[:, able]).min(axis=1, initial=np.iinfo(int).max)

    return _highest(points, floors, score)


def largest_sum(points: np.ndarray, floors: Floors) -> np.ndarray:
    """Return the packages of the zone with the largest sum of points.

    It compares points of different sides, which the other solutions avoid or need not do.

    >>> largest_sum(np.array([[12, 2], [6, 4], [4, 10]]), (2, 2)).tolist()
    [0, 2]
    """
    return _highest(points, floors, lambda gains: gains.sum(axis=1))


def _highest(points: np.ndarray, floors: Floors, score) -> np.ndarray:
    """Return the zone's rows of highest score, without those that another of them improves on."""
    rows = np.flatnonzero(feasible(points, floors))
    if not len(rows):
        return rows
    gains = points[rows].astype(np.int64) - np.asarray(floors, dtype=np.int64)
    scores = score(gains)
    tied = rows[scores == scores.max()]
    return tied[pareto(points[tied])]


def distance(outcomes: np.ndarray, package: Sequence[int], sizes: Sequence[int]) -> np.ndarray:
    """Return how far each package lies from one: per issue the steps as a share of all its steps.

    >>> distance(np.array([[0, 0], [4, 1]]), (2, 1), (5, 3)).tolist()
    [1.0, 0.5]
    """
    steps = np.maximum(np.asarray(sizes) - 1, 1)
    return (np.abs(outcomes - np.asarray(package)) / steps).sum(axis=1)


def changes(outcomes: np.ndarray, package: Sequence[int]) -> np.ndarray:
    """Return in how many issues each package differs from one.

    >>> changes(np.array([[0, 0], [2, 1], [2, 0]]), (2, 1)).tolist()
    [2, 0, 1]
    """
    return (outcomes != np.asarray(package)).sum(axis=1)


class Thresholds(NamedTuple):
    """The smallest weight of the next meeting at which a promise holds, under two answers."""

    permanent: float
    tit_for_tat: float


def delta_thresholds(
    temptation: float, reward: float, punishment: float, sucker: float
) -> Thresholds:
    """Return how much the next meeting must count for a promise to be worth keeping.

    Against retaliation that never ends (T−R)/(T−P); against tit-for-tat the larger of that and
    (T−R)/(R−S) (Axelrod 1984, appendix B). A threshold of 1 or more: it never holds.

    >>> delta_thresholds(9, 6, 2, 0).tit_for_tat
    0.5
    """
    if not temptation > reward > punishment >= sucker:
        raise CourseError(
            "A promise is a dilemma only if temptation > reward > punishment ≥ sucker; these are "
            f"{temptation}, {reward}, {punishment} and {sucker}."
        )
    permanent = (temptation - reward) / (temptation - punishment)
    return Thresholds(permanent, max(permanent, (temptation - reward) / (reward - sucker)))


def discount(months: float, breakdown: float, rate: float) -> float:
    """Return the weight of a meeting some months ahead: ((1 − breakdown) / (1 + rate))^(months/12).

    `breakdown` is the yearly risk that there is no next meeting, `rate` the yearly discount rate.

    >>> round(discount(12, 0.30, 0.05), 3)
    0.667
    """
    return _yearly(breakdown, rate) ** (months / 12)


def max_gap_months(threshold: float, breakdown: float, rate: float) -> float:
    """Return the longest gap between meetings, in months, at which the next still counts enough.

    0 where no gap is short enough, infinite where every gap is.

    >>> round(max_gap_months(0.5, 0.30, 0.05), 1)
    20.5
    """
    if threshold >= 1:
        return 0.0
    yearly = _yearly(breakdown, rate)
    return inf if yearly == 1 or threshold <= 0 else 12 * log(threshold) / log(yearly)


def _yearly(breakdown: float, rate: float) -> float:
    if not 0 <= breakdown < 1 or rate < 0:
        raise CourseError(
            "The yearly risk lies between 0 and 1 (not 1 itself), the rate is not negative; these "
            f"are {breakdown} and {rate}."
        )
    return (1 - breakdown) / (1 + rate)
