"""Keys, plans and feedback: which sentence an answer gets, and that it is one sentence."""

import datetime as dt

import pandas as pd
import pytest
from strange import STRANGE

from diplomacy_lib import answers
from diplomacy_lib.answers import (
    Expect,
    Feedback,
    Key,
    Keys,
    Mistake,
    NoAnswer,
    Plan,
    assess,
    faults,
    key,
    read_keys,
)
from diplomacy_lib.errors import CourseError

HINTS = ["Look at the {years[0]} of {country}.", "Then at {years[1]}."]


class Lesson:
    """As much of a lesson as a key needs."""

    parameters = {"pair": ("USA", "RUS")}  # noqa: RUF012

    def in_words(self, value):
        names = {"USA": "United States", "RUS": "Russia"}
        return names.get(value, value) if isinstance(value, str) else value


def growth(lesson, country="RUS", years=(1955, 1965)):
    if years[0] >= years[1]:
        raise NoAnswer("Nothing lies between these years.")
    answer = 42.0 if country == "RUS" else 24.0
    return Expect(
        answer,
        [
            Mistake(answer * 2, "Twice too much for {country}."),
            Mistake(lambda given: given > 80, "More than eighty."),
            Mistake(answer / 100, "A fraction, from {years[0]} on."),
        ],
        "So {country} grew.",
    )


GROWTH = Key(
    "04.2",
    float,
    growth,
    unit="per cent a year",
    tolerance=0.05,
    vary={"country": ["RUS", "USA"], "years": [(1955, 1965), (1965, 1955)]},
    hints=HINTS,
)


def told(answer, exercise=GROWTH, **chosen):
    return assess(exercise, answer, Lesson(), **chosen)


def of_kind(kind, expected, *mistakes, **facts):
    return Key("1", kind, lambda lesson: Expect(expected, mistakes), **facts)


def test_a_right_answer_is_told_what_it_means():
    assert told(42.0) == Feedback("right", "So Russia grew.")
    assert told(42.04).verdict == "right"


def test_dots_are_a_blank():
    assert told(...).verdict == "blank"
    assert "three dots" in told(...).text


def test_dots_in_a_list_are_no_blank_and_not_right():
    assert told([...], of_kind(list, [1])).verdict == "wrong"


def test_a_wrong_kind_is_told_what_is_asked_for():
    feedback = told("42")
    assert feedback.verdict == "kind"
    assert feedback.text.endswith("The exercise asks for one number (per cent a year).")
    assert told(None, of_kind(int, 3)).text.endswith("The exercise asks for one whole number.")


def test_a_known_mistake_gets_its_own_sentence():
    assert told(0.42).text == "The kind of answer is right. A fraction, from 1955 on."
    assert told(0.42).verdict == "wrong"


def test_the_first_mistake_that_fits_wins():
    assert "Twice too much for Russia." in told(84.0).text
    assert "More than eighty." in told(85.0).text


def test_the_tolerance_holds_for_mistakes_too():
    assert "Twice too much" in told(84.04).text
    assert "Twice too much" not in told(83.9).text


@pytest.mark.parametrize(
    ("answer", "size"),
    [
        (-42.0, "The sign is the other way round."),
        (4.1, "It is more than ten times too small."),
        (50.0, "The size is about right, the number is not."),
    ],
)
def test_an_unknown_mistake_gets_sign_and_size_and_the_first_hint(answer, size):
    assert told(answer).text == f"The kind of answer is right. {size} Look at the 1955 of Russia."


def test_an_exercise_without_hints_still_says_what_to_do():
    assert told(7, of_kind(int, 8)).text.endswith("Read the question once more.")


def test_parts_that_hold_come_before_the_mistake():
    exercise = of_kind(dict, {"a": 1, "b": 2}, Mistake({"a": 1, "b": 0}, "Nothing is not two."))
    assert told({"a": 1, "b": 0}, exercise).text == "1 of 2 parts hold: a. Nothing is not two."


@pytest.mark.parametrize(
    ("kind", "expected", "mistake"),
    [
        (str, "Geneva", "Vienna"),
        (dt.date, dt.date(1991, 7, 31), dt.date(1994, 12, 5)),
        (list, ["a", "b"], ["b", "a"]),
        (set, {"a", "b"}, {"a"}),
    ],
)
def test_mistakes_of_every_kind_are_known(kind, expected, mistake):
    exercise = of_kind(kind, expected, Mistake(mistake, "That one."))
    assert told(expected, exercise).verdict == "right"
    assert told(mistake, exercise).text.endswith("That one.")


def test_what_is_varied_changes_answer_and_words():
    assert told(24.0, country="USA") == Feedback("right", "So United States grew.")
    assert told(42.0, country="USA").verdict == "wrong"
    assert answers.hints(GROWTH, Lesson(), country="USA")[0] == "Look at the 1955 of United States."


def test_variants_are_all_combinations_and_the_default_is_first():
    variants = list(GROWTH.variants())
    assert variants[0] == GROWTH.values() == {"country": "RUS", "years": (1955, 1965)}
    assert len(variants) == 4
    assert len({str(variant) for variant in variants}) == 4
    assert list(of_kind(int, 1).variants()) == [{}]


def test_no_answer_is_said_with_its_reason():
    feedback = told(42.0, years=(1965, 1955))
    assert feedback == Feedback("none", "Nothing lies between these years.")
    assert faults(GROWTH, Lesson(), years=(1965, 1955)) == [
        "04.2 has no answer: Nothing lies between these years."
    ]


def test_a_mistake_that_is_the_answer_is_a_fault():
    assert faults(GROWTH, Lesson()) == []
    near = of_kind(float, 5.0, Mistake(5.04, "Near."), Mistake(6.0, "Far."), tolerance=0.05)
    assert faults(near, Lesson()) == [
        "1: the answer is also what a listed mistake leads to ('Near.')."
    ]
    always = of_kind(int, 5, Mistake(lambda given: given < 1900, "Not a year."))
    assert len(faults(always, Lesson())) == 1


@pytest.mark.filterwarnings("ignore::numpy.exceptions.ComplexWarning")
@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_answer_is_never_right_and_never_raises(name):
    feedback = told(STRANGE[name])
    assert feedback.verdict in {"kind", "wrong"}
    assert feedback.text.strip()


# Plans


PLAN = Plan("Counting", {"pair": [("USA", "RUS"), ("USA", "CHN")], "year": list(range(1950, 1960))})


def test_a_plan_begins_with_the_first_values():
    assert PLAN.choose({}) == {"pair": ("USA", "RUS"), "year": 1950}
    assert PLAN.choose({"year": 1951}) == {"pair": ("USA", "RUS"), "year": 1951}


def test_a_pair_may_be_written_as_a_list():
    assert PLAN.choose({"pair": ["USA", "CHN"]})["pair"] == ("USA", "CHN")


def test_an_unknown_parameter_is_refused_with_those_there_are():
    with pytest.raises(CourseError, match=r"Counting has no parameter 'pairs'; it has: pair, year"):
        PLAN.choose({"pairs": ("USA", "RUS")})
    with pytest.raises(CourseError, match="it has: none"):
        Plan("Bare").choose({"pair": 1})


def test_an_unknown_value_is_refused_with_some_of_those_allowed():
    with pytest.raises(CourseError, match=r"year cannot be 1900. It may be 1950, .* and 4 more"):
        PLAN.choose({"year": 1900})
    with pytest.raises(CourseError, match=r"It may be \('USA', 'RUS'\), \('USA', 'CHN'\)\."):
        PLAN.choose({"pair": "USA"})


# Key files


def test_a_key_file_is_read_in_its_order(tmp_path):
    path = tmp_path / "99_made_up.py"
    path.write_text(
        "from diplomacy_lib.answers import Expect, Plan, key\n"
        "PLAN = Plan('Made up')\n"
        "@key('99.2', kind=int, hints=['Think.'])\n"
        "def second(lesson): return Expect(2)\n"
        "@key('99.1', kind=int)\n"
        "def first(lesson): return Expect(1)\n",
        encoding="utf-8",
    )
    read = read_keys(path)
    assert isinstance(read, Keys)
    assert read.plan.title == "Made up"
    assert list(read.keys) == ["99.2", "99.1"]
    assert read.keys["99.2"].hints == ["Think."]


def test_key_turns_a_function_into_a_record():
    made = key("04.9", kind=int, minutes=3)(growth)
    assert made == Key("04.9", int, growth, minutes=3)


def test_the_largest_are_named_in_order_and_blanks_do_not_count():
    assert answers.largest({"a": 1, "b": float("nan"), "c": 3}, most=2) == ["c", "a"]
    assert answers.largest(pd.Series({1991: 0.5, 1992: 0.75})) == [1992]


@pytest.mark.parametrize(
    ("values", "most"),
    [({"a": 2, "b": 2}, 1), ({"a": 3, "b": 0.1 + 0.2, "c": 0.3}, 2), ({"a": 3}, 2), ({}, 1)],
    ids=["level at the top", "level at the end of the list", "too few", "none"],
)
def test_two_answers_are_no_answer(values, most):
    with pytest.raises(NoAnswer):
        answers.largest(values, most)


def test_values_that_are_level_behind_the_list_do_not_matter():
    assert answers.largest({"a": 3, "b": 2, "c": 1, "d": 1}, most=2) == ["a", "b"]
