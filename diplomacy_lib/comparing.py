"""Compare a learner's answer with the expected one, by kind of value.

A kind says what shape an answer has; it is known without the key. Anything that is not of the
asked kind becomes a sentence (`WrongKind`), never an exception from deep inside.
"""

import datetime as dt
import math
import numbers
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .errors import CourseError

CHART = "chart"
Kind = type | str

KIND_NAMES: dict[Kind, str] = {
    int: "one whole number",
    float: "one number",
    str: "a short text in quotation marks",
    dt.date: "one date",
    list: "a list, in order",
    set: "a set or list, in any order",
    dict: "a dictionary",
    pd.Series: "a pandas Series",
    pd.DataFrame: "a pandas DataFrame",
    CHART: "an Altair chart",
}


class WrongKind(CourseError):
    """An answer of another kind than the exercise asks for."""


@dataclass(frozen=True)
class ChartShape:
    """What a chart must encode: its mark and the column behind each channel."""

    mark: str
    channels: dict[str, str]


def as_kind(answer: Any, kind: Kind) -> Any:
    """Return the answer in the plain form of its kind, or raise `WrongKind` with a sentence.

    >>> as_kind(np.int64(1986), int)
    1986
    >>> as_kind("1986", int)
    Traceback (most recent call last):
    diplomacy_lib.comparing.WrongKind: That is a text, '1986', with quotation marks round it.
    """
    try:
        return _CONVERTERS[kind](answer)
    except WrongKind:
        raise
    except Exception:
        raise WrongKind(f"That is {_described(answer)}.") from None


def _number(answer: Any) -> float:
    if _is_number(answer):
        if math.isnan(answer):
            raise WrongKind("That is NaN, a missing value: something on the way to it was blank.")
        if math.isinf(answer):
            raise WrongKind("That is infinity: something on the way to it was divided by zero.")
        return float(answer)
    raise WrongKind(f"That is {_described(answer)}.")


def _whole(answer: Any) -> int:
    number = _number(answer)
    if number != int(number):
        raise WrongKind(f"{number:g} has a fraction.")
    return int(number)


def _text(answer: Any) -> str:
    if not isinstance(answer, str):
        raise WrongKind(f"That is {_described(answer)}.")
    return answer.strip()


def _date(answer: Any) -> dt.date:
    if isinstance(answer, str):
        raise WrongKind(f"{answer!r} is a text; pd.Timestamp({answer!r}) makes a date of it.")
    stamp = pd.Timestamp(answer) if isinstance(answer, (dt.date, np.datetime64)) else None
    if stamp is None or pd.isna(stamp):
        raise WrongKind(f"That is {_described(answer)}.")
    return stamp.date()


def _items(answer: Any) -> list[Any]:
    if isinstance(answer, (pd.Series, pd.Index, np.ndarray)):
        answer = answer.tolist()
    if not isinstance(answer, (list, tuple, set, frozenset)):
        raise WrongKind(f"That is {_described(answer)}.")
    return list(answer)


def _set(answer: Any) -> set[Any]:
    return set(_items(answer))


def _exactly(kind: type) -> Any:
    def convert(answer: Any) -> Any:
        if not isinstance(answer, kind):
            raise WrongKind(f"That is {_described(answer)}.")
        return answer

    return convert


def _chart(answer: Any) -> ChartShape:
    import altair as alt

    if isinstance(answer, ChartShape):
        return answer
    if not isinstance(answer, alt.TopLevelMixin):
        raise WrongKind(f"That is {_described(answer)}.")
    spec = answer.to_dict()
    mark = spec["mark"]["type"] if isinstance(spec.get("mark"), dict) else spec.get("mark", "")
    channels = {
        name: channel["field"]
        for name, channel in spec.get("encoding", {}).items()
        if "field" in channel
    }
    return ChartShape(mark, channels)


_CONVERTERS = {
    int: _whole,
    float: _number,
    str: _text,
    dt.date: _date,
    list: _items,
    set: _set,
    dict: _exactly(dict),
    pd.Series: _exactly(pd.Series),
    pd.DataFrame: _exactly(pd.DataFrame),
    CHART: _chart,
}


def _described(answer: Any) -> str:
    """Say what an answer is, without ever failing on a strange one."""
    try:
        return _in_detail(answer)
    except Exception:
        return f"of the kind {type(answer).__name__}, and Python cannot say more about it"


def _in_detail(answer: Any) -> str:
    if answer is None:
        return (
            "None, which is Python's word for nothing: was a print, or a missing return, before it?"
        )
    if isinstance(answer, (pd.Series, pd.Index, np.ndarray)):
        return f"a {type(answer).__name__} of {len(answer)} values, not a single one"
    if isinstance(answer, pd.DataFrame):
        return f"a DataFrame of {len(answer)} rows and {len(answer.columns)} columns"
    if isinstance(answer, str):
        return f"a text, {answer[:40]!r}, with quotation marks round it"
    if isinstance(answer, (bool, np.bool_)):
        return f"{answer}, the answer to a yes-or-no question"
    if callable(answer):
        return "a function that was not called: are the round brackets missing?"
    return f"of the kind {type(answer).__name__}"


def same(answer: Any, expected: Any, tolerance: float = 0.0) -> bool:
    """Whether two values agree: numbers within `tolerance`, texts but for case, parts one by one.

    A value that cannot even be compared agrees with nothing.

    >>> same(3.14, 3.1, tolerance=0.05), same("Geneva", "geneva"), same([1, 2], [2, 1])
    (True, True, False)
    """
    try:
        return _agree(answer, expected, tolerance)
    except Exception:
        return False


def _agree(answer: Any, expected: Any, tolerance: float) -> bool:
    if isinstance(answer, str) and isinstance(expected, str):
        return answer.strip().casefold() == expected.strip().casefold()
    if _is_number(answer) and _is_number(expected):
        return abs(float(answer) - float(expected)) <= tolerance + 1e-9 * abs(float(expected))
    if isinstance(answer, dict) and isinstance(expected, dict):
        return answer.keys() == expected.keys() and all(
            same(answer[name], expected[name], tolerance) for name in expected
        )
    if isinstance(answer, list) and isinstance(expected, (list, tuple)):
        pairs = zip(answer, expected, strict=False)
        return len(answer) == len(expected) and all(same(a, e, tolerance) for a, e in pairs)
    if isinstance(answer, (pd.Series, pd.DataFrame)):
        return _same_frames(answer, expected, tolerance)
    if isinstance(answer, ChartShape) and isinstance(expected, ChartShape):
        wanted = expected.channels.items()
        return answer.mark == expected.mark and wanted <= answer.channels.items()
    return type(answer) is type(expected) and bool(answer == expected)


def _is_number(value: Any) -> bool:
    others = (bool, np.bool_, complex, np.complexfloating, np.timedelta64)
    return isinstance(value, numbers.Number) and not isinstance(value, others)


def _same_frames(answer: Any, expected: Any, tolerance: float) -> bool:
    compare = (
        pd.testing.assert_series_equal
        if isinstance(answer, pd.Series)
        else pd.testing.assert_frame_equal
    )
    options = {"check_dtype": False, "check_index_type": False, "rtol": 1e-9, "atol": tolerance}
    if isinstance(answer, pd.Series):
        options["check_names"] = False
    try:
        compare(answer, expected, **options)
    except AssertionError:
        return False
    return True


def right_so_far(answer: Any, expected: Any, tolerance: float) -> str:
    """Say which parts of a wrong answer of the right kind already hold."""
    if isinstance(expected, dict):
        held = [
            name
            for name in expected
            if name in answer and same(answer[name], expected[name], tolerance)
        ]
        return _parts(held, len(expected))
    if isinstance(expected, (list, tuple)):
        if len(answer) != len(expected):
            return (
                f"A list, as asked, but not of as many entries ({len(answer)}) as there should be."
            )
        places = zip(answer, expected, strict=True)
        held = [f"place {i}" for i, (a, e) in enumerate(places, 1) if same(a, e, tolerance)]
        return _parts(held, len(expected))
    if isinstance(expected, (set, frozenset)):
        return f"{len(answer & expected)} of your {len(answer)} entries belong to the answer."
    if isinstance(expected, ChartShape):
        wanted = expected.channels.items()
        held = [name for name, column in wanted if answer.channels.get(name) == column]
        held += ["mark"] if answer.mark == expected.mark else []
        return _parts(held, len(expected.channels) + 1)
    return "The kind of answer is right."


def _parts(held: list[Any], of: int) -> str:
    return f"{len(held)} of {of} parts hold{': ' if held else ''}{', '.join(map(str, held))}."


def distance(answer: Any, expected: Any) -> str:
    """Say whether a number's sign or order of magnitude is off; nothing about other kinds."""
    if not (_is_number(answer) and _is_number(expected)) or not expected:
        return ""
    if answer * expected < 0:
        return "The sign is the other way round."
    ratio = abs(answer / expected)
    if ratio >= 10 or ratio <= 0.1:
        return f"It is more than ten times too {'large' if ratio >= 10 else 'small'}."
    return "The size is about right, the number is not."
