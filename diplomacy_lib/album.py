"""What a learner has done and seen, kept between sessions: one small JSON file for each lesson.

The files lie in one folder: `DIPLOMACY_HOME`, or the user's data folder. A folder that is
missing, read-only or broken never stops a lesson: it then remembers nothing.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

import platformdirs

EMPTY: dict[str, dict[str, Any]] = {"exercises": {}, "notes": {}, "beats": {}}


def home() -> Path:
    """Return the folder in which progress and album are kept (it need not exist yet)."""
    chosen = os.environ.get("DIPLOMACY_HOME")
    return Path(chosen) if chosen else platformdirs.user_data_path("diplomacy", appauthor=False)


def fingerprint(content: object) -> str:
    """Return a short checksum of anything that JSON can hold; dates and the like as text.

    >>> fingerprint({"a": 1}) == fingerprint({"a": 1})
    True
    """
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


class Album:
    """The kept record of one lesson: exercises answered, notes written, charts shown.

    Every change is written at once, by replacing the file, and only if something changed: running
    a lesson again leaves its record as it was.
    """

    def __init__(self, lesson: str) -> None:
        self.path = home() / f"lesson_{lesson}.json"

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the record: `exercises`, `notes` and `beats`, each by id; empty if unreadable."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            kept = {}
        if not isinstance(kept, dict):
            kept = {}
        return {part: kept[part] if isinstance(kept.get(part), dict) else {} for part in EMPTY}

    def answered(self, exercise: str, answer: object, right: bool) -> None:
        """Remember one attempt; the same answer twice is one attempt, and a success stays one."""
        record = self.read()
        before = record["exercises"].get(exercise, {"right": False, "tries": 0, "last": None})
        last = fingerprint(repr(answer))
        if last != before["last"]:
            record["exercises"][exercise] = {
                "right": before["right"] or right,
                "tries": before["tries"] + 1,
                "last": last,
            }
            self._write(record)

    def note(self, note: str, text: str) -> None:
        """Keep a learner's written answer in place of an earlier one."""
        self._keep("notes", note, text)

    def keep(self, beat: str, snapshot: dict[str, Any]) -> None:
        """Keep what a beat showed, with a checksum, in place of an earlier snapshot."""
        self._keep("beats", beat, snapshot | {"checksum": fingerprint(snapshot)})

    def forget(self) -> None:
        """Delete the record of this lesson."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError:
            return

    def _keep(self, part: str, name: str, content: object) -> None:
        record = self.read()
        if record[part].get(name) != content:
            record[part][name] = content
            self._write(record)

    def _write(self, record: dict[str, dict[str, Any]]) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self.path.parent, suffix=".part", delete=False
            ) as file:
                json.dump(record, file, ensure_ascii=False, default=str)
            Path(file.name).replace(self.path)
        except OSError:
            return
