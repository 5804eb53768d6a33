"""Every number of brief 10 that rests on one table alone, recomputed.

Trade is compared in another table; crewed Soyuz flights need two tables.
"""

from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd
from shelf import load

QUOTED = {
    "person-missions": "1277",
    "nationalities": "39",
    "launches": "5,726",
    "hidden hyphens": "172",
    "spellings": "436",
    "craft": "322",
    "crews that disagree": "30",
    "missing dates": "13",
    "joint by raw names": "15",
    "joint": "73",
    "joint Soyuz": "55",
    "joint Shuttle": "18",
    "TMA-9 visible spelling": "2",
    "TMA-9": "3",
    "Americans 2012–19": "33",
    "of these on Soyuz": "33",
    "means 2012–13": "3.5",
    "means 2014–15": "4.0",
    "means 2012–13, earliest": "4.0",
    "means 2014–15, earliest": "3.5",
    "American take-offs 2002": "30",
    "American take-offs 2004": "2",
    "American take-offs 2009": "35",
    "American take-offs 2012": "3",
    "ISS rows US": "71",
    "ISS rows Russia": "78",
    "ISS rows other": "25",
    "Mir stays by Americans": "6",
    "break 2003, difference": "+1.83",
    "break 2003, p": "0.002",
    "break 2012, difference": "0",
    "splits of four and four": "70",
    "rows with capitals": "59",
    "rows of Americans on Soyuz": "62",
    "Atlas V 2012–13": "14",
    "Atlas V 2014–15": "18",
    "F1 ratio": "0.92",
    "J1 ratio": "0.67",
    "J1 FY2010–13": "−74.4",
    "J1 FY2008": "31,597",
    "J1 FY2013": "6,441",
    "F1 2018": "4,382",
    "F1 2021": "2,519",
    "F1 2022": "2,944",
    "F1 2024": "2,647",
    "J1 2018": "5,582",
    "J1 2024": "885",
    "rows by month": "2,980",
    "polio 1952": "57,879",
    "polio 1957": "5,485",
    "polio 1961": "1,312",
    "polio 1965": "72",
    "polio years US": "109",
    "polio Russia 1995": "154",
    "polio Russia 2010": "14",
}
DIFFERS = {
    "people": ("564", "565", "Two people share a name in the source; ours tells them apart."),
    "rows by fiscal year": ("914", "876", "The 38 rows of totals are left out."),
    "polio rows WHO": (
        "6,160",
        "5,772",
        "Regions, the world and 129 blank years are left out.",
    ),
}
SOYUZ = [3, 4, 5, 3, 4, 5, 5, 4]
EARLIEST = [4, 4, 4, 3, 4, 5, 5, 4]


@cache
def missions() -> pd.DataFrame:
    """Return the flights with the earliest year that any of a crew carries."""
    table = load("space_missions")
    return table.assign(
        earliest=table.groupby("up")["year"].transform("min"),
        soyuz=table["up"].str.startswith("SOYUZ", na=False),
    )


def joint(column: str) -> pd.Index:
    """Return the craft that took off with an American and a Soviet or Russian aboard."""
    crews = missions().groupby(column)["country"].agg(set)
    return crews.index[crews.map(lambda crew: crew >= {"USA", "RUS"})]


def americans() -> pd.DataFrame:
    """Return the flights of Americans."""
    return missions().query("country == 'USA'")


def of_craft() -> dict[str, float]:
    table = missions()
    station = table.query("orbit == 'ISS'")["country"].value_counts()
    shared = joint("up")
    nine = table[table["up"] == "SOYUZTMA9"]["up_listed"]
    late = americans().query("2012 <= year <= 2019")
    stays = americans().query("orbit == 'Mir' and hours > 1000")
    return {
        "person-missions": len(table),
        "people": table["person"].nunique(),
        "nationalities": table["nationality"].nunique(),
        "hidden hyphens": table["up_listed"].str.contains("\u00ad").sum(),
        "spellings": table["up_listed"].nunique(),
        "craft": table["up"].nunique(),
        "crews that disagree": (table.groupby("up")["year"].nunique() > 1).sum(),
        "joint by raw names": len(joint("up_listed")),
        "joint": len(shared),
        "joint Soyuz": shared.str.startswith("SOYUZ").sum(),
        "joint Shuttle": shared.str.startswith("STS").sum(),
        "TMA-9": len(nine),
        "TMA-9 visible spelling": nine.value_counts().max(),
        "Americans 2012–19": len(late),
        "of these on Soyuz": late["soyuz"].sum(),
        "ISS rows US": station["USA"],
        "ISS rows Russia": station["RUS"],
        "ISS rows other": station.sum() - station["USA"] - station["RUS"],
        "Mir stays by Americans": len(stays),
        "rows of Americans on Soyuz": americans()["soyuz"].sum(),
        "rows with capitals": americans()["up_listed"].str.startswith("Soyuz").sum(),
    }


def around(break_year: int, window: int) -> np.ndarray:
    """Return Americans on Soyuz in each of `window` years before and after a break."""
    yearly = americans().query("soyuz")["year"].value_counts()
    return np.array([yearly.get(y, 0) for y in range(break_year - window, break_year + window)])


def exact_p(counts: np.ndarray) -> float:
    """Return the share of all splits whose difference is at least as large."""
    half = len(counts) // 2
    observed = abs(counts[half:].sum() - counts[:half].sum())
    sums = [counts[list(chosen)].sum() for chosen in combinations(range(len(counts)), half)]
    return (abs(2 * np.array(sums) - counts.sum()) >= observed).mean()


def of_years() -> dict[str, float]:
    take_offs = americans()["year"].value_counts()
    flown = americans().query("soyuz")
    recorded = flown["year"].value_counts()
    earliest = flown["earliest"].value_counts()
    six = around(2003, 6)
    found = {
        "means 2012–13": recorded[[2012, 2013]].mean(),
        "means 2014–15": recorded[[2014, 2015]].mean(),
        "means 2012–13, earliest": earliest[[2012, 2013]].mean(),
        "means 2014–15, earliest": earliest[[2014, 2015]].mean(),
        "break 2003, difference": six[6:].mean() - six[:6].mean(),
        "break 2003, p": exact_p(six),
        "break 2012, difference": around(2012, 4)[4:].mean() - around(2012, 4)[:4].mean(),
        "splits of four and four": len(list(combinations(range(8), 4))),
    }
    for year in (2002, 2004, 2009, 2012):
        found[f"American take-offs {year}"] = take_offs[year]
    return found


def of_other_channels() -> dict[str, float]:
    launches = load("space_launches")
    atlas = launches[launches["vehicle"].str.startswith("Atlas V")]["year"].value_counts()
    yearly = load("us_visas_yearly").pivot(
        index="fiscal_year", columns="visa_class", values="issued"
    )
    monthly = load("us_visas_monthly")
    calendar = monthly.groupby([monthly["month"].str[:4], "visa_class"])["issued"].sum()
    ratio = yearly.loc[[2014, 2015]].mean() / yearly.loc[[2012, 2013]].mean()
    polio = load("polio_cases").set_index(["series", "country", "year"])["cases"]
    found = {
        "launches": len(launches),
        "missing dates": launches["date"].isna().sum(),
        "Atlas V 2012–13": atlas[[2012, 2013]].sum(),
        "Atlas V 2014–15": atlas[[2014, 2015]].sum(),
        "F1 ratio": ratio["F1"],
        "J1 ratio": ratio["J1"],
        "J1 FY2008": yearly.loc[2008, "J1"],
        "J1 FY2013": yearly.loc[2013, "J1"],
        "J1 FY2010–13": (yearly.loc[2013, "J1"] / yearly.loc[2010, "J1"] - 1) * 100,
        "rows by fiscal year": len(load("us_visas_yearly")),
        "rows by month": len(monthly),
        "polio years US": len(polio["us_records"]),
        "polio rows WHO": len(polio["who"]),
    }
    for year in ("2018", "2021", "2022", "2024"):
        found[f"F1 {year}"] = calendar[year, "F1"]
    for year in ("2018", "2024"):
        found[f"J1 {year}"] = calendar[year, "J1"]
    for year in (1952, 1957, 1961, 1965):
        found[f"polio {year}"] = polio["us_records", "USA", year]
    for year in (1995, 2010):
        found[f"polio Russia {year}"] = polio["who", "RUS", year]
    return found


@cache
def ours() -> dict[str, float]:
    return of_craft() | of_years() | of_other_channels()
