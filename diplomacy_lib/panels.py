"""Panels: labelled controls, a function that answers them, and an output that is announced.

A panel's function takes the controls' values by name and returns a sentence, or a sentence and a
chart. The sentence stands above the chart, is read out by screen readers at every change, and is
the chart's text alternative. A panel that is given its `chart` keeps it: the function then returns
only the data that the chart waits for, which is a good deal faster (see `kept_charts`).
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import altair as alt
import anywidget
import ipywidgets as widgets
import traitlets

from .display import bundle, finished_spec
from .errors import CourseError
from .kept_charts import KeptChart

WAIT = 0.005  # seconds; a change within this time of the last replaces it
LABEL = {"description_width": "initial"}
Values = dict[str, Any]


@dataclass(frozen=True)
class Number:
    """A number field between two bounds, whole if `start` is whole."""

    label: str
    start: float
    low: float
    high: float
    step: float = 1

    @property
    def options(self) -> list[float]:
        """The values that `drive` tries."""
        return sorted({self.low, self.start, self.high})

    def widget(self) -> widgets.Widget:
        """Return the field, labelled."""
        field = widgets.BoundedIntText if isinstance(self.start, int) else widgets.BoundedFloatText
        return field(
            value=self.start, min=self.low, max=self.high, step=self.step,
            description=self.label, style=LABEL, layout={"width": "max-content"},
        )  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """One of a few options: a mapping of what the learner reads to the value that it means."""

    label: str
    among: Mapping[str, Any] | Sequence[Any]

    @property
    def options(self) -> list[Any]:
        """The values that `drive` tries."""
        return list(self.among.values()) if isinstance(self.among, Mapping) else list(self.among)

    @property
    def start(self) -> Any:
        """The first option."""
        return self.options[0]

    def widget(self) -> widgets.Widget:
        """Return the menu, labelled."""
        options = list(self.among.items()) if isinstance(self.among, Mapping) else list(self.among)
        return widgets.Dropdown(
            options=options, description=self.label, style=LABEL, layout={"width": "max-content"}
        )


@dataclass(frozen=True)
class Switch:
    """A yes or no."""

    label: str
    start: bool = False
    options = (False, True)

    def widget(self) -> widgets.Widget:
        """Return the check box, labelled."""
        return widgets.Checkbox(value=self.start, description=self.label, indent=False)


Control = Number | Choice | Switch


class Announcer(anywidget.AnyWidget):
    """A sentence on the page that screen readers read out when it changes."""

    _esm = """
    // In a menu or check box JupyterLab takes every key for a command: there "x" cuts the cell.
    function claimKeys(panel) {
      for (const field of panel?.querySelectorAll("select, button, [type=checkbox]") ?? []) {
        field.setAttribute("data-lm-suppress-shortcuts", "true");
      }
    }
    function render({ model, el }) {
      const line = document.createElement("p");
      line.setAttribute("role", "status");
      line.style.cssText = "margin: 8px 0; max-width: 56em; min-height: 2.6em; line-height: 1.3";
      const rooms = ".widget-vbox, .negotiation-table, .class-board, .memo-form";
      const claim = () => claimKeys(el.closest(rooms));
      const update = () => { line.textContent = model.get("sentence"); claim(); };
      model.on("change:sentence", update);
      update();
      el.appendChild(line);
      new ResizeObserver(claim).observe(el);
    }
    export default { render };
    """
    sentence = traitlets.Unicode("").tag(sync=True)


class Panel:
    """Controls, the function that answers them, and the edge cases that must hold.

    >>> panel = Panel("Double", lambda n: f"It is {2 * n}.", controls={"n": Number("n", 1, 0, 9)})
    >>> panel.answer({"n": 4})[0]
    'It is 8.'

    With a chart that is kept, the function returns the data by the names that the chart has for it.

    >>> import altair as alt
    >>> import pandas as pd
    >>> def double(n):
    ...     return f"The bar is {2 * n} long.", {"rows": pd.DataFrame({"twice": [2 * n]})}
    >>> bar = alt.Chart(alt.NamedData("rows")).mark_bar().encode(x=alt.X("twice:Q"))
    >>> panel = Panel("Double", double, controls={"n": Number("n", 1, 0, 9)}, chart=bar)
    >>> panel.answer({"n": 4})[1]["datasets"]
    {'rows': [{'twice': 8}]}
    """

    def __init__(
        self,
        title: str,
        function: Callable[..., Any],
        *,
        controls: Mapping[str, Control],
        edges: Sequence[Values] = (),
        chart: alt.TopLevelMixin | None = None,
    ) -> None:
        self.title = title
        self.function = function
        self.controls = dict(controls)
        self.edges = list(edges)
        self.kept = None if chart is None else KeptChart(chart)
        self._pending: asyncio.TimerHandle | None = None

    @property
    def start(self) -> Values:
        """The values that the controls begin with."""
        return {name: control.start for name, control in self.controls.items()}

    def answer(self, values: Values, *, validate: bool = True) -> tuple[str, dict[str, Any] | None]:
        """Call the function; return its sentence and the finished spec of its chart, if any."""
        result = self.function(**(self.start | values))
        sentence, chart = (result, None) if isinstance(result, str) else result
        if chart is None:
            return sentence, None
        if self.kept and isinstance(chart, Mapping):
            return sentence, self.kept.spec(chart, sentence, validate=validate)
        return sentence, finished_spec(chart, sentence, validate=validate)

    def widget(self) -> widgets.Widget:
        """Return the panel as a widget, already answering its starting values."""
        self.fields = {name: control.widget() for name, control in self.controls.items()}
        self.sentence = Announcer()
        self.picture = widgets.Output(layout={"min_height": "0px"})
        for field in self.fields.values():
            field.observe(self._changed, names="value")
        self.redraw(validate=True)
        heading = widgets.HTML(f"<strong>{escape(self.title)}</strong>")
        row = widgets.Box(
            list(self.fields.values()), layout={"flex_flow": "row wrap", "grid_gap": "4px 18px"}
        )
        return widgets.VBox([heading, row, self.sentence, self.picture])

    def redraw(self, *, validate: bool = False) -> None:
        """Answer the controls as they stand now; a mistake becomes a sentence."""
        self._pending = None
        values = {name: field.value for name, field in self.fields.items()}
        try:
            sentence, spec = self.answer(values, validate=validate)
        except CourseError as problem:
            sentence, spec = str(problem), None
        except Exception as problem:
            sentence = f"With these values the panel fails ({type(problem).__name__}: {problem})."
            spec = None
        self.sentence.sentence = sentence
        shown = {"output_type": "display_data", "metadata": {}}
        self.picture.outputs = () if spec is None else (shown | {"data": bundle(spec)},)

    def _changed(self, _: Any) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.redraw()
            return
        if self._pending:
            self._pending.cancel()
        self._pending = loop.call_later(WAIT, self.redraw)


def drive(panel: Panel, most: int = 150) -> int:
    """Answer every option once, every pair of options once and every edge; return the calls made.

    An exception in the panel's function, a missing sentence or an unfit chart goes through to the
    caller. Needs `allpairspy`, which the test extra installs.
    """
    cases = [panel.start, *_pairs(panel.controls), *panel.edges]
    if len(cases) > most:
        raise CourseError(
            f"{panel.title}: {len(cases)} cases, more than {most}; have fewer options."
        )
    for case in cases:
        sentence, _ = panel.answer(case)
        if not sentence.strip():
            raise CourseError(f"{panel.title} says nothing for {case}.")
    return len(cases)


def _pairs(controls: Mapping[str, Control]) -> Iterator[Values]:
    from allpairspy import AllPairs

    options = [list(control.options) for control in controls.values()]
    if len(options) < 2:
        yield from (
            {name: value} for name, control in controls.items() for value in control.options
        )
        return
    for row in AllPairs(options):
        yield dict(zip(controls, row, strict=True))
