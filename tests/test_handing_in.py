"""An answer on its way to the marker: it arrives as it left, and nothing in it runs."""

import contextlib
import datetime as dt
import json
import math

import IPython.display
import numpy as np
import pandas as pd
import pytest
from classroom import NOTEBOOKS
from hypothesis import given
from hypothesis import strategies as st
from rehearsal import expectation, keys_of, room
from strange import STRANGE

from diplomacy_lib import marking, packs
from diplomacy_lib.answers import NoAnswer, assess
from diplomacy_lib.comparing import ChartShape, WrongKind, same
from diplomacy_lib.editions import graded
from diplomacy_lib.editions.shelf import published
from diplomacy_lib.handing_in import MEDIA_TYPE, Unreadable, hand_in, packed, unpacked

LESSON = published(NOTEBOOKS)["04"]
SOURCE = LESSON.key_file.read_text(encoding="utf-8")
KEYS = packs.Pack({"04": packs.with_keys(SOURCE)})
single = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(),
    st.dates(),
    st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1)).map(pd.Timestamp),
)
hashable = st.recursive(single, lambda inner: st.tuples(inner, inner), max_leaves=4)
nested = st.recursive(
    hashable | st.frozensets(hashable, max_size=3).map(set),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(hashable, inner, max_size=3),
    max_leaves=12,
)


@given(nested)
def test_an_answer_arrives_as_it_left(answer):
    arrived = unpacked(json.loads(json.dumps(packed(answer))))
    assert arrived == answer
    assert type(arrived) is type(answer)


@pytest.mark.parametrize(
    ("answer", "arrives"),
    [
        (np.int64(1986), 1986),
        (np.float64(0.5), 0.5),
        (np.bool_(True), True),
        (np.str_("Geneva"), "Geneva"),
        (frozenset({1}), {1}),
        (math.inf, math.inf),
    ],
)
def test_what_pandas_gives_becomes_plain(answer, arrives):
    assert unpacked(packed(answer)) == arrives


def test_missing_values_stay_missing():
    for missing in (math.nan, pd.NaT, np.float64("nan")):
        assert math.isnan(unpacked(packed(missing)))


FRAMES = [
    pd.Series([1, 2], index=["USA", "RUS"]),
    pd.Series([0.5, None], index=[1990, 1991]),
    pd.Series(pd.to_datetime(["1991-07-31"]), index=["START I"]),
    pd.Series([1], index=pd.MultiIndex.from_tuples([("USA", 1990)])),
    pd.DataFrame({"country": ["USA"], "n": [3]}),
    pd.DataFrame({"n": [3, 4]}, index=["USA", "RUS"]),
    ChartShape("bar", {"x": "year", "y": "warheads"}),
]


@pytest.mark.parametrize("answer", FRAMES, ids=str)
def test_tables_and_charts_arrive_too(answer):
    arrived = unpacked(json.loads(json.dumps(packed(answer))))
    assert same(arrived, answer)


@pytest.mark.parametrize("path", sorted(NOTEBOOKS.glob("[0-9][0-9]_*.ipynb")), ids=lambda p: p.stem)
def test_every_answer_of_the_course_is_right_when_it_arrives(path):
    lesson = room(path).lesson
    for key in keys_of(path).keys.values():
        try:
            value = expectation(key, lesson).value
        except NoAnswer:
            continue
        arrived = unpacked(json.loads(json.dumps(packed(value))))
        assert assess(key, arrived, lesson).verdict == "right", key.id


def test_what_cannot_be_handed_in_is_told():
    for odd in (print, object(), 1j, [lambda: 1]):
        with pytest.raises(WrongKind):
            packed(odd)


names = st.sampled_from(["list", "dict", "series", "frame", "chart", "date", "number"])
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8), inner, max_size=3)
        | st.tuples(names, inner).map(list)
    ),
    max_leaves=10,
)  # fmt: skip


@given(anything)
def test_nothing_that_is_no_answer_brings_a_traceback(said):
    with contextlib.suppress(Unreadable):
        unpacked(said)


# The cell that hands in


@pytest.fixture
def shown(monkeypatch, tmp_path):
    """Return what `hand_in` displays, beside a pack without keys."""
    monkeypatch.delenv("DIPLOMACY_KEYS")
    monkeypatch.chdir(tmp_path)
    packs.read.cache_clear()
    graded.without_keys(KEYS).write(tmp_path / "keys.pack")
    displayed = []
    monkeypatch.setattr(IPython.display, "display", lambda data, raw: displayed.append(data))
    yield displayed
    packs.read.cache_clear()


def marks(exercise, *texts, code=""):
    return marking.mark(KEYS, "04", code, {exercise: list(texts)})[exercise]


def test_a_right_answer_gets_its_points(shown):
    value = expectation(LESSON.keys.keys["04.1"], room(LESSON.path).lesson).value
    hand_in("04.1", np.int64(value))
    given = marks("04.1", shown[0][MEDIA_TYPE])
    assert (given.right, given.review) == (True, False)
    assert given.says.startswith("✓ Right")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (..., "Not answered."),
        ("1964", "Not this kind of answer. That is a text, '1964'"),
        (1964.5, "Not this kind of answer. 1964.5 has a fraction."),
        (1850, "✗ Not yet."),
        (None, "Not this kind of answer. That is None"),
    ],
)
def test_any_other_gets_none_and_a_sentence(answer, says, shown):
    hand_in("04.1", answer)
    given = marks("04.1", shown[0][MEDIA_TYPE])
    assert (given.right, given.review) == (False, False)
    assert given.says.startswith(says)


@pytest.mark.parametrize("answer", STRANGE, ids=lambda each: type(each).__name__)
def test_no_strange_answer_stops_the_marker(answer, shown):
    hand_in("04.1", answer)
    assert not marks("04.1", shown[0][MEDIA_TYPE]).right


def test_what_a_notebook_forged_is_looked_at():
    right = json.dumps({"exercise": "04.1", "code": "", "answer": ["number", "1964"]})
    for texts in (
        [right, right],
        ["x"],
        ["[]"],
        ["{}"],
        ['{"exercise": "04.1", "code": "", "answer": ["series", 1]}'],
        ['{"exercise": "04.1", "code": "", "right": true}'],
        [json.dumps({"exercise": "04.2", "code": "", "answer": ["number", "1"]})],
    ):
        given = marks("04.1", *texts)
        assert (given.right, given.review) == (False, True), texts
    nothing = marks("04.1")
    assert (nothing.right, nothing.review) == (False, False)


def test_a_code_that_does_not_fit_is_looked_at():
    values = {"country": "USA", "years": [1950, 1960]}
    key, lesson = LESSON.keys.keys["04.2"], room(LESSON.path).lesson
    right = expectation(key, lesson, country="USA", years=(1950, 1960)).value
    pack = packs.Pack(
        {"04": packs.with_keys(SOURCE, variants={"04.2": {"3": [values, "text"]}})},
        {packs.fingerprint("mine-1234"): {"04.2": "3"}},
    )

    def given(theirs, ours):
        said = {"exercise": "04.2", "code": theirs, "answer": packed(right)}
        mark = marking.mark(pack, "04", ours, {"04.2": [json.dumps(said)]})["04.2"]
        return mark.right, mark.review

    assert given("mine-1234", "mine-1234") == (True, False)
    for theirs, ours in (
        ("other-567", "mine-1234"),
        ("", "mine-1234"),
        ("mine-1234", ""),
        ("", ""),
    ):
        assert given(theirs, ours) == (False, True)


# A pack without keys


def test_a_pack_without_keys_has_none():
    (entry,) = graded.without_keys(KEYS).lessons.values()
    assert set(entry) == {
        "title", "allowed", "kinds", "exercises", "choices", "own", "variants",
    }  # fmt: skip
    assert set(entry["kinds"]) == set(LESSON.keys.keys)
    text = json.dumps(entry)
    assert "def " not in text
    for key in LESSON.keys.keys.values():
        assert not any(hint in text for hint in key.hints)


def test_a_check_without_keys_says_only_of_what_kind_an_answer_is(shown, monkeypatch):
    from diplomacy_lib import open_lesson

    lesson = open_lesson("04")
    verdicts = [lesson.feedback("04.1", each).verdict for each in (..., "x", 1, 1964, 1e9)]
    assert verdicts == ["blank", "kind", "kept", "kept", "kept"]


@pytest.mark.parametrize("content", [b"", b"x", b"\xff", b"{}", "é".encode()])
def test_a_damaged_pack_says_what_to_do(content, tmp_path):
    file = tmp_path / "keys.pack"
    file.write_bytes(content)
    with pytest.raises(packs.DamagedPack, match="Take the file again"):
        packs.read(file)


def test_the_same_pack_is_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        KEYS.write(tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_pack_gives_back_every_key_of_every_lesson(tmp_path):
    for number, lesson in published(NOTEBOOKS).items():
        if lesson.key_file.exists():
            source = lesson.key_file.read_text(encoding="utf-8")
            packs.Pack({number: packs.with_keys(source)}).write(tmp_path / number)
            found = packs.read(tmp_path / number).keys(number)
            assert {name: key.values() for name, key in found.keys.items()} == {
                name: key.values() for name, key in lesson.keys.keys.items()
            }
