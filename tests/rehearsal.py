"""Lessons performed once and looked at many times, without a network.

A lesson's code cells run here in order, in one namespace, as Run All does. What a cell ends in
is kept too, because a learner sees it.
"""

import ast
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from classroom import NOTEBOOKS, Cell, Run, cells

from diplomacy_lib.answers import Key, Keys, Plan, read_keys
from diplomacy_lib.cards import Card

LAST = "_last_value"
BLANK = re.compile(r"^(\w+) = \.\.\.$", re.MULTILINE)


@dataclass
class Performance(Run):
    """An executed lesson; `parts` holds, for each code cell, what it showed, and `seconds` each."""

    parts: dict[str, list[Any]] = field(default_factory=dict)
    seconds: float = 0.0

    def perform(self, cell: Cell, **replaced: Any) -> list[Any]:
        """Execute one cell; return what it displayed, and the value that it ends in."""
        before, began = len(self.displayed), time.process_time()
        self.names.pop(LAST, None)
        with no_network():
            self.cell(replace(cell, source=keeping_the_last_value(cell.source)), **replaced)
        self.seconds += time.process_time() - began
        shown = self.displayed[before:]
        if self.names.get(LAST) is not None:
            shown = [*shown, self.names[LAST]]
        self.parts[cell.id] = shown
        return shown

    def titles(self, cell_id: str) -> list[str]:
        """Return the titles of the cards that a cell showed."""
        return [shown.title for shown in self.parts[cell_id] if isinstance(shown, Card)]


def keeping_the_last_value(source: str) -> str:
    """Return the source with its last line, if that is an expression, assigned to a name."""
    tree = ast.parse(source)
    if not tree.body or not isinstance(tree.body[-1], ast.Expr):
        return source
    last = tree.body[-1]
    lines = source.splitlines()
    lines[last.lineno - 1] = f"{LAST} = ({lines[last.lineno - 1]}"
    lines[last.end_lineno - 1] += "\n)"
    return "\n".join(lines)


class NetworkUsed(Exception):
    """Somebody asked for the network."""


@contextmanager
def no_network() -> Iterator[None]:
    """Refuse every socket and every look-up of a name, and raise even if the refusal was caught."""
    asked: list[str] = []
    before = socket.socket, socket.getaddrinfo, socket.create_connection

    def refuse(*arguments: Any, **_: Any) -> None:
        asked.append(str(arguments))
        raise NetworkUsed(f"a lesson asked for the network: {arguments}")

    class NoSocket(socket.socket):
        __init__ = refuse

    socket.socket = NoSocket
    socket.getaddrinfo = socket.create_connection = refuse
    try:
        yield
    finally:
        socket.socket, socket.getaddrinfo, socket.create_connection = before
    if asked:
        raise NetworkUsed(f"a lesson asked for the network: {asked[0]}")


def performed(path: Path, *, onto: Performance | None = None, **parameters: Any) -> Performance:
    """Execute every code cell; `onto` goes on in the namespace of an earlier performance."""
    result = Performance(names=onto.names if onto else {})
    for cell in code_cells(path):
        result.perform(cell, **(parameters if "parameters" in cell.tags else {}))
    return result


@cache
def as_published(path: Path) -> Performance:
    """Return the lesson executed as it stands; callers must not change its namespace."""
    return performed(path)


@cache
def all_cells(path: Path) -> tuple[Cell, ...]:
    """Return the cells of a lesson."""
    return tuple(cells(path))


def code_cells(path: Path) -> list[Cell]:
    """Return the code cells of a lesson."""
    return [cell for cell in all_cells(path) if cell.kind == "code"]


def prose_cells(path: Path) -> list[Cell]:
    """Return the text cells of a lesson."""
    return [cell for cell in all_cells(path) if cell.kind == "markdown"]


def tagged(path: Path, tag: str, kind: str = "code") -> list[Cell]:
    """Return the cells of one kind that carry a tag."""
    return [cell for cell in all_cells(path) if cell.kind == kind and tag in cell.tags]


@cache
def keys_of(path: Path) -> Keys:
    """Return plan and keys of a lesson."""
    file = NOTEBOOKS / "keys" / f"{path.stem}.py"
    return read_keys(file) if file.exists() else Keys(Plan("no keys"), {})


def alternatives(path: Path) -> list[tuple[str, Any]]:
    """Return (parameter, value) for every value that is not the default one."""
    plan = keys_of(path).plan
    return [(name, value) for name, allowed in plan.parameters.items() for value in allowed[1:]]


@cache
def room(path: Path) -> Performance:
    """Return the lesson with nothing but its parameters cell executed."""
    result = Performance()
    (cell,) = tagged(path, "parameters")
    result.perform(cell)
    return result


def expectation(exercise: Key, lesson: Any, **chosen: Any) -> Any:
    """Return what a key expects under the chosen values."""
    return exercise.answer(lesson, **exercise.values(**chosen))


def as_text(shown: Any) -> str:
    """Return what a learner reads of one thing that a cell showed; of a long table, nothing."""
    if isinstance(shown, pd.DataFrame | pd.Series):
        return shown.to_string() if len(shown) <= 60 else ""
    if isinstance(shown, dict):
        return str(shown.get("text/plain", ""))
    if isinstance(shown, Card | str | int | float | tuple | list | pd.Timestamp | pd.Timedelta):
        return str(shown)
    return ""
