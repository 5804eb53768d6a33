"""Talks by offers in turn: rounds, a clock, acceptance, walk-away and a mediator.

Talks never change: every move returns the talks with that move.
"""

from dataclasses import dataclass, field, replace
from typing import Any

from ...errors import CourseError
from .mediation import Mediation
from .partners import PATIENCE, Partner
from .scenarios import Package, Scenario

HUMAN = "human"
ROUNDS = (6, 12, 20)
PRESSURES = (0, 5, 10, 15)
MEDIATOR_FROM = 3  # the round in which a mediator may first be asked


@dataclass(frozen=True)
class Setting:
    """What is fixed before the first offer; `partner` is a style, or "human" for a second player.

    Pressure at home raises a side's floor; `pressure` is yours, `their_pressure` the other side's.
    `patience` is a script's: after that many offers without movement it leaves; 0 is for ever.
    """

    side: str
    partner: str = "linear"
    listening: bool = True
    rounds: int = 12
    you_open: bool = True
    pressure: int = 0
    their_pressure: int = 0
    seed: int = 2026
    patience: int = PATIENCE

    def floors(self, scenario: Scenario) -> tuple[int, int]:
        """Return the two sides' floors with their pressure, in the scenario's order."""
        raised = {self.side: self.pressure, scenario.other(self.side): self.their_pressure}
        first, second = (scenario.party(side).floor + raised[side] for side in scenario.sides)
        return first, second

    def floor(self, scenario: Scenario, side: str) -> int:
        """Return the floor of one side with its pressure."""
        return self.floors(scenario)[scenario.sides.index(side)]


@dataclass(frozen=True)
class Move:
    """One move: an offer, an acceptance, a walk-away, or a mediator's text.

    A mediator's text comes with the answers given on the way to it, one tuple for each draft
    (yours, theirs), and with who accepted it (you, they).
    """

    by: str
    kind: str
    package: Package = ()
    answers: tuple[tuple[str, str], ...] = ()
    accepted: tuple[bool, ...] = ()


@dataclass(frozen=True, eq=False)
class Talks:
    """The moves so far, and what follows from them: whose turn, which round, how it ended."""

    scenario: Scenario
    setting: Setting
    moves: tuple[Move, ...] = field(default=())

    @property
    def offers(self) -> list[Move]:
        """The offers, the first one first."""
        return [move for move in self.moves if move.kind == "offer"]

    @property
    def turn(self) -> str:
        """Whose turn it is."""
        other = self.scenario.other(self.setting.side)
        pair = (self.setting.side, other) if self.setting.you_open else (other, self.setting.side)
        return pair[len(self.offers) % 2]

    @property
    def round(self) -> int:
        """The round, from 1; in a round each side has one turn."""
        return min(len(self.offers) // 2 + 1, self.setting.rounds)

    @property
    def last_turn(self) -> bool:
        """Whether this turn is the last of all, so that an offer could not be answered."""
        return len(self.offers) >= 2 * self.setting.rounds - 1

    @property
    def standing(self) -> Package | None:
        """The other side's last offer, which the side whose turn it is may accept."""
        return self.offers[-1].package if self.offers else None

    @property
    def ended(self) -> str:
        """How the talks ended: agreement, walk-away or clock; nothing while they go on."""
        if self.deal is not None:
            return "agreement"
        if self.moves and self.moves[-1].kind == "walk-away":
            return "walk-away"
        return "clock" if len(self.offers) >= 2 * self.setting.rounds else ""

    @property
    def deal(self) -> Package | None:
        """The package agreed on, if any."""
        last = self.moves[-1] if self.moves else Move("", "")
        agreed = last.kind == "accept" or (last.kind == "mediator" and all(last.accepted))
        return last.package if agreed else None

    @property
    def may_ask_mediator(self) -> bool:
        """Whether a mediator may be asked: from round 3 on, once, with an offer of each side."""
        asked = any(move.kind == "mediator" for move in self.moves)
        return not self.ended and not asked and self.round >= MEDIATOR_FROM

    def heard(self, side: str) -> list[int]:
        """Return the rows of the offers that a side has heard."""
        return [self.scenario.row(move.package) for move in self.offers if move.by != side]

    def points(self, side: str) -> int:
        """Return what the end is worth to a side: the deal, or its floor without one."""
        if self.deal is None:
            return self.setting.floor(self.scenario, side)
        return int(self.scenario.points(side)[self.scenario.row(self.deal)])

    def offer(self, package: Package) -> "Talks":
        """Return the talks after an offer of the side whose turn it is."""
        sizes = self.scenario.sizes
        fits = len(package) == len(sizes) and all(map(_within, package, sizes))
        if not fits:
            raise CourseError(f"{package} is no package: one option for each issue is.")
        return self._after(Move(self.turn, "offer", tuple(package)))

    def accept(self) -> "Talks":
        """Return the talks after the side whose turn it is accepted the standing offer."""
        if self.standing is None:
            raise CourseError("There is no offer yet that could be accepted.")
        return self._after(Move(self.turn, "accept", self.standing))

    def walk_away(self) -> "Talks":
        """Return the talks after the side whose turn it is left."""
        return self._after(Move(self.turn, "walk-away"))

    def mediation(self) -> Mediation:
        """Return a mediator with a first text: halfway between the last offers, halves upwards."""
        if not self.may_ask_mediator:
            raise CourseError(f"A mediator may be asked once, from round {MEDIATOR_FROM} on.")
        one, other = self.offers[-2].package, self.offers[-1].package
        text = [(a + b + 1) // 2 for a, b in zip(one, other, strict=True)]
        return Mediation(self.scenario, self.scenario.row(text), seed=self.setting.seed)

    def mediated(
        self, text: Package, answers: tuple[tuple[str, str], ...], accepted: tuple[bool, bool]
    ) -> "Talks":
        """Return the talks after a mediator's text: a deal if both accepted, else as before."""
        if not self.may_ask_mediator:
            raise CourseError(f"A mediator may be asked once, from round {MEDIATOR_FROM} on.")
        return self._after(Move(self.turn, "mediator", text, answers, accepted))

    def partner(self) -> Partner:
        """Return the scripted partner of these talks."""
        setting, side = self.setting, self.scenario.other(self.setting.side)
        floor = setting.floor(self.scenario, side)
        return Partner(
            side, setting.partner, floor, setting.rounds, setting.listening, setting.seed,
            setting.patience,
        )  # fmt: skip

    @property
    def unmoved(self) -> int:
        """How many of your last offers brought a scripted partner no movement."""
        if self.setting.partner == HUMAN:
            return 0
        partner = self.partner()
        return partner.unmoved(self.scenario, self.heard(partner.side))

    @property
    def lost_patience(self) -> bool:
        """Whether a scripted partner has left because it saw no movement."""
        if self.ended != "walk-away" or self.moves[-1].by == self.setting.side:
            return False
        return 0 < self.setting.patience <= self.unmoved

    def answered(self) -> "Talks":
        """Return the talks after the scripted partner's move, if it is the partner's turn."""
        if self.setting.partner == HUMAN or self.ended or self.turn == self.setting.side:
            return self
        return moved(self, self.partner())

    def _after(self, move: Move) -> "Talks":
        if self.ended:
            raise CourseError("These talks have ended.")
        return replace(self, moves=(*self.moves, move))


def moved(talks: Talks, partner: Partner) -> Talks:
    """Return the talks after a scripted side's move at its own turn.

    It accepts what is good enough; else it walks away if its patience has ended, or if no package
    reaches its floor. On the very last turn a side that does not accept lets the clock run out with
    its offer.
    """
    turn, heard = len(talks.offers) // 2, talks.heard(partner.side)
    if heard and partner.accepts(talks.scenario, heard[-1], turn, heard):
        return talks.accept()
    if partner.leaves(talks.scenario, heard):
        return talks.walk_away()
    row = partner.offer(talks.scenario, turn, heard)
    return talks.walk_away() if row is None else talks.offer(talks.scenario.package(row))


def play(scenario: Scenario, first: Partner, second: Partner) -> Talks:
    """Let two scripted sides talk to the end, `first` opening."""
    setting = Setting(first.side, second.style, rounds=first.rounds)
    talks, sides = Talks(scenario, setting), {side.side: side for side in (first, second)}
    while not talks.ended:
        talks = moved(talks, sides[talks.turn])
    return talks


def accepts_text(talks: Talks, row: int) -> bool:
    """Whether the scripted partner accepts a mediator's text now, by its rule for an offer."""
    partner, heard = talks.partner(), talks.heard(talks.partner().side)
    return partner.accepts(talks.scenario, row, len(talks.offers) // 2, heard)


def _within(option: Any, size: int) -> bool:
    return isinstance(option, int) and 0 <= option < size
