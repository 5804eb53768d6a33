"""Every key of every lesson: answers that agree, mistakes told apart, and nothing given away."""

import ast
import copy
import dataclasses
import datetime as dt
import inspect
import itertools
import numbers
import re
from functools import cache

import altair as alt
import pandas as pd
import pytest
from classroom import LESSONS
from rehearsal import (
    all_cells,
    as_published,
    as_text,
    code_cells,
    expectation,
    keys_of,
    prose_cells,
    room,
    tagged,
)
from strange import STRANGE

from diplomacy_lib import answers, comparing, load
from diplomacy_lib.answers import NoAnswer
from diplomacy_lib.comparing import CHART, KIND_NAMES, ChartShape

EXERCISES = [
    pytest.param(path, key, id=name) for path in LESSONS for name, key in keys_of(path).keys.items()
]
every_exercise = pytest.mark.parametrize(("path", "key"), EXERCISES)

# Answers tried on a mistake that is a condition, until one meets it.
NUMBERS = [0, 1, -1, 0.5, -0.5, 2, 3, 7, 12, 50, 120, 400, 1500, 1950, 2030, 5000, 10**6]
TEXTS = ["", "x", "Moscow", "Washington", "Geneva", "USA", "RUS", "Soviet Union", "treaty"]


@cache
def desk(path):
    """Return the open lesson, with tables that are read from disk only once."""
    lesson = copy.copy(room(path).lesson)
    lesson.load = lambda name: read_once(name).copy(deep=False)  # pandas copies when it writes
    return lesson


read_once = cache(load)


def sound_variants(path, key):
    """Return (values, expectation) for every variant that has an answer."""
    return _sound_variants(path, key.id)


@cache
def _sound_variants(path, exercise):
    key, found = keys_of(path).keys[exercise], []
    for values in key.variants():
        try:
            found.append((values, expectation(key, desk(path), **values)))
        except NoAnswer:
            continue
    return found


def feedback(path, key, answer, **values):
    if type(answer) is ChartShape:  # a strange answer may not even say of what class it is
        answer = drawn(answer)
    return answers.assess(key, answer, desk(path), **values)


def drawn(shape):
    """Return a chart of this mark and these columns."""
    frame = pd.DataFrame({column: [1] for column in shape.channels.values()})
    chart = alt.Chart(frame, mark=shape.mark or "point")
    return chart.encode(**{name: f"{column}:Q" for name, column in shape.channels.items()})


def candidates(expected, key):
    """Return answers of the key's kind that are wrong in many ways."""
    value = expected.value
    if key.kind in {int, float}:
        near = [value + n for n in NUMBERS] + [value * n for n in NUMBERS] + [value / 100]
        found = NUMBERS + near
        return [round(n) for n in found] if key.kind is int else [float(n) for n in found]
    if key.kind is str:
        return [*TEXTS, *load("treaties"), *load("treaties")["treaty"], value[::-1]]
    if key.kind is dt.date:
        return [value + dt.timedelta(days=n) for n in (-4000, -400, -1, 1, 400, 4000)]
    if key.kind in {list, set}:
        items = sorted(value, key=str)
        fewer = (itertools.combinations(items, n) for n in range(len(items)))
        return [key.kind(some) for some in itertools.chain.from_iterable(fewer)]
    if key.kind is dict:
        return [value | {name: v} for name in value for v in value.values() if v != value[name]]
    if key.kind == CHART:
        swapped = dict(zip(value.channels, reversed(value.channels.values()), strict=True))
        others = [ChartShape(mark, value.channels) for mark in ("point", "line", "area", "bar")]
        return [*others, ChartShape(value.mark, swapped), ChartShape(value.mark, {})]
    return []


def wrong_answers(expected, key):
    """Yield (mistake, an answer that it explains) for every listed mistake."""
    for place, mistake in enumerate(expected.mistakes):
        earlier = expected.mistakes[:place]
        if not callable(mistake.shape):
            yield mistake, mistake.shape
            continue
        fitting = (
            answer
            for answer in candidates(expected, key)
            if mistake.explains(answer, key)
            and not comparing.same(answer, expected.value, key.tolerance)
            and not any(other.explains(answer, key) for other in earlier)
        )
        yield mistake, next(fitting, None)


# Facts of a key


@every_exercise
def test_a_key_says_what_it_must(path, key):
    assert key.kind in KIND_NAMES
    assert isinstance(key.minutes, int)
    assert key.minutes > 0
    assert isinstance(key.points, int)
    assert key.points > 0
    assert 2 <= len(key.hints) <= 3
    assert len(set(key.hints)) == len(key.hints)
    for hint in key.hints:
        assert hint.strip().endswith((".", "?", "!", "`", ")", '"')), hint
    if key.kind is float:
        assert key.tolerance > 0
        assert key.unit


@every_exercise
def test_the_function_varies_what_the_key_declares_with_the_same_defaults(path, key):
    _, *parameters = inspect.signature(key.answer).parameters.values()
    assert {p.name: p.default for p in parameters} == key.values()


@every_exercise
def test_the_default_exercise_is_sound(path, key):
    assert answers.faults(key, desk(path)) == []


@every_exercise
def test_every_value_that_may_vary_is_sound_somewhere(path, key):
    sound = [v for v in key.variants() if not answers.faults(key, desk(path), **v)]
    for name, allowed in key.vary.items():
        assert len(allowed) >= 2, f"{name} does not vary"
        used = [values[name] for values in sound]
        assert [value for value in allowed if value not in used] == []


@every_exercise
def test_what_varies_changes_the_answer(path, key):
    shown = {repr(expected.value) for _, expected in sound_variants(path, key)}
    assert not key.vary or len(shown) >= 2


@every_exercise
def test_answers_are_of_the_kind(path, key):
    for _, expected in sound_variants(path, key):
        if key.kind != CHART:
            plain = comparing.as_kind(expected.value, key.kind)
            assert comparing.same(plain, expected.value, key.tolerance)
        assert expected.because == "" or expected.because.strip().endswith((".", "?"))


# Mistakes


@every_exercise
def test_mistakes_are_told_apart(path, key):
    expected = expectation(key, desk(path))
    values = [m for m in expected.mistakes if not callable(m.shape)]
    for one, other in itertools.combinations(values, 2):
        coincide = comparing.same(one.shape, other.shape, key.tolerance)
        assert not coincide, f"{one.says!r} and {other.says!r} are one value: {one.shape}"
    assert len({mistake.says for mistake in expected.mistakes}) == len(expected.mistakes)
    assert len(expected.mistakes) >= 2


@every_exercise
def test_every_mistake_gets_its_own_message_and_no_other(path, key):
    lesson = desk(path)
    key = answered_once(path, key)
    expected = expectation(key, lesson)
    said = [answers._filled(m.says, key.values(), lesson) for m in expected.mistakes]
    for (mistake, answer), own in zip(wrong_answers(expected, key), said, strict=True):
        assert answer is not None, f"no answer was found that meets: {mistake.says!r}"
        given = feedback(path, key, answer)
        assert given.verdict == "wrong", f"{answer!r}: {given}"
        assert given.text.endswith(own), f"{answer!r}: {given.text!r} is not {own!r}"
        assert [other for other in said if other != own and other in given.text] == []


@every_exercise
def test_a_blank_is_a_blank_and_a_strange_answer_is_never_right(path, key):
    key = answered_once(path, key)
    assert feedback(path, key, ...).verdict == "blank"
    assert [name for name in STRANGE if verdict(path, key, name) not in {"kind", "wrong"}] == []


def answered_once(path, key):
    """Return the key with its answer worked out: eighty strange answers need it only once."""
    expected = expectation(key, desk(path))
    return dataclasses.replace(key, answer=lambda lesson, **values: expected)


def verdict(path, key, name):
    try:
        given = feedback(path, key, STRANGE[name])
    except Exception as raised:
        return f"raised {type(raised).__name__}"
    assert given.text.strip()
    return given.verdict


HIDING = re.compile(r"(!=|not in) \{?(answer|taken)|!= mistake|explains\(|comparing\.same")
CHOOSING = re.compile(r"answer = .*(idxm|argm|max\(.*key=|nlargest|nsmallest)")


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_no_key_hides_a_mistake_or_settles_a_tie_by_itself(path):
    """Whether an answer equals a mistake, or is one of two, is for the builder to refuse."""
    source = (path.parent / "keys" / f"{path.stem}.py").read_text(encoding="utf-8")
    assert [line for line in source.splitlines() if HIDING.search(line)] == []
    assert [line for line in source.splitlines() if CHOOSING.search(line)] == []


# Solutions


def solution_of(path, key):
    (cell,) = tagged(path, f"solution:{key.id}")
    return cell, as_published(path).names[f"solution_{key.id.replace('.', '_')}"]


@every_exercise
def test_solution_and_key_agree(path, key):
    _, answer = solution_of(path, key)
    assert feedback(path, key, answer).verdict == "right"
    expected = expectation(key, desk(path)).value
    if key.kind in {int, float}:
        assert abs(answer - expected) <= min(key.tolerance / 10, 1e-6)


@every_exercise
def test_solution_and_key_are_not_the_same_code(path, key):
    cell, _ = solution_of(path, key)
    ours = shapes(inspect.getsource(key.answer))
    theirs = shapes(cell.source) - {shape for shape in shapes(cell.source) if "check" in shape}
    assert not theirs or theirs - ours, "the solution computes nothing that the key does not"


def shapes(source):
    """Return the right-hand sides of all assignments, with every name replaced."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Assign):
            for inner in ast.walk(node.value):
                if isinstance(inner, ast.Name):
                    inner.id = "_"
            found.add(ast.unparse(node.value))
    return found


# Nothing is given away


def hidden(text, path, values):
    """Return a text with the words for what varies taken out."""
    words = [str(value) for value in values.values()]
    for value in values.values():
        parts = value if isinstance(value, tuple) else (value,)
        words += [str(desk(path).in_words(part)) for part in parts]
    for word in sorted(words, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "◇", text)
    return text


def templates(key, expected):
    """Return every sentence that a wrong answer may get, with `{names}` for what varies."""
    return {*key.hints, *(mistake.says for mistake in expected.mistakes)}


def sayings(path, key, values, expected):
    """Return every sentence that a wrong answer may get, as a learner reads it."""
    return [answers._filled(said, values, desk(path)) for said in templates(key, expected)]


def skeleton(text):
    """Return a text without numbers and names, to know one sentence under two answers."""
    return re.sub(r"[\d.,:/−–-]+|\b[A-Z]\w*|\b\w*\d\w*|◇", "", text).split()


@every_exercise
def test_feedback_and_hints_do_not_change_with_the_answer(path, key):
    """One sentence under two answers differs by the words for what varies, and by nothing else."""
    (default, expected), *others = sound_variants(path, key)
    for values, other in others:
        if comparing.same(other.value, expected.value, key.tolerance):
            continue
        before, after = templates(key, expected), templates(key, other)
        for one, two in itertools.product(before - after, after - before):
            if skeleton(hidden(one, path, default)) == skeleton(hidden(two, path, values)):
                assert hidden(one, path, default) == hidden(two, path, values)


@every_exercise
def test_a_wrong_answer_that_nobody_foresaw_learns_only_sign_and_size(path, key):
    told = {
        "The kind of answer is right.", "The sign is the other way round.",
        "It is more than ten times too large.", "It is more than ten times too small.",
        "The size is about right, the number is not.",
    }  # fmt: skip
    if key.kind not in {int, float, str, dt.date}:
        return
    expected = expectation(key, desk(path))
    first = answers.hints(key, desk(path))[0]
    for answer in candidates(expected, key)[::4]:
        given = feedback(path, key, answer)
        if given.verdict == "wrong" and given.text.endswith(first):
            rest = given.text.removesuffix(first).strip()
            for sentence in told:
                rest = rest.replace(sentence, "").strip()
            assert rest == ""


@every_exercise
def test_no_long_answer_stands_in_feedback_or_hints(path, key):
    for values, expected in sound_variants(path, key):
        texts = sayings(path, key, values, expected)
        for long in spellings(expected.value):
            found = [text for text in texts if re.search(rf"(?<!\d){re.escape(long)}(?!\d)", text)]
            assert found == [], f"{long} is the answer for {values}"


def spellings(answer):
    """Return how an answer of four or more digits, or a date or name, may be printed."""
    if isinstance(answer, numbers.Number):
        if isinstance(answer, numbers.Integral) or float(answer).is_integer():
            return [f"{int(answer)}", f"{int(answer):,}"] if abs(answer) >= 1000 else []
        printed = f"{float(answer):.6g}"
        found = {f"{float(answer):.{digits}f}" for digits in range(1, 5)} | {printed}
        return [text for text in found if len(text.lstrip("-0.").replace(".", "")) >= 4]
    if isinstance(answer, dt.date):
        return [answer.isoformat(), f"{answer:%d %B %Y}".lstrip("0"), f"{answer:%B %Y}"]
    if isinstance(answer, str):
        return [answer] if len(answer) > 3 else []
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, list | tuple | set):
        return [text for item in answer for text in spellings(item)]
    return []


# The story
#
# The default answer does not stand in its own lesson's story. What counts as standing there:
# - in prose (text cells that are no prompt and no teaching note): a number that equals the answer,
#   once the answer is rounded to the decimals that are printed. Of a whole number below 100 and of
#   a fraction printed with one digit this says nothing: such numbers are everywhere. A fraction
#   counts as found in its per cent, too. Of a date: its day, in words or as ISO;
# - in what story cells print (their last value, chart descriptions): only numbers with decimals
#   and whole numbers of four or more digits that are no year, since every table has years in it.

PRINTED = re.compile(r"(?<![\w.,])[−-]?\d+(?:,\d{3})*(?:\.\d+)?(?![\w]|[.,]\d)")


def told_numbers(text):
    """Yield (value, decimals) of each number in a text."""
    for found in PRINTED.findall(text):
        plain = found.replace(",", "").replace("−", "-")
        yield float(plain), len(plain.partition(".")[2])


def in_prose(answer, text):
    """Whether a text has a number that is the answer, by the rule above."""
    if isinstance(answer, dt.date):
        return any(day in text for day in spellings(answer)[:2])
    if not isinstance(answer, numbers.Number):
        return False
    whole = float(answer).is_integer()
    if whole:
        return abs(answer) >= 100 and any(value == answer for value, _ in told_numbers(text))
    return any(
        f"{scale * answer:.{decimals}f}" == f"{value:.{decimals}f}"
        and len(f"{abs(value):.{decimals}f}".replace(".", "").lstrip("0")) >= 2
        for scale in ([1, 100] if abs(answer) <= 1 else [1])
        for value, decimals in told_numbers(text)
    )


def in_outputs(answer, text):
    """Whether something printed has a number that is the answer, by the rule above."""
    if not isinstance(answer, numbers.Number):
        return False
    if float(answer).is_integer():
        if abs(answer) < 1000 or 1900 <= answer <= 2100:
            return False
        return any(value == answer for value, _ in told_numbers(text))
    return any(
        decimals >= 1 and f"{answer:.{decimals}f}" == f"{value:.{decimals}f}" and abs(value) >= 0.1
        for value, decimals in told_numbers(text)
    )


@every_exercise
def test_the_answer_does_not_stand_in_the_prose(path, key):
    answer = expectation(key, desk(path)).value
    skipped = {"teaching"}
    for cell in prose_cells(path):
        if not cell.tagged("exercise") and not skipped & set(cell.tags):
            assert not in_prose(answer, cell.source), f"{cell.id} says {answer}"


@every_exercise
def test_the_answer_is_not_printed_by_the_story(path, key):
    answer = expectation(key, desk(path)).value
    run = as_published(path)
    for cell in code_cells(path):
        if cell.tagged("exercise") or cell.tagged("solution"):
            continue
        for shown in run.parts[cell.id]:
            assert not in_outputs(answer, as_text(shown)), f"{cell.id} shows {answer}"


# Prompts


@every_exercise
def test_the_prompt_follows_what_is_varied(path, key):
    """An instructor's edition rewrites it: every value has words, and no default word stays."""
    (cell,) = tagged(path, f"exercise:{key.id}", "markdown")
    run, lesson = as_published(path), desk(path)
    default = key.values()
    for values, _ in sound_variants(path, key):
        prompt = cell.source
        for text, expression in cell.metadata.get("values", {}).items():
            prompt = prompt.replace(text, str(eval(expression, run.names | values)))
        if values == default:
            assert prompt == cell.source
            continue
        assert prompt != cell.source, f"{values} are asked with the same words"
        assert "nan" not in prompt.split()
        for name, value in default.items():
            for word in countries_in(lesson, value) - countries_in(lesson, values[name]):
                assert word not in prompt, f"{values}: the prompt still says {word}: {prompt}"


def countries_in(lesson, value):
    """Return the names of the countries whose codes a value holds."""
    known = set(load("countries")["country"])
    codes = {part for part in (value if isinstance(value, tuple) else (value,)) if part in known}
    return {name for code in codes for name in lesson.name(code).split(" / ")}


def test_the_rules_on_numbers_find_what_they_should():
    assert in_prose(0.4423, "about 44% of it")
    assert in_prose(0.4423, "a share of 0.44")
    assert not in_prose(0.4423, "0.4 of 45%")
    assert in_prose(1992, "in 1992.")
    assert not in_prose(1992, "in 11,992 or 1992.5")
    assert in_prose(3635, "3,635 days")
    assert not in_prose(17, "17 of 25")
    assert in_prose(dt.date(1991, 7, 31), "on 31 July 1991")
    assert in_outputs(5.577, "5.58")
    assert not in_outputs(5.577, "6")
    assert in_outputs(40159, "40,159 in 1986")
    assert not in_outputs(1986, "40,159 in 1986")
    assert spellings(0.44236) == spellings(0.44236)
    assert "0.4424" in spellings(0.44236)
    assert all(all_cells(path) for path in LESSONS)
