"""Every number of brief 12 recomputed: by counting, and by letting the course's model play."""

from functools import cache
from itertools import product
from math import log

import numpy as np
import pandas as pd
from negotiations import table_tops
from shelf import load

from diplomacy_lib.models.bargaining.mediation import single_text
from diplomacy_lib.models.bargaining.partners import Partner
from diplomacy_lib.models.bargaining.solutions import better, nash, pareto
from diplomacy_lib.models.bargaining.talks import play

QUOTED = {
    "packages": "3,375",
    "acceptable": "466",
    "acceptable, per cent": "13.8",
    "efficient": "24",
    "efficient and acceptable": "15",
    "correlation": "−0.31",
    "split, Russia": "67",
    "split, US": "59",
    "better than the split": "95",
    "joint points unused": "21",
    "one-issue changes": "18",
    "one-issue changes that help": "1",
    "two-issue changes": "132",
    "two-issue changes that help": "7",
    "mean Russia": "48.8",
    "mean US": "54.4",
    "best acceptable, Russia": "86",
    "best acceptable, US": "89",
    "acceptable, floors +5": "203",
    "acceptable, floors +10": "63",
    "neither observer objects": "74",
    "fixed pie acceptable": "0",
    "threshold, permanent, over 7": "3",
    "threshold, tit-for-tat": "0.5",
    "longest gap, permanent": "25.1",
    "longest gap, tit-for-tat": "20.5",
    "options": "24",
    "pairs of the class": "24",
    "listening, per cent that agree": "100",
    "listening, per cent efficient": "100",
    "listening, joint": "145.4",
    "one issue a draft, per cent efficient": "0",
    "one issue a draft, Russia": "73",
    "one issue a draft, US": "61",
    "one issue a draft, questions": "27",
    "two issues a draft, per cent efficient": "62",
    "three issues a draft, per cent efficient": "100",
    "jittered, split beaten, per cent": "100",
}
OTHER_CLOCK = "Other draws; with one more answer at the end 83 per cent would agree."
OTHER_DRAWS = "Another random generator draws other packages; the finding stands."
DIFFERS = {
    "not listening, per cent that agree": ("78", "76", OTHER_CLOCK),
    "not listening, joint": ("133.0", "133.2", OTHER_CLOCK),
    "not listening, per cent efficient": ("8", "11", OTHER_CLOCK),
    "two issues a draft, questions": ("241", "224", OTHER_DRAWS),
    "three issues a draft, questions": ("983", "925", OTHER_DRAWS),
    "jittered, same Nash deployment, per cent": ("28", "24", OTHER_DRAWS),
}
SEEDS = range(50)
STYLES = ("boulware", "linear", "conceder", "mirror")


@cache
def packages() -> pd.DataFrame:
    """Return every package: its six options, and its points for the four parties."""
    order = load("negotiation_issues").sort_values("order")
    points = load("negotiation_payoffs").set_index(["issue", "option"])
    chosen = pd.DataFrame(product(*map(range, order["n_options"])), columns=order["issue"])
    totals = sum(points.loc[issue].loc[chosen[issue]].reset_index(drop=True) for issue in chosen)
    return chosen.join(totals)


def dominators(table: pd.DataFrame, rus: int, usa: int) -> pd.Series:
    """Say of each package whether it is better for one of two parties and worse for none."""
    no_worse = (table["rus"] >= rus) & (table["usa"] >= usa)
    return no_worse & ((table["rus"] > rus) | (table["usa"] > usa))


def efficient(table: pd.DataFrame) -> np.ndarray:
    """Say of each package whether no other is better for one party and worse for none."""
    pairs = zip(table["rus"], table["usa"], strict=True)
    return np.array([not dominators(table, *pair).any() for pair in pairs])


def acceptable(table: pd.DataFrame, raised: int = 0) -> pd.Series:
    """Say of each package whether both negotiators reach their floors, raised by some points."""
    floors = load("negotiation_parties").set_index("party")["reservation"] + raised
    return (table["rus"] >= floors["RUS"]) & (table["usa"] >= floors["USA"])


def of_packages() -> dict[str, float]:
    table, zone = packages(), acceptable(packages())
    best = efficient(table)
    observers = load("negotiation_parties").set_index("party")["reservation"]
    quiet = (table["eu"] >= observers["EU"]) & (table["chn"] >= observers["CHN"])
    twin = table.assign(usa=100 - table["rus"])
    return {
        "packages": len(table),
        "acceptable": zone.sum(),
        "acceptable, per cent": zone.mean() * 100,
        "efficient": best.sum(),
        "efficient and acceptable": (best & zone).sum(),
        "correlation": table["rus"].corr(table["usa"]),
        "mean Russia": table["rus"].mean(),
        "mean US": table["usa"].mean(),
        "best acceptable, Russia": table.loc[zone, "rus"].max(),
        "best acceptable, US": table.loc[zone, "usa"].max(),
        "acceptable, floors +5": acceptable(table, 5).sum(),
        "acceptable, floors +10": acceptable(table, 10).sum(),
        "neither observer objects": (zone & quiet).sum(),
        "fixed pie acceptable": acceptable(twin).sum(),
    }


def of_the_split() -> dict[str, float]:
    table = packages()
    middle = load("negotiation_issues").set_index("issue")["middle_option"]
    changed = (table[middle.index] != middle).sum(axis="columns")
    split = table[changed == 0].squeeze()
    better = dominators(table, split["rus"], split["usa"])
    joint = table["rus"] + table["usa"]
    return {
        "split, Russia": split["rus"],
        "split, US": split["usa"],
        "better than the split": better.sum(),
        "joint points unused": joint[better].max() - split["rus"] - split["usa"],
        "one-issue changes": (changed == 1).sum(),
        "one-issue changes that help": (better & (changed == 1)).sum(),
        "two-issue changes": (changed == 2).sum(),
        "two-issue changes that help": (better & (changed == 2)).sum(),
    }


def of_promises() -> dict[str, float]:
    base = load("negotiation_repeated").set_index("name").loc["promise_keeping"]
    gain = base["temptation_t"] - base["reward_r"]
    permanent = gain / (base["temptation_t"] - base["punishment_p"])
    answer = max(permanent, gain / (base["reward_r"] - base["sucker_s"]))
    yearly = log((1 - 0.30) / (1 + 0.05))
    return {
        "threshold, permanent, over 7": permanent * 7,
        "threshold, tit-for-tat": answer,
        "longest gap, permanent": 12 * log(permanent) / yearly,
        "longest gap, tit-for-tat": 12 * log(answer) / yearly,
        "options": len(load("negotiation_options")),
        "pairs of the class": len(load("negotiation_class")),
    }


def of_styles(listening: bool, seeds: range) -> dict[str, float]:
    """Let four styles play in all sixteen pairings over twelve rounds, Russia opening."""
    scene, deals = table_tops(), []
    for one, other, seed in product(STYLES, STYLES, seeds):
        sides = (
            Partner("RUS", one, 55, 12, listening, seed),
            Partner("USA", other, 55, 12, listening, seed + 1000),
        )
        deals.append(play(scene, *sides).deal)
    rows = [scene.row(deal) for deal in deals if deal]
    said = "listening" if listening else "not listening"
    return {
        f"{said}, per cent that agree": 100 * len(rows) / len(deals),
        f"{said}, joint": scene.both[rows].sum(axis=1).mean(),
        f"{said}, per cent efficient": 100 * pareto(scene.both)[rows].mean(),
    }


def of_the_mediator() -> dict[str, float]:
    scene, found = table_tops(), {}
    for most, word in ((1, "one issue"), (2, "two issues"), (3, "three issues")):
        ends = [single_text(scene, scene.row(scene.middle), most, seed) for seed in SEEDS]
        rows = [end.row for end in ends]
        found[f"{word} a draft, per cent efficient"] = 100 * pareto(scene.both)[rows].mean()
        found[f"{word} a draft, questions"] = np.mean([end.questions for end in ends])
        if most == 1:
            (rus, usa) = scene.both[rows].mean(axis=0)
            found |= {f"{word} a draft, Russia": rus, f"{word} a draft, US": usa}
    return found


def of_jitter() -> dict[str, float]:
    """Move every payoff between a party's best and worst of an issue by up to two points."""
    draw, scene = np.random.default_rng(2026), table_tops()
    middle, beaten, same = scene.row(scene.middle), 0, 0
    deployment = scene.package(nash(scene.both, scene.floors)[0])[1]
    for _ in range(500):
        points = np.zeros_like(scene.both)
        for place, side in enumerate(scene.sides):
            for number, issue in enumerate(scene.issues):
                worth = np.array(issue.worth[side])
                inner = (worth > worth.min()) & (worth < worth.max())
                worth = worth + inner * draw.integers(-2, 3, len(worth))
                points[:, place] += worth[scene.outcomes[:, number]]
        beaten += len(better(points, middle)) > 0
        same += scene.package(nash(points, scene.floors)[0])[1] == deployment
    return {
        "jittered, split beaten, per cent": beaten / 5,
        "jittered, same Nash deployment, per cent": same / 5,
    }


@cache
def ours() -> dict[str, float]:
    counted = of_packages() | of_the_split() | of_promises()
    played = of_styles(True, range(1)) | of_styles(False, range(10))
    return counted | played | of_the_mediator() | of_jitter()
