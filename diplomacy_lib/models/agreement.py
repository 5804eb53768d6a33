"""Who votes with whom in the UN General Assembly: agreement of two countries, by a stated rule."""

from collections.abc import Collection
from functools import cache
from itertools import product
from typing import Literal, NamedTuple, get_args

import numpy as np
import pandas as pd

from .. import catalog, unpacking
from ..errors import CourseError, did_you_mean
from ..tables import load

Abstention = Literal["differs", "half", "left_out"]
NO, ABSTAIN, YES = 0, 1, 2


class Votes(NamedTuple):
    """All votes as one number per roll call and country; -1 where a country cast none."""

    roll_calls: np.ndarray
    years: np.ndarray
    countries: tuple[str, ...]
    cast: np.ndarray

    def of(self, country: str) -> np.ndarray:
        """Return the votes of one country."""
        if country not in self.countries:
            raise CourseError(_no_votes(country, self.countries))
        return self.cast[:, self.countries.index(country)]


def agreement(
    first: str,
    second: str,
    abstention: Abstention = "differs",
    *,
    roll_calls: Collection[int] | None = None,
) -> pd.Series:
    """Share of roll calls on which two countries voted alike, by year.

    Only roll calls on which both cast a vote count; absence is not a vote. A year without any is
    not in the result. `abstention` says what an abstention against a yes or a no is worth:
    "differs" 0, "half" one half, "left_out" drops the roll call. `roll_calls` keeps only these,
    for instance those of one issue.

    >>> print(round(agreement("USA", "RUS")[1985], 3))
    0.113
    """
    return _by_year(first, second, abstention, roll_calls).mean().rename("agreement")


def shared_votes(
    first: str,
    second: str,
    abstention: Abstention = "differs",
    *,
    roll_calls: Collection[int] | None = None,
) -> pd.Series:
    """Number of roll calls by year that `agreement` counts: say it beside every share.

    >>> shared_votes("USA", "RUS")[1951]
    np.int64(6)
    """
    return _by_year(first, second, abstention, roll_calls).count().rename("shared_votes")


def partners(
    country: str,
    abstention: Abstention = "differs",
    *,
    roll_calls: Collection[int] | None = None,
) -> pd.DataFrame:
    """Agreement of one country with each other, pooled over all roll calls, the highest first.

    >>> partners("USA").columns.tolist()
    ['agreement', 'shared_votes']
    """
    votes = _votes()
    kept = _kept(votes, roll_calls)
    ours, theirs = votes.of(country)[kept], votes.cast[kept]
    shared = np.zeros(len(votes.countries), dtype=int)
    alike = np.zeros(len(votes.countries))
    for mine, other in product((NO, ABSTAIN, YES), repeat=2):  # counting is faster than comparing
        worth = _worth(np.int8(mine), np.int8(other), abstention)
        if not np.isnan(worth):
            times = np.count_nonzero(theirs[ours == mine] == other, axis=0)
            shared += times
            alike += worth * times
    pooled = alike / np.where(shared, shared, np.nan)
    table = pd.DataFrame(
        {"agreement": pooled, "shared_votes": shared},
        index=pd.Index(votes.countries, name="country"),
    )
    table = table[table["shared_votes"] > 0].drop(index=country, errors="ignore")
    return table.sort_values(["agreement", "shared_votes"], ascending=False, kind="stable")


def _by_year(
    first: str, second: str, abstention: Abstention, roll_calls: Collection[int] | None
) -> "pd.api.typing.SeriesGroupBy":
    votes = _votes()
    worth = _worth(votes.of(first), votes.of(second), abstention)
    counted = _kept(votes, roll_calls) & ~np.isnan(worth)
    years = pd.Index(votes.years[counted], name="year")
    return pd.Series(worth[counted], index=years).groupby(level="year")


def _worth(first: np.ndarray, second: np.ndarray, abstention: Abstention) -> np.ndarray:
    """Return what each pair of votes is worth, from 0 to 1; NaN where the roll call is dropped."""
    if abstention not in get_args(Abstention):
        known = ", ".join(map(repr, get_args(Abstention)))
        raise CourseError(f"An abstention counts as one of {known}, not as {abstention!r}.")
    apart = np.abs(first - second) / 2
    worth = 1 - apart if abstention == "half" else (apart == 0).astype(float)
    dropped = (first < 0) | (second < 0)
    if abstention == "left_out":
        dropped |= (first == ABSTAIN) | (second == ABSTAIN)
    return np.where(dropped, np.nan, worth)


def _kept(votes: Votes, roll_calls: Collection[int] | None) -> np.ndarray:
    if roll_calls is None:
        return np.ones(len(votes.roll_calls), dtype=bool)
    return np.isin(votes.roll_calls, list(roll_calls))


@cache
def _votes() -> Votes:
    """Read the stored letters: to unpack all votes into rows first would take twice the time."""
    table = catalog.find("un_votes")
    roll_calls, cast = unpacking.grid(table)
    years = load("un_roll_calls").set_index("roll_call")["date"].dt.year.astype("int64")
    return Votes(roll_calls, years[roll_calls].to_numpy(), table.packing.keys, cast)


def _no_votes(country: object, voting: Collection[str]) -> str:
    """Say why there are no votes of `country`, and which code was probably meant."""
    if not isinstance(country, str):
        return f"A country is one code, like 'USA'; this is {country!r}."
    table = load("countries").set_index("country")
    names = table["name"]
    if country in names.index:
        return f"{names[country]} ({country}) has no votes in un_votes: it was never a member."
    shown = pd.concat([names, table["display_to_1991"].dropna()])
    codes = {name: code for code, name in shown.items() if code in voting}
    if country in codes:
        return f"Countries are written as codes: {country} is {codes[country]!r}."
    near = did_you_mean(country, [*voting, *codes])
    return f"There is no country {country!r} in un_votes. {near}"
