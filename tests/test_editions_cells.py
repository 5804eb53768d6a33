"""What an edition does to cells: pure functions, cell by cell."""

from itertools import pairwise
from types import SimpleNamespace

import nbformat
import pytest
from classroom import LESSONS, NAMES
from edition import SHELF, TWO, edition, top

from diplomacy_lib.editions import cells, copies, pages
from diplomacy_lib.editions.copies import GRADED, INSTRUCTOR, STUDENT, Edited

every_lesson = pytest.mark.parametrize("number", [name[:2] for name in NAMES], ids=NAMES)


def cell(kind, source, *tags, **metadata):
    make = nbformat.v4.new_code_cell if kind == "code" else nbformat.v4.new_markdown_cell
    return make(source, metadata={"tags": list(tags), **metadata})


def exercise(name, *more):
    return [
        cell("md", f"prompt {name}", f"exercise:{name}", *more),
        cell("code", f"blank {name}", f"exercise:{name}", *more),
        cell("code", f"solution {name}", f"solution:{name}", *more),
        cell("code", f"note {name}", f"note:{name}", *more),
    ]


PAGE = [
    cell("md", "opening", "objective", "core"),
    *exercise("04.1", "core"),
    cell("md", "story", "story", "core"),
    *exercise("04.2"),
    cell("md", "further", "story"),
    *exercise("04.3", "core"),
    cell("md", "closing", "closing", "core"),
]


def sources(found):
    return [each.source for each in found]


def test_the_core_path_has_its_own_exercises_and_the_full_one_all():
    core = sources(cells.chosen(PAGE, "core", None))
    assert "prompt 04.1" in core
    assert "prompt 04.2" not in core
    assert "further" not in core
    assert cells.chosen(PAGE, "full", None) == PAGE


def test_an_exercise_that_is_named_stays_whole_and_any_other_goes_whole():
    found = sources(cells.chosen(PAGE, "core", ["04.2"]))
    whole = [f"{part} 04.2" for part in ("prompt", "blank", "solution", "note")]
    assert found == ["opening", "story", *whole, "closing"]


def test_exercises_take_each_others_places():
    found = sources(cells.in_order(PAGE, ["04.3", "04.1", "04.2"]))
    headings = [name for name in found if name.startswith("prompt") or " " not in name]
    assert headings == [
        "opening", "prompt 04.3", "story", "prompt 04.1", "further", "prompt 04.2", "closing",
    ]  # fmt: skip
    assert sorted(found) == sorted(sources(PAGE))


def test_own_cells_come_before_the_closing():
    found = sources(cells.before_closing(PAGE, exercise("04.9")))
    assert found[-5:] == ["prompt 04.9", "blank 04.9", "solution 04.9", "note 04.9", "closing"]


def test_parameters_change_in_their_cell_alone_and_drop_what_holds_for_the_default():
    page = [
        cell("code", 'PAIR = ("USA", "RUS")  # or others\nPAIRS = 1', "parameters"),
        cell("md", "only with the default", "default-only"),
        cell("code", 'PAIR = "elsewhere"'),
    ]
    found = sources(cells.with_parameters(page, {"pair": ("USA", "CHN")}))
    assert found == ["PAIR = ('USA', 'CHN')\nPAIRS = 1", 'PAIR = "elsewhere"']
    assert sources(cells.with_parameters(page, {})) == [
        page[0].source, "only with the default", 'PAIR = "elsewhere"',
    ]  # fmt: skip


def test_values_in_prose_change_all_at_once():
    told = {"56": "57", "1986": "1990", "19": "never"}
    assert cells.with_values("In 1986: 56%.", told) == "In 1990: 57%."
    assert cells.with_values("No values.", {}) == "No values."


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ("a[1955] / 45", {"years": ((1955, 1965), (1950, 1960))}, "a[1950] / 45"),
        ("a[19550] + 1.1955 + x1955", {"year": (1955, 1950)}, "a[19550] + 1.1955 + x1955"),
        ("q(\"country == 'RUS'\")", {"country": ("RUS", "USA")}, "q(\"country == 'USA'\")"),
        ("RUS = 1  # RUS", {"country": ("RUS", "USA")}, "RUS = 1  # RUS"),
        ('f("RUS", "USA")', {"two": (("RUS", "USA"), ("USA", "RUS"))}, 'f("USA", "RUS")'),
        ("a = 1", {}, "a = 1"),
    ],
)
def test_literals_of_a_solution_change_and_names_do_not(before, changes, after):
    assert cells.with_literals(before, changes) == after


@every_lesson
def test_a_solution_with_its_own_literals_is_the_same(number):
    for each in SHELF[number].notebook.cells:
        if cells.is_solution(each):
            assert cells.with_literals(each.source, {"x": ("@@", "##")}) == each.source


def test_an_opening_has_its_own_minutes_and_no_exercise_that_is_left_out():
    opening = (
        "- read a row (04.1),\n- grow (04.2 and 04.3; *Further* 04.4), and more (*Further* 04.5).\n"
        "- explain (04.1, 04.2 and the panel).\n\n*Further* adds rates (04.2).\n\n"
        "**Time**: core path 40 minutes; everything 90."
    )
    assert cells.as_told(opening, 47, ["04.3"], "core") == (
        "- read a row,\n- grow (04.3), and more.\n- explain (the panel).\n\n**Time**: 47 minutes."
    )
    everything = [f"04.{place}" for place in range(1, 6)]
    assert cells.as_told(opening, 90, everything, "full") == opening.replace(
        "core path 40 minutes; everything 90", "90 minutes"
    )


@every_lesson
def test_no_copy_speaks_of_exercises_that_it_does_not_have(number, tmp_path):
    lesson = SHELF[number]
    kept = lesson.exercises("core")[:1]
    text = top([number]) + f'[lesson.{number}]\nexercises = ["{kept[0]}"]\n'
    copy = edited(tmp_path, text, number, {number: lesson}).copy(STUDENT)
    for each in copy.cells:
        assert set(cells.EXERCISE.findall(each.source)) & set(lesson.keys.keys) <= set(kept), (
            each.id
        )


def test_rows_of_lessons_that_are_left_out_go():
    table = cell(
        "md", "| lesson | title |\n|---|---|\n| 00 | Start |\n| *04* | Count |\n| all | x |"
    )
    cells.without_rows(table, ["00"])
    assert table.source.splitlines()[2:] == ["| 00 | Start |", "| all | x |"]


# Whole copies, not executed


def edited(folder, text, number="04", lessons=None):
    course = edition(folder, text, lessons)
    chosen = next(each for each in course.lessons if each.number == number)
    return Edited((lessons or TWO)[number], chosen, course)


def test_copies_differ_in_solutions_and_teaching_notes(tmp_path):
    hidden = edited(tmp_path, top())
    folded = edited(tmp_path, top(solutions='"folded"'))
    student, instructor = hidden.copy(STUDENT).cells, hidden.copy(INSTRUCTOR).cells
    assert not any(map(cells.is_solution, student))
    assert not any(map(cells.is_solution, folded.copy(GRADED).cells))
    solutions = [each for each in folded.copy(STUDENT).cells if cells.is_solution(each)]
    assert {each.metadata["jupyter"]["source_hidden"] for each in solutions} == {True}
    shown = [each for each in instructor if cells.is_solution(each)]
    assert len(shown) == len(solutions) == 3
    assert not any("jupyter" in each.metadata or "folded" in each.source for each in shown)
    teaching = [each for each in instructor if "teaching" in cells.tags(each)]
    assert teaching[0].source.startswith("<details open>")
    assert not any("teaching" in cells.tags(each) for each in student)


@every_lesson
@pytest.mark.parametrize("path", ["core", "full"])
def test_the_minutes_of_a_copy_are_the_published_ones(number, path, tmp_path):
    text = top([number], path=f'"{path}"')
    lesson = edited(tmp_path, text, number, {number: SHELF[number]})
    texts = "".join(each.source for each in lesson.published.notebook.cells)
    declared = cells.TIME.search(texts)[0].replace(";", "").split()
    assert lesson.minutes == int(declared[2 if path == "core" else -1])
    told = "".join(each.source for each in lesson.copy(STUDENT).cells)
    assert f"**Time**: {lesson.minutes} minutes" in told or f"sessions, {lesson.minutes}" in told
    assert not cells.TIME.search(told)


@every_lesson
def test_the_plan_by_the_minute_is_whole_and_names_each_part_once(number, tmp_path):
    lesson = edited(tmp_path, top([number]), number, {number: SHELF[number]})
    made = {INSTRUCTOR: lesson.copy(INSTRUCTOR)}
    rows = list(pages._plan(SimpleNamespace(edited=lesson, notebooks=made)))
    spans = [tuple(map(int, span.split("–"))) for span, _ in rows]
    assert (spans[0][0], spans[-1][1]) == (0, lesson.minutes)
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    assert all(one[1] and one[1] != other[1] for one, other in pairwise(rows))


@pytest.mark.parametrize("path", LESSONS, ids=NAMES)
def test_every_cell_of_an_exercise_goes_with_it(path, tmp_path):
    """No cell asks for an exercise that is left out: neither its name nor its answer."""
    number = path.stem[:2]
    lesson = SHELF[number]
    (kept, *rest) = lesson.exercises("full")
    text = top([number], path='"full"') + f'[lesson.{number}]\nexercises = ["{kept}"]\n'
    copy = edited(tmp_path, text, number, {number: lesson}).copy(INSTRUCTOR)
    code = "\n".join(each.source for each in copy.cells if each.cell_type == "code")
    assert [name for name in rest if f'"{name}"' in code or f"to {name}" in code] == []


def test_a_solution_that_does_not_hold_is_replaced_by_the_keys_answer():
    solution = cell("code", "solution_04_1 = 1", "solution:04.1")
    copies.from_key(solution, "1964")
    assert "solution_04_1 = 1964\n" in solution.source
    assert 'lesson.check("04.1", solution_04_1, record=False)' in solution.source


@pytest.mark.parametrize(
    "answer",
    ["1964", "'New START'", "datetime.date(1991, 7, 31)", "['a', 1]",
     "ChartShape(mark='bar', channels={'x': 'year'})"],
)  # fmt: skip
def test_a_keys_answer_is_code_that_runs(answer):
    solution = cell("code", "", "solution:04.1")
    copies.from_key(solution, answer)
    given = []
    room = type("Lesson", (), {"check": lambda self, name, value, record: given.append(value)})()
    exec(solution.source, {"lesson": room})
    assert repr(given[0]) == answer
