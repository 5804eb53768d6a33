"""Which values each student gets: drawn from what the keys declare, among those that are sound."""

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from ..answers import faults
from ..lesson import Lesson
from .copies import Edited
from .roster import Roster, places


@dataclass
class Varied:
    """One exercise that varies: every combination of values, and the answers worked out so far.

    The answer is none where the exercise cannot be set.
    """

    exercise: str
    possible: list[dict[str, Any]]
    answers: dict[int, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Drawn:
    """The values of one exercise that one student got, and the answer, as text."""

    place: int
    values: dict[str, Any]
    answer: str


class Drawing:
    """The draw for one lesson. Every table is read once, every variant is worked out once."""

    def __init__(self, edited: Edited, roster: Roster) -> None:
        self._edited = edited
        self.roster = roster
        self._varied = [Varied(name, edited.variants(name)) for name in edited.varied]
        self.by_student = {
            student.name: {each.exercise: self._draw(each, roster.seed, student.name)
                           for each in self._varied}
            for student in roster.students
        }  # fmt: skip

    @property
    def exercises(self) -> list[str]:
        """Return the exercises that vary."""
        return [each.exercise for each in self._varied]

    def chosen(self, exercise: str) -> dict[int, dict[str, Any]]:
        """Return the combinations of values that somebody got, by their place."""
        got = (drawn[exercise] for drawn in self.by_student.values() if exercise in drawn)
        return {drawn.place: drawn.values for drawn in got}

    def _draw(self, varied: Varied, seed: int, name: str) -> Drawn:
        """Return the first combination in the student's own order that can be set."""
        for place in places(seed, name, varied.exercise, len(varied.possible)):
            if place not in varied.answers:
                varied.answers[place] = self._answer(varied.exercise, varied.possible[place])
            if (answer := varied.answers[place]) is not None:
                return Drawn(place, varied.possible[place], answer)
        raise AssertionError(f"{varied.exercise} was sound when the file was read")

    def _answer(self, exercise: str, values: dict[str, Any]) -> str | None:
        key = self._edited.published.keys.keys[exercise]
        if faults(key, self._lesson, **values):
            return None
        value = key.answer(self._lesson, **values).value
        return repr(value.item() if hasattr(value, "item") else value)

    @cached_property
    def _lesson(self) -> Lesson:
        keys = self._edited.published.keys
        lesson = Lesson("", keys, keys.plan.choose(self._edited.chosen.parameters))
        read_once = cache(lesson.load)
        lesson.load = lambda name: read_once(name).copy(deep=False)  # pandas copies on writing
        return lesson
