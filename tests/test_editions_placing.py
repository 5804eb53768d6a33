"""A build that fails, that is stopped, or that would replace somebody's work changes nothing."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from classroom import ROOT

from diplomacy_lib.editions.placing import MARK, CannotBuild, moved_into


def made(out, name="a.txt", text="new", needed=()):
    with moved_into(out, needed) as folder:
        (folder / name).write_text(text, encoding="utf-8")


def content(folder):
    """Return the text of every file under a folder, the mark aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARK
    }


def test_a_folder_comes_into_place_and_replaces_its_own_forerunner(tmp_path):
    out = tmp_path / "deep" / "course"
    made(out)
    assert content(out) == {"a.txt": "new"}
    made(out, "b.txt", "newer")
    assert content(out) == {"b.txt": "newer"}
    assert [path.name for path in out.parent.iterdir()] == ["course"]


@pytest.mark.parametrize("problem", [ValueError, KeyboardInterrupt, SystemExit])
def test_a_build_that_fails_or_is_stopped_leaves_what_was_there(problem, tmp_path):
    out = tmp_path / "course"
    made(out, text="old")

    def half():
        with moved_into(out, ()) as folder:
            (folder / "b.txt").write_text("half", encoding="utf-8")
            raise problem

    with pytest.raises(problem):
        half()
    assert content(tmp_path) == {"course/a.txt": "old"}


def test_a_build_that_is_killed_leaves_what_was_there(tmp_path):
    """Nothing is tidied up then, but the folder is whole."""
    out = tmp_path / "course"
    made(out, text="old")
    script = (
        "import time\nfrom pathlib import Path\n"
        "from diplomacy_lib.editions.placing import moved_into\n"
        f"with moved_into(Path({str(out)!r}), ()) as folder:\n"
        "    (folder / 'b.txt').write_text('half')\n    print('here', flush=True)\n"
        "    time.sleep(60)\n"
    )
    surroundings = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=surroundings
    ) as process:
        assert process.stdout.readline() == "here\n"
        process.kill()
    time.sleep(0.1)
    assert content(out) == {"a.txt": "old"}
    made(out)
    assert content(out) == {"a.txt": "new"}


def test_a_failed_move_puts_back_what_was_there(tmp_path, monkeypatch):
    out = tmp_path / "course"
    made(out, text="old")
    rename = Path.rename

    def refuse(self, target):
        if Path(target) == out and not self.name.endswith("-before"):
            raise OSError("no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="no"):
        made(out)
    assert content(tmp_path) == {"course/a.txt": "old"}


@pytest.mark.parametrize("inside", [{}, {"essay.txt": "mine"}, {MARK: "{}"}, {MARK: "x"}])
def test_a_folder_that_was_not_built_is_never_replaced(inside, tmp_path):
    out = tmp_path / "course"
    out.mkdir()
    for name, text in inside.items():
        (out / name).write_text(text, encoding="utf-8")
    with pytest.raises(CannotBuild, match="was not built by this command"):
        made(out)
    assert {path.name for path in out.iterdir()} == set(inside)


def test_a_file_is_never_replaced(tmp_path):
    out = tmp_path / "course"
    out.write_text("mine", encoding="utf-8")
    with pytest.raises(CannotBuild, match="was not built by this command"):
        made(out)
    assert out.read_text(encoding="utf-8") == "mine"


def test_files_that_somebody_added_are_never_lost(tmp_path):
    """Such as the submissions and the marks of a graded course."""
    out = tmp_path / "course"
    made(out)
    (out / "graded").mkdir()
    (out / "graded" / "gradebook.db").write_text("marks", encoding="utf-8")
    with pytest.raises(
        CannotBuild, match=r"added after it was built, such as graded/gradebook\.db"
    ):
        made(out)
    assert content(out)["graded/gradebook.db"] == "marks"


def test_what_editors_leave_behind_is_no_obstacle(tmp_path):
    out = tmp_path / "course"
    made(out)
    for name in ("__pycache__", ".ipynb_checkpoints"):
        (out / name).mkdir()
        (out / name / "x").write_text("x", encoding="utf-8")
    made(out, text="newer")
    assert content(out) == {"a.txt": "newer"}


def test_a_folder_with_a_file_that_the_build_needs_is_never_replaced(tmp_path):
    out = tmp_path / "course"
    made(out)
    with pytest.raises(CannotBuild, match=r"my_course\.toml lies in .*would be replaced"):
        made(out, needed=[out / "my_course.toml"])


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_is_followed_and_stays(tmp_path):
    real, link = tmp_path / "real", tmp_path / "link"
    made(real)
    link.symlink_to(real)
    made(link, text="newer")
    assert link.is_symlink()
    assert content(real) == {"a.txt": "newer"}


@pytest.mark.parametrize("out", [".", "..", "/", "~"])
def test_a_folder_around_the_work_is_refused(out, tmp_path, monkeypatch):
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "my_course.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(inner)
    monkeypatch.setenv("HOME", str(tmp_path))
    with pytest.raises(CannotBuild):
        made(Path(out).expanduser(), needed=[Path("my_course.toml")])


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_place_that_cannot_be_written_is_told(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(CannotBuild, match="cannot be written"):
        made(tmp_path / "course")


def test_a_place_under_a_file_is_told(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(CannotBuild, match="cannot be written"):
        made(tmp_path / "file" / "course")
