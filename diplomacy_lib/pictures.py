"""Pictures that Altair alone does badly: a network of people, a timeline of rooms, a world map."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .errors import CourseError
from .keepsakes import land

if TYPE_CHECKING:
    import altair as alt

SEED = 1971
LETTER, LINE = 7.2, 17.0  # pixels that a letter is wide and a line of text is high, at 12 points
DARK, GOLD, LIGHT = "#4d4d4d", "#D8A200", "#8a8a8a"
BORDERS = (
    "Borders are simplified and claim nothing: Crimea, Kosovo, Northern Cyprus and Somaliland are"
    " areas of their own with a dashed outline, neither here nor there."
)


def network(
    links: pd.DataFrame,
    size: pd.Series,
    *,
    marked: Collection[str] = (),
    marked_as: str = "marked",
    most_links: int = 300,
    width: int = 620,
    height: int = 420,
) -> "alt.LayerChart":
    """Return a node-link chart: a circle for each person of `size`, lines between those together.

    `links` is what `Together.links` returns; of those between two persons of `size` the
    `most_links` strongest are drawn, and the strongest of each person. Circles grow with `size`;
    the `marked` ones are gold, and the legend calls them `marked_as`. The layout has a fixed seed,
    and no two labels overlap.

    >>> from diplomacy_lib.models.together import Together
    >>> rows = pd.DataFrame({"conversation_id": 1, "person": list("abc"), "people": 3})
    >>> together = Together(rows)
    >>> network(together.links(), together.people()["partners"]).to_dict()["height"]
    420
    """
    from altair.utils.schemapi import debug_mode

    rows = network_rows(
        links, size, marked=marked, marked_as=marked_as, most_links=most_links,
        width=width, height=height,
    )  # fmt: skip
    data = {name: _inline(frame) for name, frame in rows.items()}
    with debug_mode(False):  # `finished_spec` looks at the whole chart; each part need not be
        return _drawn(data, (width, height), marked_as if len(marked) else "")


def network_chart(*, width: int = 620, height: int = 420) -> "alt.LayerChart":
    """Return the chart of a network that waits for its rows: for a panel, which keeps its chart."""
    import altair as alt

    return _drawn({name: alt.NamedData(name) for name in ("people", "links")}, (width, height), "")


def network_rows(
    links: pd.DataFrame,
    size: pd.Series,
    *,
    marked: Collection[str] = (),
    marked_as: str = "marked",
    most_links: int = 300,
    width: int = 620,
    height: int = 420,
) -> dict[str, pd.DataFrame]:
    """Return what a network's chart draws, the rows of its `people` and of its `links`."""
    if len(size) < 2:
        raise CourseError("A network needs at least two people; with these choices it has none.")
    drawn = links[links["first"].isin(size.index) & links["second"].isin(size.index)]
    drawn = _strongest(drawn, most_links)
    people = _placed(drawn, size, width, height)
    people["group"] = np.where(people["person"].isin(list(marked)), marked_as, "others")
    at = people.set_index("person")
    ends = drawn[["first", "second"]].assign(together=drawn["records"])
    for name, person in (("", "first"), ("2", "second")):
        ends[f"x{name}"] = at["x"].reindex(drawn[person]).to_numpy()
        ends[f"y{name}"] = at["y"].reindex(drawn[person]).to_numpy()
    ends["width"] = 0.7 + 3.3 * ends["together"] / ends["together"].max()
    return {"people": people, "links": ends}


def _drawn(data: dict[str, Any], room: tuple[int, int], marked_as: str) -> "alt.LayerChart":
    import altair as alt

    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, room[0]], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, room[1]], nice=False, zero=False))
    lines = alt.Chart(data["links"]).mark_rule(color="#c4c4c4").encode(
        x=x, y=y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"),
        strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        tooltip=[alt.Tooltip(f"{name}:N") for name in ("first", "second", "together")],
    )  # fmt: skip
    nodes = alt.Chart(data["people"]).encode(x=x)
    circles = nodes.mark_circle(opacity=1, color=DARK).encode(
        y=y, size=alt.Size("area:Q", scale=None),
        tooltip=[alt.Tooltip("person:N"), alt.Tooltip("size:Q", format=",")],
    )  # fmt: skip
    if marked_as:
        scale = alt.Scale(domain=[marked_as, "others"], range=[GOLD, DARK])
        circles = circles.encode(color=alt.Color("group:N", scale=scale, title=None))
    labels = nodes.mark_text(baseline="top", color="black").encode(
        y=alt.Y("below:Q"), text=alt.Text("label:N")
    )
    return alt.layer(lines, circles, labels, width=room[0], height=room[1])


def _inline(rows: pd.DataFrame) -> "alt.InlineData":
    """Return rows as plain values, which Altair need not look through once more at each redraw.

    Altair copies a chart's data, value by value, whenever it puts charts together; these it shares.
    """
    return _shared()(values=rows.to_dict("records"))


@cache
def _shared() -> type:
    """Return inline data that are not copied; made when first needed, as Altair is imported."""
    import altair as alt

    class Shared(alt.InlineData):
        def __deepcopy__(self, _: Any) -> "Shared":
            return self

    return Shared


def _strongest(links: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the strongest links, and each person's own strongest, so that nobody floats alone."""
    links = links.sort_values("records", ascending=False, kind="stable")
    if len(links) <= most:
        return links
    place = np.arange(len(links))
    rank = pd.concat(
        [pd.Series(place, links["first"].array), pd.Series(place, links["second"].array)]
    )
    own = rank.groupby(level=0).min().to_numpy()
    return links[(place < most) | np.isin(place, own)]


def _placed(drawn: pd.DataFrame, size: pd.Series, width: int, height: int) -> pd.DataFrame:
    """Return each person with a place in pixels, such that circles with their labels are apart."""
    import networkx

    graph = networkx.Graph()
    graph.add_nodes_from(size.index)
    graph.add_edges_from(zip(drawn["first"], drawn["second"], strict=True))
    found = networkx.spring_layout(graph, seed=SEED, k=1.6 / np.sqrt(len(size)), iterations=80)
    place = np.array([found[person] for person in size.index])
    place = (place - place.min(axis=0)) / np.ptp(place, axis=0).clip(1e-9)
    radius = 4 + 10 * np.sqrt(size.to_numpy() / max(size.max(), 1e-9))
    labels = _labels(size.index)
    half = np.column_stack(
        [
            np.maximum([len(label) * LETTER / 2 + 2 for label in labels], radius),
            radius + LINE / 2,
        ]
    )
    room = np.array([width, height])
    place = _apart(half + place * (room - 2 * half), half, room)
    return pd.DataFrame(
        {
            "person": size.index, "label": labels, "size": size.to_numpy(),
            "x": place[:, 0].round(1), "y": (place[:, 1] + LINE / 2).round(1),
            "below": (place[:, 1] + LINE / 2 - radius - 2).round(1),
            "area": (np.pi * radius**2).round(1),
        }
    )  # fmt: skip


def _apart(place: np.ndarray, half: np.ndarray, room: np.ndarray) -> np.ndarray:
    """Push boxes of half-size `half` apart until none overlaps another, inside the room."""
    need = half[:, None] + half[None]
    tie = np.sign(np.arange(len(place))[:, None] - np.arange(len(place))[None])
    for _ in range(300):
        gap = place[:, None] - place[None]
        over = need - np.abs(gap)
        touching = (over > 0).all(axis=2) & (tie != 0)
        if not touching.any():
            break
        axis = over.argmin(axis=2)  # the shorter way out
        for along in (0, 1):
            way = np.where(gap[..., along] == 0, tie, np.sign(gap[..., along]))
            push = np.where(touching & (axis == along), (over[..., along] + 1) * way, 0)
            place[:, along] += 0.5 * push.sum(axis=1)
        place = np.clip(place, half, room - half)
    return place


def _labels(persons: Sequence[str]) -> list[str]:
    """Return surnames; where two persons share one, with the first letter of the given name."""
    surnames = [str(person).split(",")[0] for person in persons]
    twice = {name for name in surnames if surnames.count(name) > 1}
    return [
        f"{name}, {str(person).partition(', ')[2][:1]}." if name in twice else name
        for name, person in zip(surnames, persons, strict=True)
    ]


def room_timeline(rows: pd.DataFrame, *, marked: Collection[str] = ()) -> "alt.FacetChart":
    """Return who was in which room when: a block for each room, in it a bar for each person.

    `rows` has the columns `room`, `person`, `start` and `end` (dates with times). The bars of
    `marked` persons are gold.

    >>> day = pd.to_datetime(["1971-06-30 09:13", "1971-06-30 09:54"])
    >>> rows = pd.DataFrame({"room": ["Oval Office"], "person": "Haig", "start": day[0]})
    >>> room_timeline(rows.assign(end=day[1])).to_dict()["facet"]["row"]["field"]
    'room'
    """
    import altair as alt

    gold = rows["person"].isin(list(marked))
    table = rows.assign(color=np.where(gold, GOLD, LIGHT)).sort_values(["start", "person"])
    first, last = table["start"].min(), table["end"].max()
    hours = alt.Scale(domain=[_clock(first), _clock(last)], nice=False)
    bars = alt.Chart(table).mark_bar(height=11, strokeWidth=1.5).encode(
        x=alt.X("start:T", title=None, scale=hours, axis=alt.Axis(format="%H:%M")), x2="end:T",
        y=alt.Y("person:N", title=None, sort=alt.SortField("start"), axis=alt.Axis(labelLimit=240)),
        color=alt.Color("color:N", scale=None), stroke=alt.Stroke("color:N", scale=None),
        tooltip=[
            alt.Tooltip("person:N"), alt.Tooltip("room:N"),
            alt.Tooltip("start:T", format="%H:%M"), alt.Tooltip("end:T", format="%H:%M"),
        ],
    ).properties(height=alt.Step(18))  # fmt: skip
    heading = alt.Header(labelOrient="top", labelAnchor="start", labelFontWeight="bold", title=None)
    rooms = list(table["room"].astype(str).unique())
    chart = bars.facet(row=alt.Row("room:N", header=heading, sort=rooms), spacing=14)
    return chart.resolve_scale(y="independent")


def _clock(moment: pd.Timestamp) -> dict[str, Any]:
    """Return a moment as Vega-Lite writes it, without a time zone."""
    return {
        "year": moment.year, "month": moment.month, "date": moment.day,
        "hours": moment.hour, "minutes": moment.minute,
    }  # fmt: skip


def world_map(
    coastlines: dict[str, Any], places: "alt.Chart", *, width: int = 620, height: int = 310
) -> "alt.LayerChart":
    """Return a map of the world with `places` (a chart of `longitude` and `latitude`) drawn on it.

    `coastlines` is what `shapes("coastlines")` returns. Equal Earth projection: areas keep their
    proportions. The four contested areas have a dashed outline and belong to no country; print
    `BORDERS` among the chart's limits.

    >>> import altair as alt
    >>> from diplomacy_lib import shapes
    >>> city = pd.DataFrame({"longitude": [37.6], "latitude": [55.8]})
    >>> point = alt.Chart(city).mark_circle().encode(alt.Longitude("longitude:Q"))
    >>> drawn = world_map(shapes("coastlines"), point.encode(alt.Latitude("latitude:Q")))
    >>> len(drawn.to_dict()["layer"])
    2
    """
    import altair as alt

    form = alt.TopoDataFormat(feature="areas", type="topojson")
    contested = "!isValid(datum.id)"  # no country's code
    ground = alt.Chart(alt.InlineData(values=land(coastlines), format=form))
    ground = ground.mark_geoshape(fill="#e9e9e9", aria=False).encode(  # shapes without names
        stroke=alt.condition(contested, alt.value(DARK), alt.value("white")),
        strokeDash=alt.condition(contested, alt.value([2, 2]), alt.value([1, 0])),
        strokeWidth=alt.condition(contested, alt.value(1), alt.value(0.6)),
    )  # fmt: skip
    return alt.layer(ground, places, width=width, height=height).project("equalEarth")
