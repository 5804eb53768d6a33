"""A negotiation as records: issues, options and their worth, parties and their floors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

Package = tuple[int, ...]


@dataclass(frozen=True)
class Issue:
    """One issue: its options in words, and what each is worth to each party."""

    name: str
    title: str
    texts: tuple[str, ...]
    worth: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True)
class Party:
    """One party: its floor, and the note that only its own player reads."""

    code: str
    name: str
    negotiates: bool
    floor: int
    note: str = ""


@dataclass(frozen=True, eq=False)
class Scenario:
    """All packages of a negotiation: one option for each issue, in table order.

    A package is a tuple of options; its *row* is its place in `outcomes`, where the first issue
    changes slowest. Points of a package are the sum over its options.
    """

    issues: tuple[Issue, ...]
    parties: tuple[Party, ...]
    _totals: dict[str, np.ndarray] = field(default_factory=dict, repr=False)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of options of each issue."""
        return tuple(len(issue.texts) for issue in self.issues)

    @property
    def sides(self) -> tuple[str, str]:
        """Codes of the two negotiators."""
        first, second = (party.code for party in self.parties if party.negotiates)
        return first, second

    @property
    def floors(self) -> tuple[int, int]:
        """Floors of the two negotiators, without any pressure."""
        first, second = (self.party(side).floor for side in self.sides)
        return first, second

    @property
    def middle(self) -> Package:
        """The package that splits every issue in the middle."""
        return tuple((size - 1) // 2 for size in self.sizes)

    @cached_property
    def outcomes(self) -> np.ndarray:
        """Every package, one a row."""
        return np.indices(self.sizes).reshape(len(self.sizes), -1).T

    @cached_property
    def both(self) -> np.ndarray:
        """Points of every package, one column for each negotiator."""
        return np.column_stack([self.points(side) for side in self.sides])

    def party(self, code: str) -> Party:
        """Return the party with this code."""
        return next(party for party in self.parties if party.code == code)

    def other(self, side: str) -> str:
        """Return the negotiator who sits opposite."""
        first, second = self.sides
        return second if side == first else first

    def points(self, party: str) -> np.ndarray:
        """Return what every package is worth to a party."""
        if party not in self._totals:
            worths = [np.array(issue.worth[party]) for issue in self.issues]
            columns = zip(worths, self.outcomes.T, strict=True)
            self._totals[party] = sum(worth[column] for worth, column in columns)
        return self._totals[party]

    def frame(self) -> pd.DataFrame:
        """Return every package as a table: its options, and its points for every party."""
        table = pd.DataFrame(self.outcomes, columns=[issue.name for issue in self.issues])
        points = {party.code.lower(): self.points(party.code) for party in self.parties}
        return table.assign(**points)

    def row(self, package: Sequence[int]) -> int:
        """Return the row of a package."""
        return int(np.ravel_multi_index(tuple(package), self.sizes))

    def package(self, row: int) -> Package:
        """Return the package of a row."""
        return tuple(int(option) for option in np.unravel_index(int(row), self.sizes))
