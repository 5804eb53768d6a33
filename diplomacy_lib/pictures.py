"""Pictures that Altair alone does badly: who was together (a network), who was where (a timeline).

`Together` is prepared once from a table of names and then answers every question of a panel fast.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .errors import CourseError

if TYPE_CHECKING:
    import altair as alt

SEED = 1971
LETTER, LINE = 7.2, 17.0  # pixels that a letter is wide and a line of text is high, at 12 points
DARK, GOLD, LIGHT = "#4d4d4d", "#D8A200", "#8a8a8a"


class Together:
    """Who was with whom: `rows` has one row for each name in each conversation.

    Needs the columns `conversation_id`, `person` and `people` (how many names the log has in the
    conversation). Another column can stand for `conversation_id`: give its name as `unit`.

    >>> rows = pd.DataFrame({"conversation_id": [1, 1, 1, 2, 2], "person": list("abcab")})
    >>> Together(rows.assign(people=[3, 3, 3, 2, 2])).people().loc["a"].tolist()
    [2, 3, 2]
    """

    def __init__(self, rows: pd.DataFrame, unit: str = "conversation_id") -> None:
        rows = rows.drop_duplicates([unit, "person"])
        person, names = pd.factorize(rows["person"], sort=True)
        room, _ = pd.factorize(rows[unit])
        order = np.lexsort((person, room))
        self._names = pd.Index(names, name="person")
        self._person, self._room = person[order], room[order]
        self._size = rows["people"].to_numpy()[order]
        first, second = _pairs(self._room)
        self._ends = self._person[first], self._person[second]
        self._pair_size = self._size[first]
        codes = self._ends[0].astype("int64") * len(names) + self._ends[1]
        links, self._link = np.unique(codes, return_inverse=True)
        self._links = links // len(names), links % len(names)

    def links(
        self,
        largest: float = np.inf,
        without: Collection[str] = (),
        *,
        among: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """Return each pair that was ever together: first, second, records (those with both).

        `largest` leaves out conversations with more names; `without` leaves out persons, after
        that rule; `among` keeps only links between these persons.
        """
        both = self._both(largest, without)
        met = both > 0
        if among is not None:
            wanted = self._names.isin(list(among))
            met &= wanted[self._links[0]] & wanted[self._links[1]]
        first, second = (self._names[end[met]] for end in self._links)
        return pd.DataFrame({"first": first, "second": second, "records": both[met]})

    def people(self, largest: float = np.inf, without: Collection[str] = ()) -> pd.DataFrame:
        """Return for each person the different partners, the encounters and the records.

        Meeting the same partner again is another encounter. Records count those with company.
        Most partners first. See `links` for what can be left out.
        """
        both = self._both(largest, without)
        kept = self._kept(without)[self._person] & (self._size <= largest)
        kept &= np.bincount(self._room, kept)[self._room] > 1
        count, ends = len(self._names), np.concatenate(self._links)
        columns = {
            "partners": np.bincount(ends, np.tile(both > 0, 2), count),
            "encounters": np.bincount(ends, np.tile(both, 2), count),
            "records": np.bincount(self._person[kept], minlength=count),
        }
        table = pd.DataFrame(columns, index=self._names).astype("int64")
        return table[table["partners"] > 0].sort_values("partners", ascending=False, kind="stable")

    def _both(self, largest: float, without: Collection[str]) -> np.ndarray:
        """Return for each pair the number of conversations with both."""
        kept = self._kept(without)
        chosen = (self._pair_size <= largest) & kept[self._ends[0]] & kept[self._ends[1]]
        return np.bincount(self._link[chosen], minlength=len(self._links[0]))

    def _kept(self, without: Collection[str]) -> np.ndarray:
        return ~self._names.isin(list(without))


def _pairs(room: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of every two rows in the same room; `room` is sorted."""
    size = np.bincount(room)
    end = np.cumsum(size)[room]
    later = end - np.arange(len(room)) - 1
    first = np.repeat(np.arange(len(room)), later)
    step = np.arange(len(first)) - np.repeat(np.cumsum(later) - later, later)
    return first, first + 1 + step


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

    >>> rows = pd.DataFrame({"conversation_id": 1, "person": list("abc"), "people": 3})
    >>> together = Together(rows)
    >>> network(together.links(), together.people()["partners"]).to_dict()["height"]
    420
    """
    from altair.utils.schemapi import debug_mode

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

    with debug_mode(False):  # `finished_spec` looks at the whole chart; each part need not be
        return _drawn(people, ends, (width, height), marked_as if len(marked) else "")


def _drawn(
    people: pd.DataFrame, ends: pd.DataFrame, room: tuple[int, int], marked_as: str
) -> "alt.LayerChart":
    import altair as alt

    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, room[0]], nice=False, zero=False))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, room[1]], nice=False, zero=False))
    ends["width"] = 0.7 + 3.3 * ends["together"] / ends["together"].max()
    lines = alt.Chart(_inline(ends)).mark_rule(color="#c4c4c4").encode(
        x=x, y=y, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"),
        strokeWidth=alt.StrokeWidth("width:Q", scale=None),
        tooltip=[alt.Tooltip(f"{name}:N") for name in ("first", "second", "together")],
    )  # fmt: skip
    nodes = alt.Chart(_inline(people)).encode(x=x)
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
    """Return rows as plain values, which Altair need not look through once more at each redraw."""
    import altair as alt

    return alt.InlineData(values=rows.to_dict("records"))


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
