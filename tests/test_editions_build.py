"""Whole editions of two short lessons, built once and looked at from every side."""

import csv
import json
import os
import re
import subprocess
import sys

import nbformat
import pytest
from classroom import NOTEBOOKS
from edition import SHELF, TABLE, TWO, edition, own_notebook, top

from diplomacy_lib import packs
from diplomacy_lib.answers import faults
from diplomacy_lib.editions import cells, course, running
from diplomacy_lib.editions.build import build
from diplomacy_lib.editions.placing import CannotBuild

pytestmark = [pytest.mark.editions, pytest.mark.timeout(600)]
OWN = '\n[exercises]\nfiles = ["my_exercises.ipynb"]\n'
CHINA = (
    '[lesson.04]\npath = "full"\npair = ["USA", "CHN"]\nexercises = ["04.6", "04.1", "04.2"]\n'
    '[exercise."04.2"]\ncountry = "USA"\n'
    '[exercise."00.2"]\nwhich = "second to last"\n'
)
PEOPLE = ["Ana Petrović", "王小明"]
ROSTER = '\n[variants]\nroster = "roster.csv"\nseed = 2027\n'


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return an edition with everything but variants: its course, its folder, what it reported."""
    folder = tmp_path_factory.mktemp("edition")
    found = edition(folder, top(["04", "00"]) + CHINA + TABLE + OWN)
    heard = []
    lines = build(found, TWO, folder / "out", lambda *said: heard.append(said))
    return found, folder / "out", lines, heard


@pytest.fixture(scope="module")
def varied(tmp_path_factory):
    """Return the folder of an edition of lesson 04 with own values for two students, graded."""
    folder = tmp_path_factory.mktemp("varied")
    (folder / "roster.csv").write_text("name\n" + "\n".join(PEOPLE), encoding="utf-8")
    found = edition(folder, top(["04"]) + ROSTER)
    build(found, TWO, folder / "out", with_graded=True)
    return folder


def notebook(out, copy, name):
    return nbformat.read(out / copy / name, as_version=4)


def text(found):
    return "\n".join(cell.source for cell in found.cells)


FOUR = "04_counting_warheads.ipynb"


# What stands where


def test_two_copies_stand_there_with_all_they_need(built):
    _, out, _, _ = built
    assert {path.name for path in out.iterdir()} == {".edition.json", "student", "instructor"}
    both = {"00_start_here.ipynb", FOUR, "crib_sheet.html", "diplomacy_lib", "keys.pack",
            "README.txt", "requirements.txt", "runtime.txt"}  # fmt: skip
    pages = {"answers.html", "answers.csv", "teaching_notes.html", "handouts.html", "marking.pack"}
    assert {path.name for path in (out / "student").iterdir()} == both
    assert {path.name for path in (out / "instructor").iterdir()} == both | pages
    assert not list((out / "student").rglob("editions"))
    assert not list(out.rglob("recipes"))


@pytest.mark.skipif(os.name != "posix", reason="Windows has other permissions")
def test_nobody_else_on_a_shared_machine_reads_the_keys(built):
    assert (built[1] / "instructor").stat().st_mode & 0o077 == 0


def test_the_order_and_the_lessons_are_the_instructors(built):
    _, _, lines, heard = built
    assert [line.number for line in lines] == ["04", "00"]
    assert sorted(done for done, _, _ in heard) == [1, 2]
    assert {(of, title) for _, of, title in heard} == {
        (2, "04 Counting warheads"), (2, "00 Start here"),
    }  # fmt: skip


def test_the_summary_counts_what_is_there(built):
    _, out, lines, _ = built
    four = lines[0]
    assert (four.title, four.exercises) == ("Counting warheads", 4)
    keys = SHELF["04"].keys.keys
    assert four.points == sum(keys[name].points for name in ("04.6", "04.1", "04.2")) + 3
    assert f"{four.minutes} minutes" in text(notebook(out, "student", FOUR))
    assert four.seconds > 0
    size = (out / "student" / FOUR).stat().st_size
    assert four.kilobytes == pytest.approx(size / 1000)


def test_a_notebook_is_valid_holds_no_output_and_has_stable_ids(built):
    _, out, _, _ = built
    before = {cell.id for cell in SHELF["04"].notebook.cells}
    for path in out.rglob("*.ipynb"):
        found = nbformat.read(path, as_version=4)
        nbformat.validate(found)
        assert b"\r" not in path.read_bytes()
        code = [cell for cell in found.cells if cell.cell_type == "code"]
        assert not any(cell.outputs or cell.execution_count for cell in code)
        if path.name == FOUR:
            assert sum(cell.id in before for cell in found.cells) > len(found.cells) - 5


def test_exercises_stand_in_the_instructors_order_with_the_own_one_last(built):
    for copy in ("student", "instructor"):
        page = notebook(built[1], copy, FOUR).cells
        asked = [cells.exercise_of(cell) for cell in page if cells.is_prompt(cell)]
        assert asked == ["04.6", "04.1", "04.2", "04.9"]


def test_the_title_stands_in_every_opening(built):
    _, out, _, _ = built
    for path in out.rglob("*.ipynb"):
        opening = nbformat.read(path, as_version=4).cells[0]
        assert opening.source.startswith("*POLS 210*\n\n# ")


def test_parameters_are_changed_and_default_paragraphs_are_gone(built):
    page = notebook(built[1], "student", FOUR)
    assert "PAIR = ('USA', 'CHN')" in text(page)
    assert not any("default-only" in cells.tags(cell) for cell in page.cells)
    assert any("default-only" in cells.tags(cell) for cell in SHELF["04"].notebook.cells)


def test_numbers_in_prose_follow(built):
    """For this pair and country; no cell keeps the list of what depends on data."""
    page = {cell.id: cell.source for cell in notebook(built[1], "student", FOUR).cells}
    assert "United States" in page["exercise-2"]
    before = {cell.id: cell for cell in SHELF["04"].notebook.cells}["exercise-6"]
    assert "1986" in before.metadata["values"]
    assert "1986" not in page["exercise-6"]
    assert "peak in 1967" in page["exercise-6"], "the joint peak of the US and China"
    for copy in ("student", "instructor"):
        for cell in notebook(built[1], copy, FOUR).cells:
            assert "values" not in cell.metadata


# Answers follow


def test_a_pack_has_the_exercises_of_the_edition_and_no_others(built):
    for copy in ("student", "instructor"):
        keys = packs.read(built[1] / copy / "keys.pack").keys("04").keys
        assert list(keys) == ["04.6", "04.1", "04.2", "04.9"]


def test_the_answers_are_those_of_the_edition(built):
    _, out, _, _ = built
    sheet = (out / "instructor" / "answers.html").read_text(encoding="utf-8")
    assert "bar chart: x country, y tests" in sheet
    rows = dict(re.findall(r"<tr><td>([\d.]+)</td><td><code>(.*?)</code>", sheet))
    assert list(rows)[:4] == ["04.6", "04.1", "04.2", "04.9"]
    keys = packs.read(out / "instructor" / "keys.pack").keys("04")
    from diplomacy_lib.lesson import Lesson

    lesson = Lesson("04", keys, {"pair": ("USA", "CHN")})
    for name in ("04.6", "04.1", "04.2"):
        value = keys.keys[name].answer(lesson, **keys.keys[name].values()).value
        assert float(rows[name].rstrip("…")) == pytest.approx(float(value), abs=1e-4)
        assert not faults(keys.keys[name], lesson)
    assert keys.keys["04.2"].values()["country"] == "USA"
    assert rows["04.9"] == "21"
    assert "country USA" in sheet


def test_a_solution_that_is_written_for_other_values_gives_way_to_the_keys_answer(built):
    """Of 04.2 the literals were changed; sorting the other way round is another solution."""
    page = {cell.id: cell.source for cell in notebook(built[1], "instructor", FOUR).cells}
    assert "United States" in page["exercise-2"] or '"USA"' in page["exercise-2-solution"]
    assert "The key's answer" not in page["exercise-2-solution"]
    zero = notebook(built[1], "instructor", "00_start_here.ipynb").cells
    (solved,) = (c.source for c in zero if "solution:00.2" in cells.tags(c))
    assert solved.startswith("# The key's answer to 00.2 with this edition's values")
    assert "solution_00_2 = '123 Agreement'" in solved


def test_every_copy_holds_when_it_is_executed(built):
    """Not by the builder's own word: executed here, and its checks read."""
    _, out, _, _ = built
    for copy in ("student", "instructor"):
        done = running.run(notebook(out, copy, FOUR), out / copy)
        assert done.faults() == []
        asked = [c for c in done.notebook.cells if "lesson.check(" in c.source]
        assert len(asked) == (4 if copy == "student" else 8)


def test_a_copy_runs_without_the_checkout(built, tmp_path):
    """It imports the library that lies beside it, and finds the own table there."""
    script = (
        "import diplomacy_lib, sys\n"
        "from diplomacy_lib import open_lesson\n"
        'lesson = open_lesson("04", pair=("USA", "CHN"))\n'
        'print(diplomacy_lib.__file__, lesson.load("my_votes")["votes"].sum())\n'
        'print(lesson.feedback("04.9", 12).text, "|", lesson.feedback("04.9", 21).verdict)\n'
        'print(lesson.feedback("04.9", 20).text)\n'
    )
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    surroundings.pop("DIPLOMACY_KEYS", None)
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=built[1] / "student", capture_output=True,
        env=surroundings | {"DIPLOMACY_HOME": str(tmp_path)}, text=True, encoding="utf-8",
        check=True,
    )  # fmt: skip
    where, mistaken, hinted = done.stdout.splitlines()
    assert where == f"{built[1] / 'student' / 'diplomacy_lib' / '__init__.py'} 21"
    assert mistaken.endswith("You left out the last row. | right")
    assert hinted.endswith("Add up a column.")


# What must not leak


def lines(source):
    """Return the lines of code that say something, without blanks and the names assigned."""
    found = set()
    for line in source.splitlines():
        bare = re.sub(r"\s+", "", re.sub(r"\bsolution_\d\d_\d+\b", "_", line))
        if len(bare) > 12 and not bare.startswith(("#", "import", "from", "lesson.check")):
            found.add(bare)
    return found


def test_a_student_copy_has_no_line_of_a_solution(built, varied):
    """Lines that the exercise itself gives, such as loading the table, are no secret."""
    for out in (built[1], varied / "out"):
        for path in (*out.glob("student/*.ipynb"), *out.glob("graded/source/*/*.ipynb")):
            published = SHELF[path.name[:2]].notebook.cells
            given = lines("\n".join(c.source for c in published if not cells.is_solution(c)))
            secret = set()
            for cell in published:
                if cells.is_solution(cell):
                    secret |= lines(cell.source)
            there = lines(text(nbformat.read(path, as_version=4)))
            assert (secret - given) & there == set()
            assert secret - given, "there is something to hide"


def test_no_file_for_students_has_a_readable_key(built, varied):
    for out in (built[1], varied / "out"):
        for path in (*out.glob("student/**/*"), *out.glob("graded/**/*")):
            if path.is_file() and "diplomacy_lib" not in path.parts:
                content = path.read_bytes()
                for word in (b"Expect(", b"Mistake(", b"@key", b"def crossing"):
                    assert word not in content, path
        names = {path.name for path in out.glob("student/**/*.py")}
        keys = {path.name for path in (NOTEBOOKS / "keys").glob("*.py")}
        assert not names & keys


def test_a_graded_copy_has_no_key_at_all(varied):
    graded = varied / "out" / "graded"
    for path in graded.rglob("keys.pack"):
        for entry in packs.read(path).lessons.values():
            assert "source" not in entry
            assert entry["own"] == {}
    assert not list(graded.rglob("marking.pack"))
    assert not list(graded.rglob("*codes*"))
    assert not list(graded.rglob("students.csv"))


def test_a_graded_copy_gives_no_answer_outside_the_story(varied):
    """Neither the edition's nor any student's; numbers of four or more digits, and dates."""
    with (varied / "out/instructor/answers_by_student.csv").open(encoding="utf-8-sig") as file:
        answers = {row["answer"] for row in csv.DictReader(file)}
    long = {answer for answer in answers if re.fullmatch(r"\d{4,}", answer)}
    assert long
    for path in (varied / "out/graded/source").glob("*/*.ipynb"):
        told = [c for c in nbformat.read(path, as_version=4).cells if "story" not in cells.tags(c)]
        for answer in long:
            for form in (answer, f"{int(answer):,}"):
                assert not any(form in cell.source for cell in told), answer


def test_no_name_of_a_student_leaves_the_instructors_folder(varied):
    codes = (varied / "my_course_codes.csv").read_text(encoding="utf-8-sig")
    secret = [*PEOPLE, *re.findall(r"[a-z0-9]{5}-[a-z0-9]{5}", codes)]
    assert len(secret) == 4
    for copy in ("student", "graded"):
        for path in (varied / "out" / copy).rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                packed = b""
                if path.name == "keys.pack":
                    read = packs.read(path)
                    packed = json.dumps([read.lessons, read.codes], ensure_ascii=False).encode()
                assert not any(word.encode() in content + packed for word in secret), path


# Own values for each student


def test_a_student_sees_own_prompts_and_is_checked_by_own_values(varied, tmp_path):
    out = varied / "out"
    with (out / "instructor/answers_by_student.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    folder = out / "student"
    prompts = set()
    for name in PEOPLE:
        mine = [row for row in rows if row["name"] == name]
        (answer,) = (row["answer"] for row in mine if row["exercise"] == "04.1")
        script = (
            "from diplomacy_lib import open_lesson\nlesson = open_lesson('04')\n"
            f"print(lesson.feedback('04.1', {answer}).verdict)\nprint(lesson.prompts['04.1'])"
        )
        code = (folder / "my_code.txt").read_text(encoding="utf-8")
        (folder / "my_code.txt").write_text(mine[0]["code"], encoding="utf-8")
        surroundings = {n: v for n, v in os.environ.items() if n != "DIPLOMACY_KEYS"}
        try:
            done = subprocess.run(
                [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True,
                env=surroundings | {"DIPLOMACY_HOME": str(tmp_path)}, encoding="utf-8",
                check=True,
            )  # fmt: skip
        finally:
            (folder / "my_code.txt").write_text(code, encoding="utf-8")
        verdict, _, prompt = done.stdout.partition("\n")
        assert verdict == "right"
        prompts.add(prompt)
    assert all(prompt.startswith("### Exercise 04.1") for prompt in prompts)
    values = {row["values"] for row in rows if row["exercise"] == "04.1"}
    assert len(prompts) == len(values) == 2, "these two names draw different values of 04.1"


def test_codes_are_kept_beside_the_instructors_file(varied):
    before = (varied / "my_course_codes.csv").read_bytes()
    again = course.read(varied / "my_course.toml", TWO).roster.with_codes()
    again.keep_codes()
    assert (varied / "my_course_codes.csv").read_bytes() == before


# Builds that do not hold


def fails(folder, text, says, match):
    edition(folder, text)
    own_notebook(folder / "my_exercises.ipynb", **says)
    found = course.read(folder / "my_course.toml", TWO)
    out = folder / "out"
    with pytest.raises(CannotBuild, match=match):
        build(found, TWO, out)
    assert not out.exists()
    assert not [path for path in folder.iterdir() if path.name.startswith(".out")]


def test_an_own_exercise_that_does_not_run_stops_the_build(tmp_path):
    fails(
        tmp_path,
        top(["04"]) + TABLE + OWN,
        {"solution": 'solution = lesson.load("my_vote")'},
        "Your exercise 04.9 cannot be used: .*my_vote",
    )


def test_an_own_exercise_of_no_kind_stops_the_build(tmp_path):
    fails(
        tmp_path, top(["04"]) + TABLE + OWN, {"solution": "solution = print"},
        "Your exercise 04.9 cannot be used: ",
    )  # fmt: skip


def test_an_own_mistake_that_is_the_answer_stops_the_build(tmp_path):
    fails(
        tmp_path, top(["04"]) + TABLE + OWN,
        {"solution": "# if 21: no\nsolution = 20 + 1"},
        r"04\.9: the answer is also what a listed mistake leads to",
    )  # fmt: skip
