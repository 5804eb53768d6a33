"""Single text: a mediator who knows nobody's points improves one draft by asking questions.

The procedure that Fisher and Ury (1981), Getting to Yes, chapter 6, describe, made mechanical: the
mediator changes at most some issues of the text, asks each side whether the draft is worse, the
same or better, and keeps the change if nobody says worse and somebody says better.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from ...errors import CourseError
from .scenarios import Scenario
from .solutions import changes

ANSWERS = ("worse", "same", "better")
MOST_QUESTIONS = 40


@dataclass(frozen=True, eq=False)
class Mediation:
    """A mediator at work: the text so far, and how many drafts were asked about."""

    scenario: Scenario
    text: int
    most_issues: int = 2
    seed: int = 2026
    limit: int = MOST_QUESTIONS
    asked: int = 0
    kept: int = 0
    place: int = 0

    @property
    def draft(self) -> int | None:
        """The row of the draft to ask about; nothing once no change is left or at the limit."""
        drafts = _drafts(self.scenario, self.text, self.most_issues, (self.seed, self.kept))
        done = self.asked >= self.limit or self.place >= len(drafts)
        return None if done else int(drafts[self.place])

    def hear(self, first: str, second: str) -> "Mediation":
        """Return the mediator after both sides' answers about the draft."""
        draft = self.draft
        if draft is None:
            raise CourseError("The mediator has no further draft.")
        if first not in ANSWERS or second not in ANSWERS:
            raise CourseError(f"An answer is one of {', '.join(ANSWERS)}.")
        asked = replace(self, asked=self.asked + 1, place=self.place + 1)
        if "worse" in (first, second) or "better" not in (first, second):
            return asked
        return replace(asked, text=draft, kept=self.kept + 1, place=0)


class SingleText(NamedTuple):
    """Where a mediation with honest answers ends, and how many questions each side was asked."""

    row: int
    questions: int


def single_text(
    scenario: Scenario, start: int, most_issues: int = 2, seed: int = 2026
) -> SingleText:
    """Return where the single text ends if both answer honestly and nobody counts the questions.

    It ends at a package that no change of at most `most_issues` issues improves for one side
    without loss to the other; that may lie below the frontier.
    """
    points, text, questions, kept = scenario.both, start, 0, 0
    while True:
        drafts = _drafts(scenario, text, most_issues, (seed, kept))
        offered = points[drafts]
        improves = (offered >= points[text]).all(axis=1) & (offered > points[text]).any(axis=1)
        if not improves.any():
            return SingleText(text, questions + len(drafts))
        first = int(improves.argmax())
        text, questions, kept = int(drafts[first]), questions + first + 1, kept + 1


def truthful(scenario: Scenario, side: str, text: int, draft: int) -> str:
    """Return the honest answer of a side: is the draft worse, the same or better than the text?"""
    points = scenario.points(side)
    return ANSWERS[1 + int(np.sign(points[draft] - points[text]))]


def _drafts(scenario: Scenario, text: int, most: int, seed: tuple[int, int]) -> np.ndarray:
    """Return all changes of the text in at most some issues, in the mediator's order."""
    changed = changes(scenario.outcomes, scenario.package(text))
    rows = np.flatnonzero((changed > 0) & (changed <= most))
    return np.random.default_rng(seed).permutation(rows)
