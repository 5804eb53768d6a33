"""The mediator's questions on the page: three answers to each draft, then one to the text."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from ..models.bargaining.mediation import ANSWERS, MOST_QUESTIONS, Mediation, truthful
from ..models.bargaining.scenarios import Package
from ..models.bargaining.talks import HUMAN, Talks, accepts_text
from . import words
from .layout import button, column, row, show

Answers = tuple[tuple[str, str], ...]


class MediatorBox:
    """A mediator at work with whoever sits at the screen; a script answers for itself, honestly.

    `refresh` announces a sentence and shows what belongs to the moment; `done` takes the text, the
    answers, and who accepted it.
    """

    def __init__(self, refresh: Callable[..., None], done: Callable[..., None]) -> None:
        self.refresh, self.done = refresh, done
        self.talks: Talks | None = None
        self.mediation: Mediation | None = None
        self.given: list[tuple[str, str]] = []
        self.first: Any = None  # what the first of two people at the screen has answered
        self.question = widgets.HTML()
        self.answers = {
            word: button(word.capitalize(), lambda word=word: self.answer(word))
            for word in reversed(ANSWERS)
        }
        self.stop = button("Table the text now", lambda: self.ask(stopped=True))
        self.yes = button("Accept the mediator's text", lambda: self.decide(True))
        self.no = button("Refuse the mediator's text", lambda: self.decide(False))
        self.drafting, self.deciding = (
            row(*self.answers.values(), self.stop),
            row(self.yes, self.no),
        )
        self.box = column(self.question, self.drafting, self.deciding)

    @property
    def asking(self) -> bool:
        """Whether the mediator is at work."""
        return self.mediation is not None

    @property
    def alone(self) -> bool:
        """Whether a script sits opposite."""
        return self.talks.setting.partner != HUMAN

    def begin(self, talks: Talks) -> None:
        """Put the first question."""
        self.talks, self.mediation = talks, talks.mediation()
        self.given, self.first = [], None
        self.ask()

    def answer(self, word: str) -> None:
        """Take an answer about the draft; two people answer one after the other."""
        scene, mediation = self.talks.scenario, self.mediation
        other = scene.other(self.talks.setting.side)
        theirs = truthful(scene, other, mediation.text, mediation.draft) if self.alone else word
        if not self.alone and self.first is None:
            self.first = word
            self.ask()
            return
        mine, self.first = word if self.alone else self.first, None
        self.given.append((mine, theirs))
        self.mediation = mediation.hear(mine, theirs)
        self.ask()

    def decide(self, yes: bool) -> None:
        """Take the answer to the text; two people answer one after the other."""
        if not self.alone and self.first is None:
            self.first = yes
            self.ask(stopped=True)
            return
        theirs = accepts_text(self.talks, self.mediation.text) if self.alone else yes
        mine, text = yes if self.alone else self.first, self.mediation.text
        self.mediation = self.first = None
        self.done(self.talks.scenario.package(text), tuple(self.given), (mine, theirs))

    def ask(self, *, stopped: bool = False) -> None:
        """Put the next question, or the text itself once there is none."""
        mediation, scene = self.mediation, self.talks.scenario
        deciding = stopped or mediation.draft is None
        if stopped and self.first in ANSWERS:  # one answer of two to a draft that is dropped
            self.first = None
        text = scene.package(mediation.text)
        if deciding:
            said = "The mediator puts the text on the table. Do you accept it?"
            self.question.value = self._package(text, "The mediator's text")
        else:
            draft = scene.package(mediation.draft)
            number = f"Question {mediation.asked + 1} of at most {MOST_QUESTIONS}."
            change = "; ".join(words.differences(scene, draft, text))
            said = f"{number} {change}: is that worse, the same or better for you?"
            side, so_far = self.talks.setting.side, "The mediator's draft"
            if self.alone:
                so_far += f"; the text so far is worth {words.worth(scene, side, text)} to you"
            self.question.value = self._package(draft, so_far)
        self.refresh(self._who(), said)
        show(self.drafting, not deciding)
        show(self.deciding, deciding)
        (self.yes if deciding else self.answers["better"]).focus()

    def _who(self) -> str:
        if self.alone:
            return ""
        side = self.talks.setting.side
        answering = side if self.first is None else self.talks.scenario.other(side)
        return f"{words.name(self.talks.scenario, answering, start=True)} answers."

    def _package(self, package: Package, caption: str) -> str:
        """Return a package as a table, with own points unless two people look."""
        side = self.talks.setting.side if self.alone else ""
        return words.package_table(self.talks.scenario, package, caption, side)
