"""A chart that is built once and drawn again and again with other data.

Altair needs 20 to 30 ms to build a chart of several layers, a panel may need 60 in all. So a panel
keeps the spec of its chart, and each answer fills in only what changes.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from . import specs
from .display import MOST_ROWS, ChartProblem, check_description, check_size, plain_spec


class KeptChart:
    """A chart whose data, and whatever else changes, are given later and by name.

    Data that change stand in the chart as `alt.NamedData("rows")`, any other value that changes
    as a text that begins with a dollar. A list that is given for one fills the list around it.

    >>> bars = alt.Chart(alt.NamedData("rows")).mark_bar()
    >>> bars = bars.encode(x=alt.X("n:Q").scale(domain=["$reach"]).title("$what"))
    >>> given = {"rows": pd.DataFrame({"n": [4]}), "reach": [0, 9], "what": "warheads"}
    >>> spec = KeptChart(bars).spec(given, "One bar of four warheads.")
    >>> spec["datasets"], spec["encoding"]["x"]["title"], spec["encoding"]["x"]["scale"]["domain"]
    ({'rows': [{'n': 4}]}, 'warheads', [0, 9])
    """

    def __init__(self, chart: alt.TopLevelMixin) -> None:
        whole = plain_spec(chart, validate=False)
        self.data = whole.pop("datasets", {})
        self.frame = whole
        self.names = {
            view["data"]["name"] for view in specs.views(whole) if view.get("data", {}).get("name")
        } - set(self.data)
        self.holes = {text[1:] for text in _texts(whole) if re.fullmatch(r"\$[a-z_]+", text)}
        self._used: dict[tuple, dict[str, list[str]]] = {}

    def spec(
        self, given: Mapping[str, Any], description: str, *, validate: bool = True
    ) -> specs.Spec:
        """Return the finished spec; `display.finished_spec` says what is refused.

        `given` has a data frame for each name of data and a value for each other name.
        `validate=False` skips a look at the whole spec, as there.
        """
        check_description(description)
        self._check_names(given)
        frames = {name: given[name] for name in sorted(self.names)}
        columns = self._columns(frames)
        rows = {name: records(frame[columns[name]]) for name, frame in frames.items()}
        filled = _filled(self.frame, {name: given[name] for name in self.holes})
        if validate:
            _validate(filled)
        spec = filled | {"datasets": self.data | rows, "description": description}
        check_size(len(json.dumps(spec)))
        return spec

    def _check_names(self, given: Mapping[str, Any]) -> None:
        wanted = self.names | self.holes
        if wanted != set(given):
            raise ChartProblem(
                f"The panel's chart waits for {', '.join(sorted(wanted))};"
                f" the function gave {', '.join(sorted(given)) or 'nothing'}."
            )
        for name in self.names:
            if not isinstance(given[name], pd.DataFrame):
                raise ChartProblem(f"{name} is a {type(given[name]).__name__}, not a data frame.")

    def _columns(self, frames: Mapping[str, pd.DataFrame]) -> dict[str, list[str]]:
        """Return the columns of each frame that the chart needs, looked up once for each shape."""
        shape = tuple((name, *frame.columns) for name, frame in frames.items())
        if shape not in self._used:
            rows = {name: [dict.fromkeys(frame.columns)] for name, frame in frames.items()}
            whole = self.frame | {"datasets": self.data | rows}
            problems = specs.unknown_columns(whole) + specs.undrawable(whole)
            if problems:
                raise ChartProblem(" ".join(problems))
            kept = specs.without_unused_columns(whole)["datasets"]
            self.data = {name: kept[name] for name in self.data}
            self._used[shape] = {name: list(kept[name][0]) for name in frames}
        return self._used[shape]


def _validate(spec: specs.Spec) -> None:
    try:
        alt.TopLevelSpec.validate(spec)
    except Exception as error:
        raise ChartProblem(f"Altair cannot build this chart: {error}") from None


def _texts(node: Any) -> Iterator[str]:
    """Yield every text among nested dictionaries and lists."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, (dict, list)):
        for inner in node.values() if isinstance(node, dict) else node:
            yield from _texts(inner)


def _filled(node: Any, values: Mapping[str, Any]) -> Any:
    """Return a copy with the values in their places; a list is spliced into the list around."""
    if isinstance(node, dict):
        return {key: _filled(inner, values) for key, inner in node.items()}
    if isinstance(node, list):
        parts = []
        for inner in node:
            part = _filled(inner, values)
            spliced = isinstance(inner, str) and isinstance(part, (list, tuple))
            parts.extend(part if spliced else [part])
        return parts
    if isinstance(node, str) and node[:1] == "$":
        return values.get(node[1:], node)
    return node


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as Altair would write them, in a tenth of its time.

    >>> records(pd.DataFrame({"day": pd.to_datetime(["1991-07-31"]), "n": [float("nan")]}))
    [{'day': '1991-07-31T00:00:00', 'n': None}]
    """
    if len(frame) > MOST_ROWS:
        raise ChartProblem(
            f"The chart draws more than {MOST_ROWS:,} rows. Group or filter in pandas first."
        )
    names = list(frame.columns)
    columns = [_plain(frame[name]) for name in names]
    if not columns:
        return [{} for _ in range(len(frame))]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def _plain(column: pd.Series) -> list[Any]:
    """Return the values of a column as JSON knows them; what is missing is None."""
    kind = column.dtype.kind if isinstance(column.dtype, np.dtype) else ""
    if kind in {"i", "u", "b"}:
        return column.tolist()
    if kind == "f":
        values, good = column.tolist(), np.isfinite(column.to_numpy())
    elif kind == "M":
        return ["" if day is pd.NaT else day.isoformat() for day in column]
    elif kind == "m":
        raise ChartProblem(f"{column.name} is a length of time: give the chart a number of days.")
    else:
        values, good = column.astype(object).tolist(), column.notna().to_numpy()
        values = [value.tolist() if hasattr(value, "tolist") else value for value in values]
    if good.all():
        return values
    return [value if fit else None for value, fit in zip(values, good, strict=True)]
