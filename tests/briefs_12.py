"""Every number of brief 12 that follows from the scenario's tables by counting, recomputed.

What the scripted partners and the mediator do rests on code that is not a table.
"""

from functools import cache
from itertools import product
from math import log

import numpy as np
import pandas as pd
from shelf import load

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
}
DIFFERS: dict = {}


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


@cache
def ours() -> dict[str, float]:
    return of_packages() | of_the_split() | of_promises()
