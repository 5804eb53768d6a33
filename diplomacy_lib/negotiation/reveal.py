"""After the end: both sides' points, the frontier, what was left unused, how even the game is."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from ..models.bargaining.scenarios import Party, Scenario
from ..models.bargaining.solutions import better, feasible, pareto
from ..models.bargaining.talks import HUMAN, Talks
from . import words

LIMITS = (
    "Every number here was invented for teaching and says nothing about what a government wants. "
    "Territory and the war in Ukraine are not on this table; that is the course's own choice, and "
    "it is disputed."
)
ZONE, FRONTIER, SPLIT, DEAL = (
    "acceptable to both", "efficient", "the middle of everything", "the deal",
)  # fmt: skip
SHAPES = {ZONE: "circle", FRONTIER: "square", SPLIT: "cross", DEAL: "diamond"}
COLORS = {ZONE: "#b5b5b5", FRONTIER: "#000000", SPLIT: "#4d4d4d", DEAL: "#D8A200"}


def outcome(talks: Talks) -> str:
    """Say what the end is worth to both, how many packages were better, and which is nearest."""
    scene, you = talks.scenario, talks.setting.side
    other = scene.other(you)
    ends = words.situation(talks, you)
    points = f"{_you(talks)} {talks.points(you)}, {words.name(scene, other)} {talks.points(other)}."
    points = points if talks.deal is None else points[0].upper() + points[1:]
    if talks.deal is None:
        return f"{ends} Each side keeps its floor: {points} {_missed(talks)}"
    rows = better(scene.both, scene.row(talks.deal))
    if not len(rows):
        return f"{ends} {points} No package is better for one side and worse for neither."
    where = words.differences(scene, words.nearest(scene, rows, talks.deal), talks.deal)
    count = f"{len(rows)} packages were" if len(rows) > 1 else "One package was"
    nearest = "The nearest" if len(rows) > 1 else "It"
    return (
        f"{ends} {points} {count} better for one side and worse for neither. "
        f"{nearest} has {'; '.join(where)}."
    )


def picture(scenario: Scenario, floors: tuple[int, int], deals: Mapping[str, int | None]):
    """Return the Pareto plot: zone, frontier, the middle of everything, and named deals."""
    frame = _dots(scenario, floors, deals)
    first, second = (f"points of {words.name(scenario, side)}" for side in scenario.sides)
    scale = alt.Scale(domain=[0, 100])
    base = alt.Chart(frame).encode(
        x=alt.X("first:Q", scale=scale, title=first),
        y=alt.Y("second:Q", scale=scale, title=second),
    )
    colors = alt.Scale(domain=list(COLORS), range=list(COLORS.values()))
    shapes = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
    signs = base.encode(
        color=alt.Color("kind:N", title=None, scale=colors),
        shape=alt.Shape("kind:N", title=None, scale=shapes),
        tooltip=["who:N", "first:Q", "second:Q"],
    )
    small, large = (
        signs.transform_filter(alt.FieldOneOfPredicate("kind", some)).mark_point(
            filled=True, opacity=1, size=size, stroke=edge, strokeWidth=1
        )
        for some, size, edge in (([ZONE, FRONTIER], 28, None), ([SPLIT, DEAL], 240, "black"))
    )
    steps = base.transform_filter(alt.datum.kind == FRONTIER).mark_line(
        interpolate="step-before", color="black", strokeWidth=1.5
    )
    return (_rules(floors) + steps + small + large).properties(width=560, height=380)


def balance(scenario: Scenario, floors: tuple[int, int] | None = None) -> list[str]:
    """Say how even the game is: means, best acceptable packages, and whom the middle favours."""
    floors = floors or scenario.floors
    points, zone = scenario.both, feasible(scenario.both, floors)
    first, second = (words.name(scenario, side) for side in scenario.sides)
    means, split = points.mean(axis=0), points[scenario.row(scenario.middle)]
    said = [
        f"Over all {len(points):,} packages the mean is {means[0]:.1f} points for {first} and "
        f"{means[1]:.1f} for {second}."
    ]
    if zone.any():
        best = points[zone].max(axis=0)
        said.append(
            f"{zone.sum()} packages are acceptable to both; the best of them is worth {best[0]} "
            f"to {first}, another {best[1]} to {second}."
        )
    else:
        said.append("No package satisfies both.")
    favoured = "neither side" if split[0] == split[1] else (first, second)[int(split[1] > split[0])]
    given = f"gives {first} {split[0]} and {second} {split[1]}"
    return [*said, f"The middle of everything {given}: it favours {favoured}."]


def observers(talks: Talks) -> list[str]:
    """Say for each observer whether it would object in public to the deal."""
    scene = talks.scenario
    if talks.deal is None:
        return []
    return [_observed(talks, party) for party in scene.parties if not party.negotiates]


def _observed(talks: Talks, party: Party) -> str:
    points = words.worth(talks.scenario, party.code, talks.deal)
    verdict = "would object in public" if points < party.floor else "would not object"
    who = words.name(talks.scenario, party.code, start=True)
    return f"{who}, which has no vote, {verdict}: {points} points, level of concern {party.floor}."


def _dots(
    scenario: Scenario, floors: tuple[int, int], deals: Mapping[str, int | None]
) -> pd.DataFrame:
    """Return what the plot shows, one dot a row; packages with equal points are one dot."""
    points, zone = scenario.both, feasible(scenario.both, floors)
    marks = [
        (ZONE, ZONE, np.unique(points[zone], axis=0)),
        (FRONTIER, FRONTIER, np.unique(points[pareto(points)], axis=0)),
        (SPLIT, SPLIT, points[[scenario.row(scenario.middle)]]),
        *((DEAL, who, points[[row]]) for who, row in deals.items() if row is not None),
    ]
    frames = [
        pd.DataFrame(dots, columns=["first", "second"]).assign(kind=kind, who=who)
        for kind, who, dots in marks
    ]
    return pd.concat(frames, ignore_index=True)


def _you(talks: Talks) -> str:
    scene, you = talks.scenario, talks.setting.side
    return "you" if talks.setting.partner != HUMAN else words.name(scene, you)


def _missed(talks: Talks) -> str:
    scene = talks.scenario
    zone = np.flatnonzero(feasible(scene.both, talks.setting.floors(scene)))
    if not len(zone):
        return "No package satisfies both: these floors leave nothing to agree on."
    last = talks.standing or scene.middle
    where = words.differences(scene, words.nearest(scene, zone, last), last)
    near = f"The one nearest to the last offer has {'; '.join(where)}." if where else ""
    near = near or "The last offer was one of them."
    return f"{len(zone)} packages would have left neither side below its floor. {near}"


def _rules(floors: tuple[int, int]):
    frame = pd.DataFrame({"first_floor": [floors[0]], "second_floor": [floors[1]]})
    upright = alt.Chart(frame).mark_rule(strokeDash=[5, 3]).encode(x="first_floor:Q")
    return upright + alt.Chart(frame).mark_rule(strokeDash=[5, 3]).encode(y="second_floor:Q")
