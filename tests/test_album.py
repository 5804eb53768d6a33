"""What is kept of a learner's work, and that nothing about keeping it can stop a lesson."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from diplomacy_lib import album, open_lesson
from diplomacy_lib.album import Album, fingerprint


def kept(home, lesson="04"):
    return json.loads((home / f"lesson_{lesson}.json").read_text(encoding="utf-8"))


def filled():
    """Return an album with one answer, one note and one beat."""
    made = Album("04")
    made.answered("04.1", 1967, False)
    made.note("04.n1", "Zwei Regeln, zwei Zahlen – „gezählt“.")
    made.keep("04.b1", {"spec": {"mark": "bar"}, "limits": "Estimates."})
    return made


def test_nothing_is_written_before_there_is_something_to_keep(home):
    assert Album("04").read() == {"exercises": {}, "notes": {}, "beats": {}}
    Album("04").forget()
    assert not home.exists()


def test_a_record_survives_a_restart(home):
    record = filled().read()
    assert record["exercises"]["04.1"]["tries"] == 1
    code = (
        "import json; from diplomacy_lib.album import Album; "
        "a = Album('04'); print(json.dumps(a.read())); a.answered('04.1', 1967, False); "
        "print(json.dumps(a.read()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    after, again = map(json.loads, done.stdout.splitlines())
    assert after == again == record


def test_lessons_keep_to_themselves(home):
    filled()
    Album("01").note("01.n1", "x")
    Album("01").forget()
    assert sorted(path.name for path in home.iterdir()) == ["lesson_04.json"]


def test_the_same_answer_is_not_a_second_try():
    made = Album("04")
    for answer in (1967, 1967, 1968, 1968):
        made.answered("04.1", answer, False)
    assert made.read()["exercises"]["04.1"]["tries"] == 2


def test_a_success_stays_one():
    made = Album("04")
    made.answered("04.1", 1992, True)
    made.answered("04.1", 1, False)
    record = made.read()["exercises"]["04.1"]
    assert record["right"] is True
    assert record["tries"] == 2


def charts():
    data = pd.DataFrame({"a": [1]})
    return alt.Chart(data).mark_bar().encode(x="a:Q"), alt.Chart(data).mark_line().encode(x="a:Q")


def long_lists():
    wrong = pd.Series(range(1000))
    return wrong, wrong.where(wrong != 500, -1)


@pytest.mark.parametrize("answers", [charts, long_lists])
def test_a_success_counts_though_it_prints_like_the_mistake_before_it(answers):
    wrong, right = answers()
    assert repr(wrong) == repr(right)
    made = Album("04")
    made.answered("04.1", wrong, False)
    made.answered("04.1", right, True)
    assert made.read()["exercises"]["04.1"]["right"]


def test_a_set_is_the_same_answer_after_a_restart(home):
    code = (
        "from diplomacy_lib.album import Album; "
        "Album('04').answered('04.1', {'USA', 'RUS', 'CHN', 'GBR', 'FRA', 'IND'}, False)"
    )
    for seed in "123":
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code], check=True, env=environment)
    assert kept(home)["exercises"]["04.1"]["tries"] == 1


class Unprintable:
    """An object that cannot be printed."""

    def __repr__(self):
        raise RuntimeError("no")


def test_an_answer_that_cannot_be_printed_stops_nothing():
    Album("04").answered("04.1", [Unprintable()], False)


def test_a_note_replaces_the_one_before():
    made = filled()
    made.note("04.n1", "Other words.")
    assert made.read()["notes"] == {"04.n1": "Other words."}


def test_a_beat_has_a_checksum_that_an_edit_breaks():
    beat = filled().read()["beats"]["04.b1"]
    snapshot = {name: value for name, value in beat.items() if name != "checksum"}
    assert beat["checksum"] == fingerprint(snapshot)
    assert beat["checksum"] != fingerprint(snapshot | {"limits": "None."})


def test_a_change_replaces_the_file_and_leaves_nothing_beside_it(home, monkeypatch):
    made = filled()
    replaced = []
    replace = Path.replace

    def watched(self, target):
        replaced.append((json.loads(self.read_text(encoding="utf-8")), kept(home)))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    made.note("04.n2", "new")
    ((new, old),) = replaced
    assert "04.n2" in new["notes"]
    assert "04.n2" not in old["notes"]
    assert [path.name for path in home.iterdir()] == ["lesson_04.json"]


def test_nothing_is_written_when_nothing_changes(home):
    filled()
    Album("04").keep("04.b2", {"parameters": {"pair": ("USA", "RUS")}, "year": 1991})
    before = (home / "lesson_04.json").stat()
    filled()
    Album("04").keep("04.b2", {"parameters": {"pair": ("USA", "RUS")}, "year": 1991})
    after = (home / "lesson_04.json").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def write_many(letter):
    for i in range(15):
        Album("04").note(f"{letter}.{i}", "x" * 2000)


def test_two_notebooks_at_once_never_leave_half_a_file(home):
    Album("04").note("first", "x")
    writers = [threading.Thread(target=write_many, args=(letter,)) for letter in "ab"]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert kept(home)["notes"]["first"] == "x"
    assert {"a.14", "b.14"} & set(kept(home)["notes"])  # whoever wrote last


BROKEN = {
    "empty": b"",
    "half": b'{"exercises": {"04.1": {"ri',
    "no text": b"\xff\xfe\x00",
    "a list": b"[1, 2]",
    "a number": b"7",
    "nothing": b"null",
    "parts of other kinds": b'{"exercises": [1], "notes": "x", "beats": null}',
    "entries of other kinds": b'{"exercises": {"04.1": 3}, "notes": {"04.n1": 5}}',
    "an exercise without its facts": b'{"exercises": {"04.1": {}}}',
}  # fmt: skip


def live(monkeypatch):
    """Do everything that a lesson does with its album."""
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda *cards, **_: shown.extend(cards))
    lesson = open_lesson("04")
    assert lesson._repr_html_()
    lesson.check("04.1", 1)
    lesson.note("04.n1")
    lesson.note("04.n1", "My words.")
    lesson.album.keep("04.b1", {"limits": "x"})
    assert repr(lesson)
    lesson.forget()
    assert len(shown) == 4
    return lesson


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_stops_no_lesson(home, monkeypatch, content):
    home.mkdir()
    (home / "lesson_04.json").write_bytes(content)
    live(monkeypatch)


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_after_a_broken_file_new_work_is_kept_again(home, content):
    home.mkdir()
    (home / "lesson_04.json").write_bytes(content)
    made = Album("04")
    made.answered("04.1", 1992, True)
    made.note("04.n1", "x")
    assert made.read()["exercises"]["04.1"]["right"]
    assert made.read()["notes"]["04.n1"] == "x"


def test_a_folder_below_a_file_stops_no_lesson(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("DIPLOMACY_HOME", str(tmp_path / "file" / "home"))
    live(monkeypatch)


def test_a_folder_in_the_files_place_stops_no_lesson_and_fills_with_nothing(home, monkeypatch):
    (home / "lesson_04.json").mkdir(parents=True)
    live(monkeypatch)
    assert [path.name for path in home.iterdir()] == ["lesson_04.json"]


def test_a_read_only_folder_stops_no_lesson(home, monkeypatch):
    """For root no folder is read-only, so the refusal is also made by hand."""
    filled()
    before = (home / "lesson_04.json").read_bytes()
    home.chmod(0o500)

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    for opener in ("NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, opener, refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    try:
        live(monkeypatch)
    finally:
        home.chmod(0o700)
    assert (home / "lesson_04.json").read_bytes() == before


def test_an_unreadable_file_stops_no_lesson(home, monkeypatch):
    filled()
    monkeypatch.setattr(
        Path, "read_text", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "denied"))
    )
    assert Album("04").read() == {"exercises": {}, "notes": {}, "beats": {}}


def test_a_full_disk_leaves_the_old_record_and_nothing_beside_it(home, monkeypatch):
    filled()
    before = kept(home)

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    Album("04").note("04.n9", "lost")
    assert kept(home) == before
    assert [path.name for path in home.iterdir()] == ["lesson_04.json"]


def test_forget_deletes_the_record(home):
    made = filled()
    made.forget()
    assert list(home.iterdir()) == []
    assert made.read()["notes"] == {}
    made.forget()


def test_without_a_chosen_folder_the_users_own_is_taken(monkeypatch):
    monkeypatch.delenv("DIPLOMACY_HOME")
    assert album.home().name == "diplomacy"
    assert album.home().is_absolute()


def test_a_record_stays_small(home):
    made = Album("04")
    for i in range(200):
        made.answered("04.1", [*range(10_000), i], False)
    assert (home / "lesson_04.json").stat().st_size < 500
