"""Make a scenario of four tables, and name every mistake in them with its file and row.

The course's own scenario stands in its tables negotiation_issues, _options, _payoffs and _parties.
An instructor copies these four files into a folder, edits them, and reads them from there.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Any

import pandas as pd

from ...errors import CourseError
from .scenarios import Issue, Party, Scenario

MOST_PACKAGES = 200_000
COLUMNS = {
    "issues": ("issue", "order", "title"),
    "options": ("issue", "option", "text"),
    "payoffs": ("issue", "option"),
    "parties": ("party", "name", "role", "reservation", "private_note"),
}
FILES = tuple(COLUMNS)
KEYS = {
    "issues": ("issue",),
    "options": ("issue", "option"),
    "payoffs": ("issue", "option"),
    "parties": ("party",),
}
ROLES = ("negotiator", "observer")
Rows = list[dict[str, Any]]


class ScenarioProblem(CourseError):
    """A scenario that cannot be played; `problems` has one sentence for each mistake."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def scenario(tables: Mapping[str, pd.DataFrame]) -> Scenario:
    """Return the scenario of the frames `issues`, `options`, `payoffs` and `parties`.

    The columns are those of the course's tables; `payoffs` has one for each party, named by its
    code in small letters. Raises `ScenarioProblem` with a sentence for every mistake.
    """
    return _made({name: tables[name].to_dict("records") for name in FILES})


def course_scenario(load: Callable[[str], pd.DataFrame]) -> Scenario:
    """Return the course's own scenario; `load` is the lesson's, or the library's.

    >>> from diplomacy_lib import load
    >>> course_scenario(load).sizes
    (5, 5, 5, 3, 3, 3)
    """
    return scenario({name: load(f"negotiation_{name}") for name in FILES})


def read_scenario(folder: Path | str) -> Scenario:
    """Return the scenario of a folder with the files negotiation_issues.csv and three more.

    Raises `ScenarioProblem` with every mistake, its file and its row; the header is row 1, as a
    spreadsheet counts.
    """
    paths = {name: Path(folder) / f"negotiation_{name}.csv" for name in FILES}
    missing = [f"There is no file {path}." for path in paths.values() if not path.is_file()]
    if missing:
        raise ScenarioProblem(missing)
    return _made({name: _read(path) for name, path in paths.items()})


def _read(path: Path) -> Rows:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [
                {column: cell or "" for column, cell in row.items()} for row in csv.DictReader(file)
            ]
    except (UnicodeDecodeError, csv.Error):
        raise ScenarioProblem([f"{path.name} is not a CSV file in UTF-8."]) from None


def _made(tables: Mapping[str, Rows]) -> Scenario:
    problems = [said for name in FILES for said in _faults(name, tables)]
    if problems := problems or list(_disagreements(tables)):
        raise ScenarioProblem(problems)
    options = _by_option(tables["options"])
    packages = prod(len(options[row["issue"]]) for row in tables["issues"])
    if packages > MOST_PACKAGES:
        said = f"The options make {packages:,} packages, more than {MOST_PACKAGES:,}."
        raise ScenarioProblem([f"{said} Leave out an issue, or options."])
    paid = _by_option(tables["payoffs"])
    codes = [row["party"] for row in tables["parties"]]
    issues = tuple(
        Issue(
            row["issue"],
            row["title"],
            tuple(option["text"] for option in options[row["issue"]]),
            {code: tuple(int(p[code.lower()]) for p in paid[row["issue"]]) for code in codes},
        )
        for row in sorted(tables["issues"], key=lambda row: int(row["order"]))
    )
    parties = tuple(
        Party(
            row["party"], row["name"], row["role"] == "negotiator",
            int(row["reservation"]), row["private_note"],
        )
        for row in tables["parties"]
    )  # fmt: skip
    return Scenario(issues, parties)


def _by_option(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for row in sorted(rows, key=lambda row: int(row["option"])):
        found.setdefault(row["issue"], []).append(row)
    return found


def _faults(name: str, tables: Mapping[str, Rows]) -> Iterator[str]:
    """Yield what is wrong with one table by itself."""
    rows, needed = tables[name], list(COLUMNS[name])
    if name == "payoffs":
        needed += [str(row.get("party", "")).lower() for row in tables["parties"]]
    missing = [column for column in needed if not rows or column not in rows[0]]
    if missing:
        yield f"negotiation_{name}: there is no column {', '.join(missing)}, or no row."
        return
    whole = {"issues": ["order"], "parties": ["reservation"]}.get(name, ["option", *needed[2:]])
    whole = ["option"] if name == "options" else whole
    seen: Counter = Counter()
    for number, row in enumerate(rows, 2):
        for column in whole:
            if not _is_whole(row[column]):
                yield _at(name, number, f"{column} is {row[column]!r}, not a whole number")
        if name == "parties" and row["role"] not in ROLES:
            yield _at(name, number, f"role is {row['role']!r}, not {' or '.join(ROLES)}")
        key = tuple(str(row[column]) for column in KEYS[name])
        if seen[key]:
            yield _at(name, number, f"{' '.join(key)} stands in the table already")
        seen[key] += 1


def _disagreements(tables: Mapping[str, Rows]) -> Iterator[str]:
    """Yield where the four tables do not fit together."""
    known = {row["issue"] for row in tables["issues"]}
    for name in ("options", "payoffs"):
        for number, row in enumerate(tables[name], 2):
            if row["issue"] not in known:
                yield _at(name, number, f"there is no issue {row['issue']!r}")
    options, paid = (_by_option(tables[name]) for name in ("options", "payoffs"))
    for number, row in enumerate(tables["issues"], 2):
        mine, theirs = (_numbers(found.get(row["issue"], [])) for found in (options, paid))
        if len(mine) < 2 or mine != list(range(len(mine))):
            yield _at(
                "issues", number, f"the options of {row['issue']} are not 0, 1, … without gap"
            )
        if mine != theirs:
            yield _at("issues", number, f"{row['issue']} has not the same options in payoffs")
    chairs = sum(row["role"] == "negotiator" for row in tables["parties"])
    if chairs != 2:
        yield f"negotiation_parties: {chairs} negotiators, and the table has two chairs."


def _numbers(rows: Rows) -> list[int]:
    return [int(row["option"]) for row in rows]


def _is_whole(cell: Any) -> bool:
    try:
        return int(cell) == float(cell)
    except (TypeError, ValueError):
        return False


def _at(name: str, row: int, what: str) -> str:
    return f"negotiation_{name}, row {row}: {what}."
