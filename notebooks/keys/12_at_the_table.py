"""Answer keys of lesson 12, At the table."""

import numpy as np

from diplomacy_lib.answers import Expect, Mistake, NoAnswer, Plan, key, largest
from diplomacy_lib.models.bargaining.solutions import (
    changes,
    delta_thresholds,
    egalitarian,
    feasible,
    largest_sum,
    max_gap_months,
    nash,
    pareto,
)
from diplomacy_lib.negotiation import course_scenario

PLAN = Plan("At the table", {"pressure": [0, 5, 10]})
ALL_FLOORS = 55


def base(lesson, rise=0, party=""):
    """Return both floors under the lesson's pressure, one of them raised."""
    floor = ALL_FLOORS + lesson.parameters["pressure"]
    return floor + rise * (party == "RUS"), floor + rise * (party == "USA")


def package(scene, rows):
    """Return the only package of some rows as a list."""
    if len(rows) != 1:
        raise NoAnswer(f"With these floors {len(rows)} packages tie, so there is not one answer.")
    return list(scene.package(rows[0]))


@key(
    "12.1",
    kind=set,
    minutes=5,
    points=2,
    vary={"worth": [8, 6]},
    hints=[
        (
            "Write down the nine pairs of points, A and B. Only the three deals with inspections"
            " change."
        ),
        (
            "Take one deal and go through the other eight: is any of them better for one party and"
            " worse for neither?"
        ),
        "Equal for one party and better for the other is enough to be beaten.",
    ],
)
def warm_frontier(lesson, worth=8):
    table = lesson.load("negotiation_warmup").set_index(["issue", "option"])
    ours = {side: table[side].to_dict() for side in "ab"}
    ours["b"][("checks", 2)] = worth
    deals = [(t, c) for t in range(3) for c in range(3)]
    points = np.array(
        [[ours[side]["trade", t] + ours[side]["checks", c] for side in "ab"] for t, c in deals]
    )
    efficient = {deal for deal, kept in zip(deals, pareto(points), strict=True) if kept}
    most = points.sum(axis=1).max()
    biggest = {deal for deal, pair in zip(deals, points, strict=True) if pair.sum() == most}
    strictly = {
        deal
        for deal, pair in zip(deals, points, strict=True)
        if not (points > pair).all(axis=1).any()
    }
    return Expect(
        efficient,
        [
            Mistake(
                biggest,
                "You kept the largest sum of both parties. Efficient is not the biggest total: a"
                " lopsided deal that nothing beats is efficient too.",
            ),
            Mistake(
                strictly,
                "Nearly: in your set stands a deal that another one equals for one party and"
                " improves for the other. That beats it.",
            ),
            Mistake(
                {(0, 2), (1, 2), (2, 0), (2, 1), (2, 2)},
                "That is the set for the table as it stands. The new number changes what beats"
                " what: compare once more, the middle of both too.",
            ),
            Mistake(
                set(deals),
                "Those are all nine. Some of them are beaten by another.",
            ),
        ],
        "When inspections are worth less to B, the middle of both is not beaten any more: a trade"
        " needs something that one side values highly.",
    )


@key(
    "12.2",
    kind=int,
    unit="packages",
    minutes=5,
    points=1,
    vary={"party": ["USA", "RUS"], "rise": [8, 4, 12]},
    hints=[
        "Two conditions, one for each side, joined by `and` in `query`, or by `&`.",
        "Only one of the two floors has moved. Exactly at the floor is acceptable: `>=`.",
    ],
)
def zone_size(lesson, party="USA", rise=8):
    points = course_scenario(lesson.load).both
    floors = np.array(base(lesson, rise, party))
    old = np.array(base(lesson))
    other = "RUS" if party == "USA" else "USA"
    place = 1 if party == "USA" else 0
    return Expect(
        int(feasible(points, floors).sum()),
        [
            Mistake(
                int(feasible(points, old + rise).sum()),
                "You raised both floors. Only one side is under pressure here.",
            ),
            Mistake(
                int((points > floors).all(axis=1).sum()),
                "Exactly at the floor is acceptable: look at `>` and `>=`.",
            ),
            Mistake(
                int(feasible(points, base(lesson, rise, other)).sum()),
                "You raised the other side's floor.",
            ),
            Mistake(int(feasible(points, old).sum()), "That is the number before the floor rose."),
            Mistake(
                int((points[:, place] >= floors[place]).sum()),
                "That is how many are acceptable to the side under pressure alone. The other must"
                " sign too.",
            ),
        ],
        "Pressure on one side alone takes away nearly as much of the room: both have to sign.",
    )


@key(
    "12.3",
    kind=list,
    minutes=7,
    points=3,
    vary={"rise": [10, 5, 8]},
    hints=[
        (
            "A side's gain is what the package gives it beyond its floor. Subtract first, multiply"
            " then."
        ),
        (
            "Keep only packages where both gains are at least zero: two negative gains have a"
            " positive product."
        ),
        "`idxmax()` on the product of the gains gives the row.",
    ],
)
def nash_package(lesson, rise=10):
    scene = course_scenario(lesson.load)
    points, floors = scene.both, base(lesson, rise, "RUS")
    answer = package(scene, nash(points, floors))
    zone = feasible(points, floors)
    raw = np.flatnonzero(zone)[points[zone].prod(axis=1).argmax()]
    return Expect(
        answer,
        [
            Mistake(
                list(scene.package(raw)),
                "That is the largest product of points, not of gains: subtract from each side what"
                " no deal would give it, its floor.",
            ),
            Mistake(
                list(scene.package(nash(points, base(lesson))[0])),
                "That is Nash's package at the old floors. One of them has risen.",
            ),
            Mistake(
                list(scene.package(largest_sum(points, base(lesson))[0])),
                "That has the largest sum at the old floors. Nash multiplies gains.",
            ),
            Mistake(
                list(scene.package(int(np.where(zone, points[:, 0], -1).argmax()))),
                "That is the best acceptable package for one side alone.",
            ),
            Mistake(
                lambda given: len(given) != 6,
                "A package has six options, in the order of the agenda.",
            ),
        ],
        "Compare it with Nash's package before the pressure: did the pressured side gain, and what"
        " did the other lose?",
    )


@key(
    "12.4",
    kind=list,
    minutes=7,
    points=3,
    vary={"start": [(2, 2, 2, 1, 1, 1), (2, 1, 2, 1, 1, 1), (2, 3, 2, 1, 1, 1)]},
    hints=[
        "How many packages differ from the start in exactly two issues? Keep only these.",
        "For each of them work out both improvements, then take the smaller of the two.",
        "Sort by the smaller improvement, then by the sum.",
    ],
)
def swap(lesson, start=(2, 2, 2, 1, 1, 1)):
    scene = course_scenario(lesson.load)
    before, changed = scene.both[scene.row(start)], changes(scene.outcomes, start)

    def scores(issues, score):
        rows = np.flatnonzero(changed == issues)
        return {row: score(*(scene.both[row] - before)) for row in rows}

    def best(issues, score):
        found = scores(issues, score)
        return list(scene.package(max(found, key=found.get)))

    def fair(rus, usa):
        return min(rus, usa), rus + usa

    others = [
        Mistake(
            best(2, lambda rus, usa: rus + usa),
            "That is the largest sum of improvements, and nearly all of it, or more, goes to one"
            " side. Look at the smaller one.",
        ),
        Mistake(best(2, lambda rus, usa: (rus, usa)), "That is the best change for Russia alone."),
        Mistake(
            best(2, lambda rus, usa: (usa, rus)),
            "That is the best change for the United States alone.",
        ),
    ]
    others.append(
        Mistake(
            best(1, fair),
            "You changed one issue. Exactly as many as asked: a trade needs something on both"
            " sides.",
        )
    )
    others += [
        Mistake(list(start), "That is the start itself."),
        Mistake(
            lambda given: len(given) != 6, "A package has six options, in the order of the agenda."
        ),
    ]
    return Expect(
        package(scene, largest(scores(2, fair))),
        others,
        "Each side moved on what costs it less: that is what a trade is.",
    )


@key(
    "12.5",
    kind=int,
    unit="points",
    minutes=5,
    points=2,
    vary={"start": [(45, 55), (50, 55), (60, 50)]},
    hints=[
        "For one rise the question is yes or no: is any package at or above both floors?",
        "Try the rises one after the other, in a loop, until the answer is no.",
        "Without a loop: which solution's smaller gain is this?",
    ],
)
def pressure(lesson, start=(45, 55)):
    scene = course_scenario(lesson.load)
    gains = scene.both - np.array(start)
    answer = int(gains.min(axis=1)[egalitarian(scene.both, start)[0]])
    return Expect(
        answer,
        [
            Mistake(
                answer + 1,
                "At that rise nothing is left. Which is the largest at which something is?",
            ),
            Mistake(
                answer - 1, "One more is possible: a package exactly at the floor still counts."
            ),
            Mistake(
                int(gains[scene.row(scene.middle)].min()),
                "That is how long the middle of everything holds. Other packages hold longer.",
            ),
            Mistake(
                int(gains.max(axis=0).min()),
                "You asked each side by itself. One and the same package must reach both floors.",
            ),
        ],
        "It is the smaller gain of the egalitarian package: that package holds out longest.",
    )


@key(
    "12.6",
    kind=int,
    unit="packages",
    minutes=7,
    points=3,
    vary={"levels": [(65, 85), (60, 85), (75, 90)]},
    hints=[
        "First the frontier of the two negotiators, then their floors, then the observers' levels.",
        (
            "Efficient means that no package *at all* beats it for the two negotiators, observers"
            " or not."
        ),
        "`pareto` from section 4 takes the two columns of points as an array.",
    ],
)
def quiet(lesson, levels=(65, 85)):
    scene = course_scenario(lesson.load)
    points, floors = scene.both, base(lesson)
    eu, china = scene.points("EU") >= levels[0], scene.points("CHN") >= levels[1]
    kept = pareto(points) & feasible(points, floors)
    calm = np.flatnonzero(feasible(points, floors) & eu & china)
    everybody = np.column_stack([points, scene.points("EU"), scene.points("CHN")])[calm]
    four = sum(
        not ((everybody >= one).all(axis=1) & (everybody > one).any(axis=1)).any()
        for one in everybody
    )
    return Expect(
        int((kept & eu & china).sum()),
        [
            Mistake(
                four,
                "You compared all four parties. Observers do not choose, they object: the frontier"
                " is that of the two negotiators.",
            ),
            Mistake(int((kept & eu).sum()), "China may object too."),
            Mistake(int((kept & china).sum()), "The European Union may object too."),
            Mistake(
                int(kept.sum()),
                "Those are all efficient packages that both can accept. Now ask the observers.",
            ),
            Mistake(
                len(calm), "Those leave neither observer objecting; not all of them are efficient."
            ),
            Mistake(
                int(pareto(points[calm]).sum()),
                "You looked for the frontier among the quiet packages only. A package that is"
                " beaten by a loud one is beaten.",
            ),
        ],
        "Two observers without a vote silence a good part of the frontier.",
    )


@key(
    "12.7",
    kind=float,
    unit="months",
    tolerance=0.1,
    minutes=7,
    points=2,
    vary={
        "row": ["high_temptation", "promise_keeping"],
        "rule": ["tit_for_tat", "permanent"],
    },
    hints=[
        "First the threshold for δ: a fraction of differences of T, R, P and S.",
        "Set δ for m months equal to the threshold and take logarithms of both sides.",
        "Mind the unit: the exponent is m divided by 12.",
    ],
)
def gap_months(lesson, row="high_temptation", rule="tit_for_tat"):
    table = lesson.load("negotiation_repeated").set_index("name")
    columns = ["temptation_t", "reward_r", "punishment_p", "sucker_s"]

    def gap(name, by):
        return max_gap_months(getattr(delta_thresholds(*table.loc[name, columns]), by), 0.30, 0.05)

    answer = gap(row, rule)
    other = "permanent" if rule == "tit_for_tat" else "tit_for_tat"
    return Expect(
        answer,
        [
            Mistake(
                gap(row, other),
                "That is the gap under the other answer to a breach. Which threshold belongs to"
                " this one?",
            ),
            Mistake(answer / 12, "That is in years. How many months is it?"),
            Mistake(
                -answer, "The size is right and the sign is not: both logarithms are negative."
            ),
            Mistake(answer * np.log(0.7 / 1.05) / np.log(0.7), "You left the discount rate out."),
            Mistake(
                answer * np.log(0.7 / 1.05) / -np.log(1.05), "You left the risk of breakdown out."
            ),
        ],
        "The more a breach tempts, the sooner one has to meet again.",
    )
