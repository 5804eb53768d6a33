"""The instructor's guide: what it shows runs, what it names is there, its plans can be taught."""

import argparse
import json
import re
import tomllib

import nbformat
import pandas as pd
import pytest
from classroom import NOTEBOOKS, cells
from edition import SHELF, TWO, written

from diplomacy_lib import __main__
from diplomacy_lib.editions import autograding, graded, own_exercises, running, template
from diplomacy_lib.editions.course import read
from diplomacy_lib.models import briefing

GUIDE = NOTEBOOKS / "instructor_guide.ipynb"
CELLS = cells(GUIDE)
PROSE = "\n\n".join(cell.source for cell in CELLS if cell.kind == "markdown")
CODE = "\n\n".join(cell.source for cell in CELLS if cell.kind == "code")
TOPICS = [
    "A first edition in five minutes",
    "Change one number and watch the answers follow",
    "Can I do this with China?",
    "An exercise of your own",
    "A table of your own",
    "Own values for each student, and marks",
    "Hand it out",
    "Four, eight, fourteen weeks",
    "Marking words",
    "So that everybody can take part",
    "What to remember",
]
COURSE = [f"{lesson:02}" for lesson in range(15)]


def cell(name):
    return next(cell.source for cell in CELLS if cell.id == name)


def test_the_file_is_a_notebook_like_the_lessons():
    notebook = json.loads(GUIDE.read_text(encoding="utf-8"))
    assert not any(cell.get("outputs") for cell in notebook["cells"])
    assert GUIDE.stat().st_size <= 120_000
    ids = [cell.id for cell in CELLS]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", id) for id in ids)
    for each in CELLS:
        assert each.kind == "markdown" or len(each.source.splitlines()) <= 28, each.id


def test_every_topic_has_a_section():
    headings = re.findall(r"^## (?:\d+ · )?(.+)$", PROSE, re.MULTILINE)
    assert headings == TOPICS
    for word in ("zip", "nbgitpuller", "Binder", "container", "What nbgrader isolates", "capstone"):
        assert word in PROSE


def test_every_command_that_is_named_exists():
    parser = __main__._parser()
    (commands,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    named = set(re.findall(r"`diplomacy (\w+)", PROSE)) | set(
        re.findall(r'diplomacy\("(\w+)"', CODE)
    )
    assert {"new", "check", "build", "lessons"} <= named <= set(commands.choices)
    assert set(re.findall(r"`--(\w+)`", PROSE)) - {"student"} <= {"graded", "out"}


def test_every_edition_that_is_shown_can_be_read(tmp_path):
    """Those that are meant to be wrong are told by their names."""
    names = {"DESK": tmp_path, "diplomacy": print, "answers": lambda edition: pd.DataFrame()}
    for each in ("first-write", "change-write", "own-write", "table-ask", "table-build"):
        exec(cell(each), names)
    for name in ("FIRST", "SECOND", "THIRD"):
        file = written(tmp_path, names[name])
        notebook_of_the_guide(tmp_path / "my_exercises.ipynb")
        assert read(file, TWO).title == "POLS 210 · Great-power diplomacy"
    (variants,) = re.findall(r"```toml\n(.*?)```", PROSE, re.DOTALL)
    assert tomllib.loads(variants) == {"variants": {"roster": "roster.csv", "seed": 2027}}


def notebook_of_the_guide(path):
    names = {"nbformat": nbformat, "DESK": path.parent}
    exec(cell("own-write"), names)
    exec(cell("own-notebook"), names)


def test_the_comments_of_an_own_solution_are_those_that_are_read(tmp_path):
    rows = re.findall(r"^\| `# (\w+)", cell("own"), re.MULTILINE)
    assert rows == ["unit", "tolerance", "points", "minutes", "hint", "if"]
    assert all(f"`# {row}" in own_exercises.__doc__ for row in rows)
    notebook_of_the_guide(tmp_path / "my_exercises.ipynb")
    made = nbformat.read(tmp_path / "my_exercises.ipynb", as_version=4)
    (own,) = [own_exercises.OwnExercise("04.9", tuple(made.cells))]
    assert own.facts()["points"] == 2
    assert len(own.facts()["hints"]) == len(own.facts()["mistakes"]) == 1


def test_the_table_of_what_varies_has_every_value():
    table = template.varying(SHELF)
    assert "Markdown(template.varying(LESSONS))" in CODE
    for number, lesson in SHELF.items():
        for name, allowed in lesson.keys.plan.parameters.items():
            assert f"| lesson {number} | `{name}` | {template._told(allowed)} |" in table
        for exercise, key in lesson.keys.keys.items():
            for name, allowed in key.vary.items():
                assert f"| {exercise} | `{name}` | {template._told(allowed)} |" in table


@pytest.mark.parametrize("weeks", ["Four", "Eight", "Fourteen"])
def test_a_plan_takes_every_lesson_after_those_that_it_builds_on(weeks):
    """Of each table the columns with lessons, row by row."""
    table = PROSE.split(f"**{weeks} weeks**")[1].split("\n\n")[1]
    rows = [row.strip("|").split("|") for row in table.splitlines()[2:]]
    columns = slice(1, 2) if weeks == "Fourteen" else slice(1, 3)
    order = [number for row in rows for number in re.findall(r"\b\d\d\b", " ".join(row[columns]))]
    assert set(order) <= set(COURSE)
    assert order.count("12") == (1 if weeks == "Fourteen" else 2), "it takes two periods"
    if weeks == "Fourteen":
        assert sorted(order) == COURSE
    for place, number in enumerate(order):
        needed = SHELF[number].needs if number in SHELF else []
        assert set(needed) <= set(order[:place]), number


def test_the_rubric_is_the_one_of_the_memo_and_adds_up():
    assert "15 points" in cell("rubric")
    assert 3 * len(briefing.rubric()) == 15
    assert "briefing.rubric()" in cell("rubric-capstone")
    assert f"({graded.WRITTEN} points each" in cell("rubric")
    assert f"({graded.WRITTEN} points each)" in cell("grade")


def test_what_is_said_of_grading_is_what_happens():
    assert "nbgrader 0.9.6" in re.sub(r"\[(.*?)\]\(.*?\)", r"\1", PROSE)
    assert "nbgrader==0.9.6" in (NOTEBOOKS.parent / "pyproject.toml").read_text(encoding="utf-8")
    for command in ("generate_assignment", "autograde", "generate_feedback", "export"):
        assert f"nbgrader {command}" in cell("grade")
    assert "c.Execute.timeout = 60" in graded.CONFIG
    assert "more than a minute" in cell("grade")
    assert "container" in autograding.OPEN


@pytest.mark.editions
@pytest.mark.timeout(600)
def test_the_guide_runs_and_shows_what_it_says():
    notebook = nbformat.read(GUIDE, as_version=4)
    done = running.run(notebook, NOTEBOOKS)
    said = {each.id: done.shown(each.id) for each in notebook.cells if each.cell_type == "code"}
    assert not any("Warning" in text or "Traceback" in text for text in said.values())
    assert "is not known. There are: 00, 01" in said["first-mistakes"]
    assert "44 is not possible. It may be: 45, 50, 60." in said["first-mistakes"]
    assert "Note: Lesson 04 builds on lesson 00" in said["change-write"]
    rows = [row.split() for row in said["change-answers"].splitlines() if "04." in row]
    moved = [first != second for _, first, second in rows]
    assert moved == [True, True, False], "04.6 and 04.5 moved, 04.1 did not"
    assert "the answer is also what a listed mistake leads to" in said["change-refused"]
    assert said["table-ask"].count("is missing") == 7
    assert "04.9" in said["table-build"]
    assert said["variants-build"].count("王小明") == 3
    assert "git-pull?repo=https%3A%2F%2F" in said["handing-out-links"]
