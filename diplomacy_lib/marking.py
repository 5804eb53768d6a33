"""Mark what a notebook handed in, in a process that never ran a line of that notebook.

Run as `python -c "from diplomacy_lib.marking import main; main()"` in the folder that holds
`marking.pack`: reads the answers of one submission as JSON, writes a verdict for each.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from . import answers, packs
from .comparing import WrongKind, as_kind
from .handing_in import Unreadable, unpacked
from .lesson import Lesson

PACK = Path("marking.pack")


@dataclass(frozen=True)
class Mark:
    """What an exercise gets: whether its points, whether somebody must look at it, and why."""

    right: bool
    review: bool
    says: str


STRANGE = Mark(False, True, "What this cell showed is not what it shows by itself.")
UNFIT = "The values of this exercise come from a code, and it is not the one of this student."


def main() -> None:
    """Mark one submission: standard input says which lesson, whose code, and what was handed in."""
    asked = json.load(sys.stdin)
    marks = mark(packs.read(PACK), asked["lesson"], asked["code"], asked["handed_in"])
    json.dump({name: vars(each) for name, each in marks.items()}, sys.stdout)


def mark(
    pack: packs.Pack, number: str, code: str, handed_in: Mapping[str, list[str]]
) -> dict[str, Mark]:
    """Return a mark for each exercise; `handed_in` has what its last cell showed.

    `code` is the one that the roster has for this student; nothing without a roster.
    """
    keys = pack.keys(number, code)
    lesson = Lesson(number, keys, keys.plan.choose(pack.lessons[number]["parameters"]))
    varied = pack.lessons[number].get("variants", {})
    return {
        exercise: _one(exercise, texts, lesson, code if exercise in varied else None)
        for exercise, texts in handed_in.items()
    }


def _one(exercise: str, texts: list[str], lesson: Lesson, code: str | None) -> Mark:
    """Return the mark of one exercise; with a code, only if the answer was given under it."""
    if not texts:
        return Mark(False, False, "Nothing was handed in: a cell before this one stopped early.")
    try:
        (text,) = texts
        said = json.loads(text)
        if said["exercise"] != exercise:
            return STRANGE
        if said.get("blank"):
            return Mark(False, False, "Not answered.")
        if code is not None and (not code or said["code"] != code):
            return Mark(False, True, UNFIT)
        if "problem" in said:
            return Mark(False, False, f"Not this kind of answer. {said['problem']}")
        answer = as_kind(unpacked(said["answer"]), lesson.keys[exercise].kind)
    except (ValueError, TypeError, KeyError, AttributeError, Unreadable, WrongKind):
        return STRANGE
    feedback = answers.assess(lesson.keys[exercise], answer, lesson)
    title = answers.VERDICTS[feedback.verdict][0]
    return Mark(feedback.verdict == "right", False, f"{title}. {feedback.text}".strip())
