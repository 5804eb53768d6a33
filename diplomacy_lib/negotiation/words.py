"""What is said at the table, in sentences and in tables: only ever one side's own points."""

from collections.abc import Sequence
from html import escape

import numpy as np

from ..models.bargaining.scenarios import Package, Scenario
from ..models.bargaining.talks import Talks

TABLE = '<table style="line-height:1.35">'
CAPTION = "text-align:left;font-weight:bold"
WARNED_FROM = 2  # offers without movement from which on a script says so
ENDS = {
    "agreement": "Agreement",
    "walk-away": "No deal: the talks were broken off",
    "clock": "No deal: the clock ran out",
}


def name(scenario: Scenario, side: str, *, start: bool = False) -> str:
    """Return a side's name as a sentence has it, with its article."""
    plain = scenario.party(side).name
    the = "the " if plain.startswith(("United ", "European ")) else ""
    said = the + plain
    return said[0].upper() + said[1:] if start else said


def worth(scenario: Scenario, side: str, package: Sequence[int]) -> int:
    """Return what a package is worth to a side."""
    return int(scenario.points(side)[scenario.row(package)])


def situation(talks: Talks, viewer: str) -> str:
    """Say where the talks stand for the side that looks."""
    scene, setting = talks.scenario, talks.setting
    if talks.ended:
        end = f"{ENDS[talks.ended]}, in round {talks.round} of {setting.rounds}."
        return end + _left(talks) * talks.lost_patience
    said = [f"Round {talks.round} of {setting.rounds}."]
    if talks.standing is not None:
        points = worth(scene, viewer, talks.standing)
        other = name(scene, scene.other(viewer), start=True)
        floor = setting.floor(scene, viewer)
        below = "" if points >= floor else f", below your floor of {floor}"
        said.append(f"{other} has made an offer that is worth {points} to you{below}.")
    said += [_patience(talks)] if talks.unmoved >= WARNED_FROM and setting.patience else []
    if talks.last_turn:
        said.append("This is the last turn: an offer could not be answered any more.")
    return " ".join([*said, "Your turn."])


def _patience(talks: Talks) -> str:
    other = name(talks.scenario, talks.scenario.other(talks.setting.side), start=True)
    left = talks.setting.patience - talks.unmoved
    more = f"{left} more such offers" if left > 1 else "one more such offer"
    return f"{other} sees no movement in your last {talks.unmoved} offers; after {more} it leaves."


def _left(talks: Talks) -> str:
    other = name(talks.scenario, talks.moves[-1].by, start=True)
    return (
        f" {other} left: none of your last {talks.unmoved} offers was worth more to it than what "
        "it had heard before."
    )


def draft(talks: Talks, viewer: str, package: Sequence[int]) -> str:
    """Say what a draft is worth to the side that looks, and what its floor is."""
    points = worth(talks.scenario, viewer, package)
    floor = talks.setting.floor(talks.scenario, viewer)
    where = "exactly at" if points == floor else f"{abs(points - floor)} "
    where += "" if points == floor else "above" if points > floor else "below"
    return f"Your draft is worth {points} to you, {where} your floor of {floor}."


def differences(scenario: Scenario, package: Sequence[int], other: Sequence[int]) -> list[str]:
    """Say for each issue in which two packages differ what the first has, and what the second."""
    return [
        f"{issue.title}: “{issue.texts[mine]}” instead of “{issue.texts[theirs]}”"
        for issue, mine, theirs in zip(scenario.issues, package, other, strict=True)
        if mine != theirs
    ]


def package_table(scenario: Scenario, package: Package, caption: str, side: str = "") -> str:
    """Return a package as an HTML table, with one side's points if `side` is given."""
    rows = []
    for issue, option in zip(scenario.issues, package, strict=True):
        points = f"<td>{issue.worth[side][option]}</td>" if side else ""
        rows.append(
            f'<tr><th scope="row" style="text-align:left">{escape(issue.title)}</th>'
            f'<td style="text-align:left">{option} · {escape(issue.texts[option])}</td>'
            f"{points}</tr>"
        )
    head = '<th scope="col">to you</th>' if side else ""
    if side:
        total = worth(scenario, side, package)
        rows.append(
            '<tr><th scope="row" style="text-align:left">together</th><td></td>'
            f"<td><strong>{total}</strong></td></tr>"
        )
    return (
        f'{TABLE}<caption style="{CAPTION}">{escape(caption)}</caption><thead><tr>'
        f'<th scope="col" style="text-align:left">issue</th>'
        f'<th scope="col" style="text-align:left">option</th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def history(talks: Talks, viewer: str) -> str:
    """Return all moves as an HTML table, with the points of the side that looks and no others."""
    scene = talks.scenario
    heads = ["round", "who", *(issue.name for issue in scene.issues), "to you"]
    rows, turns = [], 0
    for move in talks.moves:
        number = min(turns // 2 + 1, talks.setting.rounds)
        options = [str(o) for o in move.package] or [move.kind] + ["–"] * (len(scene.issues) - 1)
        own = str(worth(scene, viewer, move.package)) if move.package else "–"
        who = "you" if move.by == viewer else scene.party(move.by).name
        who += {"accept": ", accepted", "mediator": ", mediator's text"}.get(move.kind, "")
        rows.append([str(number), who, *options, own])
        turns += move.kind == "offer"
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[::-1]
    )
    return (
        f'{TABLE}<caption style="{CAPTION}">The moves so far, the last one first; the numbers '
        f"are options</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table>"
    )


def nearest(scenario: Scenario, rows: np.ndarray, package: Sequence[int]) -> Package:
    """Return the package among some rows that lies nearest to another; of ties the first."""
    from ..models.bargaining.solutions import distance

    steps = distance(scenario.outcomes[rows], package, scenario.sizes).round(9)
    return scenario.package(rows[int(np.argmin(steps))])
