"""Read a Vega-Lite spec: which columns it encodes, what it cannot draw, which data it needs.

A spec here is the dictionary that `chart.to_dict()` returns, data included under `datasets`.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from .errors import did_you_mean

Spec = dict[str, Any]

CONTAINERS = ("layer", "hconcat", "vconcat", "concat")
# Transforms whose new columns depend on the data: after one of these, columns are not checked.
OPAQUE = ("pivot", "lookup", "flatten")
# Transforms that name their new columns themselves unless told otherwise.
DEFAULT_NAMES = {
    "fold": ("key", "value"),
    "density": ("value", "density"),
    "quantile": ("prob", "value"),
}


def views(spec: Spec) -> Iterator[Spec]:
    """Yield the spec and every view inside it, outermost first."""
    yield spec
    for container in CONTAINERS:
        for inner in spec.get(container, ()):
            yield from views(inner)
    if "spec" in spec:
        yield from views(spec["spec"])


def unknown_columns(spec: Spec) -> list[str]:
    """Return a sentence for each column that the chart encodes and its data does not have.

    >>> data = {"datasets": {"d": [{"year": 1986, "warheads": 40159}]}, "data": {"name": "d"}}
    >>> unknown_columns(data | {"encoding": {"x": {"field": "yaer", "type": "quantitative"}}})
    ["The chart's x asks for a column 'yaer' that its data do not have. Did you mean year?"]
    """
    return list(dict.fromkeys(_unknown(spec, spec.get("datasets", {}), None)))


def _unknown(spec: Spec, datasets: Spec, columns: set[str] | None) -> Iterator[str]:
    if "data" in spec:
        rows = spec["data"].get("values", datasets.get(spec["data"].get("name")))
        columns = {name for row in rows for name in row} if _are_records(rows) else None
    if columns is not None:
        columns = _after_transforms(columns, spec.get("transform", ()))
    if columns is not None:
        for channel, name in _encoded(spec):
            if name not in columns:
                yield (
                    f"The chart's {channel} asks for a column {name!r} that its data do not have. "
                    f"{did_you_mean(name, sorted(columns))}"
                )
    for container in CONTAINERS:
        for inner in spec.get(container, ()):
            yield from _unknown(inner, datasets, columns)
    if "spec" in spec:
        yield from _unknown(spec["spec"], datasets, columns)


def _are_records(rows: Any) -> bool:
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, dict) for row in rows)


def _after_transforms(columns: set[str], transforms: list[Spec]) -> set[str] | None:
    made = set(columns)
    for transform in transforms:
        if any(name in transform for name in OPAQUE):
            return None
        made |= {value for key, value in _walk(transform) if key == "as" and isinstance(value, str)}
        made |= {
            name for kind, names in DEFAULT_NAMES.items() if kind in transform for name in names
        }
    return made


def _encoded(spec: Spec) -> Iterator[tuple[str, str]]:
    """Yield (channel, column) for each column that the encodings and facets of one view name."""
    channels = dict(spec.get("encoding", {}))
    if isinstance(spec.get("facet"), dict):
        channels["facet"] = spec["facet"]
    for channel, definition in channels.items():
        for key, value in _walk(definition):
            if key == "field" and isinstance(value, str):
                yield channel, re.sub(r"\\(.)", r"\1", value)


def _walk(node: Any) -> Iterator[tuple[str, Any]]:
    """Yield every (key, value) of nested dictionaries and lists; lists under `as` item by item."""
    if isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, list):
                yield from ((key, item) for item in value)
            yield key, value
            yield from _walk(value)
    elif isinstance(node, list):
        for item in node:
            yield from _walk(item)


def _selections(spec: Spec) -> Iterator[Spec]:
    for view in views(spec):
        for param in view.get("params", ()):
            select = param.get("select")
            if select:
                yield {"type": select} if isinstance(select, str) else select


def selections(spec: Spec) -> list[str]:
    """Return the type (`point` or `interval`) of each selection that the chart declares."""
    return [select["type"] for select in _selections(spec)]


def _brush_on_map(spec: Spec) -> bool:
    if any(container in spec for container in CONTAINERS[1:]):
        inner = (view for container in CONTAINERS[1:] for view in spec.get(container, ()))
        named = {name: p for p in spec.get("params", ()) for name in p.get("views", ())}
        return any(_brush_on_map(_with_params(view, named)) for view in inner)
    projected = any(
        "projection" in view or _mark(view) == "geoshape" or "longitude" in view.get("encoding", {})
        for view in views(spec)
    )
    return projected and "interval" in selections(spec)


def _with_params(view: Spec, named: Spec) -> Spec:
    """Return a view with those of the chart's parameters that are meant for it."""
    mine = [named[inner["name"]] for inner in views(view) if inner.get("name") in named]
    return view | {"params": [*view.get("params", ()), *mine]}


def _selection_in_repeat(spec: Spec) -> bool:
    return any("repeat" in view and selections(view) for view in views(spec))


def _band_sized_tick(spec: Spec) -> bool:
    return any(
        _mark(view) == "tick"
        and any(isinstance(value, dict) and "band" in value for value in view["mark"].values())
        for view in views(spec)
        if isinstance(view.get("mark"), dict)
    )


def _dotted_selection(spec: Spec) -> bool:
    """Whether a line with points of its own carries a selection inside a concatenated chart."""
    if not any(container in spec for container in CONTAINERS[1:]):
        return False
    chosen = {name for param in spec.get("params", ()) for name in param.get("views", ())}
    return any(
        isinstance(view.get("mark"), dict)
        and view["mark"].get("point")
        and (view.get("name") in chosen or selections(view))
        for view in views(spec)
    )


def _mark(view: Spec) -> str | None:
    mark = view.get("mark")
    return mark.get("type") if isinstance(mark, dict) else mark


# What JupyterLab's Vega-Lite (5.6.1) compiles without a word and then does not draw or obey.
CANNOT_DRAW: dict[str, Callable[[Spec], bool]] = {
    "an interval brush on a projected map": _brush_on_map,
    "a selection inside a repeated chart": _selection_in_repeat,
    "a tick mark sized relative to its band": _band_sized_tick,
    "a selection on a line with point=True in a concatenated chart": _dotted_selection,
}


def undrawable(spec: Spec) -> list[str]:
    """Return a sentence for each feature of the chart that JupyterLab would silently not draw.

    >>> undrawable({"mark": "geoshape", "params": [{"name": "p", "select": "interval"}]})
    ['JupyterLab cannot draw an interval brush on a projected map; say it another way.']
    """
    return [
        f"JupyterLab cannot draw {feature}; say it another way."
        for feature, is_used in CANNOT_DRAW.items()
        if is_used(spec)
    ]


def without_unused_columns(spec: Spec) -> Spec:
    """Return the spec with only those columns in its data that the rest of the spec mentions."""
    rest = str({key: value for key, value in spec.items() if key != "datasets"}).replace("\\", "")
    datasets = {
        name: [{key: row[key] for key in row if key in rest} for row in rows]
        if _are_records(rows)
        else rows
        for name, rows in spec.get("datasets", {}).items()
    }
    return spec | {"datasets": datasets} if datasets else spec
