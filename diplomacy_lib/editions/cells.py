"""What an edition does to the cells of a lesson: choose, reorder, fill in, leave out.

Every function takes cells and returns cells; nothing is read, executed or written here.
"""

import io
import re
import tokenize
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import nbformat

Cell = nbformat.NotebookNode

OWNED = ("exercise:", "solution:", "note:")
TIME = re.compile(r"core path \d+ minutes; everything \d+")
EXERCISE = re.compile(r"\b\d\d\.\d+\b")
BRACKET = re.compile(r" \(([^()]*\b\d\d\.\d+\b[^()]*)\)")
FURTHER = re.compile(r"^\*Further\* adds .*\n\n", re.MULTILINE)
ROW = re.compile(r"\| \*?(\d\d)\*? \|")


def tags(cell: Cell) -> list[str]:
    """Return the tags of a cell."""
    return cell.metadata.get("tags", [])


def exercise_of(cell: Cell) -> str:
    """Return the id of the exercise that a cell belongs to, or nothing."""
    owned = (tag.partition(":")[2] for tag in tags(cell) if tag.startswith(OWNED))
    return next(owned, "")


def is_solution(cell: Cell) -> bool:
    """Whether a cell holds the worked solution of an exercise."""
    return any(tag.startswith("solution:") for tag in tags(cell))


def is_prompt(cell: Cell) -> bool:
    """Whether a cell is the text of an exercise."""
    return cell.cell_type == "markdown" and any(tag.startswith("exercise:") for tag in tags(cell))


def chosen(cells: Iterable[Cell], path: str, exercises: Sequence[str] | None) -> list[Cell]:
    """Return the cells of a path (`core` or `full`), with the exercises named and no others.

    Without `exercises`, the path's own. An exercise that is named stays, whatever the path.
    """

    def wanted(cell: Cell) -> bool:
        exercise = exercise_of(cell)
        on_path = path == "full" or "core" in tags(cell)
        if not exercise or exercises is None:
            return on_path
        return exercise in exercises

    return [cell for cell in cells if wanted(cell)]


def in_order(cells: Sequence[Cell], exercises: Sequence[str]) -> list[Cell]:
    """Return the cells with their exercises in another order: each takes the place of one."""
    groups: dict[str, list[Cell]] = {}
    for cell in cells:
        if exercise := exercise_of(cell):
            groups.setdefault(exercise, []).append(cell)
    order = [name for name in exercises if name in groups]
    moved = dict(zip(groups, order, strict=True))
    result, done = [], set()
    for cell in cells:
        exercise = exercise_of(cell)
        if not exercise:
            result.append(cell)
        elif exercise not in done:
            done.add(exercise)
            result += groups[moved[exercise]]
    return result


def before_closing(cells: Sequence[Cell], added: Sequence[Cell]) -> list[Cell]:
    """Return the cells with others before the lesson's closing."""
    place = next((i for i, cell in enumerate(cells) if "closing" in tags(cell)), len(cells))
    return [*cells[:place], *added, *cells[place:]]


def with_parameters(cells: Iterable[Cell], values: Mapping[str, Any]) -> list[Cell]:
    """Return the cells with other values in the parameters cell, and no paragraph for the default.

    A parameter `pair` is the constant `PAIR` there.
    """
    if not values:
        return list(cells)
    kept = [cell for cell in cells if "default-only" not in tags(cell)]
    for cell in kept:
        if "parameters" in tags(cell):
            for name, value in values.items():
                line = re.compile(rf"^{name.upper()} = .*$", re.MULTILINE)
                cell.source = line.sub(
                    lambda _, v=value, n=name: f"{n.upper()} = {v!r}", cell.source
                )
    return kept


def with_values(source: str, values: Mapping[str, str]) -> str:
    """Return a text with the numbers that depend on data replaced by those of this edition.

    >>> with_values("From 1955 to 1965.", {"1955": "1950", "1965": "1955"})
    'From 1950 to 1955.'
    """
    texts = sorted(values, key=len, reverse=True)
    either = re.compile("|".join(map(re.escape, texts)))
    return either.sub(lambda found: values[found[0]], source) if values else source


def with_literals(source: str, changes: Mapping[str, tuple[Any, Any]]) -> str:
    """Return a solution's code with other literals: for each changed value, (before, after).

    Texts are replaced inside longer texts too, numbers where they stand alone. Whether the
    result solves the exercise is for its check to say.
    """
    words = {str(a): str(b) for pair in changes.values() for a, b in _leaves(*pair) if a != b}
    if not words:
        return source
    either = re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, words))})(?![\w.])")
    pieces, end = [], (1, 0)
    lines = source.splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (tokenize.NUMBER, tokenize.STRING):
            pieces.append(_between(lines, end, token.start))
            pieces.append(either.sub(lambda found: words[found[0]], token.string))
            end = token.end
    return "".join([*pieces, _between(lines, end, (len(lines) + 1, 0))])


def _leaves(before: Any, after: Any) -> list[tuple[Any, Any]]:
    """Return the pairs of single values in two values of one shape."""
    if isinstance(before, tuple) and isinstance(after, tuple) and len(before) == len(after):
        return [leaf for pair in zip(before, after, strict=True) for leaf in _leaves(*pair)]
    return [(before, after)]


def _between(lines: list[str], start: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the text from one (line, column) to another; lines count from 1."""
    text = lines[start[0] - 1 : end[0]]
    if not text:
        return ""
    if end[0] <= len(lines):
        text[-1] = text[-1][: end[1]]
    text[0] = text[0][start[1] :]
    return "".join(text)


def as_told(source: str, minutes: int, exercises: Sequence[str], path: str) -> str:
    """Return a text of the opening with this edition's minutes and exercises, and no others.

    On the core path the paragraph on what *Further* adds goes.

    >>> as_told("Count (04.1; *Further* 04.2), grow (04.3 and the panel).", 40, ["04.2"], "full")
    'Count (*Further* 04.2), grow (the panel).'
    """
    source = TIME.sub(f"{minutes} minutes", source)
    if path == "core":
        source = FURTHER.sub("", source)
    return BRACKET.sub(lambda found: _kept(found[1], exercises), source)


def _kept(bracket: str, exercises: Sequence[str]) -> str:
    """Return what stays of a bracket that names exercises, with the blank before it."""
    parts = []
    for part in bracket.split("; "):
        for name in set(EXERCISE.findall(part)) - set(exercises):
            part = re.sub(rf"(, | and )?\b{re.escape(name)}\b", "", part)
        part = re.sub("^(, | and )", "", part).strip()
        parts += [part] if part not in {"", "*Further*"} else []
    return f" ({'; '.join(parts)})" if parts else ""


def without_rows(cell: Cell, lessons: Iterable[str]) -> None:
    """Leave out of a text cell's tables the rows of lessons that the edition does not have."""
    kept = set(lessons)
    lines = cell.source.splitlines()
    cell.source = "\n".join(
        line for line in lines if not (row := ROW.match(line)) or row[1] in kept
    )
