"""The learner's file, and what a memo may rest on: read, found, refused with a sentence."""

import json
from dataclasses import replace

import altair as alt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomacy_lib import open_lesson
from diplomacy_lib.album import Album
from diplomacy_lib.errors import CourseError
from diplomacy_lib.models.briefing import (
    RUBRIC,
    Claim,
    Evidence,
    Memo,
    Number,
    Option,
    Outside,
    check,
    kappa,
    open_album,
    rated,
    sample_album,
)
from diplomacy_lib.models.briefing.evidence import NoCell, NoRecord, record
from diplomacy_lib.models.briefing.memo import MemoProblem, words
from diplomacy_lib.models.briefing.numbers import FORMS
from diplomacy_lib.models.briefing.practice import sample_memo

ALBUM = sample_album()
A = sample_memo("a")


# The file


@pytest.mark.parametrize("memo", [Memo(), A, sample_memo("b")], ids=["empty", "a", "b"])
def test_a_memo_is_read_as_it_was_written(tmp_path, memo):
    path = memo.save(tmp_path / "my_memo.json")
    assert Memo.load(path) == memo
    assert Memo.load(path).checksum == memo.checksum
    assert [each.name for each in tmp_path.iterdir()] == ["my_memo.json"]


texts = st.text(max_size=30)


@settings(deadline=None)
@given(st.builds(
    Memo, title=texts, limits=texts, rests_on=st.lists(texts, max_size=3).map(tuple),
    options=st.lists(st.builds(Option, texts, texts), max_size=3).map(tuple),
    claims=st.lists(st.builds(
        Claim, id=texts, text=texts, low=st.none() | st.floats(allow_nan=False),
        outside=st.lists(st.builds(Outside, texts, texts, texts, texts), max_size=2).map(tuple),
        numbers=st.dictionaries(texts, st.builds(
            Number, texts, texts, st.dictionaries(texts, texts | st.integers() | st.booleans())
        ), max_size=2),
    ), max_size=3).map(tuple),
))  # fmt: skip
def test_whatever_is_written_can_be_read(tmp_path_factory, memo):
    path = tmp_path_factory.mktemp("memo") / "memo.json"
    ours = {bool} & {
        type(v) for c in memo.claims for n in c.numbers.values() for v in n.row.values()
    }
    memo.save(path)
    if not ours:
        assert Memo.load(path) == memo


GOOD = json.dumps(A.as_dict(), indent=1)


def with_line(old, new):
    assert GOOD.count(old) >= 1, old
    return GOOD.replace(old, new, 1)


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("", 1, "Expecting value"),
        ("[]", 1, "names and values in braces"),
        ("{\n\n'title': 1}", 3, "double quotes"),
        (GOOD[:400], None, ""),
        (with_line('"title": "Ask for the numbers now"', '"title": 7'), 2, "'title' wants a text"),
        (with_line('"addressee"', '"adressee"'), 4, "Did you mean addressee?"),
        (with_line('"kind": "causal"', '"kind": null'), None, "'kind' wants a text"),
        (with_line('"high": 0.3', '"high": "much"'), None, "'high' wants a number"),
        (with_line('"year": 1986', '"year": [1986]'), None, "'year' wants a number or a text"),
        (with_line('"options": [', '"options": 3, "limits": ['), None, "'options' wants a list"),
    ],
)
def test_an_unreadable_memo_is_left_alone_and_its_line_named(tmp_path, content, line, says):
    path = tmp_path / "my_memo.json"
    path.write_text(content, encoding="utf-8")
    for attempt in (lambda: Memo.load(path), lambda: A.save(path)):
        with pytest.raises(MemoProblem) as problem:
            attempt()
        said = str(problem.value)
        assert says in said
        assert "left as it is" in said
        assert f"line {line or ''}" in said
    assert path.read_text(encoding="utf-8") == content
    assert [each.name for each in tmp_path.iterdir()] == ["my_memo.json"]


def test_the_named_line_is_the_one_at_fault(tmp_path):
    path = tmp_path / "memo.json"
    lines = GOOD.splitlines()
    for number, line in enumerate(lines, 1):
        if '"reader": "' in line:
            spoilt = [*lines]
            spoilt[number - 1] = line.split(":")[0] + ": 5,"
            path.write_text("\n".join(spoilt), encoding="utf-8")
            with pytest.raises(MemoProblem, match=rf"line {number}: 'reader'"):
                Memo.load(path)


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "memo.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(MemoProblem, match="not text in UTF-8"):
        Memo.load(path)
    with pytest.raises(MemoProblem, match="no file other"):
        Memo.load(tmp_path / "other.json")


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), (" — … ", 0), ("one, two – three", 3), ("the Soviet Union", 1),
     ("The United States' vote", 2),
     ("a" * 5000, 1), ("{n1} of {n2}", 3), ("Россия и США", 3)],
)  # fmt: skip
def test_words_are_counted(text, count):
    assert words(text) == count


# Records and cells


def test_the_sample_is_small_and_intact():
    assert len(ALBUM.ids) >= 12
    assert len({name[:2] for name in ALBUM.ids}) >= 4
    for shot in ALBUM:
        assert shot.intact
        assert shot.limits
        assert shot.sources.keys() == shot.licences.keys() != set()
        assert shot.tables


def test_a_number_is_one_cell():
    number = Number("04.b8", "deployed_warheads", {"as_of": "2023-03-01", "country": "usa"})
    assert number.printed(ALBUM) == f"{number.value(ALBUM):,.0f}"
    for form in FORMS:
        assert "nan" not in replace(number, form=form).printed(ALBUM)
    assert Number("07.b3", "change", {"who": "Nigeria"}).printed(ALBUM).startswith("−")


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (Number("04.b8", "warheads", {}), "Did you mean deployed_warheads?"),
        (Number("04.b8", "deployed_warheads", {"country": "RUS"}), "Name one more column: as_of"),
        (Number("04.b8", "deployed_warheads", {"land": "RUS"}), "no column 'land'"),
        (Number("04.b8", "deployed_warheads", {"country": "RU"}), "of country are RUS"),
        (Number("04.b8", "deployed_warheads", {"country": "RUS", "as_of": "2023-03-01"}),
         "not in one row"),
        (Number("04.b8", "verified", {"country": "USA", "as_of": "2023-03-01"}), "not a number"),
        (Number("04.b80", "warheads", {}), "Did you mean 04.b8"),
        (Number("12.b1", "warheads", {}), "run lesson 12"),
        (Number("", "", {}), "not in the album"),
    ],
)  # fmt: skip
def test_a_number_that_is_no_cell_gets_a_sentence(number, says):
    with pytest.raises(CourseError) as problem:
        number.value(ALBUM)
    assert says in str(problem.value)


@pytest.mark.parametrize("cell", [None, float("nan"), float("inf"), True, "many", [1]])
def test_a_blank_cell_is_never_printed(cell):
    data = {"datasets": {"d": [{"who": "a", "n": cell}, {"who": "b", "n": 1}]}}
    album = Evidence([record("04.b1", {"spec": data})])
    with pytest.raises(NoCell):
        Number("04.b1", "n", {"who": "a"}).value(album)
    said = Claim(text="There are {n1}.", numbers={"n1": Number("04.b1", "n", {"who": "a"})})
    assert said.filled(album) == "There are [n1?]."


def test_one_row_drawn_in_two_layers_is_one_cell():
    rows = [{"who": "a", "n": 3}]
    album = Evidence([record("04.b1", {"spec": {"datasets": {"d": rows, "e": rows}}})])
    assert album["04.b1"].cell("n", {"who": "a"}) == 3
    others = [{"who": "a", "n": 4}]
    album = Evidence([record("04.b1", {"spec": {"datasets": {"d": rows, "e": others}}})])
    with pytest.raises(NoCell, match="2 rows fit"):
        album["04.b1"].cell("n", {"who": "a"})


def test_with_other_parameters_the_number_is_another():
    first = ALBUM["06.b1"].cell("vetoes", {"country": "RUS", "decade": 2020})
    later = ALBUM.get("06.b1", rule="with later").cell("vetoes", {"country": "RUS", "decade": 2020})
    assert first < later
    with pytest.raises(NoRecord, match=r"Open lesson 06 again with rule = 'without amendments'"):
        ALBUM.get("06.b1", rule="without amendments")


def bars(n):
    return (
        alt.Chart(pd.DataFrame({"who": ["a", "b"], "n": [n, 1]}))
        .mark_bar()
        .encode(x="who:N", y="n:Q")
    )


def shown(n, **parameters):
    lesson = open_lesson("04", **parameters)
    lesson.load("treaties")
    lesson.show(
        bars(n),
        "Two bars, a and b, of which a is the higher.",
        beat="04.b1",
        limits="Invented for a test.",
    )


def test_your_own_chart_comes_before_that_of_the_sample(capsys):
    assert open_album().ids == ALBUM.ids
    assert open_album()["04.b1"].origin == "sample"
    shown(7)
    own = open_album()
    assert own["04.b1"].origin == "yours"
    assert own["04.b1"].intact
    assert own["04.b2"] is not None if "04.b2" in own else True
    assert own["06.b1"].origin == "sample"
    assert set(own.find()["from"]) == {"yours", "sample"}
    assert Number("04.b1", "n", {"who": "a"}).printed(own) == "7"
    shown(9, pair=("USA", "CHN"))
    assert Number("04.b1", "n", {"who": "a"}).printed(open_album()) == "9"
    assert open_album()["04.b1"].parameters == {"pair": ["USA", "CHN"]}


def test_a_record_that_was_edited_is_not_intact(home, capsys):
    shown(7)
    path = home / "lesson_04.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Invented", "Proven"), encoding="utf-8"
    )
    assert not open_album()["04.b1"].intact


@pytest.mark.parametrize(
    "junk", [{}, {"spec": 3, "sources": [], "limits": None}, {"spec": {"datasets": {}}}]
)
def test_a_strange_record_stops_nothing(junk):
    Album("04").keep("04.b1", junk)
    odd = open_album()["04.b1"]
    assert odd.rows.empty
    assert check(replace(A, rests_on=("c1", "c3")), open_album()).findings == ()
    with pytest.raises(NoCell):
        odd.cell("n", {})


def test_records_are_found_by_words_and_lesson():
    assert ALBUM.find("VETOES decade")["record"].tolist() == ["06.b1"]
    assert set(ALBUM.find(lesson="04")["record"].str[:2]) == {"04"}
    assert ALBUM.find("no such thing at all").empty
    assert Evidence([]).find().columns.tolist() == ["record", "lesson", "shows", "limits", "from"]
    with pytest.raises(NoRecord, match="The album is empty"):
        Evidence([])["06.b1"]


# Ratings


def test_kappa_by_hand():
    # 20 pairs of yes and no: 8 and 6 alike. Observed 0.7; expected 0.5·0.6 + 0.5·0.4 = 0.5.
    first = [1] * 10 + [0] * 10
    second = [1] * 8 + [0] * 2 + [1] * 4 + [0] * 6
    assert kappa(first, second) == pytest.approx(0.4)
    assert kappa(second, first) == pytest.approx(0.4)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1))
def test_kappa_is_symmetric_at_most_one_and_blind_to_names(pairs):
    first, second = zip(*pairs, strict=True)
    value = kappa(first, second)
    if value is None:
        assert len({*first, *second}) == 1
        return
    assert value <= 1 + 1e-12
    assert value == pytest.approx(kappa(second, first))
    assert value == pytest.approx(kappa([3 - n for n in first], [3 - n for n in second]))
    if first == second:
        assert value == pytest.approx(1)


def test_kappa_of_nothing_is_undefined():
    assert kappa([], []) is None
    assert kappa([2, 2], [2, 2]) is None


def test_a_rating_is_whole_or_refused():
    sheet = rated("A", "me", dict.fromkeys(RUBRIC, 2))
    assert sheet.columns.tolist() == ["memo_id", "rater", "criterion", "level"]
    assert len(sheet) == len(RUBRIC) == 5
    for levels, says in [
        ({"evidence": 2}, "Not rated yet: uncertainty"),
        (dict.fromkeys(RUBRIC, 4), "0, 1, 2 or 3"),
        ({"evidenz": 2}, "Did you mean evidence?"),
    ]:
        with pytest.raises(CourseError, match=says):
            rated("A", "me", levels)
