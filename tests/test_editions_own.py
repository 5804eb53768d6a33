"""An instructor's own exercises and tables: what is asked for, and what they become."""

import json

import pandas as pd
import pytest
from edition import SOLUTION, TABLE, VOTES, edition, own_notebook, problems, top, written
from frictionless import Package

from diplomacy_lib import catalog, packs
from diplomacy_lib.editions import own_tables

OWN = '\n[exercises]\nfiles = ["my_exercises.ipynb"]\n'


# Tables


@pytest.fixture
def table(tmp_path):
    """Return an own table as its file describes it."""
    return edition(tmp_path, top() + TABLE).tables[0]


def test_a_table_that_is_described_gets_an_entry_that_the_catalogue_reads(table, copy):
    own_tables.add((table,), copy)
    found = catalog.find("my_votes")
    assert (found.title, found.rows, found.licence) == ("My votes", 3, "CC0-1.0")
    assert [(field.name, field.type) for field in found.fields] == [
        ("year", "integer"), ("country", "string"), ("votes", "integer"),
    ]  # fmt: skip
    assert tuple(found.years) == (2001, 2003)


def test_an_own_entry_is_a_data_resource(table, copy):
    own_tables.add((table,), copy)
    manifest = copy / "datapackage.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    content["resources"] = [content["resources"][-1]]
    manifest.write_text(json.dumps(content), encoding="utf-8")
    assert Package(str(manifest)).validate().flatten() == []


def test_everything_that_a_table_lacks_is_asked_for_with_its_place(tmp_path):
    found = problems(tmp_path, top() + '[tables]\nmy_votes = "my_votes.csv"\n')
    assert found == [
        '[table.my_votes] title: is missing: a short title. Write title = "…".',
        '[table.my_votes] description: is missing: what one row is. Write description = "…".',
        "[table.my_votes] source: is missing: where the figures come from, as one would cite it."
        ' Write source = "…".',
        "[table.my_votes] licence: is missing: the terms under which it may be handed on. Write"
        ' licence = "…".',
        '[table.my_votes.fields] year: is missing: what the column means. Write year = "…".',
        '[table.my_votes.fields] country: is missing: what the column means. Write country = "…".',
        '[table.my_votes.fields] votes: is missing: what the column means. Write votes = "…".',
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (('votes = "Votes."', 'vote = "Votes."'), "'vote' is not known. Did you mean votes?"),
        (("[table.my_votes]", "[table.my_vote]"), "'my_vote' is not known. Did you mean my_votes?"),
        (("my_votes =", "My-Votes ="), "[tables] My-Votes: a table's name has small letters"),
        (("my_votes =", "treaties ="), "[tables] treaties: the course has a table of this name"),
        (('"my_votes.csv"', '"../votes.csv"'), "my_votes: there is no file '../votes.csv'"),
        (("licence =", "license ="), "'license' is not known. Did you mean licence?"),
    ],
)  # fmt: skip
def test_a_mistake_in_a_table_is_told(change, says, tmp_path):
    found = problems(tmp_path, top() + TABLE.replace(*change))
    assert any(says in each for each in found), found


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00year", b"a,b\n1,2,3\n4\n5,6,7,8\n"])
def test_a_file_that_is_no_table_is_refused(content, tmp_path):
    file = written(tmp_path, top() + TABLE)
    (tmp_path / "my_votes.csv").write_bytes(content)
    from diplomacy_lib.editions.course import read
    from diplomacy_lib.editions.reading import InvalidCourse
    from diplomacy_lib.editions.shelf import published

    with pytest.raises(InvalidCourse, match=r"\[tables\] my_votes: .* is not a CSV file"):
        read(file, published())


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table_is_the_same_bytes_whatever_system_wrote_it(ends, mark, tmp_path):
    file = tmp_path / "votes.csv"
    file.write_bytes((mark + VOTES.replace("\n", ends)).encode("utf-8"))
    table = own_tables.OwnTable("votes", file, {})
    assert table.content() == VOTES.encode("utf-8")


def test_types_of_an_own_table_are_found_out():
    text = "day,who,share,n,empty\n2024-02-25,NA,0.5,1,\n2024-03-01,Žižek,1.5,,\n"
    frame = own_tables.read(text.encode("utf-8"))
    kinds = {name: own_tables._field(frame[name], "x")["type"] for name in frame}
    assert kinds == {
        "day": "date", "who": "string", "share": "number", "n": "integer", "empty": "integer",
    } or kinds["empty"] in {"string", "number"}  # fmt: skip
    assert frame["who"].tolist() == ["NA", "Žižek"]
    assert frame["day"].iloc[0] == pd.Timestamp("2024-02-25")


# Exercises


def test_an_own_exercise_says_its_facts_in_comments(tmp_path):
    (own,) = edition(tmp_path, top() + TABLE + OWN).own
    assert (own.id, own.lesson, own.answer) == ("04.9", "04", "solution")
    assert own.facts() == {
        "tolerance": 0.0, "unit": "votes", "points": 3, "minutes": 4,
        "hints": ["Add up a column."], "mistakes": [(12, "You left out the last row.")],
    }  # fmt: skip


def test_an_own_solution_is_checked_as_the_courses_own_are(tmp_path):
    (own,) = edition(tmp_path, top() + TABLE + OWN).own
    solution = own.complete()[-1]
    assert solution.source.endswith('lesson.check("04.9", solution, record=False)')
    assert own.complete()[-1].source == solution.source, "completing twice changes nothing"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"exercise": "4.9"}, "needs an id such as 04.9"),
        ({"exercise": "05.9"}, "joins lesson 05, which this edition does not have."),
        ({"exercise": "04.2"}, "has the id of an exercise of the course"),
        ({"blank": "x = 1"}, "needs a code cell with a blank"),
        ({"blank": "total = ..."}, 'needs lesson.check("04.9", …)'),
        ({"solution": "1 +"}, "its solution is not Python"),
        ({"solution": "print(1)"}, "its solution assigns nothing"),
        ({"solution": "# tolerance: much\nx = 1"}, "a comment in its solution cannot be read"),
        ({"solution": "# if twelve: no\nx = 1"}, "a comment in its solution cannot be read"),
        ({"tags": False}, "my_exercises.ipynb has no cell tagged exercise:…"),
    ],
)
def test_a_mistake_in_an_own_exercise_is_told_with_its_place(changes, says, tmp_path):
    file = written(tmp_path, top() + TABLE + OWN)
    own_notebook(tmp_path / "my_exercises.ipynb", **changes)
    found = _problems_of(file)
    assert any(says in each for each in found), found
    assert all("my_exercises.ipynb" in each or "[exercises]" in each for each in found)


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    file = written(tmp_path, top() + TABLE + OWN)
    (tmp_path / "my_exercises.ipynb").write_text("x", encoding="utf-8")
    assert _problems_of(file) == [
        "[exercises] files, item 1: my_exercises.ipynb is not a notebook."
    ]


def test_two_notebooks_cannot_have_the_same_exercise(tmp_path):
    file = written(tmp_path, top() + TABLE + OWN.replace('"]', '", "again.ipynb"]'))
    own_notebook(tmp_path / "again.ipynb")
    assert _problems_of(file) == ["again.ipynb, exercise 04.9: is there twice."]


def _problems_of(file):
    from edition import TWO

    from diplomacy_lib.editions.course import read
    from diplomacy_lib.editions.reading import InvalidCourse

    with pytest.raises(InvalidCourse) as caught:
        read(file, TWO)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    "value", [1, 1.5, "Geneva", [1, 2], {"USA": 1}, {1, 2}, pd.Timestamp(0).date()]
)
def test_an_own_answer_comes_out_of_the_pack_as_it_went_in(value, tmp_path):
    facts = {"tolerance": 0.0, "unit": "", "points": 1, "minutes": 5, "hints": [], "mistakes": []}
    entry = packs.with_keys("from diplomacy_lib.answers import Plan\nPLAN = Plan('x')",
                            own={"04.9": packs.settled(value, facts)})  # fmt: skip
    packs.Pack({"04": entry}).write(tmp_path / "keys.pack")
    key = packs.read(tmp_path / "keys.pack").keys("04").keys["04.9"]
    assert key.answer(None).value == value
    assert key.kind is type(value)


@pytest.mark.parametrize("value", [None, True, pd.Series([1]), 1j, ...])
def test_an_own_answer_of_another_kind_is_refused(value):
    from diplomacy_lib.errors import CourseError

    with pytest.raises(CourseError, match="an own exercise asks for one number"):
        packs.settled(value, {})


def test_the_published_example_is_what_the_guide_shows():
    """The comments of a solution cell are those that the module's docstring lists."""
    from diplomacy_lib.editions import own_exercises

    for line in SOLUTION.splitlines():
        if line.startswith("# ") and not line.startswith("# if"):
            assert line.partition(":")[0] in own_exercises.__doc__
