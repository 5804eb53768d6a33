"""What `make bench` says of editions: thirty students beside one, and the time of a lesson."""

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import Line, interleaved
from edition import TWO, edition, top

from diplomacy_lib.editions.build import build

STUDENTS, COURSE = 30, 15
ROSTER = '\n[variants]\nroster = "roster.csv"\nseed = 1\n'


def built(folder: Path, students: int) -> Callable[[], float]:
    """Return a function that builds two lessons for so many students and returns the seconds."""
    home = folder / str(students)
    home.mkdir()
    names = "".join(f"Student {place}\n" for place in range(students))
    (home / "roster.csv").write_text(f"name\n{names}", encoding="utf-8")

    def measure() -> float:
        found = edition(home, top(path='"full"') + ROSTER)
        began = time.perf_counter()
        build(found, TWO, home / "out")
        return time.perf_counter() - began

    return measure


def editions() -> Iterator[Line]:
    """Yield the two lines."""
    with tempfile.TemporaryDirectory() as folder:
        sides = {str(many): built(Path(folder), many) for many in (1, STUDENTS)}
        taken = interleaved(sides, 3)
    one, all_of_them = taken["1"], taken[str(STUDENTS)]
    beside = f"{all_of_them:.1f} s, one {one:.1f} s"
    yield Line(
        f"two lessons built for {STUDENTS} students, against one", 2, all_of_them / one, "×", beside
    )
    minutes = one / len(TWO) * COURSE / 60
    yield Line(f"{COURSE} such lessons built, two copies each", 3, minutes, "min")
