"""world-atlas_countries-110m.json → coastlines: outlines of countries as TopoJSON.

Two objects: `countries`, each under its alpha-3 code, and `contested`: Crimea, Kosovo, Northern
Cyprus and Somaliland, which get no code and belong to no country here. Antarctica is left out.
Every point is rounded to a grid of a tenth of a degree, points that fall together become one, and
arcs that nothing uses any more are dropped: the same file in gives the same bytes out.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from upstream import UpstreamError, read

GRID = 0.1
CORNER = (-180, -90)
LEFT_OUT = "Antarctica"
RUSSIA = "RUS"
CRIMEA = [163, 164]  # the arcs of the ring that Natural Earth counts to Russia
CONTESTED = {"Kosovo": "Kosovo", "N. Cyprus": "Northern Cyprus", "Somaliland": "Somaliland"}


def open_atlas(path: Path) -> dict:
    """Return the upstream topology, refusing another file."""
    if not path.is_file():
        raise UpstreamError(f"Expected the file basemaps_iso/{path.name}; it is not there.")
    try:
        atlas = json.loads(path.read_text(encoding="utf-8"))
        known = (atlas["type"], len(atlas["objects"]["countries"]["geometries"]))
    except (UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        raise UpstreamError(f"Expected {path.name} to be a TopoJSON file; {error!r}.") from error
    if known != ("Topology", 177):
        raise UpstreamError(f"Expected {path.name} to be a Topology of 177 countries; {known}.")
    return atlas


def on_grid(arc: list[list[int]], transform: dict) -> list[list[int]]:
    """Decode one arc and encode it again, as steps on our grid."""
    x = y = 0
    points: list[tuple[int, int]] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        degrees = [n * s + t for n, s, t in zip((x, y), *transform.values(), strict=True)]
        point = tuple(round((d - c) / GRID) for d, c in zip(degrees, CORNER, strict=True))
        if not points or point != points[-1]:
            points.append(point)
    if len(points) == 1:
        points *= 2
    before = [(0, 0), *points]
    return [[b[0] - a[0], b[1] - a[1]] for a, b in zip(before, points, strict=False)]


def polygons(shape: dict) -> list[list[list[int]]]:
    """Return the polygons of a shape, each a list of rings of arc numbers."""
    return [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]


def without_points(atlas: dict) -> dict:
    """Drop polygons that are a single point: North Korea has one upstream."""
    for shape in atlas["objects"]["countries"]["geometries"]:
        if shape["type"] == "MultiPolygon":
            shape["arcs"] = [part for part in shape["arcs"] if len(set(part[0])) == len(part[0])]
    return atlas


def geometry(parts: list, **names: object) -> dict:
    """Write polygons as one geometry."""
    one = len(parts) == 1
    shape = {"type": "Polygon" if one else "MultiPolygon", "arcs": parts[0] if one else parts}
    return shape | names


def split(atlas: dict, codes: dict[str, str]) -> tuple[list[dict], list[dict]]:
    """Sort the outlines into countries with a code and contested ground without one."""
    countries, contested = [], []
    for shape in atlas["objects"]["countries"]["geometries"]:
        name, parts = shape["properties"]["name"], polygons(shape)
        if name == LEFT_OUT:
            continue
        if name in CONTESTED:
            contested.append(geometry(parts, properties={"name": CONTESTED[name]}))
            continue
        code = codes[shape["id"]]
        if code == RUSSIA:
            if [CRIMEA] not in parts:
                raise UpstreamError("Expected Crimea as a polygon of its own among Russia's.")
            parts = [part for part in parts if part != [CRIMEA]]
            contested.append(geometry([[CRIMEA]], properties={"name": "Crimea"}))
        countries.append(geometry(parts, id=code))
    contested.sort(key=lambda shape: shape["properties"]["name"])
    return sorted(countries, key=lambda shape: shape["id"]), contested


def rings(shapes: list[dict]) -> Iterator[list[int]]:
    """Yield every ring of the geometries, in order."""
    for shape in shapes:
        for polygon in polygons(shape):
            yield from polygon


def renumber(shapes: list[dict], arcs: list) -> list:
    """Keep the arcs that the geometries use, and number them from 0 in order of use."""
    place: dict[int, int] = {}
    for ring in rings(shapes):
        for i, arc in enumerate(ring):
            forward = arc if arc >= 0 else ~arc
            number = place.setdefault(forward, len(place))
            ring[i] = number if arc >= 0 else ~number
    return [arcs[old] for old in place]


def build(sources: Path) -> dict:
    """Return the topology: objects `countries` (by alpha-3 `id`) and `contested` (by name)."""
    folder = sources / "basemaps_iso"
    columns = ["ISO3166-1-numeric", "ISO3166-1-Alpha-3"]
    numeric, alpha = (column for _, column in read(folder / "country-codes.csv", columns).items())
    codes = dict(zip(numeric.str.zfill(3), alpha, strict=True))
    atlas = without_points(open_atlas(folder / "world-atlas_countries-110m.json"))
    countries, contested = split(atlas, codes)
    arcs = [on_grid(arc, atlas["transform"]) for arc in atlas["arcs"]]
    collections = {"countries": countries, "contested": contested}
    return {
        "type": "Topology",
        "transform": {"scale": [GRID, GRID], "translate": list(CORNER)},
        "objects": {
            name: {"type": "GeometryCollection", "geometries": shapes}
            for name, shapes in collections.items()
        },
        "arcs": renumber(countries + contested, arcs),
    }
