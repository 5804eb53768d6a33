"""Every number of brief 09 that rests on one table alone, recomputed.

Rates a head and the Kaya factors need population and output from another table.
"""

from functools import cache

import numpy as np
import pandas as pd
from shelf import load

QUOTED = {
    "USA and Russia 1990": "33.7",
    "USA and Russia 2023": "17.8",
    "China 1990": "10.9",
    "China 2023": "31.5",
    "Russia 1990–2023": "−28.4",
    "USA 1990–2023": "−4.1",
    "Russia 2005–2023": "+16.2",
    "USA 2005–2023": "−19.9",
    "Russia 1998–2023": "+23.9",
    "Russia 1990–1998": "−42.2",
    "US peak year": "2005",
    "US peak, Gt": "6.13",
    "China passes the USA": "2006",
    "stock USA": "23.8",
    "stock EU27": "16.5",
    "stock China": "15.0",
    "stock Russia": "6.7",
    "stock India": "3.5",
    "Russia 2022, first": "−3.5",
    "Russia 2022, later": "+5.3",
    "revision Russia": "+9.08",
    "largest revision 1985–2021, below": "0.04",
    "revision Kazakhstan": "−6.18",
    "revision Poland": "−2.50",
    "revision Japan": "−2.00",
    "revision world": "+0.39",
    "revision Russia, Mt": "+150",
    "revision world, Mt": "+144",
    "energy Russia 2022": "−8.2",
    "gas Russia": "52.3",
    "oil Russia": "22.6",
    "coal Russia": "11.6",
    "low-carbon Russia": "13.5",
    "gas USA": "34.1",
    "oil USA": "37.1",
    "coal USA": "10.5",
    "low-carbon USA": "18.3",
    "coal China": "56.6",
    "nuclear Russia, substitution": "6.8",
    "nuclear Russia, direct": "3.0",
    "oil produced USA": "17.1",
    "oil produced Russia": "12.6",
    "gas produced USA": "23.7",
    "gas produced Russia": "16.6",
    "flat to 2050, Gt": "1,020",
    "two fall, Gt": "935",
    "two fall, per cent": "−8.4",
    "all but two fall, Gt": "624",
    "all fall, Gt": "538",
    "two missing, Gt": "86",
    "2020–23, Gt": "147.2",
    "flat passes 500 Gt": "2033",
    "flat passes 1150 Gt": "2050",
    "all at −5 % pass 500 Gt": "2037",
    "rows of two vintages": "1,729",
    "rows of fossil": "1,712",
}
DIFFERS = {
    "rows of emissions": (
        "29,137",
        "23,946",
        "25 of the source's 30 names without a code are left out: overlapping groups.",
    ),
    "names without a code": ("30", "5", "The same: five are kept."),
    "rows of primary energy": (
        "12,077",
        "991",
        "19 of the source's 265 names are kept, those that the lesson compares.",
    ),
    "rows of the mix": (
        "948",
        "912",
        "36 years of the Soviet Union after 1984 have no shares in the source.",
    ),
}
SCENARIO = range(2024, 2051)


@cache
def places() -> pd.DataFrame:
    """Return emissions in million tonnes, a column for each place."""
    return load("co2_emissions").pivot(index="year", columns="country_name", values="co2_mt")


def change(name: str, first: int, last: int = 2023) -> float:
    """Return the change of a place's emissions between two years in per cent."""
    return (places().loc[last, name] / places().loc[first, name] - 1) * 100


def of_shares_and_baselines() -> dict[str, float]:
    share = places().div(places()["World"], axis="index") * 100
    stock = places().sum() / places()["World"].sum() * 100
    usa = places()["United States"]
    two = share["United States"] + share["Russia"]
    return {
        "USA and Russia 1990": two[1990],
        "USA and Russia 2023": two[2023],
        "China 1990": share.loc[1990, "China"],
        "China 2023": share.loc[2023, "China"],
        "Russia 1990–2023": change("Russia", 1990),
        "USA 1990–2023": change("United States", 1990),
        "Russia 2005–2023": change("Russia", 2005),
        "USA 2005–2023": change("United States", 2005),
        "Russia 1998–2023": change("Russia", 1998),
        "Russia 1990–1998": change("Russia", 1990, 1998),
        "US peak year": usa.idxmax(),
        "US peak, Gt": usa.max() / 1000,
        "China passes the USA": (places()["China"] > usa).idxmax(),
        "stock USA": stock["United States"],
        "stock EU27": stock["European Union (27)"],
        "stock China": stock["China"],
        "stock Russia": stock["Russia"],
        "stock India": stock["India"],
    }


def of_vintages() -> dict[str, float]:
    table = load("co2_vintages")
    both = table.pivot(index=["country_name", "year"], columns="vintage", values="co2_mt")
    russia = both.loc["Russia"]
    yearly = russia.pct_change(fill_method=None).loc[2022] * 100
    revised = ((both["later"] / both["first"] - 1) * 100).xs(2022, level="year")
    moved = (both["later"] - both["first"]).xs(2022, level="year")
    older = (russia["later"] / russia["first"] - 1).abs().loc[1985:2021] * 100
    return {
        "Russia 2022, first": yearly["first"],
        "Russia 2022, later": yearly["later"],
        "revision Russia": revised["Russia"],
        "largest revision 1985–2021, below": np.ceil(older.max() * 100) / 100,
        "revision Kazakhstan": revised["Kazakhstan"],
        "revision Poland": revised["Poland"],
        "revision Japan": revised["Japan"],
        "revision world": revised["World"],
        "revision Russia, Mt": moved["Russia"],
        "revision world, Mt": moved["World"],
        "rows of two vintages": len(both),
    }


def of_energy() -> dict[str, float]:
    use = load("energy_use").query("country == 'RUS'").set_index("year")["primary_twh"]
    mix = load("energy_mix").query("year == 2020").set_index(["country", "method"])
    fossil = load("fossil_production").query("year == 2020").set_index("country_name")
    made = fossil[["oil_twh", "gas_twh"]].div(fossil.loc["World", ["oil_twh", "gas_twh"]]) * 100
    found = {
        "energy Russia 2022": (use[2022] / use[2021] - 1) * 100,
        "coal China": mix.loc[("CHN", "substitution"), "coal_pct"],
        "nuclear Russia, substitution": mix.loc[("RUS", "substitution"), "nuclear_pct"],
        "nuclear Russia, direct": mix.loc[("RUS", "direct"), "nuclear_pct"],
        "rows of fossil": len(load("fossil_production")),
        "rows of primary energy": len(load("energy_use")),
        "rows of the mix": len(load("energy_mix")) / 2,
        "rows of emissions": len(load("co2_emissions")),
    }
    for code, name, long in (("RUS", "Russia", "Russia"), ("USA", "USA", "United States")):
        shares = mix.loc[(code, "substitution")]
        for fuel in ("gas", "oil", "coal", "low-carbon"):
            found[f"{fuel} {name}"] = shares[f"{fuel.replace('-', '_')}_pct"]
        found[f"oil produced {name}"] = made.loc[long, "oil_twh"]
        found[f"gas produced {name}"] = made.loc[long, "gas_twh"]
    return found


def path(start: float, rate: float) -> pd.Series:
    """Return emissions of 2024 to 2050 in Gt when they change by one rate a year."""
    return pd.Series({year: start * (1 + rate) ** (year - 2023) for year in SCENARIO}) / 1000


def passes(budget: float, rate: float) -> int:
    """Return the year in which the world passes a budget that began in 2020."""
    used = places().loc[2020:2023, "World"].sum() / 1000
    total = used + path(places().loc[2023, "World"], rate).cumsum()
    return (total >= budget).idxmax()


def of_scenarios() -> dict[str, float]:
    world = places().loc[2023, "World"]
    two = places().loc[2023, ["United States", "Russia"]].sum()
    flat, falling = path(world, 0).sum(), path(world, -0.05).sum()
    duel = path(two, -0.05).sum() + path(world - two, 0).sum()
    rest = path(world - two, -0.05).sum() + path(two, 0).sum()
    return {
        "flat to 2050, Gt": flat,
        "two fall, Gt": duel,
        "two fall, per cent": (duel / flat - 1) * 100,
        "all but two fall, Gt": rest,
        "all fall, Gt": falling,
        "two missing, Gt": rest - falling,
        "2020–23, Gt": places().loc[2020:2023, "World"].sum() / 1000,
        "flat passes 500 Gt": passes(500, 0),
        "flat passes 1150 Gt": passes(1150, 0),
        "all at −5 % pass 500 Gt": passes(500, -0.05),
        "names without a code": len(
            set(load("co2_emissions").query("country.isna()")["country_name"])
            - {"World", "Kosovo", "Antarctica"}
        ),
    }


@cache
def ours() -> dict[str, float]:
    return of_shares_and_baselines() | of_vintages() | of_energy() | of_scenarios()
