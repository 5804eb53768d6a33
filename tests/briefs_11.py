"""Every number of brief 11 that rests on the tables of lesson 11, recomputed."""

from functools import cache

import numpy as np
import pandas as pd
from shelf import load

QUOTED = {
    "rows of views": "2,589",
    "objects of opinion": "10",
    "rows mislabelled": "39",
    "smallest n": "499",
    "largest n": "4,029",
    "n Russia 2003": "501",
    "China on China 2012": "93.6",
    "China on China 2013": "39.2",
    "China on China 2014": "96.8",
    "Americans on China 2013": "84.4",
    "rows by age": "116",
    "Americans 2011": "49.1",
    "Americans 2013": "36.8",
    "Americans 2014": "19.1",
    "Americans 2020": "18.5",
    "Russians 2002": "61.2",
    "Russians 2003": "36.8",
    "Russians 2013": "51.1",
    "Russians 2014": "23.2",
    "Russians 2015": "15.1",
    "Russians 2017": "41.3",
    "Russians 2019": "28.6",
    "fall Americans": "17.7",
    "fall Russians": "27.9",
    "common waves": "11",
    "r of common waves": "0.87",
    "margin at 19 %, n 1,003": "2.4",
    "flagged": "11",
    "flagged, China 2013": "10",
    "age 18-29": "57.1",
    "age 30-49": "29.8",
    "age 50-64": "17.6",
    "age 65+": "12.1",
    "n 18-29": "184",
    "n 65+": "258",
    "age gap": "45.0",
    "age gap, low": "35",
    "age gap, high": "55",
    "Poland 2019": "32.7",
    "Poland 2023": "1.2",
    "India 2019": "48.6",
    "India 2023": "57.3",
    "countries 2019 and 2023": "23",
    "countries that fell": "19",
    "median fall": "−17.3",
    "visas FY2002": "91,390",
    "visas FY2013": "269,692",
    "visas FY2013, times": "2.95",
    "visas FY2015": "159,896",
    "visas July 2017": "19,822",
    "visas August 2017": "14,939",
    "visas September 2017": "7,110",
    "visas May 2020": "97",
    "months of visas": "98",
    "approval January 2014": "65",
    "approval February 2014": "69",
    "approval March 2014": "80",
    "approval October 2014": "88",
    "risk 2013": "0.53",
    "risk March 2014": "2.33",
    "months of approval": "37",
    "months of risk": "45",
    "changes": "0.27",
    "changes, more digits": "0.272",
    "changes without March 2014": "−0.15",
} | dict(
    zip(
        [f"lag {k}" for k in range(9)],
        ["0.495", "0.522", "0.525", "0.537", "0.508", "0.508", "0.516", "0.518", "0.487"],
        strict=True,
    )
)
DIFFERS = {
    "publics": ("70", "69", "PLS and PSE are two codes of the source for one public."),
    "flagged, mislabelled missing": (
        "11",
        "1",
        "With the 39 rows missing only Japan on the United States in 2020 is left.",
    ),
}
WINDOW = pd.date_range("2013-01-01", "2015-12-01", freq="MS")
LAGS = range(9)


@cache
def view(country: str, opinion_of: str) -> pd.DataFrame:
    """Return the waves of one public on one other country."""
    views = load("opinion_views").query("country == @country and opinion_of == @opinion_of")
    return views.set_index("year")


def flagged(column: str) -> pd.DataFrame:
    """Return the views that differ by more than 25 points from both neighbouring waves."""
    views = load("opinion_views").sort_values(["country", "opinion_of", "year"])
    series = views.groupby(["country", "opinion_of"])[column]
    before, after = series.diff().abs(), series.diff(-1).abs()
    return views[(before > 25) & (after > 25)]


def of_views() -> dict[str, float]:
    views = load("opinion_views")
    americans, russians = view("USA", "RUS"), view("RUS", "USA")
    mutual = americans.merge(russians, on="year", suffixes=("_usa", "_rus"))
    flags = flagged("favourable_listed_pct")
    own = view("CHN", "CHN")["favourable_listed_pct"]
    found = {
        "rows of views": len(views),
        "publics": views["country"].nunique(),
        "objects of opinion": views["opinion_of"].nunique(),
        "rows mislabelled": views["favourable_pct"].isna().sum(),
        "smallest n": views["n"].min(),
        "largest n": views["n"].max(),
        "n Russia 2003": russians.loc[2003, "n"],
        "Americans on China 2013": view("USA", "CHN").loc[2013, "favourable_listed_pct"],
        "common waves": len(mutual),
        "r of common waves": mutual["favourable_pct_usa"].corr(mutual["favourable_pct_rus"]),
        "margin at 19 %, n 1,003": 196 * np.sqrt(0.19 * 0.81 / 1003),
        "flagged": len(flags),
        "flagged, China 2013": ((flags["opinion_of"] == "CHN") & (flags["year"] == 2013)).sum(),
        "flagged, mislabelled missing": len(flagged("favourable_pct")),
    }
    for who, waves, years in (
        ("Americans", americans, (2011, 2013, 2014, 2020)),
        ("Russians", russians, (2002, 2003, 2013, 2014, 2015, 2017, 2019)),
    ):
        share = waves["favourable_pct"]
        found |= {f"{who} {year}": share[year] for year in years}
        found[f"fall {who}"] = share[2013] - share[2014]
    return found | {f"China on China {year}": own[year] for year in (2012, 2013, 2014)}


def of_third_parties_and_ages() -> dict[str, float]:
    russia = load("opinion_views").query("opinion_of == 'RUS'")
    waves = russia.pivot(index="country", columns="year", values="favourable_pct")
    both = waves[[2019, 2023]].dropna()
    fall = both[2023] - both[2019]
    ages = load("opinion_by_age").query("country == 'RUS' and year == 2019")
    ages = ages.set_index("age_group")
    share = ages["favourable_pct"] / 100
    variance = (share * (1 - share) / ages["n"] * 1.5)[["18-29", "65+"]].sum()
    gap = (share["18-29"] - share["65+"]) * 100
    found = {
        "rows by age": len(load("opinion_by_age")),
        "countries 2019 and 2023": len(both),
        "countries that fell": (fall < 0).sum(),
        "median fall": fall.median(),
        "n 18-29": ages.loc["18-29", "n"],
        "n 65+": ages.loc["65+", "n"],
        "age gap": gap,
        "age gap, low": gap - 196 * np.sqrt(variance),
        "age gap, high": gap + 196 * np.sqrt(variance),
    }
    found |= {f"age {group}": percent for group, percent in ages["favourable_pct"].items()}
    for code, name in {"POL": "Poland", "IND": "India"}.items():
        found |= {f"{name} {year}": both.loc[code, year] for year in (2019, 2023)}
    return found


def of_visas() -> dict[str, float]:
    yearly = load("us_visas_yearly").groupby("fiscal_year")["issued"].sum()
    monthly = load("us_visas_monthly").groupby("month")["issued"].sum()
    return {
        "visas FY2002": yearly[2002],
        "visas FY2013": yearly[2013],
        "visas FY2013, times": yearly[2013] / yearly[2002],
        "visas FY2015": yearly[2015],
        "visas July 2017": monthly["2017-07-01"],
        "visas August 2017": monthly["2017-08-01"],
        "visas September 2017": monthly["2017-09-01"],
        "visas May 2020": monthly["2020-05-01"],
        "months of visas": len(monthly),
    }


def monthly(name: str) -> pd.Series:
    """Return an extract as a series by month."""
    table = load(name)
    return pd.Series(table["value"].values, pd.to_datetime(table["month"]), dtype=float)


def of_lags() -> dict[str, float]:
    approval, risk = monthly("approval_extract"), monthly("risk_extract")
    change = pd.DataFrame({"approval": approval.diff(), "risk": risk.diff()}).loc[WINDOW]
    without = change.drop(pd.Timestamp("2014-03-01"))
    found = {
        "months of approval": len(approval),
        "months of risk": len(risk),
        "risk 2013": risk.loc["2013"].mean(),
        "risk March 2014": risk["2014-03-01"],
        "changes": change["approval"].corr(change["risk"]),
        "changes, more digits": change["approval"].corr(change["risk"]),
        "changes without March 2014": without["approval"].corr(without["risk"]),
    }
    for month, name in {1: "January", 2: "February", 3: "March", 10: "October"}.items():
        found[f"approval {name} 2014"] = approval[pd.Timestamp(2014, month, 1)]
    for lag in LAGS:
        found[f"lag {lag}"] = approval.loc[WINDOW].corr(risk.shift(lag).loc[WINDOW])
    return found


@cache
def ours() -> dict[str, float]:
    return of_views() | of_third_parties_and_ages() | of_visas() | of_lags()
