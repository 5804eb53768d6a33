"""Scripted partners: what a side that knows only its own points offers and accepts, turn by turn.

A partner wants much at first and less with every turn; the styles differ in when they give way
(Faratin, Sierra and Jennings 1998, Robotics and Autonomous Systems 24, 159, for the three curves).
Nothing here sees the other side's points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from ...errors import CourseError, did_you_mean
from .scenarios import Scenario
from .solutions import distance

Style = Literal["boulware", "linear", "conceder", "mirror", "random"]
STYLES = get_args(Style)
EXPONENTS = {"boulware": 0.2, "linear": 1.0, "conceder": 4.0}
MIRROR_MARGIN = 5  # points below its best that a mirror begins with
PATIENCE = 4  # offers in a row without movement after which a script at the table leaves
DRAW_WITHIN = 4  # points above its target among which a partner that does not listen draws


@dataclass(frozen=True)
class Partner:
    """A scripted side: its style, its floor, its clock, and whether it listens.

    A partner that listens offers, among what it may accept, what lies nearest to your last offer.
    The same seed and the same offers give the same answers.

    `patience` is how many offers in a row it hears without movement before it breaks off; with 0
    it waits to the end. Whoever repeats one demand so runs a *risk of breakdown* (Binmore,
    Rubinstein and Wolinsky 1986, RAND Journal of Economics 17, 176): the *deadline effect* (Roth,
    Murnighan and Schoumaker 1988, American Economic Review 78, 806), agreements in the last round,
    is left as it is, and only those who have moved get there.
    """

    side: str
    style: Style
    floor: int
    rounds: int
    listening: bool = True
    seed: int = 2026
    patience: int = 0

    def __post_init__(self) -> None:
        if self.style not in STYLES:
            raise CourseError(
                f"No partner is called {self.style!r}. {did_you_mean(self.style, STYLES)}"
            )
        if self.rounds < 2:
            raise CourseError("Talks have at least two rounds.")

    def target(self, scenario: Scenario, turn: int, heard: Sequence[int] = ()) -> float:
        """Return the points below which it neither offers nor accepts at its own turn 0, 1, ….

        `heard` are the rows of your offers so far, the first one first. The curves fall from the
        best package to the floor as best − (best − floor)·(turn / last turn)^(1/e); a mirror gives
        way as far as your offers have come towards it.
        """
        points = scenario.points(self.side)
        best = max(int(points.max()), self.floor)
        if self.style == "random":
            return self.floor
        if self.style == "mirror":
            improved = int(points[list(heard)].max() - points[heard[0]]) if len(heard) else 0
            return max(self.floor, best - MIRROR_MARGIN - improved)
        passed = (turn / (self.rounds - 1)) ** (1 / EXPONENTS[self.style])
        return self.floor + (best - self.floor) * (1 - passed)

    def unmoved(self, scenario: Scenario, heard: Sequence[int]) -> int:
        """Return how many of your last offers in a row brought it no movement.

        An offer moves if it is worth more to this side than every offer before it, by one point or
        by many; the first offer always does.
        """
        if not len(heard):
            return 0
        return len(heard) - 1 - int(scenario.points(self.side)[list(heard)].argmax())

    def leaves(self, scenario: Scenario, heard: Sequence[int]) -> bool:
        """Whether its patience has ended: as many offers in a row as that, and no movement."""
        return 0 < self.patience <= self.unmoved(scenario, heard)

    def offer(self, scenario: Scenario, turn: int, heard: Sequence[int] = ()) -> int | None:
        """Return the row that it offers, or nothing where no package reaches its floor."""
        points = scenario.points(self.side)
        target = self.target(scenario, turn, heard)
        rows = np.flatnonzero(points >= target)
        if not len(rows):
            return None
        if self.style == "random" or not self.listening:
            within = np.inf if self.style == "random" else max(target, points[rows].min())
            if self.style != "random":
                within += DRAW_WITHIN
            rows = rows[points[rows] <= within]
            return int(np.random.default_rng([self.seed, turn]).choice(rows))
        if not len(heard):
            return int(rows[np.argmax(points[rows])])
        near = distance(scenario.outcomes[rows], scenario.package(heard[-1]), scenario.sizes)
        return int(rows[np.lexsort((rows, -points[rows], near.round(9)))[0]])

    def accepts(self, scenario: Scenario, row: int, turn: int, heard: Sequence[int]) -> bool:
        """Whether it takes a package at its own turn: at its target, on its last turn its floor."""
        points = scenario.points(self.side)
        if turn >= self.rounds - 1:
            return bool(points[row] >= self.floor)
        if self.style == "random":
            own = self.offer(scenario, turn, heard)
            return own is not None and bool(points[row] >= points[own])
        return bool(points[row] >= self.target(scenario, turn, heard))
