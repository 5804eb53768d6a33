"""The outlines in data/coastlines.json: closed, small, and careful with contested ground."""

import json
from functools import cache

import pandas as pd
from shelf import DATA, RESOURCES, caveats, load


@cache
def topology():
    return json.loads((DATA / "coastlines.json").read_text(encoding="utf-8"))


def shapes(name):
    return topology()["objects"][name]["geometries"]


def rings(shape):
    polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def test_coastlines_have_codes_that_countries_knows():
    codes = [shape["id"] for shape in shapes("countries")]
    assert len(codes) == len(set(codes)) == 173
    assert set(codes) <= set(load("countries")["country"])
    assert "ATA" not in codes


def test_contested_ground_belongs_to_no_country():
    contested = {shape["properties"]["name"]: rings(shape) for shape in shapes("contested")}
    assert list(contested) == ["Crimea", "Kosovo", "Northern Cyprus", "Somaliland"]
    assert not any("id" in shape for shape in shapes("contested"))
    inside = {frozenset(map(tuple, [ring])) for s in shapes("countries") for ring in rings(s)}
    assert not any(frozenset(map(tuple, [r])) in inside for rs in contested.values() for r in rs)
    assert "neither Russia nor Ukraine" in caveats("coastlines")


def points(arc, arcs):
    x = y = 0
    line = []
    for dx, dy in arcs[arc if arc >= 0 else ~arc]:
        x, y = x + dx, y + dy
        line.append((x, y))
    return line if arc >= 0 else line[::-1]


def test_every_ring_is_closed_and_no_arc_is_idle():
    arcs = topology()["arcs"]
    used = set()
    for shape in shapes("countries") + shapes("contested"):
        for ring in rings(shape):
            used |= {arc if arc >= 0 else ~arc for arc in ring}
            line = [points(arc, arcs) for arc in ring]
            assert all(a[-1] == b[0] for a, b in zip(line, line[1:] + line[:1], strict=True))
            assert len({point for part in line for point in part}) >= 3
    assert used == set(range(len(arcs)))


def test_coastlines_lie_on_the_globe_and_fit_a_chart():
    scale, corner = topology()["transform"]["scale"], topology()["transform"]["translate"]
    places = [p for arc in range(len(topology()["arcs"])) for p in points(arc, topology()["arcs"])]
    degrees = pd.DataFrame(places) * scale + corner
    assert degrees[0].between(-180, 180).all()
    assert degrees[1].between(-90, 90).all()
    assert RESOURCES["coastlines"]["bytes"] < 80_000
    assert RESOURCES["coastlines"]["storage"] == "topojson"
