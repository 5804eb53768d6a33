"""A transcript: talks as text, and the same talks from the text, exactly.

It holds what was chosen and nothing that follows from it. `replay` works a scripted partner's moves
out again and compares them, so a text that somebody changed is noticed.
"""

import hashlib
import json
from dataclasses import asdict
from typing import Any

from ...errors import CourseError
from .scenarios import Scenario
from .talks import HUMAN, Move, Setting, Talks, accepts_text

FORM = "negotiation transcript 2"
FIRST_FORM = "negotiation transcript 1"  # from when a script waited to the end, whatever it heard


def transcript(talks: Talks) -> str:
    """Return the talks as text that `replay` reads: setting, moves and the scenario's mark."""
    content = {
        "form": FORM,
        "scenario": mark(talks.scenario),
        "setting": asdict(talks.setting),
        "moves": [asdict(move) for move in talks.moves],
    }
    return json.dumps(content, indent=1)


def replay(scenario: Scenario, text: str) -> Talks:
    """Return the talks of a transcript, every move of a scripted partner worked out again.

    Raises `CourseError` where the text is no transcript, belongs to another scenario, has a move
    that the rules forbid, or has a partner's move that this partner would not have made.
    """
    setting, moves = _read(scenario, text)
    talks = Talks(scenario, setting)
    for number, move in enumerate(moves, 1):
        try:
            talks = _again(talks, move)
        except (CourseError, ValueError) as problem:
            raise CourseError(f"Move {number} of the transcript: {problem}") from None
        if talks.moves[-1] != move:
            raise CourseError(f"Move {number} of the transcript was changed after the play.")
    return talks


def mark(scenario: Scenario) -> str:
    """Return a short mark of what is negotiated and what it is worth."""
    content = [
        scenario.floors,
        [(i.name, i.texts, sorted(i.worth.items())) for i in scenario.issues],
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:12]


def _again(talks: Talks, move: Move) -> Talks:
    scripted = talks.setting.partner != HUMAN and talks.turn != talks.setting.side
    if scripted:
        return talks.answered()
    if move.kind == "offer":
        return talks.offer(move.package)
    if move.kind == "accept":
        return talks.accept()
    if move.kind == "walk-away":
        return talks.walk_away()
    if move.kind == "mediator":
        return talks.mediated(move.package, move.answers, _agreement(talks, move))
    raise CourseError(f"there is no move {move.kind!r}.")


def _agreement(talks: Talks, move: Move) -> tuple[bool, bool]:
    """Return who accepts a mediator's text, after asking the drafts' questions once more."""
    mediation = talks.mediation()
    for answers in move.answers:
        mediation = mediation.hear(*answers)
    if talks.scenario.package(mediation.text) != move.package:
        raise CourseError("these answers lead to another text.")
    yours = move.accepted[0]
    if talks.setting.partner == HUMAN:
        return yours, move.accepted[1]
    return yours, accepts_text(talks, mediation.text)


def _read(scenario: Scenario, text: str) -> tuple[Setting, list[Move]]:
    try:
        content: dict[str, Any] = json.loads(text)
        if content["form"] not in (FORM, FIRST_FORM):
            raise ValueError
        older = {"patience": 0} if content["form"] == FIRST_FORM else {}
        setting = Setting(**content["setting"] | older)
        moves = [_move(**move) for move in content["moves"]]
    except (ValueError, TypeError, KeyError):
        raise CourseError("This text is not a transcript of the table.") from None
    if content["scenario"] != mark(scenario):
        raise CourseError("This transcript belongs to another scenario: other options or points.")
    if setting.side not in scenario.sides:
        raise CourseError(f"Nobody called {setting.side!r} negotiates here.")
    return setting, moves


def _move(by: str, kind: str, package: list, answers: list, accepted: list) -> Move:
    return Move(by, kind, tuple(package), tuple(map(tuple, answers)), tuple(accepted))
