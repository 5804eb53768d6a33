"""The room that a learner lives in: opening it, and what each of its doors does."""

import altair as alt
import pandas as pd
import pytest
from classroom import NOTEBOOKS

import diplomacy_lib
from diplomacy_lib import load, open_lesson
from diplomacy_lib.answers import VERDICTS
from diplomacy_lib.cards import Card
from diplomacy_lib.catalog import find
from diplomacy_lib.display import MEDIA_TYPE, ChartProblem
from diplomacy_lib.errors import CourseError
from diplomacy_lib.panels import Switch

FRAME = pd.DataFrame({"year": [1986, 1991], "warheads": [40159, 30000]})
BARS = alt.Chart(FRAME).mark_bar().encode(x="year:O", y="warheads:Q")
WORDS = "Two bars, the first higher."


@pytest.fixture
def shown(monkeypatch):
    """Return the list of everything that is displayed."""
    everything = []
    monkeypatch.setattr("IPython.display.display", lambda *things, **_: everything.extend(things))
    return everything


@pytest.fixture
def lesson():
    return open_lesson("04")


@pytest.fixture
def keyless(monkeypatch, tmp_path):
    """Return a folder in which no key is found, as in a copy that is graded elsewhere."""
    monkeypatch.setenv("DIPLOMACY_KEYS", str(tmp_path / "nothing"))
    return tmp_path


def only(shown):
    (card,) = shown
    assert isinstance(card, Card)
    return card


# Opening


def test_a_lesson_opens_with_its_title_and_the_default_parameters(lesson):
    assert lesson.number == "04"
    assert lesson.title == "Counting warheads"
    assert lesson.parameters == {"pair": ("USA", "RUS")}


def test_the_header_names_parameters_and_progress(lesson, shown):
    assert "pair: United States and Soviet Union / Russia" in str(lesson)
    assert "0 of 7 right so far" in str(lesson)
    lesson.album.answered("04.2", 1, True)
    lesson.album.answered("04.1", 1, False)
    assert "1 of 7 right so far: 04.2" in repr(open_lesson("04"))
    assert "1 of 7 right so far: 04.2" in open_lesson("04")._repr_html_()


def test_an_unknown_parameter_is_refused():
    with pytest.raises(CourseError, match=r"Counting warheads has no parameter 'pairs'; .*pair"):
        open_lesson("04", pairs=("USA", "RUS"))


def test_an_unknown_value_is_refused_with_those_allowed():
    with pytest.raises(CourseError, match=r"pair cannot be .*It may be \('USA', 'RUS'\)"):
        open_lesson("04", pair=("USA", "ATL"))


@pytest.mark.parametrize("number", ["99", "4", "counting", "", "*"])
def test_an_unknown_lesson_is_refused_with_those_there_are(number):
    with pytest.raises(CourseError, match="04"):
        open_lesson(number)


def test_without_keys_a_lesson_opens_and_only_checking_is_missing(keyless, shown):
    lesson = open_lesson("04", pair=("USA", "RUS"))
    assert lesson.parameters == {"pair": ("USA", "RUS")}
    assert len(lesson.load("treaties")) > 0
    lesson.show(BARS, WORDS)
    assert "exercises" not in str(lesson)
    for ask in (lambda: lesson.check("04.1", 3), lambda: lesson.hint("04.1")):
        with pytest.raises(CourseError, match="no answer keys beside it, so nothing can be check"):
            ask()


def test_keys_are_found_beside_the_notebook(monkeypatch):
    monkeypatch.delenv("DIPLOMACY_KEYS")
    monkeypatch.chdir(NOTEBOOKS)
    assert "04.1" in open_lesson("04").keys


def test_the_library_names_no_lesson():
    """Content and code are separate: it is found by its number alone."""
    folder = NOTEBOOKS.parent / "diplomacy_lib"
    slugs = [path.stem[3:] for path in NOTEBOOKS.glob("*.ipynb")]
    for module in folder.glob("*.py"):
        text = module.read_text(encoding="utf-8")
        assert [slug for slug in slugs if slug in text] == [], module.name


# Loading


def test_load_gives_the_whole_table_and_remembers_it_once(lesson):
    for _ in range(2):
        pd.testing.assert_frame_equal(lesson.load("treaties"), load("treaties"))
    lesson.load("countries")
    assert lesson.loaded == ["treaties", "countries"]


def test_a_table_that_is_not_there_is_not_remembered(lesson):
    with pytest.raises(CourseError, match="Did you mean treaties"):
        lesson.load("treatys")
    assert lesson.loaded == []


def test_names_of_countries_are_those_of_the_table(lesson):
    assert lesson.name("RUS") == "Soviet Union / Russia"
    assert lesson.name("CHN") == "China"
    assert lesson.name("nowhere") == "nowhere"
    assert lesson.in_words(("USA", 1962)) == ("United States", 1962)


# Showing


def test_a_chart_comes_with_its_words_and_is_remembered(lesson, shown):
    lesson.show(BARS, WORDS)
    chart, words = shown
    assert chart[MEDIA_TYPE]["description"] == chart["text/plain"] == WORDS
    assert "<table" in words.data
    assert [(s["beat"], s["description"]) for s in lesson.shown] == [("", WORDS)]


def test_a_chart_without_a_beat_is_not_kept(lesson, shown, home):
    lesson.show(BARS, WORDS)
    assert not home.exists()


def test_a_beat_is_kept_with_all_that_a_memo_needs(lesson, shown):
    lesson.load("nuclear_stockpiles")
    lesson.show(BARS, WORDS, beat="04.b1", limits="Estimates.")
    kept = open_lesson("04").album.read()["beats"]["04.b1"]
    assert kept["lesson"] == "04 · Counting warheads"
    assert (kept["description"], kept["limits"]) == (WORDS, "Estimates.")
    assert kept["parameters"] == {"pair": ["USA", "RUS"]}
    assert kept["spec"]["mark"] == {"type": "bar"}
    assert kept["sources"] == {"nuclear_stockpiles": diplomacy_lib.cite("nuclear_stockpiles")}
    assert set(kept["licences"]) == {"nuclear_stockpiles"}
    assert kept["checksum"]


def test_what_can_be_quoted_says_its_limits(lesson, shown):
    with pytest.raises(CourseError, match=r"04\.b1 can be quoted, so say its limits"):
        lesson.show(BARS, WORDS, beat="04.b1")
    assert shown == []
    assert lesson.shown == []


def test_an_unfit_chart_is_neither_shown_nor_kept(lesson, shown, home):
    with pytest.raises(ChartProblem, match="yaer"):
        lesson.show(BARS.encode(x="yaer:O"), WORDS, beat="04.b1", limits="None.")
    assert shown == lesson.shown == []
    assert not home.exists()


def test_an_empty_chart_says_why_it_is_empty(lesson, shown):
    lesson.show(alt.Chart(FRAME.iloc[:0]).mark_bar().encode(x="year:O"), WORDS)
    assert "No row of the data fits" in str(shown[0])
    assert MEDIA_TYPE in shown[1]


def test_a_panel_is_shown_and_its_function_stays_a_function(lesson, shown):
    @lesson.panel("Title", controls={"log": Switch("Log")})
    def answer(log):
        return f"Log: {log}."

    assert answer(True) == "Log: True."
    assert len(shown) == 1
    assert [panel.title for panel in lesson.panels] == ["Title"]


# Checking


def answer_to(lesson, exercise):
    key = lesson.keys[exercise]
    return key.answer(lesson, **key.values()).value


def test_a_right_answer_is_kept(lesson, shown):
    lesson.check("04.1", answer_to(lesson, "04.1"))
    assert only(shown).title == "04.1 · ✓ Right"
    assert only(shown).tone == "right"
    assert lesson.album.read()["exercises"]["04.1"]["right"] is True


def test_a_wrong_answer_is_kept_as_a_try(lesson, shown):
    lesson.check("04.1", 1950)
    assert only(shown).title == "04.1 · ✗ Not yet"
    assert lesson.album.read()["exercises"]["04.1"]["right"] is False


@pytest.mark.parametrize("answer", [..., None, "1986", float("nan"), FRAME])
def test_a_blank_or_a_wrong_kind_writes_nothing(lesson, shown, home, answer):
    lesson.check("04.1", answer)
    assert only(shown).title in {"04.1 · ○ Not answered yet", "04.1 · ✗ Not this kind of answer"}
    assert not home.exists()


def test_a_blank_names_the_hint(lesson, shown):
    lesson.check("04.1", ...)
    assert 'lesson.hint("04.1")' in only(shown).text


@pytest.mark.parametrize("right", [True, False])
def test_the_folded_solution_writes_nothing(lesson, shown, home, right):
    lesson.check("04.1", answer_to(lesson, "04.1") if right else 1950, record=False)
    passed = "04.1 · The folded solution passes this check"
    assert (only(shown).title == passed) == right
    assert not home.exists()


def test_feedback_neither_shows_nor_keeps(lesson, shown, home):
    assert lesson.feedback("04.1", 1950).verdict == "wrong"
    assert shown == []
    assert not home.exists()


def test_every_verdict_has_a_title():
    assert set(VERDICTS) == {"right", "blank", "kind", "wrong", "none", "kept", "code"}


@pytest.mark.parametrize("door", ["check", "hint", "feedback"])
def test_an_unknown_exercise_is_answered_with_the_near_ones(lesson, door):
    arguments = () if door == "hint" else (3,)
    with pytest.raises(CourseError, match=r"Lesson 04 has no exercise '04\.11'\. Did you mean 04"):
        getattr(lesson, door)("04.11", *arguments)


def test_hints_come_one_inside_the_other(lesson, shown, home):
    lesson.hint("04.1")
    card, titles = only(shown), []
    while card:
        titles.append(card.title)
        card = card.folded
    assert titles == [f"04.1 · Hint {n} of 3" for n in (1, 2, 3)]
    html = shown[0]._repr_html_()
    assert html.index("Hint 1") < html.index("<details>") < html.index("Hint 2")
    assert html.count("<details>") == 2
    assert not home.exists()


def test_in_a_terminal_only_the_first_hint_is_printed(lesson, shown):
    lesson.hint("04.1")
    assert "Hint 1" in str(shown[0])
    assert "Hint 2" not in str(shown[0])


# Notes, sources, forgetting


def test_a_note_is_kept_and_shown_again(lesson, shown):
    lesson.note("04.n1", "Two rules, two numbers.")
    lesson.note("04.n1")
    assert [card.title for card in shown] == ["04.n1 · Kept", "04.n1 · You wrote"]
    assert shown[1].text == "Two rules, two numbers."


@pytest.mark.parametrize("blank", [..., "…", " … ", "", "  ", None, 3])
def test_a_blank_note_overwrites_nothing(lesson, shown, home, blank):
    lesson.note("04.n1", blank)
    assert only(shown).title == "04.n1 · Nothing written yet"
    assert not home.exists()
    lesson.note("04.n1", "Words.")
    lesson.note("04.n1", blank)
    assert shown[-1].text == "Words."


def test_a_note_may_look_like_html(lesson, shown):
    lesson.note("04.n1", "<b>1 < 2</b>")
    assert "<b>1 <" not in shown[0]._repr_html_()


def test_sources_cite_every_loaded_table_with_its_licence(lesson, shown):
    for name in ("treaties", "nuclear_tests"):
        lesson.load(name)
    lesson.sources()
    parts = dict(only(shown).parts)
    assert list(parts) == ["treaties", "nuclear_tests"]
    for name, said in parts.items():
        assert diplomacy_lib.cite(name) in said
        assert find(name).licence in said


def test_forgetting_deletes_this_lesson_alone(lesson, shown, home):
    lesson.check("04.1", 1950)
    open_lesson("00").note("00.n1", "Words.")
    lesson.forget()
    assert [path.name for path in home.iterdir()] == ["lesson_00.json"]
    assert shown[-1].title == "Forgotten"


def test_the_check_of_one_variant_does_not_know_another(lesson):
    key = lesson.keys["04.1"]
    for values in key.variants():
        value = key.answer(lesson, **values).value
        assert lesson.feedback("04.1", value, **values).verdict == "right"
