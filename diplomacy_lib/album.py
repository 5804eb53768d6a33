"""What a learner has done and seen, kept between sessions: one small JSON file for each lesson.

The files lie in one folder: `DIPLOMACY_HOME`, or the user's data folder. A folder that is
missing, read-only or broken never stops a lesson: it then remembers nothing.
"""

import hashlib
import json
import os
import tempfile
from contextlib import suppress
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
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


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
        parts = {part: kept[part] if isinstance(kept.get(part), dict) else {} for part in EMPTY}
        return {
            part: {name: entry for name, entry in entries.items() if _is_sound(part, entry)}
            for part, entries in parts.items()
        }

    def answered(self, exercise: str, answer: object, right: bool) -> None:
        """Remember one attempt; the same answer twice is one attempt, and a success stays one."""
        record = self.read()
        before = record["exercises"].get(exercise, {"right": False, "tries": 0, "last": None})
        last = fingerprint(_printed(answer))
        if last != before["last"] or right > before["right"]:
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
        if fingerprint(record[part].get(name)) != fingerprint(content):
            record[part][name] = content
            self._write(record)

    def _write(self, record: dict[str, dict[str, Any]]) -> None:
        text = json.dumps(record, ensure_ascii=False, default=str)
        part = None
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(dir=self.path.parent, suffix=".part")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(part).replace(self.path)
        except OSError:
            if part:
                with suppress(OSError):
                    Path(part).unlink(missing_ok=True)


def _is_sound(part: str, entry: Any) -> bool:
    """Whether an entry of the record has the shape that its part needs."""
    if part == "exercises":
        return isinstance(entry, dict) and {"right", "tries", "last"} <= entry.keys()
    return isinstance(entry, str if part == "notes" else dict)


def _printed(answer: object) -> str:
    """Return an answer as text that is the same in every session."""
    try:
        return repr(sorted(answer, key=repr) if isinstance(answer, (set, frozenset)) else answer)
    except Exception:
        return type(answer).__name__
