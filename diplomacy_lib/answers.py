"""Answer keys and feedback that explains: what is right so far, which mistake, what to look at.

A lesson's key file declares a `PLAN` (title and parameters) and one function for each exercise,
decorated with `key`. The function computes the answer from the tables, so that a varied pair of
countries or period changes the answer with no further work. Feedback never gives the answer.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from . import comparing
from .errors import CourseError

VERDICTS = {
    "right": ("✓ Right", "right"),
    "blank": ("○ Not answered yet", "blank"),
    "kind": ("✗ Not this kind of answer", "wrong"),
    "wrong": ("✗ Not yet", "wrong"),
    "none": ("○ No answer with these choices", "blank"),
    "kept": ("● Answered", "plain"),
    "code": ("○ Your code is missing", "blank"),
}

LEVEL = 1e-9  # values that differ by less are level: sums of fractions depend on their order


class NoAnswer(CourseError):
    """With the chosen parameters an exercise has no answer; the message says why."""

    verdict = "none"


class NoCode(NoAnswer):
    """The exercise asks everybody for something else, and it is not known who this is."""

    verdict = "code"


def largest(values: Mapping[Any, Any], most: int = 1) -> list[Any]:
    """Return the labels of the largest values, the largest first, for an exercise that asks which.

    Blank values do not count. Raises `NoAnswer` where two values are level, so that there would be
    more than one right list: at any of the places asked for, or just behind them.

    >>> largest({1984: 0.25, 1985: 0.5, 1986: 0.4}, most=2)
    [1985, 1986]
    >>> largest({1984: 0.25, 1985: 0.5, 1986: 0.5})
    Traceback (most recent call last):
    diplomacy_lib.answers.NoAnswer: Two of them are level here, so there is more than one answer.
    """
    known = {label: value for label, value in values.items() if value == value}
    ranking = sorted(known, key=known.__getitem__, reverse=True)
    if len(ranking) < most:
        raise NoAnswer(f"There are not {most} to choose from here.")
    for above, below in itertools.pairwise(ranking[: most + 1]):
        if comparing.same(known[above], known[below], LEVEL):
            raise NoAnswer("Two of them are level here, so there is more than one answer.")
    return ranking[:most]


@dataclass(frozen=True)
class Mistake:
    """A known way to go wrong: the value it leads to, or a test of the answer, and what to say."""

    shape: Any
    says: str

    def explains(self, answer: Any, exercise: "Key") -> bool:
        """Whether this mistake leads to `answer`, within the exercise's tolerance."""
        if callable(self.shape):
            return bool(self.shape(answer))
        return comparing.same(answer, self.shape, exercise.tolerance)


@dataclass(frozen=True)
class Expect:
    """What an exercise expects: the answer, the known mistakes, and what a right answer means."""

    value: Any
    mistakes: Sequence[Mistake] = ()
    because: str = ""


@dataclass(frozen=True)
class Plan:
    """What a lesson declares of itself: its title, and for each parameter the allowed values.

    The first value of each parameter is its default.
    """

    title: str
    parameters: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def choose(self, chosen: Mapping[str, Any]) -> dict[str, Any]:
        """Return every parameter's value, refusing a name or a value that is not declared.

        >>> Plan("Counting", {"pair": [("USA", "RUS"), ("USA", "CHN")]}).choose({})
        {'pair': ('USA', 'RUS')}
        """
        values = {name: allowed[0] for name, allowed in self.parameters.items()}
        for name, value in chosen.items():
            if name not in values:
                known = ", ".join(values) or "none"
                raise CourseError(f"{self.title} has no parameter {name!r}; it has: {known}.")
            value = tuple(value) if isinstance(value, list) else value
            if value not in self.parameters[name]:
                raise CourseError(f"{name} cannot be {value!r}. {_some_of(self.parameters[name])}")
            values[name] = value
        return values


@dataclass(frozen=True)
class Key:
    """The key of one exercise: how to compute its answer, what may vary, and its hints."""

    id: str
    kind: comparing.Kind
    answer: Callable[..., Expect] | None  # none: the key is elsewhere, and only the kind is known
    unit: str = ""
    tolerance: float = 0.0
    minutes: int = 5
    points: int = 1
    vary: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    hints: Sequence[str] = ()

    def values(self, **chosen: Any) -> dict[str, Any]:
        """Return what the exercise varies: the first value of each, or the chosen one."""
        return {name: allowed[0] for name, allowed in self.vary.items()} | chosen

    def variants(self) -> Iterator[dict[str, Any]]:
        """Yield every combination of what the exercise may vary; the default one first."""
        for combination in itertools.product(*self.vary.values()):
            yield dict(zip(self.vary, combination, strict=True))


@dataclass(frozen=True)
class Keys:
    """All keys of one lesson, by exercise id.

    Where everybody has own values, `prompts` has the texts of the exercises that vary, and
    `nobody` says why they cannot be shown.
    """

    plan: Plan
    keys: Mapping[str, Key]
    prompts: Mapping[str, str] = field(default_factory=dict)
    nobody: str = ""


def key(
    exercise: str, *, kind: comparing.Kind, **facts: Any
) -> Callable[[Callable[..., Expect]], Key]:
    """Turn a function that computes an exercise's answer into its `Key` (see `Key` for `facts`)."""
    return lambda function: Key(exercise, kind, function, **facts)


def read_keys(path: Path) -> Keys:
    """Run a key file and return its plan and its keys in the order in which they stand."""
    return keys_from(path.read_text(encoding="utf-8"), str(path))


def keys_from(source: str, name: str) -> Keys:
    """Run the source of a key file and return its plan and keys; `name` is for tracebacks."""
    module = ModuleType("diplomacy_keys")
    exec(compile(source, name, "exec"), vars(module))
    keys = {value.id: value for value in vars(module).values() if isinstance(value, Key)}
    return Keys(module.PLAN, keys)


@dataclass(frozen=True)
class Feedback:
    """The verdict on an answer (see `VERDICTS`) and one short paragraph."""

    verdict: str
    text: str


def assess(exercise: Key, answer: Any, lesson: Any, **chosen: Any) -> Feedback:
    """Compare an answer with the key: never a traceback, and never the answer in the feedback."""
    if answer is Ellipsis:
        return Feedback("blank", "Replace the three dots by your answer, then run the cell again.")
    values = exercise.values(**chosen)
    try:
        expected = exercise.answer(lesson, **values) if exercise.answer else None
    except NoAnswer as reason:
        return Feedback(reason.verdict, str(reason))
    try:
        answer = comparing.as_kind(answer, exercise.kind)
    except comparing.WrongKind as problem:
        return Feedback("kind", f"{problem} {_asked(exercise)}")
    if expected is None:
        return Feedback("kept", "It is of the kind asked for. It will be marked after you hand in.")
    if comparing.same(answer, expected.value, exercise.tolerance):
        return Feedback("right", _filled(expected.because, values, lesson))
    said = next((m.says for m in expected.mistakes if m.explains(answer, exercise)), None)
    if said is None:
        hint = exercise.hints[0] if exercise.hints else "Read the question once more."
        said = f"{comparing.distance(answer, expected.value)} {hint}"
    so_far = comparing.right_so_far(answer, expected.value, exercise.tolerance)
    return Feedback("wrong", f"{so_far} {_filled(said, values, lesson)}".strip())


def faults(exercise: Key, lesson: Any, **chosen: Any) -> list[str]:
    """Return what is wrong with an exercise under these values; nothing if it can be set."""
    try:
        expected = exercise.answer(lesson, **exercise.values(**chosen))
    except NoAnswer as reason:
        return [f"{exercise.id} has no answer: {reason}"]
    return [
        f"{exercise.id}: the answer is also what a listed mistake leads to ({mistake.says!r})."
        for mistake in expected.mistakes
        if mistake.explains(expected.value, exercise)
    ]


def hints(exercise: Key, lesson: Any, **chosen: Any) -> list[str]:
    """Return the hints of an exercise, first stage first, with what varies filled in."""
    values = exercise.values(**chosen)
    return [_filled(hint, values, lesson) for hint in exercise.hints]


def _filled(text: str, values: Mapping[str, Any], lesson: Any) -> str:
    """Fill `{names}` of what varies into a sentence; a country's code becomes its name."""
    return text.format(**{name: lesson.in_words(value) for name, value in values.items()})


def _asked(exercise: Key) -> str:
    unit = f" ({exercise.unit})" if exercise.unit else ""
    return f"The exercise asks for {comparing.KIND_NAMES[exercise.kind]}{unit}."


def _some_of(allowed: Sequence[Any]) -> str:
    shown = ", ".join(repr(value) for value in allowed[:6])
    return f"It may be {shown}{f' and {len(allowed) - 6} more' if len(allowed) > 6 else ''}."
