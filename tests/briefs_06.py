"""Grievances, crises and vetoes: what its plan quotes, and how our tables give it."""

import pandas as pd
from shelf import load


def listed():
    return load("vetoes").query("verified == 'list'")


def by_decade(country):
    rows = listed().query("country == @country")
    decades = (rows["date"].str[:3] + "0").value_counts()
    return [int(decades.get(str(d), 0)) for d in range(1940, 2020, 10)]


def of_state(state, *topics):
    rows = listed().query("state == @state")
    return [int(rows["topic"].isin(topics).sum()), len(rows)]


def moscow_silences():
    """The two longest gaps between vetoes of the Soviet Union or Russia, in order of time."""
    days = pd.to_datetime(listed().query("country == 'RUS'")["date"]).drop_duplicates()
    gaps = days.diff().dt.days
    return gaps.nlargest(2).sort_index().tolist()


def vetoed_by_both():
    return int(listed().groupby("draft")["country"].agg(lambda c: {"USA", "RUS"} <= set(c)).sum())


def members_per_draft():
    return listed().groupby("draft").size().value_counts().sort_index().tolist()


def cells(**conditions):
    rows = load("crisis_cells")
    for column, value in conditions.items():
        rows = rows[rows[column] == value]
    return rows


def agreed(count="crises", **conditions):
    rows = cells(**conditions)
    return 100 * rows.loc[rows["agreement"], count].sum() / rows[count].sum()


def mediated_share(rows, count="crises"):
    return 100 * rows.loc[rows["mediated"], count].sum() / rows[count].sum()


def violent(mediated):
    rows = cells(mediated=mediated)
    hard = rows["violence"].isin(["serious_clashes", "full_scale_war"])
    return 100 * rows.loc[hard, "crises"].sum() / rows["crises"].sum()


def by_violence():
    return [
        [agreed(violence=level, mediated=mediated) for mediated in (True, False)]
        for level in ("none", "minor_clashes", "serious_clashes", "full_scale_war")
    ]


def standardised():
    weights = load("crisis_cells").groupby("violence")["crises"].sum()
    gaps = {
        v: agreed(violence=v, mediated=True) - agreed(violence=v, mediated=False)
        for v in weights.index
    }
    return (pd.Series(gaps) * weights).sum() / weights.sum()


def superpower_shares():
    rows = load("crisis_cells")
    others = rows.assign(others=rows["crises"] - rows["superpower"])
    return [mediated_share(rows, "superpower"), mediated_share(others, "others")]


def superpower_agreements(mediated):
    rows = cells(mediated=mediated)
    return [int(rows.loc[rows["agreement"], "superpower"].sum()), int(rows["superpower"].sum())]


def tension(mediated):
    rows = cells(mediated=mediated)
    return 100 * rows["tension_again"].sum() / rows["tension_known"].sum()


def disputes(name):
    return set(load("dispute_lists").query("list == @name")["dispute"])


def wars(name, column):
    return len(load("dispute_lists").query(f"list == @name and {column} == 5"))


LISTS = ("cow", "gml", "dyadic")
LESSON_06 = {
    "vetoes and drafts": ([265, 214], lambda: [len(listed()), listed()["draft"].nunique()]),
    "Moscow's by decade": ([41, 25, 14, 6, 4, 2, 4, 19], lambda: by_decade("RUS")),
    "Washington's by decade": ([0, 0, 0, 21, 42, 5, 10, 3], lambda: by_decade("USA")),
    "Soviet, on admission": ([35, 90], lambda: of_state("Soviet Union", "Admission")),
    "US, on Israel": (
        [44, 82],
        lambda: of_state("United States", "Israel-Palestine", "Israel-Lebanon"),
    ),
    "Russian, on Syria": ([17, 31], lambda: of_state("Russia", "Syria")),
    "vetoed by both": (0, vetoed_by_both),
    "silences": ([3359, 3428], moscow_silences),
    "drafts with one, two, three": ([176, 25, 13], members_per_draft),
    "vetoes 1970 to 1989": (114, lambda: int(listed()["date"].between("1970", "1990").sum())),
    "crises, mediated": (
        [373, 135],
        lambda: [cells()["crises"].sum(), cells(mediated=True)["crises"].sum()],
    ),
    "agreements": (
        [84, 50],
        lambda: [cells(mediated=m, agreement=True)["crises"].sum() for m in (True, False)],
    ),
    "agreement shares": ([62.2, 21.0], lambda: [agreed(mediated=m) for m in (True, False)]),
    "their difference": (41.2, lambda: agreed(mediated=True) - agreed(mediated=False)),
    "with violence held fixed": (41.2, standardised),
    "serious violence": ([56.3, 36.1], lambda: [violent(True), violent(False)]),
    "agreement by violence": (
        [[39.1, 25.7], [80.6, 19.5], [62.9, 18.8], [58.5, 18.2]],
        by_violence,
    ),
    "mediated, short and long": (
        [21.1, 54.9],
        lambda: [mediated_share(cells(duration_band=band)) for band in ("0-30", "over 180")],
    ),
    "mediated, with and without superpowers": ([23.0, 40.2], superpower_shares),
    "agreed with superpowers": (
        [[13, 20], [13, 67]],
        lambda: [superpower_agreements(m) for m in (True, False)],
    ),
    "tension again": ([36.4, 49.8], lambda: [tension(True), tension(False)]),
    "durations not usable": (63, lambda: cells(duration_band="unknown")["crises"].sum()),
    "cells": (95, lambda: len(load("crisis_cells").query("duration_band != 'unknown'"))),
    "disputes": ([59, 53, 58], lambda: [len(disputes(name)) for name in LISTS]),
    "in all lists, in any": (
        [50, 62],
        lambda: [len(op(*map(disputes, LISTS))) for op in (set.intersection, set.union)],
    ),
    "wars by three readings": (
        [5, 3, 0],
        lambda: [
            wars("gml", "level_whole_dispute"),
            wars("gml", "level"),
            wars("dyadic", "level"),
        ],
    ),
    "later vetoes, on amendments": (
        [19, 3],
        lambda: (
            load("vetoes")
            .query("verified == 'reports'")
            .drop_duplicates("draft")["on_amendment"]
            .agg(["size", "sum"])
            .tolist()
        ),
    ),
    "expulsions": (26, lambda: len(load("expulsions"))),
}
