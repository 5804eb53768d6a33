"""The form in which a chart is kept in the album: whole, but for the coastlines of a map.

Every map of the course draws the same coastlines, 70 kB of them. The album keeps a reference
in their place, and `unfolded` puts them back.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from .specs import Spec
from .tables import shapes

REFERENCE = {"type": "Topology", "kept_as": "coastlines"}


def land(coastlines: Spec) -> Spec:
    """Return `coastlines` as a map draws them: all countries, the contested areas beside them."""
    parts = coastlines["objects"]
    areas = [shape for name in ("countries", "contested") for shape in parts[name]["geometries"]]
    return coastlines | {"objects": {"areas": {"type": "GeometryCollection", "geometries": areas}}}


@cache
def _every_land() -> Spec:
    return land(shapes("coastlines"))


def folded(spec: Spec) -> Spec:
    """Return a spec with a reference in place of the course's coastlines."""
    return _inside(spec, lambda node: REFERENCE if _is_ours(node) else node)


def unfolded(spec: Spec) -> Spec:
    """Return a spec that `folded` made as it was before.

    >>> drawn = {"values": land(shapes("coastlines"))}
    >>> unfolded(folded(drawn)) == drawn
    True
    """
    return _inside(spec, lambda node: _every_land() if node == REFERENCE else node)


def _is_ours(node: Spec) -> bool:
    """Whether a topology is the one that every map of the course draws."""
    return "arcs" in node and node == _every_land()


def _inside(node: Any, change: Callable[[Spec], Spec]) -> Any:
    """Return nested dictionaries and lists with every topology changed, nothing else copied."""
    if isinstance(node, dict):
        if node.get("type") == "Topology":
            return change(node)
        return {key: _inside(value, change) for key, value in node.items()}
    return [_inside(item, change) for item in node] if isinstance(node, list) else node
