"""Sanctions and trade: what its plan quotes, and how our tables give it."""

import numpy as np
import pandas as pd
from shelf import load

EXPORTERS = [
    "Saudi Arabia", "Kuwait", "Iraq", "Nigeria", "Angola", "Algeria", "Kazakhstan", "Azerbaijan",
    "Norway", "Colombia",
]  # fmt: skip
WORLD = "World, Not Seasonally Adjusted"


def yearly(flow):
    return load("us_trade_yearly").pivot(index="year", columns="country_name", values=flow)


def russia(flow):
    """Russia joined to the Soviet Union, 1992 added up."""
    return yearly(flow)[["USSR", "Russia"]].sum(axis="columns", min_count=1)


def change(series, first, last):
    return 100 * (series[last] / series[first] - 1)


def group(first, last, without=()):
    names = [name for name in EXPORTERS if name not in without]
    return change(yearly("imports_musd")[names].sum(axis="columns"), first, last)


def ratio_of_ratios(first, last):
    """Russia's growth factor over the group's; then the span when one exporter is dropped."""
    factor = 1 + change(yearly("imports_musd")["Russia"], first, last) / 100
    one_out = [factor / (1 + group(first, last, [name]) / 100) for name in EXPORTERS]
    return [factor / (1 + group(first, last) / 100), min(one_out), max(one_out)]


def brent(*years):
    rows = load("oil_price")
    weighted = rows["usd_per_barrel"] * rows["days"]
    by_year = rows["month"].str[:4].astype(int)
    mean = weighted.groupby(by_year).sum() / rows["days"].groupby(by_year).sum()
    return mean.round(2)[list(years)]


def exporter_changes():
    changes = {n: change(yearly("imports_musd")[n], 2013, 2015) for n in EXPORTERS}
    column = pd.Series(changes)
    return [column["Norway"], column["Nigeria"], column.median()], [
        column.idxmax(),
        column.idxmin(),
    ]


def rest_of_world(flow):
    table = yearly(flow)
    return change(table[WORLD] - table["Russia"], 2021, 2022)


def turnover(*years):
    both = (russia("imports_musd") + russia("exports_musd")) / 1000
    return both[list(years)].tolist()


def supplier_rank():
    rows = load("us_trade_yearly").query("year == 2021 and kind == 'partner'")
    ranks = rows.set_index("country_name")["imports_musd"].rank(ascending=False)
    return int(ranks["Russia"])


def monthly(flow, name="Russia"):
    return load("us_trade_monthly").query("country_name == @name").set_index("month")[flow]


def event_window(flow):
    before = monthly(flow)["2021-02":"2022-01"].mean()
    after = monthly(flow)["2022-03":"2023-01"].mean()
    return [before, after, 100 * (after / before - 1)]


def first_month_below_half():
    imports = monthly("imports_musd")
    later = imports["2022-01":]
    return later[later < imports["2021-01":"2021-12"].mean() / 2].index[0]


def placebo(event, flow="exports_musd"):
    """Ratio of Russia's mean share after to before an event, and of each ordinary month's."""
    share = monthly(flow) / (monthly(flow, WORLD) - monthly(flow))
    share = share.dropna()
    means = share.rolling(12).mean()
    ratio = means.shift(-12) / means.shift(1)
    ordinary = ratio["1995-01":"2020-12"]
    window = share[event:].iloc[1:13].mean() / share[:event].iloc[-13:-1].mean()
    return [len(ordinary), window, 100 * (ordinary <= window).mean()]


def correlation():
    brent = load("oil_price").set_index("month")["usd_per_barrel"]
    rouble = load("rouble_rate").set_index("month")["rub_per_usd"]
    return np.log(brent).diff()["2014":"2016-12"].corr(np.log(rouble).diff()["2014":"2016-12"])


def fuel_2013():
    return load("economies").set_index(["country", "year"])["fuel_exports_pct"]["RUS", 2013]


def barrels():
    return [yearly("imports_musd")["Russia"][y] / brent(y)[y] for y in (2013, 2015)]


def ofac(month):
    rows = load("ofac_listings").query("month == @month").set_index("country")["listed"]
    total = load("ofac_listings").query("month == @month")["listed"].sum()
    return [int(rows["RUS"]), 100 * rows["RUS"] / total]


def ofac_added(first, last):
    rows = load("ofac_listings").query("country == 'RUS' and @first <= month <= @last")
    return [len(rows), int(rows["added"].sum())]


def cases(**conditions):
    rows = load("sanctions_cases")
    for column, value in conditions.items():
        rows = rows[rows[column] == value]
    return len(rows)


LESSON_07 = {
    "months": (6_901, lambda: len(load("us_trade_monthly"))),
    "January 2023": (508.6, lambda: yearly("imports_musd")["Russia"][2023]),
    "imports, exports 2013 to 2015": (
        [-39.6, -36.4],
        lambda: [change(russia(f), 2013, 2015) for f in ("imports_musd", "exports_musd")],
    ),
    "ten exporters 2013 to 2015": (-55.3, lambda: group(2013, 2015)),
    "ratio 2013 to 2015": ([1.35, 1.27, 1.48], lambda: ratio_of_ratios(2013, 2015)),
    "Brent": ([108.56, 52.32], lambda: brent(2013, 2015).tolist()),
    "change of Brent": (
        [-51.8, 42.4],
        lambda: [change(brent(a, b), a, b) for a, b in ((2013, 2015), (2021, 2022))],
    ),
    "imports 2021 to 2022": (-51.2, lambda: change(russia("imports_musd"), 2021, 2022)),
    "ten exporters 2021 to 2022": (56.5, lambda: group(2021, 2022)),
    "ratio 2021 to 2022": ([0.31, 0.29, 0.33], lambda: ratio_of_ratios(2021, 2022)),
    "exports after February 2022": (
        [497.5, 101.1],
        lambda: monthly("exports_musd")[["2022-02", "2022-03"]].tolist(),
    ),
    "their change": (-79.7, lambda: change(monthly("exports_musd"), "2022-02", "2022-03")),
    "imports after February 2022": (
        [2577.8, 2746.3],
        lambda: monthly("imports_musd")[["2022-02", "2022-03"]].tolist(),
    ),
    "first month below half": ("2022-05", first_month_below_half),
    "rank among suppliers": (19, supplier_rank),
    "turnover": ([2.83, 42.9, 16.2], lambda: turnover(1985, 2011, 2022)),
    "peaks": (
        [2011, 2013],
        lambda: [int(russia(f).idxmax()) for f in ("imports_musd", "exports_musd")],
    ),
    "billions at the peaks": (
        [34.6, 11.1],
        lambda: [russia(f).max() / 1000 for f in ("imports_musd", "exports_musd")],
    ),
    "rouble": (
        [34.40, 64.62],
        lambda: (
            load("rouble_rate").set_index("month")["rub_per_usd"][["2014-06", "2015-01"]].tolist()
        ),
    ),
    "Brent and the rouble": (-0.80, correlation),
    "fuel in exports": (70.6, fuel_2013),
    "million barrels": ([249, 313], barrels),
    "Norway, Nigeria, median": ([-13.6, -83.7, -56.4], lambda: exporter_changes()[0]),
    "least and most": (["Norway", "Nigeria"], lambda: exporter_changes()[1]),
    "rest of the world": (
        [15.4, 18.0],
        lambda: [rest_of_world(f) for f in ("imports_musd", "exports_musd")],
    ),
    "exports 2021 to 2022": (-73.1, lambda: change(russia("exports_musd"), 2021, 2022)),
    "exports a month": ([533.1, 78.7, -85.2], lambda: event_window("exports_musd")),
    "imports a month": ([2470.6, 948.1, -61.6], lambda: event_window("imports_musd")),
    "placebo March 2014": ([312, 0.858, 21.8], lambda: placebo("2014-03")),
    "placebo February 2022": (0, lambda: placebo("2022-02")[2]),
    "listed April 2022": ([1469, 16.6], lambda: ofac("2022-04")),
    "listed March 2026": ([5419, 31.9], lambda: ofac("2026-03")),
    "added in 14 months": ([14, 2154], lambda: ofac_added("2023-12", "2025-01")),
    "added in the next 14": ([14, 75], lambda: ofac_added("2025-02", "2026-03")),
    "Russian cases": (40, lambda: cases(target="Russia")),
    "with the word Russia": (
        48,
        lambda: int(load("sanctions_cases")["target"].str.contains("Russia").sum()),
    ),
    "of them still running": (38, lambda: cases(target="Russia", ongoing=True)),
}
