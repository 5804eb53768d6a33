"""A graded course run by nbgrader itself, on submissions of which each mark is known beforehand.

One course, one assignment, one run of `autograde` for everybody.
"""

import csv
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from edition import TABLE, TWO, edition, top

from diplomacy_lib.answers import VERDICTS
from diplomacy_lib.editions import as_nobody, autograding
from diplomacy_lib.editions.build import build

pytestmark = [pytest.mark.editions, pytest.mark.timeout(900)]
LESSON = "04_counting_warheads"
FILE = f"{LESSON}.ipynb"
COURSE = (
    '[lesson.04]\npath = "full"\nexercises = ["04.1", "04.2", "04.4"]\n'
    '[exercise."04.2"]\ncountry = "RUS"\nyears = [1955, 1965]\n'
    '\n[exercises]\nfiles = ["my_exercises.ipynb"]\n'
    '\n[variants]\nroster = "roster.csv"\nseed = 5\n'
)
# What each student gets: 04.1 (1 point), 04.2 (2), 04.4 (2), the own 04.9 (3); "?" is for review.
MARKS = {
    "perfect": (1, 2, 2, 3),
    "half": (1, 0, 2, 0),
    "blank": (0, 0, 0, 0),
    "kinds": (0, 0, 0, 0),
    "deleted": (1, 0, 2, 3),
    "exception": (0, 2, 2, 3),
    "endless": (0, 2, 2, 3),
    "prints": (1, 2, 2, 0),
    "rewrites": ("?", "?", "?", "?"),
    "forges": ("?", 2, 2, 3),
    "looks": (0, 2, 2, 3),
    "othercode": ("?", 2, "?", 3),
    "nocode": ("?", 2, "?", 3),
    "stranger": ("?", 2, "?", 3),
    "dies": ("?", "?", "?", "?"),
}
NAMES = {name: name.title() for name in MARKS if name != "stranger"}
TESTS = {"04.1": "test-04-1", "04.2": "test-04-2", "04.4": "test-04-4", "04.9": "test-04-9"}


class Submission:
    """A released notebook, filled in."""

    def __init__(self, folder: Path, answers: dict[str, str]) -> None:
        self.path = folder / FILE
        self.notebook = nbformat.read(self.path, as_version=4)
        self.answers = answers

    def cell(self, exercise, kind="code"):
        """Return the cell with the blank of an exercise."""
        return next(
            cell for cell in self.notebook.cells
            if f"exercise:{exercise}" in cell.metadata.get("tags", ()) and "= ..." in cell.source
        )  # fmt: skip

    def test(self, exercise):
        """Return the cell that hands an answer in."""
        return next(
            cell for cell in self.notebook.cells
            if cell.metadata.get("nbgrader", {}).get("grade_id") == TESTS[exercise]
        )  # fmt: skip

    def answer(self, **code):
        """Fill in every blank: with the right answer, or with what is given (04_1="…")."""
        for exercise in TESTS:
            given = code.get(f"e{exercise.replace('.', '_')}", self.answers[exercise])
            cell = self.cell(exercise)
            before, after = cell.source.split("= ...")
            cell.source = f"{before}= {given}{after}"
        return self

    def before(self, exercise, code):
        """Write code at the top of an exercise's cell."""
        cell = next(c for c in self.notebook.cells
                    if f"exercise:{exercise}" in c.metadata.get("tags", ())
                    and "lesson.check(" in c.source)  # fmt: skip
        cell.source = f"{code}\n{cell.source}"
        return self

    def keep(self):
        nbformat.write(self.notebook, self.path)


def perfect(work):
    work.answer()


def half(work):
    work.answer(e04_2="1.5", e04_9="12")


def blank(work):
    pass


def kinds(work):
    work.answer(e04_1="'1964'", e04_2="None", e04_4="1991", e04_9="[1, 2]")


def deleted(work):
    """The test cell of 04.1 is gone; of 04.2 its own cell, so that nothing was answered."""
    work.answer()
    gone = [work.test("04.1"), next(c for c in work.notebook.cells if c.id == "exercise-2-answer")]
    work.notebook.cells = [cell for cell in work.notebook.cells if cell not in gone]


def exception(work):
    work.answer().before("04.1", "1 / 0")


def endless(work):
    work.answer().before("04.1", "while True:\n    pass")


def prints(work):
    """Everything that a notebook can ask of its own checks: it gets what it knows without."""
    work.answer(e04_9="0").before(
        "04.4",
        "import inspect\nfrom diplomacy_lib import handing_in, packs\n"
        "print(In, globals().keys(), inspect.getsource(handing_in))\n"
        "print(packs.read(packs.PACK), lesson.keys, vars(lesson))",
    )


def rewrites(work):
    """Wrong answers, and every check within reach replaced by one that is content."""
    work.answer(e04_1="1", e04_2="1.0", e04_4="pd.Timestamp('1999-01-01')", e04_9="1").before(
        "04.1",
        "from diplomacy_lib import answers, comparing, handing_in\n"
        "comparing.same = lambda *a, **k: True\n"
        "answers.assess = lambda *a, **k: answers.Feedback('right', '')\n"
        "handing_in.packed = lambda answer: {'right': True}\n"
        "lesson.check = lambda *a, **k: None\n"
        "import os\n"
        "for path in ('diplomacy_lib/marking.py', 'diplomacy_lib/comparing.py'):\n"
        "    try:\n        os.remove(path)\n    except OSError:\n        pass",
    )
    for exercise in TESTS:
        test = work.test(exercise)
        test.source = "print('all right')"
        test.metadata["nbgrader"]["points"] = 100


def forges(work):
    """A second message to the marker, shown beside the real one."""
    work.answer().before(
        "04.1",
        "def _also(result):\n"
        "    if 'hand_in(\"04.1\"' in result.info.raw_cell:\n"
        "        from IPython.display import display\n"
        "        display({'application/vnd.diplomacy.answer': '{\"right\": true}'}, raw=True)\n"
        "get_ipython().events.register('post_run_cell', _also)",
    )


SPY = """
import os
from pathlib import Path
found = []
for top in [Path.cwd(), *Path.cwd().parents][:5]:
    for path in [*top.rglob("marking.pack"), *top.rglob("answers.html"), *top.rglob("*codes.csv")]:
        try:
            found.append(len(path.read_bytes()))
        except OSError:
            pass
print("FOUND", found, os.getuid(), [name for name in os.environ if "KEYS" in name])
"""


def looks(work):
    work.answer(e04_1="len(found)").before("04.1", SPY)


def dies(work):
    work.answer().before("04.1", "import os\nos._exit(1)")


HOW = {name: globals().get(name, perfect) for name in MARKS}


def nbgrader(folder, *command):
    """Run one command of nbgrader as an instructor would."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *command],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, timeout=800,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def taught(tmp_path_factory):
    """Return the folder of a course that was built, handed out, handed in and graded."""
    folder = tmp_path_factory.mktemp("taught")
    people = "".join(f"{name},{id}\n" for id, name in NAMES.items())
    (folder / "roster.csv").write_text("name,id\n" + people, encoding="utf-8")
    build(edition(folder, top(["04"]) + COURSE + TABLE), TWO, folder / "out", with_graded=True)
    graded = folder / "out" / "graded"
    code, said = nbgrader(graded, "generate_assignment", LESSON)
    assert code == 0, said
    for student in MARKS:
        _submit(folder, graded, student)
    logs = {"autograde": nbgrader(graded, "autograde", LESSON, "--Execute.timeout=8")[1]}
    for command in ("generate_feedback", "export"):
        arguments = [LESSON] if command == "generate_feedback" else []
        code, logs[command] = nbgrader(graded, command, *arguments)
        assert code == 0, logs[command]
    return graded, logs


def _submit(folder, graded, student):
    """Put what a student hands in where nbgrader looks for it."""
    place = graded / "submitted" / student / LESSON
    shutil.copytree(graded / "release" / LESSON, place)
    codes = _column(folder / "out/instructor/students.csv", "id", "code")
    whose = {"stranger": "perfect", "othercode": "perfect"}.get(student, student)
    code = "" if student == "nocode" else codes[whose]
    (place / "my_code.txt").write_text(code, encoding="utf-8")
    with (folder / "out/instructor/answers_by_student.csv").open(encoding="utf-8-sig") as file:
        own = {
            row["exercise"]: row["answer"]
            for row in csv.DictReader(file)
            if row["name"] == NAMES.get(whose, "Perfect")
        }
    answers = {"04.2": _growth(), "04.9": "21"} | own
    answers["04.4"] = f"pd.Timestamp({answers['04.4']!r})"
    work = Submission(place, answers)
    HOW[student](work)
    work.keep()


def _growth():
    from classroom import NOTEBOOKS
    from rehearsal import expectation, keys_of, room

    path = NOTEBOOKS / FILE
    return repr(float(expectation(keys_of(path).keys["04.2"], room(path).lesson).value))


def _column(path, name, value):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[name]: row[value] for row in csv.DictReader(file)}


def _given(graded):
    """Return, by student and test cell, the automatic score and whether a person must look."""
    query = """
        select student.id, base_cell.name, grade.auto_score, grade.needs_manual_grade
        from grade join base_cell on grade.cell_id = base_cell.id
        join submitted_notebook on grade.notebook_id = submitted_notebook.id
        join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
        join student on submitted_assignment.student_id = student.id
    """
    with sqlite3.connect(graded / "gradebook.db") as database:
        return {(who, cell): (score, look) for who, cell, score, look in database.execute(query)}


@pytest.mark.parametrize("student", MARKS)
def test_everybody_gets_the_mark_that_was_known_beforehand(student, taught):
    given = _given(taught[0])
    for (exercise, cell), mark in zip(TESTS.items(), MARKS[student], strict=True):
        score, look = given[student, cell]
        if mark == "?":
            assert (score, bool(look)) == (None, True), exercise
        else:
            assert (score or 0, bool(look)) == (mark, False), exercise


def test_written_answers_wait_for_a_person(taught):
    """And a blank one does not: nbgrader gives it no points by itself."""
    given = _given(taught[0])
    assert given["perfect", "discussion-note"] == (0, 0)
    with sqlite3.connect(taught[0] / "gradebook.db") as database:
        (points,) = database.execute(
            "select max_score from grade_cells join base_cell using (id)"
            " where name = 'discussion-note'"
        ).fetchone()
    assert points == 2


def test_what_a_notebook_printed_of_its_checks_holds_no_key(taught):
    path = taught[0] / "autograded" / "prints" / LESSON / FILE
    text = path.read_text(encoding="utf-8")
    assert "hand_in" in text, "it did print them"
    for secret in ("Expect(", "def crossing", "idxmax() on", "That is when"):
        assert secret not in text


def test_a_notebook_that_looks_for_the_key(taught):
    """Where the kernel can run as nobody it reads none; elsewhere the log says so, every time."""
    notebook = nbformat.read(taught[0] / "autograded" / "looks" / LESSON / FILE, as_version=4)
    shown = json.dumps(notebook)
    found, user, names = re.search(r"FOUND (\[.*?\]) (\d+) (\[.*?\])", shown).groups()
    assert names == "[]"
    if autograding.nobody_can_run(taught[0]):
        assert (found, user) == ("[]", str(as_nobody.NOBODY))
    else:
        assert autograding.OPEN in taught[1]["autograde"].replace("\n", " ")


def test_feedback_explains_and_does_not_give_the_answer(taught):
    page = (taught[0] / "feedback" / "half" / LESSON / f"{LESSON}.html").read_text("utf-8")
    assert VERDICTS["right"][0] in page
    assert "You left out the last row." in page
    assert "Not yet" in page
    assert _growth()[:5] not in page


def test_the_export_has_a_line_for_each_student(taught):
    with (taught[0] / "grades.csv").open(encoding="utf-8", newline="") as file:
        scores = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert set(scores) == set(MARKS)
    for student, marks in MARKS.items():
        assert scores[student] == sum(mark for mark in marks if mark != "?")


def test_what_is_released_holds_no_hidden_line_and_no_key(taught):
    released = taught[0] / "release" / LESSON
    text = (released / FILE).read_text(encoding="utf-8")
    assert "HIDDEN" not in text
    assert "hand_in" not in text
    assert "BEGIN SOLUTION" not in text
    assert text.count("= ...") == 4
    assert {path.name for path in released.iterdir()} == {
        FILE, "keys.pack", "my_code.txt", "README.txt", "requirements.txt", "runtime.txt",
        "diplomacy_lib",
    }  # fmt: skip


def test_source_and_configuration_hold_no_key(taught):
    for path in (taught[0] / "source").rglob("*"):
        assert path.name not in {"marking.pack", "students.csv", "answers.html", "keys"}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become nobody")
def test_as_nobody_a_command_cannot_read_what_is_roots(tmp_path):
    """With the system's own Python, which everybody may use."""
    python = shutil.which("python3", path="/usr/bin")
    if not python:
        pytest.skip("no system Python here")
    secret = tmp_path / "marking.pack"
    secret.write_text("the key", encoding="utf-8")
    secret.chmod(0o600)
    script, home = Path(as_nobody.__file__), tmp_path / "home"
    home.mkdir()
    code = f"import os; print(os.getuid(), os.access({str(secret)!r}, os.R_OK), dict(os.environ))"
    done = subprocess.run(
        [python, str(script), python, "-c", code], cwd="/", capture_output=True, text=True,
        env=os.environ | {"DIPLOMACY_KEYS": "here", "DIPLOMACY_HOME": str(home)}, check=True,
    )  # fmt: skip
    assert done.stdout.startswith(f"{as_nobody.NOBODY} False ")
    assert "DIPLOMACY_KEYS" not in done.stdout
    assert home.stat().st_uid == as_nobody.NOBODY
