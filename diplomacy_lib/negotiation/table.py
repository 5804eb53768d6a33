"""The table: talks that one plays with buttons and menus, against a script or another person."""

from pathlib import Path

import ipywidgets as widgets

from ..display import bundle, finished_spec
from ..errors import CourseError
from ..models.bargaining.scenarios import Package, Scenario
from ..models.bargaining.talks import HUMAN, Talks
from ..models.bargaining.transcripts import replay, transcript
from . import reveal, words
from .layout import Parts, show
from .mediator import Answers, MediatorBox

SAVED = "transcript-*.json"


class Table:
    """A negotiation on the page: set up, play, reveal. Whoever looks sees only their own points.

    The other side's points lie in the kernel's memory all the time: secrecy here is courtesy.
    """

    def __init__(self, scenario: Scenario, *, pressure: int = 0, folder: Path | str = ".") -> None:
        self.scenario = scenario
        self.folder = Path(folder)
        self.talks: Talks | None = None
        self.confirming = ""
        self.hidden = False
        done = (
            "begin", "ready", "offer", "accept", "copy", "mediator", "walk", "save", "again",
            "replay",
        )  # fmt: skip
        self.mediation = MediatorBox(self._refresh, self.mediated)
        do = {name: getattr(self, name) for name in done}
        self.parts = Parts(scenario, self.mediation.box, do)
        for name in ("pressure", "their_pressure"):
            self.parts.setup.fields[name].value = pressure
        for field in self.parts.drafts:
            field.observe(self._drafted, names="value")
        self.again()

    def widget(self) -> widgets.Widget:
        """Return the table as a widget."""
        return self.parts.box

    @property
    def viewer(self) -> str:
        """The side that looks at the screen."""
        alone = self.talks.setting.partner != HUMAN
        return self.talks.setting.side if alone or self.talks.ended else self.talks.turn

    @property
    def draft(self) -> Package:
        """The package that the menus show."""
        return tuple(field.value for field in self.parts.drafts)

    def again(self) -> None:
        """Go back to the set-up."""
        self.talks, self.hidden, self.mediation.mediation = None, False, None
        saved = sorted(path.name for path in self.folder.glob(SAVED))
        self.parts.saved.options = saved
        self.parts.saved.value = saved[-1] if saved else None
        self._refresh("Choose, then begin the talks.")
        self.parts.setup.fields["side"].focus()

    def begin(self) -> None:
        """Begin talks as the set-up says."""
        self.talks = Talks(self.scenario, self.parts.setup.setting)
        self.hidden = self.talks.setting.partner == HUMAN
        self.parts.fill(self.scenario, self.viewer)
        for field, option in zip(self.parts.drafts, self.scenario.middle, strict=True):
            field.value = option
        self._next(self.talks.answered())

    def ready(self) -> None:
        """Show the sheet of the person who has taken the seat."""
        self.hidden = False
        self._refresh(words.situation(self.talks, self.viewer), self._worth())
        self.parts.drafts[0].focus()

    def offer(self) -> None:
        """Offer the draft; one below the own floor needs a second press."""
        if self._confirmed("offer", self.draft, "Your draft"):
            self._next(self.talks.offer(self.draft).answered())

    def accept(self) -> None:
        """Accept the standing offer; one below the own floor needs a second press."""
        if self._confirmed("accept", self.talks.standing, "Their offer"):
            self._next(self.talks.accept())

    def walk(self) -> None:
        """Break off the talks, at the second press."""
        if self.confirming == "walk":
            self._next(self.talks.walk_away())
            return
        self.confirming = "walk"
        floor = self.talks.setting.floor(self.scenario, self.viewer)
        self.parts.say(f"Without a deal you have {floor}. Press Walk away once more to leave.")

    def copy(self) -> None:
        """Take the standing offer into the draft."""
        for field, option in zip(self.parts.drafts, self.talks.standing, strict=True):
            field.value = option
        self.parts.drafts[0].focus()

    def mediator(self) -> None:
        """Ask the mediator, who knows nobody's points."""
        self.mediation.begin(self.talks)

    def mediated(self, text: Package, answers: Answers, accepted: tuple[bool, bool]) -> None:
        """Go on after a mediator's text: a deal if both accepted it."""
        setting = self.talks.setting
        other = words.name(self.scenario, self.scenario.other(setting.side))
        you = (
            "You"
            if setting.partner != HUMAN
            else words.name(self.scenario, setting.side, start=True)
        )
        said = ["accepted" if yes else "refused" for yes in accepted]
        talks = self.talks.mediated(text, answers, accepted)
        self._next(talks, f"{you} {said[0]} the mediator's text, {other} {said[1]} it.")

    def save(self) -> None:
        """Write the transcript to the next free file; nothing is overwritten."""
        numbers = (n for n in range(1, 10_000) if not self._file(n).exists())
        path = self._file(next(numbers))
        try:
            path.write_text(transcript(self.talks), encoding="utf-8")
        except OSError as problem:
            self.parts.say(f"The transcript could not be saved ({problem.strerror}).")
            return
        self.parts.say(f"Saved as {path.name}, beside this notebook.")

    def replay(self) -> None:
        """Play a saved transcript once more, every move of a script worked out again."""
        if not self.parts.saved.value:
            self.parts.say("There is no saved transcript beside this notebook.")
            return
        try:
            text = (self.folder / self.parts.saved.value).read_text(encoding="utf-8")
            self.talks = replay(self.scenario, text)
        except (CourseError, OSError, UnicodeDecodeError) as problem:
            self.talks = None
            self._refresh(f"{self.parts.saved.value}: {problem}")
            return
        count = len(self.talks.moves)
        self._next(self.talks, f"Replayed exactly: {count} moves.")

    def _file(self, number: int) -> Path:
        return self.folder / SAVED.replace("*", f"{number:02}")

    def _confirmed(self, action: str, package: Package, what: str) -> bool:
        points = words.worth(self.scenario, self.viewer, package)
        floor = self.talks.setting.floor(self.scenario, self.viewer)
        if points >= floor or self.confirming == action:
            return True
        self.confirming = action
        label = self.parts.actions[action].description
        self.parts.say(
            f"{what} is worth {points} to you; no deal is worth {floor}. "
            f"Press {label} once more if you mean it."
        )
        return False

    def _next(self, talks: Talks, said: str = "") -> None:
        """Show the talks after a move, hand over between two people, or reveal the end."""
        self.talks, self.confirming = talks, ""
        if talks.ended:
            self.hidden = False
            self._refresh(said, reveal.outcome(talks))
            self.parts.again.focus()
        elif talks.setting.partner == HUMAN:
            self.hidden = True
            who = words.name(self.scenario, talks.turn)
            self._refresh(said, f"Hand over to {who}. Whoever plays it presses Ready.")
            self.parts.ready.focus()
        else:
            self._refresh(said, words.situation(talks, self.viewer), self._worth())
            self.parts.drafts[0].focus()

    def _drafted(self, _: object) -> None:
        self.confirming = ""
        if self.talks and not self.talks.ended and not self.hidden and None not in self.draft:
            self.parts.say(self._worth())

    def _worth(self) -> str:
        return words.draft(self.talks, self.viewer, self.draft)

    def _refresh(self, *sentences: str) -> None:
        """Show what belongs to this moment, and announce it."""
        parts, talks = self.parts, self.talks
        going = talks is not None and not talks.ended
        open_ = going and not self.hidden and not self.mediation.asking
        show(parts.setup.box, talks is None)
        show(parts.replays, talks is None and bool(parts.saved.options))
        show(parts.ready, going and self.hidden)
        show(parts.play, open_)
        show(parts.mediator, going and self.mediation.asking)
        show(parts.end, talks is not None and not going)
        show(parts.history, talks is not None and not self.hidden)
        if talks is not None and not self.hidden:
            parts.history.value = words.history(talks, self.viewer) if talks.moves else ""
        if open_:
            self._open_moves()
        if talks is not None and talks.ended:
            self._reveal()
        parts.say(*sentences)

    def _open_moves(self) -> None:
        parts, talks = self.parts, self.talks
        parts.fill(self.scenario, self.viewer)
        other = words.name(self.scenario, self.scenario.other(self.viewer), start=True)
        caption = f"{other} offers"
        parts.offered.value = (
            words.package_table(self.scenario, talks.standing, caption, self.viewer)
            if talks.standing
            else ""
        )
        for name in ("accept", "copy"):
            parts.actions[name].disabled = talks.standing is None
        parts.actions["mediator"].disabled = not talks.may_ask_mediator

    def _reveal(self) -> None:
        talks, floors = self.talks, self.talks.setting.floors(self.scenario)
        deal = {} if talks.deal is None else {"the deal": self.scenario.row(talks.deal)}
        spec = finished_spec(reveal.picture(self.scenario, floors, deal), reveal.outcome(talks))
        shown = {"output_type": "display_data", "metadata": {}, "data": bundle(spec)}
        self.parts.picture.outputs = (shown,)
        said = [*reveal.balance(self.scenario, floors), *reveal.observers(talks), reveal.LIMITS]
        self.parts.figures.value = f"<ul>{''.join(f'<li>{line}</li>' for line in said)}</ul>"
