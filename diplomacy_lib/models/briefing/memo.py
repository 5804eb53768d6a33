"""What a learner writes: a memo of claims and advice, read from and written to `memo.json`."""

import dataclasses
import json
import re
import types
import typing
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...album import fingerprint
from ...errors import CourseError, did_you_mean
from .evidence import Evidence
from .numbers import Number

KINDS = ("descriptive", "causal", "forecast", "value")
CONFIDENCE = ("low", "moderate", "high")
PLACEHOLDER = re.compile(r"\{(\w+)\}")
# A name of two words counts as one, so that no country's name costs its friends more words.
ONE_NAME = re.compile(r"(?:[Tt]he )?(?:United|Soviet|European) (?:States|Union|Kingdom|Nations)")


class MemoProblem(CourseError):
    """A file that is no memo; the sentence says in which line."""


@dataclass(frozen=True)
class Outside:
    """A source that is not in this course."""

    author: str = ""
    title: str = ""
    year: str = ""
    link: str = ""


@dataclass(frozen=True)
class Claim:
    """One claim, what it rests on, how sure you are, and the best that speaks against it."""

    id: str = ""
    text: str = ""
    kind: str = ""
    evidence: tuple[str, ...] = ()
    numbers: dict[str, Number] = field(default_factory=dict)
    confidence: str = ""
    reason: str = ""
    counter: tuple[str, ...] = ()
    outside: tuple[Outside, ...] = ()
    counter_says: str = ""
    reader: str = ""
    reading: str = ""
    low: float | None = None
    high: float | None = None
    by: str = ""

    @property
    def records(self) -> tuple[str, ...]:
        """The records that the claim uses: its evidence and where its numbers stand, each once."""
        numbers = [number.record for number in self.numbers.values()]
        return tuple(dict.fromkeys([*self.evidence, *numbers]))

    def filled(self, evidence: Evidence) -> str:
        """Return the text with its numbers; one that cannot be read stays as `[n1?]`."""
        return PLACEHOLDER.sub(lambda found: self._number(found[1], evidence), self.text)

    def _number(self, name: str, evidence: Evidence) -> str:
        try:
            return self.numbers[name].printed(evidence)
        except (KeyError, CourseError):
            return f"[{name}?]"


@dataclass(frozen=True)
class Option:
    """Something that the addressee could do, and what it would cost."""

    text: str = ""
    cost: str = ""


@dataclass(frozen=True)
class Memo:
    """A memo; every field may be empty, so that a draft can be saved.

    `tables` says on which tables a chart really rests: a record cites every table that its lesson
    had loaded by then, unless it is named here.
    """

    title: str = ""
    author: str = ""
    addressee: str = ""
    question: str = ""
    date: str = ""
    claims: tuple[Claim, ...] = ()
    options: tuple[Option, ...] = ()
    recommendation: str = ""
    rests_on: tuple[str, ...] = ()
    change_my_mind: str = ""
    change_by: str = ""
    contested: str = ""
    limits: str = ""
    help_received: str = ""
    tables: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def checksum(self) -> str:
        """A short checksum of everything written."""
        return fingerprint(self.as_dict())

    @property
    def body(self) -> str:
        """Everything that a reader reads between the header and the sources."""
        claims = [
            text
            for claim in self.claims
            for text in (claim.text, claim.reason, claim.counter_says, claim.reader, claim.reading)
        ]
        options = [text for option in self.options for text in (option.text, option.cost)]
        advice = [self.recommendation, self.change_my_mind, self.contested, self.limits]
        return "\n".join([*claims, *options, *advice])

    def as_dict(self) -> dict[str, Any]:
        """Return the memo as JSON can hold it."""
        return json.loads(json.dumps(dataclasses.asdict(self)))

    def changed(self, **values: Any) -> "Memo":
        """Return the memo with other values in some fields."""
        return dataclasses.replace(self, **values)

    def save(self, path: str | Path = "my_memo.json") -> Path:
        """Write the memo, complete or not; a file that is no memo is never replaced."""
        path = Path(path)
        if path.exists():
            Memo.load(path)
        text = json.dumps(self.as_dict(), ensure_ascii=True, indent=1) + "\n"
        put(text, path)
        return path

    @classmethod
    def load(cls, path: str | Path = "my_memo.json") -> "Memo":
        """Read a memo; a file that is none is left alone, and its first bad line is named."""
        path = Path(path)
        if not path.exists():
            raise MemoProblem(f"There is no file {path.name} here.")
        try:
            text = path.read_text(encoding="utf-8")
            content = json.loads(text)
        except UnicodeDecodeError:
            raise MemoProblem(f"{path.name} is not text in UTF-8; it was left as it is.") from None
        except ValueError as error:
            line = getattr(error, "lineno", 1)
            said = getattr(error, "msg", "cannot be read")
            raise MemoProblem(f"{path.name}, line {line}: {said}. It was left as it is.") from None
        try:
            return _made(cls, content, ())
        except _Misfit as misfit:
            line = _line(text, misfit.place)
            raise MemoProblem(
                f"{path.name}, line {line}: {misfit}. It was left as it is."
            ) from None


def put(text: str, path: Path) -> None:
    """Write a file as a whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def words(text: str) -> int:
    """Return how many words a text has: runs of signs with a letter or digit in them.

    >>> words("The United States and Russia – 1,420 and 1,549."), words("—")
    (6, 0)
    """
    return sum(any(map(str.isalnum, word)) for word in ONE_NAME.sub("Name", text).split())


class _Misfit(Exception):
    """A value that does not fit the memo, and the path to it."""

    def __init__(self, place: tuple[str | int, ...], says: str) -> None:
        super().__init__(says)
        self.place = place


def _made(kind: Any, value: Any, place: tuple[str | int, ...]) -> Any:
    """Return a value read from JSON as what the memo's field wants, or raise `_Misfit`."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _made_record(kind, value, place)
    if origin is tuple:
        _expect(isinstance(value, list), place, "wants a list in square brackets")
        return tuple(_made(inner[0], item, (*place, i)) for i, item in enumerate(value))
    if origin is dict:
        _expect(isinstance(value, Mapping), place, "wants names and values in braces")
        return {name: _made(inner[1], item, (*place, name)) for name, item in value.items()}
    if origin in {typing.Union, types.UnionType}:
        fits = type(value) in {*inner, *([int] if float in inner else [])}
        _expect(fits, place, "wants a number or a text")
        return value
    _expect(isinstance(value, kind), place, "wants a text in quotation marks")
    return value


def _made_record(kind: Any, value: Any, place: tuple[str | int, ...]) -> Any:
    _expect(isinstance(value, Mapping), place, "wants names and values in braces")
    known = typing.get_type_hints(kind)
    for name in value:
        _expect(name in known, (*place, name), f"is not known here. {did_you_mean(name, known)}")
    return kind(**{name: _made(known[name], item, (*place, name)) for name, item in value.items()})


def _expect(holds: bool, place: tuple[str | int, ...], says: str) -> None:
    if not holds:
        name = next((part for part in reversed(place) if isinstance(part, str)), "the memo")
        raise _Misfit(place, f"{name!r} {says}")


def _line(text: str, place: tuple[str | int, ...]) -> int:
    """Return the line of a JSON text in which the value at a path begins."""
    decoder, at = json.JSONDecoder(), _next(text, 0)
    for part in place:
        at, count = _next(text, at + 1), 0
        while True:
            key: Any = count
            if isinstance(part, str):
                key, at = decoder.raw_decode(text, at)
                at = _next(text, _next(text, at) + 1)
            if key == part:
                break
            _, at = decoder.raw_decode(text, at)
            at, count = _next(text, _next(text, at) + 1), count + 1
    return text.count("\n", 0, at) + 1


def _next(text: str, at: int) -> int:
    """Return the place of the next sign that is no space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at
