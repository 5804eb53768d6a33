"""Power and presence: what its plan quotes, and how our tables give it."""

from shelf import load, loaded

EUROPE = "Europe & Central Asia"


def milex(country, year):
    return load("military_spending").set_index(["country", "year"])["pct_gdp"][country, year]


def spending(country, year, measure="usd"):
    """Implied spending: a share of GDP times GDP, in one of the lesson's denominators."""
    row = load("economies").set_index(["country", "year"]).loc[(country, year)]
    share = milex(country, year) / 100
    return {
        "usd": share * row["gdp_usd"],
        "per_head": share * row["gdp_usd"] / row["population"],
        "ppp": share * row["gdp_ppp_per_head"] * row["population"],
        "pct": milex(country, year),
    }[measure]


def ratios(year):
    return [
        spending("USA", year, measure) / spending("RUS", year, measure)
        for measure in ("usd", "per_head", "ppp", "pct")
    ]


def burden_rank(country, year=2024):
    column = load("military_spending").query("year == @year").set_index("country")["pct_gdp"]
    return int(column.rank(ascending=False)[country])


def years_below_one():
    pct = load("military_spending").pivot(index="year", columns="country", values="pct_gdp")
    below = (pct["USA"] / pct["RUS"]).dropna() < 1
    return int(below[~below].index.max()) + 1


def abroad():
    return loaded("us_troops").query("abroad")


def troops_abroad(*years):
    return abroad().groupby("year")["troops"].sum()[list(years)].tolist()


def share_in_europe(*years):
    total = abroad().groupby("year")["troops"].sum()
    there = abroad().query("region == @EUROPE").groupby("year")["troops"].sum()
    return (100 * there / total)[list(years)].tolist()


def troops_at(place, *years):
    rows = load("us_troops").query("place == @place").set_index("year")["troops"]
    return rows[list(years)].tolist()


def in_nato(year, joined_from="1949"):
    members = load("nato_members").query(f"'{joined_from}' <= joined <= '{year}-12-31'")["country"]
    european = set(members) - {"USA", "CAN"}
    rows = abroad().query("year == @year")
    return int(rows.loc[rows["country"].isin(european), "troops"].sum())


def nato_size(year):
    return int((load("nato_members")["joined"] <= f"{year}-12-31").sum())


def sites(**kind):
    return len(load("us_sites").query(" and ".join(f"{k} == '{v}'" for k, v in kind.items())))


def territories_2023():
    rows = load("us_troops").query("year == 2023 and not abroad and place != 'Unknown'")
    return int(rows["troops"].sum())


LESSON_05 = {
    "US and Russian burden 2024": ([3.42, 7.05], lambda: [milex(c, 2024) for c in ("USA", "RUS")]),
    "Ukraine's and Poland's": ([34.5, 4.15], lambda: [milex("UKR", 2024), milex("POL", 2024)]),
    "ranks of 2024": ([5, 18], lambda: [burden_rank("RUS"), burden_rank("USA")]),
    "countries in 2024": (146, lambda: len(load("military_spending").query("year == 2024"))),
    "four ratios 2024": ([6.5, 2.7, 2.1, 0.48], lambda: ratios(2024)),
    "four ratios 1992": ([15.9, 9.2, 7.2, 1.1], lambda: ratios(1992)),
    "billions 2024": (
        [1001.8, 154.2, 320.5],
        lambda: [spending(c, 2024) / 1e9 for c in ("USA", "RUS", "CHN")],
    ),
    "dollars a head 2024": (
        [2946, 1073, 1738],
        lambda: [spending(c, 2024, "per_head") for c in ("USA", "RUS", "UKR")],
    ),
    "burden ratio below one from": (2014, years_below_one),
    "rows of troops": (14_792, lambda: len(load("us_troops"))),
    "troops abroad": (
        [757_661, 1_082_777, 452_724, 155_306],
        lambda: troops_abroad(1957, 1968, 1989, 2023),
    ),
    "Europe's share": ([59, 26, 71, 42], lambda: share_in_europe(1957, 1968, 1989, 2023)),
    "afloat": ([166_253, 161_227], lambda: troops_at("Afloat", 2006, 2007)),
    "unknown 2008": ([32_831], lambda: troops_at("Unknown", 2008)),
    "territories 2023": (7_051, territories_2023),
    "Germany over the break": (
        [66_418, 85_419, 38_788],
        lambda: troops_at("Germany", 2005, 2006, 2008),
    ),
    "the US row over the break": (
        [894_430, 1_100_001],
        lambda: troops_at("United States", 2005, 2006),
    ),
    "two Germanys 1990": (
        [0, 227_586],
        lambda: troops_at("Germany", 1990) + troops_at("West Germany", 1990),
    ),
    "rows of 2022 and 2023": (357, lambda: len(load("us_troops").query("year >= 2022"))),
    "members": ([16, 19, 28, 31], lambda: [nato_size(y) for y in (1989, 1999, 2013, 2023)]),
    "troops in European members": (
        [319_762, 98_826, 62_143, 65_501],
        lambda: [in_nato(year) for year in (1989, 1999, 2013, 2023)],
    ),
    "in members that joined since 1999": (615, lambda: in_nato(2023, "1999")),
    "their share": (0.9, lambda: 100 * in_nato(2023, "1999") / in_nato(2023)),
    "sites": (414, lambda: len(load("us_sites"))),
    "sites by kind": (
        [255, 114, 46],
        lambda: [
            sites(kind="base"),
            sites(kind="lilypad") + sites(kind="lilypad_and_funded"),
            sites(kind="funded") + sites(kind="lilypad_and_funded"),
        ],
    ),
    "sites by country": ([44, 42, 32], lambda: [sites(country=c) for c in ("DEU", "JPN", "KOR")]),
    "Puerto Rico's sites": (19, lambda: sites(place="Puerto Rico")),
    "codes of sites, Kosovo's too": (81, lambda: load("us_sites")["country"].nunique(False)),
}
