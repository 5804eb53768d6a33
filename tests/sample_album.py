"""Build the sample album of the memo from the lessons: python tests/sample_album.py.

It holds charts that the lessons show, as their own album keeps them, for a learner who comes
straight to the last lesson. test_lessons.py fails when a lesson shows something else by now.
"""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "diplomacy_lib" / "models" / "briefing" / "samples" / "album.json"
BEATS = [
    "01.b1", "01.b2", "01.b3", "01.b4", "01.b7", "03.b1", "03.b3", "04.b1", "04.b3", "04.b4",
    "04.b5", "04.b8", "06.b1", "06.b2", "06.b4", "06.b5", "06.b6", "06.b7", "07.b1", "07.b3",
]  # fmt: skip
AGAIN = [("06.b1", {"rule": "with later"})]  # kept a second time, with other parameters


def kept(record: dict[str, Any], beat: str) -> dict[str, Any]:
    """Return one snapshot of an executed lesson's album, with its id."""
    return {"id": beat} | record["beats"][beat]


def written(shots: list[dict[str, Any]]) -> str:
    """Return the sample as text, one snapshot a line."""
    return "[\n" + ",\n".join(json.dumps(shot, ensure_ascii=False) for shot in shots) + "\n]\n"


def build() -> str:
    """Run the lessons and return the sample as text."""
    sys.path.insert(0, str(ROOT / "tests"))
    import classroom

    paths = {path.stem[:2]: path for path in classroom.LESSONS}
    shots = []
    for beat, parameters in [*((beat, {}) for beat in BEATS), *AGAIN]:
        chosen = {name.upper(): value for name, value in parameters.items()}
        run = _once(classroom.run, paths[beat[:2]], chosen)
        shots.append(kept(run, beat))
    return written(shots)


def _once(run: Any, path: Path, chosen: dict[str, Any], done: dict = {}) -> dict[str, Any]:  # noqa: B006
    key = (path.stem, repr(chosen))
    if key not in done:
        done[key] = run(path, **chosen).lesson.album.read()
    return done[key]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ.update(DIPLOMACY_HOME=home, DIPLOMACY_RENDERER="lab")
        SAMPLE.parent.mkdir(exist_ok=True)
        SAMPLE.write_text(build(), encoding="utf-8", newline="\n")
        print(f"{SAMPLE.relative_to(ROOT)}: {SAMPLE.stat().st_size / 1000:,.0f} kB")
