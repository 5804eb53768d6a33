"""The command `diplomacy`: help, the commented file, the lists, what it says of mistakes."""

import re
import subprocess
import sys
import tomllib

import pytest
from classroom import ROOT
from edition import SHELF, TABLE, TWO, top, written

from diplomacy_lib import catalog
from diplomacy_lib.__main__ import main
from diplomacy_lib.editions import course, template
from diplomacy_lib.editions.reading import InvalidCourse

COMMANDS = ["lab", "new", "check", "build", "tables", "lessons"]


def said(capsys, *arguments):
    """Return what a command answers, what it prints, and what it complains of."""
    code = main(list(map(str, arguments)))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_the_command_is_installed_under_its_name():
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert scripts["scripts"] == {"diplomacy": "diplomacy_lib.__main__:main"}


def test_the_module_is_a_command_too():
    done = subprocess.run(
        [sys.executable, "-m", "diplomacy_lib", "lessons", "00"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.startswith("00  Start here")


def test_help_names_every_command(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    text = capsys.readouterr().out
    assert left.value.code == 0
    assert re.findall(r"^    (\w+) ", text, re.MULTILINE) == COMMANDS


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_of_its_own(command, capsys):
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert f"usage: diplomacy {command}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [[], ["biuld"], ["build", "x.toml"], ["new"]])
def test_a_command_that_is_not_whole_is_answered_with_its_usage(arguments, capsys):
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage: diplomacy" in capsys.readouterr().err


def test_the_version_can_be_asked_for(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert re.fullmatch(r"diplomacy \d+\.\d+\S*\n", capsys.readouterr().out)


# The commented file


def test_a_new_file_holds_for_the_whole_course(tmp_path, capsys):
    file = tmp_path / "my_course.toml"
    code, out, _ = said(capsys, "new", file)
    assert code == 0
    assert f"diplomacy build {file}" in out
    found = course.read(file, SHELF)
    assert [lesson.number for lesson in found.lessons] == list(SHELF)
    assert found.warnings == ()


def test_a_new_file_never_replaces_one(tmp_path, capsys):
    file = tmp_path / "my_course.toml"
    file.write_text("mine", encoding="utf-8")
    code, _, err = said(capsys, "new", file)
    assert (code, file.read_text(encoding="utf-8")) == (1, "mine")
    assert "is there already" in err


def test_a_new_file_in_no_folder_is_told(tmp_path, capsys):
    code, _, err = said(capsys, "new", tmp_path / "none" / "my_course.toml")
    assert code == 1
    assert "cannot be written" in err


def blocks(text):
    """Return the commented parts of a file: a line [section] and the lines that set something."""
    found, here = [], None
    for line in text.splitlines():
        setting = line.removeprefix("# ")
        if line.startswith("# ["):
            here = (setting, [])
            found.append(here)
        elif line.startswith("# ") and re.match(r"\w+ = ", setting) and here:
            here[1].append(setting)
    return found


def test_every_commented_line_can_be_used_one_at_a_time(tmp_path):
    text = template.text("my_course.toml", TWO)
    found = blocks(text)
    named = {name.partition(".")[0].strip("[]") for name, _ in found}
    assert named == {"lesson", "exercise", "exercises", "tables", "table", "variants"}
    for section, lines in found:
        for line in lines if section.startswith(("[lesson", "[exercise.")) else ():
            _holds(tmp_path, f"{text}\n{section}\n{line}\n")
    everything = [f"{section}\n" + "\n".join(lines) for section, lines in found]
    for section in ("exercises", "variants"):
        (one,) = (block for block in everything if block.startswith(f"[{section}]"))
        _holds(tmp_path, f"{text}\n{one}\n")
    tables = [block for block in everything if block.startswith("[table")]
    _holds(tmp_path, "\n".join([text, *tables]))


def _holds(folder, text):
    written(folder, text)
    (folder / "roster.csv").write_text("name\nAna\n", encoding="utf-8")
    try:
        course.read(folder / "my_course.toml", TWO)
    except InvalidCourse as error:
        found = error.problems
    else:
        found = []
    assert [problem for problem in found if "Name it in [lesson" not in problem.says] == []


def test_every_choice_of_every_lesson_stands_in_the_file():
    text = template.text("my_course.toml", SHELF)
    for number, lesson in SHELF.items():
        assert f"# [lesson.{number}]" in text
        for name, key in lesson.keys.keys.items():
            assert (f'# [exercise."{name}"]' in text) == bool(key.vary)
            for what, allowed in key.vary.items():
                for value in allowed:
                    assert f"# {what} = " in text
                    assert template._toml(value) in text


# check, lessons, tables


def test_check_says_what_a_file_holds_and_warns(tmp_path, capsys):
    code, out, _ = said(capsys, "check", written(tmp_path, top(["04"])))
    assert code == 0
    assert "Note: Lesson 04 builds on lesson 00, which this edition leaves out." in out
    assert out.endswith("my_course.toml holds. Lessons: 1, exercises: 3.\n")


def test_check_tells_every_mistake_and_builds_nothing(tmp_path, capsys):
    file = written(tmp_path, top(["00", "99"], path='"long"') + TABLE.replace("title", "titel"))
    before = sorted(tmp_path.iterdir())
    code, out, err = said(capsys, "check", file)
    assert (code, out) == (1, "")
    assert "[course] lessons, item 2: '99'" in err
    assert "[course] path: 'long'" in err
    assert "[table.my_votes] title: is missing" in err
    assert sorted(tmp_path.iterdir()) == before


def test_build_tells_every_mistake_and_writes_nothing(tmp_path, capsys):
    file = written(tmp_path, top(["99"]))
    code, _, err = said(capsys, "build", file, "--out", tmp_path / "out")
    assert code == 1
    assert "'99' is not known" in err
    assert not (tmp_path / "out").exists()


def test_a_stopped_build_says_that_nothing_has_changed(tmp_path, capsys, monkeypatch):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("diplomacy_lib.editions.build.build", stop)
    code, _, err = said(capsys, "build", written(tmp_path, top()), "--out", tmp_path / "out")
    assert (code, err) == (130, "Stopped. Nothing has changed.\n")


def test_lessons_are_listed_with_minutes_and_exercises(capsys):
    _, out, _ = said(capsys, "lessons")
    rows = out.strip().splitlines()
    assert [row[:2] for row in rows] == list(SHELF)
    for row, lesson in zip(rows, SHELF.values(), strict=True):
        assert lesson.title in row
        assert f"{lesson.minutes('core')} · {lesson.minutes('full')} minutes" in row
        assert f"{len(lesson.keys.keys)} exercises" in row


@pytest.mark.parametrize("number", SHELF)
def test_one_lesson_is_told_in_full(number, capsys):
    lesson = SHELF[number]
    _, out, _ = said(capsys, "lessons", number)
    assert lesson.objectives
    assert len(lesson.skills) == 2
    assert lesson.skills[0] in out
    told = " ".join(out.split())
    assert all(" ".join(objective.split()) in told for objective in lesson.objectives)
    for name, key in lesson.keys.keys.items():
        assert f"{name}  " in out
        for what, allowed in key.vary.items():
            assert all(template._toml(value) in out for value in allowed), what
    assert max(map(len, out.splitlines())) <= 400


def test_an_unknown_lesson_is_answered_with_the_near_ones(capsys):
    code, _, err = said(capsys, "lessons", "40")
    assert code == 1
    assert err.startswith("There is no lesson '40'. There are: 00, 01, ")


def test_lessons_elsewhere_can_be_named_and_must_be_there(tmp_path, capsys):
    _, out, _ = said(capsys, "lessons", "--lessons", ROOT / "notebooks")
    assert out.startswith("00  Start here")
    code, _, err = said(capsys, "lessons", "--lessons", tmp_path)
    assert code == 1
    assert f"There are no lessons in {tmp_path}" in err


def test_tables_are_listed_with_rows_years_and_licence(capsys):
    _, out, _ = said(capsys, "tables")
    for name in catalog.names():
        assert re.search(rf"^{name}\s", out, re.MULTILINE)
