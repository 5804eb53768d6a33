"""An answer as text, on its way from a notebook to whoever marks it, and back.

The last line of a graded exercise calls `hand_in`. It compares nothing: a notebook that is marked
has no key, and what it shows here is read by another process.
"""

import datetime as dt
import json
from typing import Any

import numpy as np
import pandas as pd

from . import comparing, finding
from .comparing import ChartShape, WrongKind
from .errors import CourseError

MEDIA_TYPE = "application/vnd.diplomacy.answer"


class Unreadable(CourseError):
    """A text that no answer was written as."""


def hand_in(exercise: str, answer: Any) -> None:
    """Show an answer in the form in which it is marked: of its kind, and who says so."""
    from IPython.display import display

    key = finding.keys(exercise[:2]).keys[exercise]
    said: dict[str, Any] = {"exercise": exercise, "code": finding.read_code()}
    if answer is Ellipsis:
        said["blank"] = True
    else:
        try:
            said["answer"] = packed(comparing.as_kind(answer, key.kind))
        except WrongKind as problem:
            said["problem"] = str(problem)
    shown = {MEDIA_TYPE: json.dumps(said), "text/plain": f"{exercise} is handed in."}
    display(shown, raw=True)


def packed(answer: Any) -> Any:
    """Return an answer as JSON can say it: what JSON does not know becomes `[name, content]`.

    >>> packed({"USA": dt.date(1991, 7, 31)})
    ['dict', [['USA', ['date', '1991-07-31']]]]
    """
    if isinstance(answer, np.generic) and not isinstance(answer, np.datetime64 | np.timedelta64):
        answer = answer.item()
    if answer is None or isinstance(answer, bool | str):
        return answer
    if answer is pd.NaT:
        return ["number", "nan"]
    if isinstance(answer, int | float):
        return ["number", repr(answer)]
    for name, (kind, write, _) in FORMS.items():
        if isinstance(answer, kind):
            return [name, write(answer)]
    raise WrongKind(f"A part of it is of the kind {type(answer).__name__}.")


def unpacked(said: Any) -> Any:
    """Return what `packed` packed; raise `Unreadable` for anything else.

    >>> unpacked(["dict", [["USA", ["date", "1991-07-31"]]]])
    {'USA': datetime.date(1991, 7, 31)}
    """
    if said is None or isinstance(said, bool | str):
        return said
    try:
        name, content = said
        return READ[name](content)
    except (TypeError, ValueError, LookupError, AttributeError, RecursionError):
        raise Unreadable(f"{str(said)[:60]} is no answer.") from None


def _items(values: Any) -> list[Any]:
    return [packed(value) for value in values]


def _back(content: list[Any]) -> list[Any]:
    return [unpacked(value) for value in content]


def _number(text: str) -> float | int:
    return int(text) if text.removeprefix("-").isdigit() else float(text)


def _index(content: list[Any]) -> pd.Index:
    return pd.Index(_back(content))


# The first form that fits counts: a Timestamp is a date too.
FORMS: dict[str, tuple[Any, Any, Any]] = {
    "time": (pd.Timestamp, pd.Timestamp.isoformat, pd.Timestamp),
    "date": (dt.date, dt.date.isoformat, dt.date.fromisoformat),
    "list": (list, _items, _back),
    "tuple": (tuple, _items, lambda content: tuple(_back(content))),
    "set": (set | frozenset, _items, lambda content: set(_back(content))),
    "dict": (
        dict,
        lambda answer: [[packed(name), packed(value)] for name, value in answer.items()],
        lambda content: {unpacked(name): unpacked(value) for name, value in content},
    ),
    "series": (
        pd.Series,
        lambda answer: [_items(answer.index), _items(answer)],
        lambda content: pd.Series(_back(content[1]), index=_index(content[0])),
    ),
    "frame": (
        pd.DataFrame,
        lambda answer: [
            _items(answer.columns),
            _items(answer.index),
            [_items(answer[name]) for name in answer],
        ],
        lambda content: pd.DataFrame(
            dict(zip(_back(content[0]), map(_back, content[2]), strict=True)),
            index=_index(content[1]),
        ),
    ),
    "chart": (
        ChartShape,
        lambda answer: [answer.mark, answer.channels],
        lambda content: ChartShape(content[0], dict(content[1])),
    ),
}
READ = {name: read for name, (_, _, read) in FORMS.items()} | {"number": _number}
