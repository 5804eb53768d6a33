"""An instructor's file: every mistake at once, with its place, what is allowed, the near match."""

import string
from dataclasses import replace

import pandas as pd
import pytest
from edition import SHELF, TWO, edition, problems, top
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diplomacy_lib import answers
from diplomacy_lib.answers import Expect
from diplomacy_lib.editions import reading
from diplomacy_lib.editions.course import SECTIONS, read
from diplomacy_lib.editions.reading import InvalidCourse


def test_a_small_file_is_the_core_path_of_its_lessons(tmp_path):
    found = edition(tmp_path, top(["04", "00"]))
    assert [lesson.number for lesson in found.lessons] == ["04", "00"]
    assert found.title == "POLS 210"
    assert found.solutions == "hidden"
    for lesson in found.lessons:
        assert lesson.path == "core"
        assert list(lesson.exercises) == TWO[lesson.number].exercises("core")
        assert lesson.parameters == lesson.choices == {}


def test_what_a_file_chooses_is_what_it_gets(tmp_path):
    found = edition(
        tmp_path,
        top(path='"full"', solutions='"folded"')
        + '[lesson.04]\npath = "core"\npair = ["USA", "CHN"]\nexercises = ["04.3", "04.2"]\n'
        + '[exercise."04.2"]\ncountry = "USA"\nyears = [1950, 1960]\n',
    )
    zero, four = found.lessons
    assert (zero.path, four.path, found.solutions) == ("full", "core", "folded")
    assert four.exercises == ("04.3", "04.2")
    assert four.parameters == {"pair": ("USA", "CHN")}
    assert four.choices == {"04.2": {"country": "USA", "years": (1950, 1960)}}


MISTAKES = {
    "a section": ("[corse]\n", ["my_course.toml: 'corse' is not known. Did you mean course?"]),
    "a line": (top(titel='"x"'), ["[course]: 'titel' is not known. Did you mean title?"]),
    "no title": (top(title='" "'), ["[course] title: is missing. Write title = "]),
    "no lessons": (top([]), ["[course] lessons: is missing."]),
    "a lesson": (top(["00", "05"]), ["[course] lessons, item 2: '05' is not known."]),
    "a number": (top([4]), ["[course] lessons, item 1: 4 is not known. Did you mean 04?"]),
    "twice": (top(["04", "04"]), ["[course] lessons, item 2: '04' stands there already."]),
    "a path": (top(path='"long"'), ["[course] path: 'long' is not possible. It may be: 'core',"]),
    "solutions": (top(solutions="true"), ["[course] solutions: True is not possible."]),
    "a parameter": (
        top() + '[lesson.04]\npairs = ["USA", "RUS"]\n',
        ["[lesson.04]: 'pairs' is not known. Did you mean pair?"],
    ),
    "a pair": (
        top() + '[lesson.04]\npair = ["USA", "FRA"]\n',
        ["[lesson.04] pair: ['USA', 'FRA'] is not possible. It may be: ['USA', 'RUS'], "],
    ),
    "an exercise": (
        top() + '[lesson.04]\nexercises = ["04.1", "04.33"]\n',
        ["[lesson.04] exercises, item 2: '04.33' is not known. Did you mean 04.3"],
    ),
    "an exercise twice": (
        top() + '[lesson.04]\nexercises = ["04.1", "04.1"]\n',
        ["[lesson.04] exercises, item 2: '04.1' stands there already."],
    ),
    "a value": (
        top(path='"full"') + '[exercise."04.2"]\ncountry = "FRA"\n',
        ["[exercise.\"04.2\"] country: 'FRA' is not possible. It may be: 'RUS', 'USA'."],
    ),
    "what varies": (
        top(path='"full"') + '[exercise."04.2"]\ncounty = "USA"\n',
        ["[exercise.\"04.2\"]: 'county' is not known. Did you mean country?"],
    ),
    "a lesson's section": (
        top(["00"]) + '[lesson.04]\npath = "full"\n',
        ["[lesson.04]: this edition has no lesson '04'."],
    ),
    "an exercise's section": (
        top(["00"]) + '[exercise."04.2"]\ncountry = "USA"\n',
        ["[exercise.\"04.2\"]: this edition does not ask '04.2'."],
    ),
    "an exercise of Further": (
        top() + '[exercise."04.2"]\ncountry = "USA"\n',
        ["[exercise.\"04.2\"]: this edition does not ask '04.2'. Name it in [lesson.04]"],
    ),
    "no section": ("lesson = 4\n" + top(), ["lesson: should be a section, [lesson]."]),
    "no inner section": (top() + "[lesson]\n04 = 1\n", ["lesson.04: should be a section"]),
    "no list": (
        top() + '[lesson.04]\nexercises = "04.1"\n',
        ['[lesson.04] exercises: should be a list, such as ["04.1", "04.3"].'],
    ),
    "a file": (
        top() + '[exercises]\nfiles = ["mine.ipynb"]\n',
        ["[exercises] files, item 1: there is no file 'mine.ipynb' in "],
    ),
    "not TOML": ("[course\n", ["my_course.toml: is not TOML: "]),
}


@pytest.mark.parametrize(("text", "expected"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_with_its_place_and_what_is_allowed(text, expected, tmp_path):
    found = problems(tmp_path, text if "[course" in text else text + top())
    assert len(found) == len(expected), found
    for says, start in zip(found, expected, strict=True):
        assert says.startswith(start), says


def test_all_mistakes_are_told_at_once(tmp_path):
    text = (
        top(["00", "05"], path='"long"', titel="1")
        + '[lesson.04]\npair = 1\n[exercise."00.9"]\nx = 1\n[tables]\nA = "a.csv"\n'
        + '[exercises]\nfiles = ["a.ipynb"]\n[variants]\nsede = 1\n'
    )
    places = {says.partition(":")[0] for says in problems(tmp_path, text)}
    assert places == {
        "[course]", "[course] lessons, item 2", "[course] path", "[lesson.04]",
        '[exercise."00.9"]', "[tables] A", "[exercises] files, item 1", "[variants]",
        "[variants] seed", "[variants] roster",
    }  # fmt: skip


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(InvalidCourse, match="No such file"):
        read(tmp_path / "none.toml", TWO)
    file = tmp_path / "latin.toml"
    file.write_bytes('[course]\ntitle = "Málaga"'.encode("latin-1"))
    with pytest.raises(InvalidCourse, match="not written in UTF-8"):
        read(file, TWO)


def test_a_mark_at_the_start_of_a_file_is_no_mistake(tmp_path):
    """Windows editors write one."""
    file = tmp_path / "marked.toml"
    file.write_text(top(), encoding="utf-8-sig")
    assert read(file, TWO).title == "POLS 210"


def test_a_prerequisite_that_is_left_out_or_comes_later_is_a_warning(tmp_path):
    assert edition(tmp_path, top(["00", "01"]), SHELF).warnings == ()
    (left_out,) = edition(tmp_path, top(["01"]), SHELF).warnings
    assert left_out == "Lesson 01 builds on lesson 00, which this edition leaves out."
    (later,) = edition(tmp_path, top(["01", "00"]), SHELF).warnings
    assert later == "Lesson 01 builds on lesson 00, which here comes after it."


def test_values_under_which_an_exercise_cannot_be_set_are_refused_with_the_reason(tmp_path):
    also_a_mistake = top() + '[exercise."04.3"]\ncountry = "USA"\n'
    also_a_mistake += '[lesson.04]\nexercises = ["04.3"]\n'
    (says,) = problems(tmp_path, also_a_mistake)
    assert says.startswith('[exercise."04.3"]: 04.3: the answer is also what a listed mistake')
    assert "SHAFT and TUNNEL alone" in says
    no_answer = top() + '[lesson.04]\nexercises = ["04.7"]\n[exercise."04.7"]\ncountry = "GBR"\n'
    found = problems(tmp_path, no_answer + "fraction = 0.5\n")
    assert found == [] or all(says.startswith('[exercise."04.7"]') for says in found)


def test_two_answers_are_refused(tmp_path, monkeypatch):
    """Both sides agree as often in two years: whichever a learner names, the other is right too."""
    key = SHELF["03"].keys.keys["03.2"]
    level = pd.Series({1990: 0.5, 1991: 0.5, 1992: 0.25})
    said = replace(key, answer=lambda lesson, **_: Expect(answers.largest(level)[0]))
    monkeypatch.setitem(SHELF["03"].keys.keys, "03.2", said)
    text = top(["03"]) + '[lesson.03]\nexercises = ["03.2"]\n'
    (says,) = problems(tmp_path, text, {"03": SHELF["03"]})
    assert "03.2 has no answer: Two of them are level here" in says


def test_an_answer_that_is_a_listed_mistake_is_refused(tmp_path):
    """Five meetings on Soviet soil to 1991, by the broad rule and by the narrow one."""
    text = top(["01"]) + '[lesson.01]\nexercises = ["01.1"]\n[exercise."01.1"]\n'
    text += 'rule = "broad"\nperiod = [1946, 1991]\nsoil = "RUS"\n'
    says = problems(tmp_path, text, {"01": SHELF["01"]})
    assert len(says) == 2
    assert all("also what a listed mistake leads to" in each for each in says)


def _as_toml(values):
    import json

    from diplomacy_lib.editions.shelf import in_file

    return {name: json.dumps(in_file(value)) for name, value in values.items()}


def test_every_value_that_a_lesson_declares_can_be_written_in_a_file(tmp_path):
    for number, lesson in SHELF.items():
        for name, allowed in lesson.keys.plan.parameters.items():
            for value in allowed:
                text = f"[lesson.{number}]\n" + _line(name, value)
                assert _said(tmp_path, number, text).parameters.get(name, allowed[0]) == value
        for exercise, key in lesson.keys.keys.items():
            for name, allowed in key.vary.items():
                for value in allowed:
                    text = f'[lesson.{number}]\nexercises = ["{exercise}"]\n'
                    text += f'[exercise."{exercise}"]\n' + _line(name, value)
                    assert _said(tmp_path, number, text).choices[exercise][name] == value


def _line(name, value):
    return "".join(f"{name} = {said}\n" for name, said in _as_toml({name: value}).items())


def _said(folder, number, text):
    """Return what a file says of one lesson, without asking whether it can be set."""
    from diplomacy_lib.editions import course

    file = folder / "one.toml"
    file.write_text(top([number]) + text, encoding="utf-8")
    looking = reading.Reading(reading.content(file), SHELF, folder)
    (found,) = (course._lesson(looking, number, {}),)
    assert looking.problems == []
    return found


names = st.sampled_from(
    [*SECTIONS, "04", "00", "04.2", "pair", "title", "lessons", "exercises", "files", "my_votes",
     "roster", "seed", "path", "solutions", "fields", "country"]
)  # fmt: skip
leaves = st.one_of(
    st.booleans(), st.integers(-5, 5), st.text(string.printable, max_size=5), names, st.floats()
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(said=st.dictionaries(names, values, max_size=4))
def test_no_file_whatever_brings_a_traceback(said, tmp_path, monkeypatch):
    monkeypatch.setattr("diplomacy_lib.editions.course.content", lambda file: said)
    found = []
    try:
        read(tmp_path / "my_course.toml", TWO)
    except InvalidCourse as error:
        found = error.problems
    assert all(problem.place and problem.says for problem in found)
