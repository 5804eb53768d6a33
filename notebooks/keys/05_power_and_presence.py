"""Answer keys of lesson 05, Power and presence."""

from diplomacy_lib.answers import Expect, Mistake, NoAnswer, Plan, key

PLAN = Plan(
    "Power and presence",
    {"pair": [("USA", "RUS"), ("USA", "CHN"), ("CHN", "IND"), ("RUS", "UKR")]},
)


def figures(lesson, country, year):
    """Return share of GDP in per cent, GDP, GDP per head at parity and population."""
    burden = lesson.load("military_spending").set_index(["country", "year"])["pct_gdp"]
    economies = lesson.load("economies").set_index(["country", "year"])
    row = economies.loc[(country, year)]
    columns = ["gdp_usd", "gdp_ppp_per_head", "population"]
    return float(burden[country, year]), *(float(row[column]) for column in columns)


@key(
    "05.1",
    kind=float,
    unit="billions of US dollars",
    tolerance=0.1,
    minutes=5,
    points=1,
    vary={"country": ["IND", "FRA", "POL", "RUS"], "year": [2021, 2015, 2009]},
    hints=[
        "Bring the two tables together so that the share and the GDP of one row are of one year.",
        "`merge` takes a list: `on=[…, …]`. Which two columns must agree?",
        (
            "A per cent is a hundredth, and a billion has nine zeros: divide by both. Is your"
            " number smaller than GDP?"
        ),
    ],
)
def billions(lesson, country="IND", year=2021):
    pct, gdp, ppp, people = figures(lesson, country, year)
    answer = pct * gdp / 100 / 1e9
    burden, economies = lesson.load("military_spending"), lesson.load("economies")
    earlier = economies[economies["country"] == country].dropna(subset=["gdp_usd"])
    first = burden[burden["country"] == country].iloc[0]["pct_gdp"]
    russian = figures(lesson, "RUS", year)
    more = "more" if answer > russian[0] * russian[1] / 1e11 else "less"
    beside = "" if country == "RUS" else f", and {more} than Russia's in that year by the same rule"
    return Expect(
        answer,
        [
            Mistake(
                100 * answer,
                "That is a hundredfold: more than the whole GDP. The share is in per cent.",
            ),
            Mistake(
                pct * ppp * people / 1e11,
                "You used GDP at purchasing-power parity: those are international dollars. The"
                " question asks for US dollars.",
            ),
            Mistake(
                answer * 1e9,
                "The amount is right, the unit is not: those are dollars. The question asks for"
                " billions of them.",
            ),
            Mistake(answer * 1e3, "Those are millions. The question asks for billions."),
            Mistake(gdp / 1e9, "That is GDP itself. What share of it went to the armed forces?"),
            Mistake(
                pct * float(earlier["gdp_usd"].iloc[0]) / 1e11,
                "The share is that of {year} and the GDP is of another year: the years are"
                " cross-joined. Merge on two columns.",
            ),
            Mistake(
                first * gdp / 1e11,
                "The GDP is that of {year} and the share is of another year: merge on two columns,"
                " so that both are of one year.",
            ),
            Mistake(
                answer * 1e9 / people,
                "That is for each inhabitant. The question asks for the whole sum.",
            ),
            Mistake(pct, "That is the share of GDP in per cent. Of what amount is it a share?"),
        ],
        f"An implied amount: neither table has it{beside}.",
    )


@key(
    "05.2",
    kind=float,
    unit="how many times",
    tolerance=0.005,
    minutes=5,
    points=2,
    vary={"pair": [("POL", "DEU"), ("UKR", "RUS"), ("IND", "CHN")], "year": [2024, 2018]},
    hints=[
        "Work out the amount for each country first, and divide only then.",
        (
            "`gdp_ppp_per_head` is GDP in international dollars, divided among the inhabitants"
            " already. Which share of it is spent?"
        ),
        "Nothing is left to multiply by the population. First country above, second below.",
    ],
)
def fifth_ratio(lesson, pair=("POL", "DEU"), year=2024):
    (pct, gdp, ppp, people), (pct2, gdp2, ppp2, people2) = (
        figures(lesson, country, year) for country in pair
    )
    answer = (pct * ppp) / (pct2 * ppp2)
    dollars = (pct * gdp) / (pct2 * gdp2)
    turned = " The order of the two turns round between this measure and dollars."
    return Expect(
        answer,
        [
            Mistake(
                1 / answer,
                "That is the second country divided by the first: the other way round.",
            ),
            Mistake(
                answer * people / people2,
                "Those are the totals: you multiplied by the population. The question is about"
                " each inhabitant.",
            ),
            Mistake(
                answer * people2 / people,
                "You divided by the population, and the column was per head already: it is divided"
                " twice.",
            ),
            Mistake(
                dollars * people2 / people,
                "For each inhabitant, yes, but in US dollars. Which column has international"
                " dollars?",
            ),
            Mistake(dollars, "That is the ratio in US dollars, of whole countries."),
            Mistake(
                ppp / ppp2,
                "That is the ratio of income for each inhabitant. Which share of it goes to the"
                " armed forces?",
            ),
            Mistake(
                pct / pct2, "That is the ratio of the shares of GDP. A share of how much, for each?"
            ),
            Mistake(
                100 * answer,
                "That is per cent. The question asks how many times: the plain ratio.",
            ),
            Mistake(
                pct * ppp / 100,
                "That is the first country's amount. Divide it by the second's.",
            ),
        ],
        "A fifth headline from the same two"
        f" tables.{turned if (answer > 1) != (dollars > 1) else ''}",
    )


@key(
    "05.3",
    kind=int,
    unit="a place",
    minutes=5,
    points=1,
    vary={"country": ["RUS", "USA", "POL", "CHN"], "year": [2020, 2005, 2012]},
    hints=[
        "Keep one year first. How many countries have a larger share than {country}?",
        (
            "`rank(ascending=False)` gives the largest value 1; with `set_index('country')` you can"
            " ask for one row."
        ),
        "A place is one more than the number of those before you.",
    ],
)
def place_taken(lesson, country="RUS", year=2020):
    table = lesson.load("military_spending")
    shares = table[table["year"] == year].set_index("country")["pct_gdp"]
    answer = int(shares.rank(ascending=False)[country])
    among = lesson.load("economies").dropna(subset=["country"])["country"].unique()
    few = shares[shares.index.isin(among)]
    every = table[table["country"] != country]["pct_gdp"]
    mean = table.groupby("country")["pct_gdp"].mean()
    return Expect(
        answer,
        [
            Mistake(
                int(shares.rank()[country]),
                "You counted from the smallest share. Place 1 belongs to the largest.",
            ),
            Mistake(
                answer - 1,
                "That is how many countries stand before {country}: Python counts from zero, and a"
                " ranking from one.",
            ),
            Mistake(
                int(few.rank(ascending=False)[country]),
                "That is the place among the countries of `economies`. The question is about all"
                " countries of `military_spending`.",
            ),
            Mistake(
                int((every > shares[country]).sum()) + 1,
                "You ranked over all years at once. Keep {year} first.",
            ),
            Mistake(
                int(mean.rank(ascending=False)[country]),
                "That is the place by the mean of all years. The question is about {year}.",
            ),
            Mistake(len(shares), "That is how many countries there are in {year}."),
            Mistake(
                lambda given: 1950 < given < 2030,
                "That is a year. The question asks for a place in a ranking.",
            ),
        ],
        "A place depends on who else is in the list: countries without a figure are not.",
    )


@key(
    "05.4",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.0005,
    minutes=6,
    points=2,
    vary={
        "region": [
            "Middle East & North Africa",
            "South Asia",
            "East Asia & Pacific",
        ],
        "year": [2009, 2013, 2019],
    },
    hints=[
        "Say it aloud: of the soldiers *abroad*. Which rows are not abroad?",
        "Filter by `abroad` and by the year before you add up anything.",
        "Above the line the soldiers of one region, below it those of all regions.",
    ],
)
def region_share(lesson, region="Middle East & North Africa", year=2009):
    table = lesson.load("us_troops")
    now = table[table["year"] == year]
    out = now[now["abroad"]]
    there = out[out["region"] == region]
    part, whole = float(there["troops"].sum()), float(out["troops"].sum())
    answer = part / whole
    home = now["place"] == "United States"
    every = table[table["abroad"]]
    return Expect(
        answer,
        [
            Mistake(
                part / now["troops"].sum(),
                "The United States itself stands below your line. Home is not abroad.",
            ),
            Mistake(
                part / now.loc[~home, "troops"].sum(),
                "You took out the United States, and something is left that is not abroad: ships,"
                " *unknown*, US territories. Which column says so?",
            ),
            Mistake(
                part / (whole - part),
                "Below the line stand only the other regions. A share is of the whole.",
            ),
            Mistake(
                len(there) / len(out),
                "That is a share of the places. The question is about soldiers: add them up.",
            ),
            Mistake(
                float(every.loc[every["region"] == region, "troops"].sum() / every["troops"].sum()),
                "That is the share over all years. Keep {year} first, above and below the line.",
            ),
            Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
            Mistake(part, "That is how many there were. What share of all abroad is it?"),
            Mistake(1 - answer, "That is the share of all other regions together."),
        ],
        "A region is the source's: change its borders, and the share moves.",
    )


@key(
    "05.5",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.00006,
    minutes=6,
    points=2,
    vary={"year": [2014, 2016, 2018], "since": [2004, 1999]},
    hints=[
        "First the members: whose day of accession is not later than 31 December {year}?",
        "`merge` the soldiers of {year} with the members on `country`; each row then has its day.",
        "Two sums: the rows that joined in {since} or later above the line, all rows below it.",
    ],
)
def newer_share(lesson, year=2014, since=2004):
    members = lesson.load("nato_members")
    table = lesson.load("us_troops")
    now = table[table["year"] == year]
    soldiers = now[now["abroad"]].groupby("country")["troops"].sum()
    joined = members.set_index("country")["joined"].dt.year
    european = joined.drop(["USA", "CAN"])

    def held(countries):
        return float(soldiers.reindex(countries).fillna(0).sum())

    then = european[european <= year]
    newer, later = then[then >= since].index, european[european >= since].index
    whole = held(then.index)
    answer = held(newer) / whole
    return Expect(
        answer,
        [
            Mistake(
                held(later) / held(european.index),
                "Countries are in your sum that had not yet joined. Who was a member on 31"
                " December {year}?",
            ),
            Mistake(
                held(newer) / (whole - held(newer)),
                "Below the line stand only the older members. A share is of all members in Europe.",
            ),
            Mistake(
                held(newer) / float(soldiers.sum()),
                "Below the line stand all soldiers abroad. The question is about members of NATO.",
            ),
            Mistake(
                held(newer) / (whole + float(now.loc[now["country"] == "USA", "troops"].sum())),
                "The United States itself stands below your line: leave it out, and keep rows that"
                " are abroad.",
            ),
            Mistake(
                held(then[then > since].index) / whole,
                "You left out the countries that joined in {since} itself.",
            ),
            Mistake(
                len(newer) / len(then),
                "That is a share of the members. The question is about soldiers: add them up.",
            ),
            Mistake(1 - answer, "That is the share of the older members."),
            Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
            Mistake(held(newer), "That is how many there were. What share is it?"),
        ],
        "By home station: who rotates through is counted at home.",
    )


@key(
    "05.6",
    kind=int,
    unit="countries",
    minutes=5,
    points=1,
    vary={"kind": ["lilypad", "base"]},
    hints=[
        "Two conditions: the kind, and another country than the United States.",
        "`str.contains` asks of each text whether a word stands in it.",
        "Count different values of one column, and not rows: `nunique` leaves blanks out.",
    ],
)
def hosts(lesson, kind="lilypad"):
    table = lesson.load("us_sites")
    mine = table["kind"].str.contains(kind)
    foreign = table["country"] != "USA"
    kept = table[mine & foreign]
    codes = set(kept["country"].dropna())
    return Expect(
        len(codes),
        [
            Mistake(
                len(kept),
                "Those are sites. The question is in how many different countries they lie.",
            ),
            Mistake(
                int(mine.sum()),
                "Those are all sites of this kind, with those in US territories. In how many"
                " different countries do the others lie?",
            ),
            Mistake(
                len(codes) + 1,
                "One too many. Territories stand under the code of the United States, and a blank"
                " is no country: one of these is in your count.",
            ),
            Mistake(
                kept["place"].nunique(),
                "You counted names of places. An island can belong to a country that is there"
                " already: count the codes.",
            ),
            Mistake(
                table.loc[foreign, "country"].nunique(),
                "That is with every kind of site. Keep one kind.",
            ),
            Mistake(
                len(table),
                "That is the whole list. Keep one kind, leave out the United States, and count"
                " different countries.",
            ),
        ],
        "A host with one radio mast counts as much as a host with forty bases.",
    )


@key(
    "05.7",
    kind=float,
    unit="soldiers for each thousand inhabitants",
    tolerance=0.001,
    minutes=5,
    points=2,
    vary={"country": ["DEU", "JPN", "GBR"], "year": [1989, 1968, 2015]},
    hints=[
        "Add up the soldiers by `country`, and not by `place`: a place can change its name.",
        "A thousand inhabitants is one unit: divide the population by 1,000 first.",
    ],
)
def per_thousand(lesson, country="DEU", year=1989):
    table = lesson.load("us_troops")
    there = table[(table["country"] == country) & (table["year"] == year)]
    soldiers = float(there["troops"].sum())
    people = lesson.load("economies").set_index(["country", "year"])["population"]
    inhabitants = float(people[country, year])
    if not soldiers:
        raise NoAnswer(f"No soldiers were counted in {lesson.name(country)} in {year}.")
    answer = 1000 * soldiers / inhabitants
    latest = float(people[country, 2023])
    both = (
        " The population is that of both German states, and the soldiers stood in one: the figure"
        " is too small for West Germany. Numerator and denominator must describe the same place."
    )
    mistakes = [
        Mistake(100 * soldiers / inhabitants, "That is for each hundred inhabitants."),
        Mistake(soldiers / inhabitants, "That is for one inhabitant. Ask for a thousand."),
        Mistake(
            1e6 * soldiers / inhabitants,
            "That is for each million inhabitants. Ask for a thousand.",
        ),
        Mistake(
            inhabitants / soldiers,
            "That is how many inhabitants there are for each soldier: the other way round.",
        ),
        Mistake(
            1000 * soldiers / latest,
            "The soldiers are those of {year} and the inhabitants of another year: both must be"
            " of {year}.",
        ),
        Mistake(soldiers, "Those are the soldiers. Divide them among the inhabitants."),
    ]
    if country == "DEU" and year < 1990:
        mistakes.append(
            Mistake(
                0.0,
                "You looked for a place of that name and found no soldiers. In some years the place"
                " has another name: which column stays the same?",
            )
        )
    return Expect(
        answer,
        mistakes,
        f"Counted on one day of the year.{both if country == 'DEU' and year <= 1990 else ''}",
    )
