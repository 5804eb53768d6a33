"""The pages beside the notebooks: answers, teaching notes, handouts to print, how to open."""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mistune
import nbformat

from . import cells
from .course import Course

if TYPE_CHECKING:
    from .build import Built
    from .drawing import Drawing

CHART = re.compile(r"ChartShape\(mark='(\w+)', channels=\{(.*)\}\)")
DATE = re.compile(r"datetime\.date\((\d+), (\d+), (\d+)\)")
FOLD = re.compile(r"</?(details|summary)[^>]*>")
CODE = """
Everybody has own values. Write the code that your instructor gave you into the file my_code.txt,
and save it, before you open the first notebook.
"""
VARY = "<p>Each student has own values. This page has the ones that the exercises start from.</p>\n"
STYLE = """
body { font: 11pt/1.45 "DejaVu Sans", Verdana, sans-serif; color: #111; max-width: 46em;
       margin: 2em auto; padding: 0 1em; }
table { border-collapse: collapse; width: 100%; margin: 0.6em 0 1.6em; }
th, td { border: 1px solid #767676; padding: 0.3em 0.5em; text-align: left; vertical-align: top; }
th { background: #f2f2f2; }
code, pre { font: 10pt "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
h2 { margin-top: 1.8em; }
.room { border-bottom: 1px solid #767676; height: 2em; }
.facts { color: #555; }
@page { margin: 10mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; }
  h1 { font-size: 14pt; margin: 0; }
  section, tr, h2 { break-inside: avoid; }
  h2 { break-after: avoid; }
  .sheet { columns: 3; column-gap: 4mm; font-size: 7pt; line-height: 1.2; }
  .sheet code { font-size: 7pt; }
  .sheet h2 { font-size: 7.5pt; margin: 1mm 0 0; }
  .sheet p, .sheet table { margin: 0 0 0.5mm; }
  .sheet th, .sheet td { padding: 0 0.6mm; }
}
"""


def write(
    folder: Path, course: Course, built: list["Built"], drawings: Mapping[str, "Drawing"]
) -> None:
    """Write answer sheet, teaching notes and handouts, and the lists of who has which values."""
    for name, title, body in (
        ("answers.html", "Answers", _answers(built)),
        ("teaching_notes.html", "Teaching notes", _teaching(built)),
        ("handouts.html", "Exercises", _handouts(built)),
    ):
        note = VARY if course.roster and name != "teaching_notes.html" else ""
        text = _page(f"{course.title} · {title}", note + "\n".join(body))
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    rows = (row for lesson in built for row in _exercises(lesson))
    _list(folder / "answers.csv", [("exercise", "answer", "unit", "values", "points"), *rows])
    if course.roster:
        students = [(each.name, each.id, each.code) for each in course.roster.students]
        _list(folder / "students.csv", [("name", "id", "code"), *students])
        _list(folder / "answers_by_student.csv", _by_student(course, built, drawings))


def _by_student(
    course: Course, built: Iterable["Built"], drawings: Mapping[str, "Drawing"]
) -> Iterator[tuple[str, ...]]:
    """Yield a line for each student and exercise that varies."""
    yield "name", "code", "exercise", "values", "answer"
    for student in course.roster.students:
        for lesson in built:
            drawn = drawings[lesson.edited.published.number].by_student[student.name]
            for exercise, each in drawn.items():
                values, answer = _listed(each.values), in_words(each.answer)
                yield student.name, student.code, exercise, values, answer


def _list(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """Write a list that spreadsheets open with its letters intact."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def how_to_open(folder: Path, course: Course) -> None:
    """Write what a copy needs to be opened: a few lines of help, and the packages by name."""
    (folder / "README.txt").write_text(
        f"{course.title}\n\n"
        "Needs Python 3.11 or newer. In this folder:\n\n"
        "    python -m pip install -r requirements.txt\n"
        "    python -m jupyter lab\n\n"
        "and open the notebooks in the order of their list. Tables and library are in the folder\n"
        "diplomacy_lib; after the install nothing is fetched from the network.\n"
        + (CODE if course.roster else ""),
        encoding="utf-8",
    )
    (folder / "requirements.txt").write_text("\n".join(_requirements()) + "\n", encoding="utf-8")
    (folder / "runtime.txt").write_text("python-3.11\n", encoding="utf-8")  # Binder asks for it


def _requirements() -> Iterator[str]:
    """Yield the packages that the library declares, with their bounds."""
    from importlib.metadata import requires

    for line in requires("diplomacy-lib") or ():
        if "extra ==" not in line:
            yield line


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _answers(built: Iterable["Built"]) -> Iterator[str]:
    """Yield the answer sheet: on paper it is one page, even for the whole course."""
    yield '<div class="sheet">'
    for lesson in built:
        yield _heading(lesson)
        rows = [
            (name, _with_facts(answer, unit, varied), escape(points))
            for name, answer, unit, varied, points in _exercises(lesson)
        ]
        yield _table(("Exercise", "Answer", "Points"), rows)
    yield "</div>"


def _with_facts(answer: str, unit: str, varied: str) -> str:
    """Return an answer with its unit, and with the values for which this edition asks it."""
    facts = escape("; ".join(filter(None, (unit, varied))))
    return f"<code>{escape(answer)}</code>" + (
        f' <span class="facts">{facts}</span>' if facts else ""
    )


def _exercises(lesson: "Built") -> Iterator[tuple[str, ...]]:
    """Yield each exercise of a lesson: id, answer, unit, what this edition varies, points."""
    edited, keys = lesson.edited, lesson.edited.published.keys.keys
    for name in edited.chosen.exercises:
        answer = in_words(lesson.answers.get(name, ""))
        varied = _listed(edited.chosen.choices.get(name, {}))
        yield name, answer, keys[name].unit, varied, str(keys[name].points)
    for own in edited.own:
        facts = own.facts()
        answer = in_words(lesson.answers.get(own.id, ""))
        yield own.id, answer, facts["unit"], "", str(facts["points"])


def _listed(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


def in_words(answer: str) -> str:
    """Return an answer as one would write it: dates, charts, decimals that are enough.

    >>> in_words("datetime.date(1991, 7, 31)"), in_words("0.33061234"), in_words("'New START'")
    ('1991-07-31', '0.3306…', 'New START')
    >>> in_words("ChartShape(mark='bar', channels={'x': 'year', 'y': 'tests'})")
    'bar chart: x year, y tests'
    """
    if chart := CHART.fullmatch(answer):
        return f"{chart[1]} chart: " + re.sub(r"'(\w+)': '(\w+)'", r"\1 \2", chart[2])
    answer = DATE.sub(lambda day: dt.date(*map(int, day.groups())).isoformat(), answer)
    answer = re.sub(r"(\d+\.\d{4})\d+", r"\1…", answer)
    return answer[1:-1] if re.fullmatch(r"'[^']*'", answer) else answer


def _teaching(built: Iterable["Built"]) -> Iterator[str]:
    for lesson in built:
        yield _heading(lesson)
        yield _table(("Minutes", "What"), _plan(lesson))
        for cell in _notebook(lesson).cells:
            if "teaching" in cells.tags(cell):
                yield mistune.html(FOLD.sub("", cell.source))


def _plan(lesson: "Built") -> Iterator[tuple[str, str]]:
    """Yield from which minute to which, and what: the text cells and the exercises in order."""
    keys, clock, parts = lesson.edited.published.keys.keys, 0, [(0, "")]
    takes = {name: key.minutes for name, key in keys.items()}
    takes |= {own.id: own.facts()["minutes"] for own in lesson.edited.own}
    for cell in _notebook(lesson).cells:
        exercise, prompt = cells.exercise_of(cell), cells.is_prompt(cell)
        minutes = takes[exercise] if prompt else cell.metadata.get("minutes", 0)
        if cell.cell_type == "markdown" and minutes:
            heading = _first_heading(cell) or (f"Exercise {exercise}" if prompt else parts[-1][1])
            if heading != parts[-1][1]:
                parts.append((clock, heading))
            clock += minutes
    ends = [begin for begin, _ in parts[2:]] + [clock]
    for (begin, heading), end in zip(parts[1:], ends, strict=True):
        yield f"{begin}–{end}", escape(heading)


def _handouts(built: Iterable["Built"]) -> Iterator[str]:
    for lesson in built:
        yield _heading(lesson)
        for cell in _notebook(lesson).cells:
            if cells.is_prompt(cell):
                room = '<div class="room"></div>' * 3
                yield f"<section>{mistune.html(cell.source)}{room}</section>"


def _notebook(lesson: "Built") -> nbformat.NotebookNode:
    return lesson.notebooks["instructor"]


def _heading(lesson: "Built") -> str:
    edited = lesson.edited
    title = f"{edited.published.number} · {edited.published.title}"
    return f"<h2>{escape(title)}</h2>\n<p>{edited.minutes} minutes, {edited.points} points</p>"


def _first_heading(cell: nbformat.NotebookNode) -> str:
    lines = (line for line in cell.source.splitlines() if line.startswith("#"))
    return next(lines, "").lstrip("# ")


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table; heads are plain text, cells are HTML."""
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>"
