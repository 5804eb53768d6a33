"""Labelled fields for the desk: texts, menus, lists, and the picker that reads a number."""

from collections.abc import Callable, Sequence
from typing import Any

import ipywidgets as widgets

from ...errors import CourseError
from .evidence import Evidence, Record, Row
from .numbers import FORMS, Number, address, columns, rows

STYLE = {"description_width": "16em"}
LAYOUT = {"width": "min(50em, 96%)"}
Sets = Callable[[Any], None]


def text(label: str, value: str, sets: Sets, lines: int = 1) -> widgets.Widget:
    """Return a field for a text; what is typed is handed on when the field is left."""
    make = widgets.Textarea if lines > 1 else widgets.Text
    options = {"rows": lines} if lines > 1 else {}
    options |= {"continuous_update": False, "style": STYLE, "layout": LAYOUT}
    return _watched(make(value=value, description=label, **options), sets)


def suggested(label: str, value: str, options: Sequence[str], sets: Sets) -> widgets.Widget:
    """Return a field for a text, with suggestions."""
    field = widgets.Combobox(
        value=value, options=options, description=label, continuous_update=False,
        ensure_option=False, style=STYLE, layout=LAYOUT,
    )  # fmt: skip
    return _watched(field, sets)


def choice(label: str, among: Sequence[str], value: str, sets: Sets) -> widgets.Widget:
    """Return a menu that begins with no choice."""
    options = [("choose", ""), *((name, name) for name in among)]
    held = value if value in among else ""
    field = widgets.Dropdown(
        options=options, value=held, description=label, style=STYLE, layout=LAYOUT
    )
    return _watched(field, sets)


def several(label: str, options: Sequence, held: Sequence[str], sets: Sets) -> widgets.Widget:
    """Return a list in which several entries can be chosen."""
    known = {option[1] if isinstance(option, tuple) else option for option in options}
    field = widgets.SelectMultiple(
        options=options, value=tuple(name for name in held if name in known), rows=5,
        description=label, style=STYLE, layout=LAYOUT,
    )  # fmt: skip
    return _watched(field, sets)


def records(label: str, evidence: Evidence, held: Sequence[str], sets: Sets) -> widgets.Widget:
    """Return a list of the album's records."""
    return several(label, [(titled(record), record.id) for record in evidence], held, sets)


def picker(evidence: Evidence, take: Callable[[Number], None], say: Sets) -> list[widgets.Widget]:
    """Return menus that lead from a record to one cell, and the button that takes its number."""
    known = [("choose a record", ""), *((titled(record), record.id) for record in evidence)]
    make = {"style": STYLE, "layout": LAYOUT}
    record = widgets.Dropdown(options=known, description="Number from", **make)
    row = widgets.Dropdown(options=[], description="its row", **make)
    column = widgets.Dropdown(options=[], description="its column", **make)
    form = widgets.Dropdown(options=list(FORMS), description="printed as", **make)
    button = widgets.Button(description="Put it into the claim", layout={"width": "max-content"})

    def found() -> list[Row]:
        return [each for each, _ in rows(evidence[record.value])] if record.value else []

    def chosen() -> Row:
        return found()[row.value] if row.value is not None else {}

    def offer(field: widgets.Dropdown, options: list[tuple[str, Any]]) -> None:
        field.options = options
        field.value = options[0][1] if options else None

    def put(_: Any) -> None:
        if not record.value:
            say("Choose a record, a row and a column first.")
            return
        try:
            take(address(evidence[record.value], chosen(), column.value or "", form.value))
        except CourseError as problem:
            say(str(problem))

    def numbers(_: Any) -> None:
        each = chosen()
        offer(column, [(f"{name}: {each[name]:,.6g}", name) for name in columns(each)])

    record.observe(
        lambda _: offer(row, [(told(each), place) for place, each in enumerate(found())]), "value"
    )
    row.observe(numbers, "value")
    button.on_click(put)
    return [record, row, column, form, button]


def box(children: Sequence[widgets.Widget]) -> widgets.Widget:
    """Return fields one below the other, in a frame that JupyterLab's shortcuts leave alone."""
    frame = widgets.Box(list(children), layout={"display": "flex", "flex_flow": "column"})
    frame.add_class("memo-form")
    return frame


def titled(record: Record) -> str:
    """Return a record as a menu shows it."""
    return f"{record.id} · {record.description[:70]}"


def told(row: Row) -> str:
    """Return a row as a menu shows it.

    >>> told({"as_of": "2011-02-05T00:00:00", "country": "RUS", "ended": ""})
    'as_of 2011-02-05, country RUS'
    """
    shown = [(name, str(value)) for name, value in row.items() if value not in (None, "")]
    return ", ".join(f"{name} {value.removesuffix('T00:00:00')}" for name, value in shown)[:90]


def _watched(field: widgets.Widget, sets: Sets) -> widgets.Widget:
    field.observe(lambda change: sets(change["new"]), names="value")
    return field
