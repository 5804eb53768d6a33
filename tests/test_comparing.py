"""Comparing answers, kind by kind: what passes, what does not, and what a learner is told."""

import datetime as dt
import math
from dataclasses import dataclass
from decimal import Decimal

import altair as alt
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strange import STRANGE

from diplomacy_lib import comparing
from diplomacy_lib.comparing import CHART, KIND_NAMES, ChartShape, WrongKind, as_kind, same

YEARS = pd.Series([31255, 40159], index=["USA", "RUS"], name="warheads")
FRAME = pd.DataFrame({"country": ["USA", "RUS"], "warheads": [31255, 40159]})
PAIR = ("USA", "RUS")
BARS = alt.Chart(FRAME).mark_bar().encode(x="warheads:Q", y="country:N")

# For each kind: a right answer, other right ways to write it, and wrong answers of the same kind.
RIGHT = {
    int: (1967, [1967.0, np.int64(1967), np.float32(1967), Decimal(1967)], [1968, -1967, 0]),
    float: (56.25, [np.float64(56.25), 56.3, Decimal("56.25"), 56.2], [57, 55.5, 0.5625, -56.25]),
    str: ("Geneva", [" geneva ", "GENEVA", np.str_("Geneva")], ["Genf", "", "Geneva!"]),
    dt.date: (
        dt.date(1991, 7, 31),
        [
            pd.Timestamp("1991-07-31"),
            dt.datetime(1991, 7, 31, 12),
            np.datetime64("1991-07-31"),
        ],
        [dt.date(1991, 8, 1), pd.Timestamp("1994-12-05")],
    ),
    list: (
        ["USA", 1967, 0.5],
        [("USA", 1967.0, 0.5), pd.Series(["usa", 1967, 0.5]), np.array(["USA", 1967, 0.5], object)],
        [[1967, "USA", 0.5], ["USA", 1967], ["USA", 1967, 0.5, 0.5], [], ["USA", 1968, 0.5]],
    ),
    set: (
        {"USA", "RUS"},
        [["RUS", "USA"], ("USA", "RUS", "RUS"), pd.Series(["RUS", "USA"]), frozenset(PAIR)],
        [{"USA"}, {"USA", "RUS", "CHN"}, set(), ["usa", "CHN"]],
    ),
    dict: (
        {"USA": 1967, "RUS": 1986},
        [{"RUS": 1986.0, "USA": np.int64(1967)}],
        [{"USA": 1967}, {"USA": 1967, "RUS": 1987}, {}, {"USA": 1967, "RUS": 1986, "CHN": 1}],
    ),
    pd.Series: (
        YEARS,
        [YEARS.astype("float64"), YEARS.rename("other")],
        [YEARS + 1, YEARS.iloc[::-1], YEARS.iloc[:1], YEARS.reset_index(drop=True)],
    ),
    pd.DataFrame: (
        FRAME,
        [FRAME.astype({"warheads": "Int64"}), FRAME.copy()],
        [FRAME.iloc[::-1], FRAME[["warheads"]], FRAME.assign(warheads=0), FRAME.iloc[:0]],
    ),
    CHART: (
        ChartShape("bar", {"x": "warheads", "y": "country"}),
        [BARS, BARS.encode(color="country"), BARS.mark_bar(size=3)],
        [BARS.mark_line(), BARS.encode(x="country", y="warheads"), BARS.encode(x=alt.value(1))],
    ),
}  # fmt: skip
TOLERANCE = {float: 0.1}


def passes(answer, kind, expected):
    return same(as_kind(answer, kind), expected, TOLERANCE.get(kind, 0.0))


def test_every_kind_has_a_name_a_converter_and_cases_here():
    assert set(KIND_NAMES) == set(comparing._CONVERTERS) == set(RIGHT)


@pytest.mark.parametrize("kind", RIGHT, ids=str)
def test_the_right_answer_passes_however_it_is_written(kind):
    expected, others, _ = RIGHT[kind]
    for answer in [*others, *([] if kind is CHART else [expected])]:
        assert passes(answer, kind, expected), f"{answer!r} did not pass"


@pytest.mark.parametrize("kind", RIGHT, ids=str)
def test_a_wrong_answer_of_the_right_kind_does_not_pass(kind):
    expected, _, wrong = RIGHT[kind]
    for answer in wrong:
        assert not passes(answer, kind, expected), f"{answer!r} passed"


@pytest.mark.parametrize("kind", RIGHT, ids=str)
def test_the_right_answer_of_another_kind_does_not_pass(kind):
    listlike = {list, set, pd.Series}
    for other, (answer, _, _) in RIGHT.items():
        alike = other == kind or {kind, other} <= listlike or {kind, other} <= {int, float}
        if alike or (kind, other) == (CHART, CHART):
            continue
        with pytest.raises(WrongKind, match=r"\.$"):
            as_kind(answer, kind)


@pytest.mark.filterwarnings("ignore::numpy.exceptions.ComplexWarning")
@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_object_never_passes_and_never_raises(name):
    for kind in RIGHT:
        for expected in expectations(kind):
            passed = passes_or_is_refused(STRANGE[name], kind, expected)
            assert not passed, f"{name} passed as {kind}"


def expectations(kind):
    """Return what an exercise of this kind may expect: long, and as short as a strange object."""
    one = {list: [4], set: {4}, dict: {"a": 4}, pd.Series: pd.Series([4])}
    return [RIGHT[kind][0], *([one[kind]] if kind in one else [])]


def passes_or_is_refused(answer, kind, expected):
    """Return whether an answer passes; anything but a `WrongKind` with a sentence goes through."""
    try:
        plain = as_kind(answer, kind)
    except WrongKind as refused:
        told = str(refused)
        assert told[0].isalnum() or told[0] in "'\"-", told
        assert told.endswith(".") or "makes a date of it" in told, told
        return False
    comparing.right_so_far(plain, expected, 0.1)
    comparing.distance(plain, expected)
    return same(plain, expected, 0.1)


@dataclass(frozen=True)
class Named:
    """A strange object by its name: hypothesis prints what it draws, and some cannot be printed."""

    name: str


def unnamed(drawn):
    if isinstance(drawn, Named):
        return STRANGE[drawn.name]
    if isinstance(drawn, list):
        return [unnamed(item) for item in drawn]
    if isinstance(drawn, dict):
        return {name: unnamed(item) for name, item in drawn.items()}
    return drawn


strange = st.builds(Named, st.sampled_from(sorted(STRANGE)))
plain = st.one_of(st.integers(), st.floats(), st.text(max_size=5), st.dates(), st.booleans())
nested = st.recursive(
    plain | strange,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner),
    max_leaves=5,
)


@pytest.mark.filterwarnings("ignore::numpy.exceptions.ComplexWarning")
@given(inner=strange, around=st.lists(nested, max_size=2))
def test_a_strange_object_inside_others_never_passes_and_never_raises(inner, around):
    inner, around = unnamed(inner), unnamed(around)
    for answer in ([*around, inner], (inner, *around), {"a": inner, "b": around}, {"a": inner}):
        for kind in RIGHT:
            for expected in expectations(kind):
                assert not passes_or_is_refused(answer, kind, expected)


@given(answer=nested, kind=st.sampled_from(list(RIGHT)))
def test_whatever_passes_is_close_to_the_answer(answer, kind):
    answer, expected = unnamed(answer), RIGHT[kind][0]
    if passes_or_is_refused(answer, kind, expected):
        if kind in {int, float}:
            assert abs(float(answer) - expected) <= 0.1 + 1e-6
        else:
            assert as_kind(answer, kind) == expected or str(answer).strip().lower() == "geneva"


@given(
    expected=st.floats(-1e6, 1e6),
    tolerance=st.floats(0.001, 10),
    off=st.floats(1.01, 1e6),
    side=st.sampled_from([-1, 1]),
)
def test_a_number_passes_within_its_tolerance_and_not_beyond(expected, tolerance, off, side):
    assert same(expected + side * tolerance * 0.99, expected, tolerance)
    assert not same(expected + side * (tolerance * off + 2e-9 * abs(expected)), expected, tolerance)


def test_a_whole_number_next_to_the_answer_does_not_pass():
    for expected in (0, 1, 40159, 10**8):
        assert not same(expected + 1, expected)
        assert same(expected, expected)


@pytest.mark.parametrize(
    ("answer", "kind", "told"),
    [
        (None, int, "a missing return"),
        (math.nan, int, "NaN, a missing value"),
        (math.inf, float, "divided by zero"),
        (-math.inf, float, "infinity"),
        ("1986", int, "a text, '1986', with quotation marks"),
        (1986.5, int, "1986.5 has a fraction"),
        (True, int, "yes-or-no question"),
        (pd.Series([1, 2]), int, "a Series of 2 values, not a single one"),
        (FRAME, float, "a DataFrame of 2 rows and 2 columns"),
        (max, int, "are the round brackets missing"),
        (1986, str, "of the kind int"),
        ("1991-07-31", dt.date, "pd.Timestamp('1991-07-31') makes a date of it"),
        (1991, dt.date, "of the kind int"),
        (pd.NaT, dt.date, "of the kind NaTType"),
        (1967, list, "of the kind int"),
        ([1], dict, "of the kind list"),
        ({"a": 1}, pd.Series, "of the kind dict"),
        (YEARS, pd.DataFrame, "a Series of 2 values"),
        (FRAME, CHART, "a DataFrame"),
    ],
)  # fmt: skip
def test_a_wrong_kind_is_named(answer, kind, told):
    with pytest.raises(WrongKind) as refused:
        as_kind(answer, kind)
    assert told in str(refused.value)


def test_a_wrong_kind_shows_no_traceback_in_jupyter():
    with pytest.raises(WrongKind) as refused:
        as_kind("x", int)
    assert refused.value._render_traceback_() == [f"WrongKind: {refused.value}"]
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_long_text_is_not_read_back_whole():
    with pytest.raises(WrongKind) as refused:
        as_kind("x" * 10_000, int)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("answer", "expected", "told"),
    [
        ({"a": 1, "b": 3}, {"a": 1, "b": 2}, "1 of 2 parts hold: a."),
        ({"c": 1}, {"a": 1, "b": 2}, "0 of 2 parts hold."),
        ([1, 9, 3], [1, 2, 3], "2 of 3 parts hold: place 1, place 3."),
        ([3, 1], [1, 2, 3], "A list, as asked, but not of as many entries (2) as there should be."),
        ({1, 2, 7}, {1, 2, 3}, "2 of your 3 entries belong to the answer."),
        (
            ChartShape("line", {"x": "a", "y": "c"}),
            ChartShape("bar", {"x": "a", "y": "b"}),
            "1 of 3 parts hold: x.",
        ),
        (
            ChartShape("bar", {"x": "b"}),
            ChartShape("bar", {"x": "a", "y": "b"}),
            "1 of 3 parts hold: mark.",
        ),
        (3, 4, "The kind of answer is right."),
    ],
)
def test_the_parts_that_hold_are_named(answer, expected, told):
    assert comparing.right_so_far(answer, expected, 0.0) == told


@pytest.mark.parametrize(
    ("answer", "expected", "told"),
    [
        (-5, 5, "The sign is the other way round."),
        (5, -5, "The sign is the other way round."),
        (50, 5, "It is more than ten times too large."),
        (0.5, 5, "It is more than ten times too small."),
        (0, 5, "It is more than ten times too small."),
        (6, 5, "The size is about right, the number is not."),
        (49.9, 5, "The size is about right, the number is not."),
        (7, 0, ""),
        ("a", "b", ""),
        ([1], [2], ""),
    ],
)
def test_the_distance_is_told_by_sign_and_size_alone(answer, expected, told):
    assert comparing.distance(answer, expected) == told


def test_a_chart_is_known_by_its_mark_and_columns():
    assert as_kind(BARS, CHART) == ChartShape("bar", {"x": "warheads", "y": "country"})
    assert as_kind(BARS.encode(color=alt.value("red")), CHART).channels.keys() == {"x", "y"}
