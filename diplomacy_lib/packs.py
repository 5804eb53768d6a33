"""The keys of an edition in one file: compressed, which keeps nobody out who wants to look.

A pack holds, for each lesson, the source of its key file and what the edition chose for each
exercise. A pack for a graded copy holds no key: only of what kind each answer must be.
"""

import base64
import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from .answers import Expect, Key, Keys, Mistake, NoCode, Plan, keys_from
from .comparing import KIND_NAMES
from .errors import CourseError, did_you_mean

PACK = Path("keys.pack")
# How an own exercise's answer is written as JSON, and how it is read back.
PLAIN = {int: int, float: float, str: str, list: list, dict: dict, set: list, dt.date: str}
BACK = {dt.date: dt.date.fromisoformat}
KINDS = {getattr(kind, "__name__", kind): kind for kind in KIND_NAMES}


class DamagedPack(CourseError):
    """The file with the keys is not the one that was built."""


@dataclass(frozen=True)
class Pack:
    """What `keys.pack` holds; `lessons` by number (see `with_keys` and `kinds_only`).

    Where everybody has own values, `codes` says by the fingerprint of a code which of the values
    in `lessons` are whose; a name stands nowhere.
    """

    lessons: Mapping[str, Mapping[str, Any]]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def keys(self, number: str, code: str = "") -> Keys:
        """Return the plan and the keys of one lesson, with the edition's choices as defaults.

        With a code, that student's choices and prompts. Raises `CourseError` for another lesson.
        """
        entry = self._entry(number)
        theirs = self.codes.get(fingerprint(code), {})
        own = {
            name: variants[theirs[name]]
            for name, variants in entry.get("variants", {}).items()
            if name in theirs
        }
        found = (
            _kinds(entry)
            if "source" not in entry
            else keys_from(entry["source"], f"keys of {number}")
        )
        choices = entry["choices"] | {name: values for name, (values, _) in own.items()}
        asked = entry["exercises"] or found.keys
        keys = {name: _set(found.keys[name], choices.get(name, {})) for name in asked}
        keys |= {name: own_key(name, said) for name, said in entry["own"].items()}
        return Keys(found.plan, keys, {name: text for name, (_, text) in own.items()})

    def knows(self, code: str) -> bool:
        """Whether a code is somebody's."""
        return bool(code) and fingerprint(code) in self.codes

    def nobodys(self, number: str, why: str) -> Keys:
        """Return the keys of one lesson for a student without a code: what varies says `why`."""

        def refuse(lesson: Any, **_: Any) -> Expect:
            raise NoCode(why)

        found, varied = self.keys(number), self._entry(number).get("variants", {})
        keys = {
            name: replace(key, answer=refuse) if name in varied else key
            for name, key in found.keys.items()
        }
        return Keys(found.plan, keys, dict.fromkeys(varied, ""), why)

    def _entry(self, number: str) -> Mapping[str, Any]:
        if number not in self.lessons:
            known = did_you_mean(number, self.lessons)
            raise CourseError(f"This edition has no lesson {number!r}. {known}")
        return self.lessons[number]

    def write(self, path: Path) -> None:
        """Write the pack; the same content gives the same bytes."""
        content = {"lessons": self.lessons, "codes": self.codes}
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        path.write_bytes(base64.b85encode(zlib.compress(text.encode("utf-8"), 9)))


def fingerprint(code: str) -> str:
    """Return what stands for a code in a pack, so that nobody finds another's code there."""
    return hashlib.sha256(code.encode("utf-8")).hexdigest()[:20]


@cache
def read(path: Path) -> Pack:
    """Return the pack in a file, or raise `DamagedPack` with what to do."""
    try:
        content = json.loads(zlib.decompress(base64.b85decode(path.read_bytes())))
        return Pack(content["lessons"], content["codes"])
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        raise DamagedPack(
            f"{path.name} cannot be read, so nothing can be checked. Take the file again from the"
            " folder that your instructor handed out."
        ) from None


def with_keys(source: str, **said: Mapping[str, Any]) -> dict[str, Any]:
    """Return one lesson's entry: the source of its key file, and what the edition says besides.

    That is the `exercises` in their order (all, if none are named), the `parameters` of the lesson,
    the `choices` of its exercises, its `own` exercises (as `settled` returns them) and, if
    everybody has own values, the `variants` of each exercise.
    """
    return {"source": source, "exercises": [], "parameters": {}, "choices": {}, "own": {}, **said}


def settled(value: Any, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entry of an own exercise: its answer, and what else its author says of it.

    Raises `CourseError` for an answer that is no number, text, date, list, set or dictionary.
    """
    kind = type(value)
    if kind not in PLAIN:
        raise CourseError(
            f"The answer is a {kind.__name__}; an own exercise asks for one number, one text, one"
            " date, or a list, set or dictionary of them."
        )
    return {"kind": kind.__name__, "value": PLAIN[kind](value)} | dict(facts)


def own_key(exercise: str, said: Mapping[str, Any]) -> Key:
    """Return the key of an own exercise: its answer is known and does not vary."""
    kind = KINDS[said["kind"]]
    value = BACK.get(kind, kind)(said["value"])
    mistakes = [Mistake(frozen(shape), says) for shape, says in said["mistakes"]]
    return Key(
        exercise,
        kind,
        lambda lesson: Expect(value, mistakes),
        unit=said["unit"],
        tolerance=said["tolerance"],
        minutes=said["minutes"],
        points=said["points"],
        hints=said["hints"],
    )


def kinds_only(keys: Keys) -> dict[str, Any]:
    """Return one lesson's entry without its keys: of what kind each answer must be."""
    kinds = {name: [_name(key), key.unit] for name, key in keys.keys.items()}
    facts = {"title": keys.plan.title, "allowed": keys.plan.parameters, "kinds": kinds}
    return facts | {"exercises": [], "choices": {}, "own": {}}


def _name(key: Key) -> str:
    return next(name for name, kind in KINDS.items() if kind == key.kind)


def _kinds(entry: Mapping[str, Any]) -> Keys:
    plan = Plan(entry["title"], frozen(entry["allowed"]))
    found = {
        name: Key(name, KINDS[kind], None, unit=unit)
        for name, (kind, unit) in entry["kinds"].items()
    }
    return Keys(plan, found)


def _set(key: Key, choices: Mapping[str, Any]) -> Key:
    """Return a key whose defaults are these choices: they stand first in what it varies."""
    chosen = frozen(choices)
    vary = {
        name: [chosen[name], *(value for value in allowed if value != chosen[name])]
        if name in chosen
        else allowed
        for name, allowed in key.vary.items()
    }
    return replace(key, vary=vary)


def frozen(value: Any) -> Any:
    """Return what JSON or TOML gave as keys have it: lists inside as tuples."""
    if isinstance(value, dict):
        return {name: frozen(inner) for name, inner in value.items()}
    return tuple(map(frozen, value)) if isinstance(value, list) else value
