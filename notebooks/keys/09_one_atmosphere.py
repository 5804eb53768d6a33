"""Answer keys of lesson 09, One atmosphere."""

import math

import numpy as np

from diplomacy_lib.answers import Expect, Mistake, NoAnswer, Plan, key

PLAN = Plan(
    "One atmosphere",
    {"pair": [("USA", "RUS"), ("USA", "CHN"), ("DEU", "POL"), ("GBR", "JPN")]},
)
LAST = 2023


def places(lesson):
    """Return emissions in million tonnes: a row for each year, a column for each name."""
    table = lesson.load("co2_emissions")
    return table.pivot(index="year", columns="country_name", values="co2_mt")


def column(lesson, name, country, value):
    """Return one column of one country's rows, by year."""
    table = lesson.load(name)
    return table[table["country"] == country].set_index("year")[value]


def co2(lesson, country):
    """Return one country's emissions in million tonnes, by year."""
    return column(lesson, "co2_emissions", country, "co2_mt")


@key(
    "09.1",
    kind=float,
    unit="per cent",
    tolerance=0.005,
    minutes=4,
    points=1,
    vary={"country": ["JPN", "CAN", "POL", "KAZ"], "year": [2023, 2000]},
    hints=[
        "Which row is the world? There is one with that name; nothing has to be added up.",
        "Take the two figures of that one year, divide, and multiply by 100.",
    ],
)
def share_pct(lesson, country="JPN", year=2023):
    table = lesson.load("co2_emissions")
    rows = table[table["year"] == year]
    mine, world = co2(lesson, country), places(lesson)["World"]
    answer = 100 * mine[year] / world[year]
    return Expect(
        answer,
        [
            Mistake(
                100 * mine[year] / rows["co2_mt"].sum(),
                "Above the line all is right. Below it you added up every row of the year, and the"
                " groups contain the countries: everybody is counted twice or more.",
            ),
            Mistake(
                100 * mine[year] / rows.dropna(subset="country")["co2_mt"].sum(),
                "Nearly. You added up the rows with a code; ships and planes between countries"
                " belong to none of them, but to the world.",
            ),
            Mistake(
                100 * mine.sum() / world.sum(),
                "That is the share of everything emitted so far. The question is about one year.",
            ),
            Mistake(answer / 100, "That is a fraction. The exercise asks for per cent."),
            Mistake(mine[year], "Those are million tonnes. Share of what?"),
        ],
        "One row is the world; adding up rows would have counted its members again.",
    )


@key(
    "09.2",
    kind=float,
    unit="times",
    tolerance=0.005,
    minutes=5,
    points=2,
    vary={"pair": [("DEU", "IND"), ("KAZ", "IND"), ("POL", "FRA")], "year": [2023, 2000]},
    hints=[
        "First a rate for each country: its emissions divided by its own people, in one year.",
        "Both tables have `country` and `year`: merge them, then filter the year.",
        "Divide the rate of the first country by that of the second; the units cancel.",
    ],
)
def ratio(lesson, pair=("DEU", "IND"), year=2023):
    emitted = [co2(lesson, country)[year] for country in pair]
    people = [column(lesson, "economies", country, "population") for country in pair]
    answer = (emitted[0] / people[0][year]) / (emitted[1] / people[1][year])
    earlier = (emitted[0] / people[0][1990]) / (emitted[1] / people[1][1990])
    return Expect(
        answer,
        [
            Mistake(
                emitted[0] / emitted[1],
                "That compares the totals. Divide each by its own people before you compare.",
            ),
            Mistake(1 / answer, "The two rates are right and upside down: how many times what?"),
            Mistake(
                earlier,
                "The emissions are of {year}, the people are not: take both from the same year.",
            ),
            Mistake(
                1e6 * (emitted[0] / people[0][year] - emitted[1] / people[1][year]),
                "That is the difference of the two rates, in tonnes. How many *times* as much?",
            ),
            Mistake(
                people[1][year] / people[0][year],
                "That compares the numbers of people. The emissions are missing.",
            ),
            Mistake(
                1e6 * emitted[0] / people[0][year],
                "That is the rate of the first country, and right. What do you divide it by?",
            ),
            Mistake(100 * answer, "That is per cent. How many times is it?"),
            Mistake(
                1e6 * answer,
                "On one side stand tonnes, on the other million tonnes: the units have to cancel.",
            ),
        ],
        "Units cancel in a ratio, as long as both sides use the same ones.",
    )


@key(
    "09.3",
    kind=float,
    unit="years",
    tolerance=0.05,
    minutes=6,
    points=3,
    vary={
        "pair": [("CHN", "USA"), ("IND", "RUS"), ("IND", "DEU")],
        "since": [1750, 1900],
    },
    hints=[
        "How large is the gap between the two sums now?",
        "While the one catches up, the other one goes on. By how much does the gap shrink a year?",
        "The gap divided by what it shrinks in a year: tonnes over tonnes a year are years.",
    ],
)
def years_to_level(lesson, pair=("CHN", "USA"), since=1750):
    behind, ahead = (co2(lesson, country).loc[since:] for country in pair)
    gap, closing = ahead.sum() - behind.sum(), behind[LAST] - ahead[LAST]
    if gap <= 0 or closing <= 0:
        raise NoAnswer("With these choices the one that is behind does not catch up.")
    since_1990 = ahead.loc[1990:].sum() - behind.loc[1990:].sum()
    return Expect(
        gap / closing,
        [
            Mistake(
                gap / behind[LAST],
                "The gap is right. You let {pair[1]} stop emitting: both go on, so the gap"
                " shrinks more slowly.",
            ),
            Mistake(
                since_1990 / closing,
                "The pace is right. The two sums begin in {since}, not in 1990.",
            ),
            Mistake(
                gap / (behind[LAST] + ahead[LAST]),
                "The gap is right. You added the two yearly figures; the one opens the gap while"
                " the other closes it.",
            ),
            Mistake(-gap / closing, "The size is right. Look at the sign: which sum is larger?"),
            Mistake(gap / 1000, "That is the gap itself, in gigatonnes. How long until it closes?"),
            Mistake(gap, "That is the gap itself, in million tonnes. How long until it closes?"),
            Mistake(
                gap / closing / 1000,
                "Somewhere gigatonnes met million tonnes: use one unit above and below the line.",
            ),
            Mistake(
                gap / closing + LAST,
                "That is a year of the calendar. The question asks how many years it takes.",
            ),
        ],
        "A number about an impossible future: neither will stand still. It measures the gap.",
    )


@key(
    "09.4",
    kind=float,
    unit="percentage points",
    tolerance=0.05,
    minutes=5,
    points=2,
    vary={
        "country": ["JPN", "CAN", "POL", "KAZ"],
        "starts": [(2013, 1990), (2010, 1995)],
    },
    hints=[
        "Two changes with the same last year. Work out each of them in per cent.",
        "A change in per cent is 100 × (last / first − 1).",
        "Subtract the second from the first; the difference is in points.",
    ],
)
def baseline_gap(lesson, country="JPN", starts=(2013, 1990)):
    mine = co2(lesson, country)
    one, other = (100 * (mine[LAST] / mine[start] - 1) for start in starts)
    answer = one - other
    return Expect(
        answer,
        [
            Mistake(
                one / other,
                "Both changes are right. You divided one by the other; points are a difference.",
            ),
            Mistake(-answer, "The size is right. Which change is subtracted from which?"),
            Mistake(one + other, "Both changes are right. The question asks for a difference."),
            Mistake(
                answer / 100,
                "You left the changes as fractions. The exercise asks for percentage points.",
            ),
            Mistake(
                100 * (mine[starts[0]] / mine[starts[1]] - 1),
                "That is the change between the two first years. Both changes end in the last"
                " year of the table.",
            ),
            Mistake(
                100 * (mine[starts[1]] / mine[starts[0]] - 1),
                "That is the change between the two first years, backwards. Both changes end in"
                " the last year of the table.",
            ),
            Mistake(one, "That is the first change. The second is still to be subtracted."),
            Mistake(other, "That is the second change. From what is it subtracted?"),
            Mistake(
                mine[starts[1]] - mine[starts[0]],
                "Those are million tonnes. Take each change in per cent of its own first year.",
            ),
        ],
        "Nothing was emitted or saved in between: only the first year of the sentence moved.",
    )


@key(
    "09.5",
    kind=set,
    unit="names from the column country_name",
    minutes=5,
    points=2,
    vary={"years": [(2015, 2016), (2021, 2022)]},
    hints=[
        "Two changes for each place: one inside the first release, one inside the later.",
        "`np.sign` of a change says whether it went up or down. Compare the two signs.",
        "The places whose two signs differ are the list, whatever the size of the revision.",
    ],
)
def flipped(lesson, years=(2015, 2016)):
    table = lesson.load("co2_vintages")
    both = table.pivot(index="country_name", columns=["year", "vintage"], values="co2_mt")
    one, other = years

    def sign(release_before, release_after):
        return np.sign(both[other, release_after] - both[one, release_before])

    def those(condition):
        return set(both.index[condition])

    first, later, mixed = sign("first", "first"), sign("later", "later"), sign("first", "later")
    answer = those(first != later)
    revised = (both[other, "later"] / both[other, "first"] - 1).abs()
    return Expect(
        answer,
        [
            Mistake(
                those(first != mixed),
                "Two slips lead here. Is each change taken inside one release, never from one to"
                " the other? And are the groups still among the places?",
            ),
            Mistake(
                set(revised.nlargest(len(answer)).index),
                "Those have the largest revisions. A large revision need not turn a rise into a"
                " fall, and a small one can.",
            ),
            Mistake(
                those(first == later),
                "Those are the ones whose sign stayed. The question asks for the others.",
            ),
            Mistake(
                those(later < 0), "Those fell in the later release. What did they do in the first?"
            ),
            Mistake(
                those(first < 0), "Those fell in the first release. What did they do in the later?"
            ),
        ],
        "A change near zero flips easily: say so, and give both releases.",
    )


def growth_of(lesson, country, first, last):
    """Return by how much real output was multiplied, from yearly growth rates."""
    rates = column(lesson, "economies", country, "gdp_growth_pct").loc[first + 1 : last]
    return float((1 + rates / 100).prod())


@key(
    "09.6",
    kind=float,
    unit="per cent of the log change",
    tolerance=0.05,
    minutes=7,
    points=3,
    vary={
        "country": ["USA", "DEU", "GBR", "FRA"],
        "years": [(2005, 2021), (2000, 2019)],
    },
    hints=[
        "By how much was CO2 multiplied? And CO2 divided by energy? Those are the two factors.",
        "Take `np.log` of each factor. A factor below one has a negative logarithm.",
        "Divide the logarithm of the part by the logarithm of the whole; then per cent.",
    ],
)
def share_fuel(lesson, country="USA", years=(2005, 2021)):
    first, last = years
    mine, energy = co2(lesson, country), column(lesson, "energy_use", country, "primary_twh")
    dollars = column(lesson, "economies", country, "gdp_usd").astype(float)
    whole, used = mine[last] / mine[first], energy[last] / energy[first]
    output = growth_of(lesson, country, first, last)
    part = whole / used
    answer = 100 * math.log(part) / math.log(whole)

    def logs(factor):
        return 100 * math.log(factor) / math.log(whole)

    return Expect(
        answer,
        [
            Mistake(
                100 * (part - 1) / (whole - 1),
                "The two factors are right. You divided percentages; factors multiply, so take"
                " their logarithms.",
            ),
            Mistake(
                logs(used),
                "That is the share of energy as a whole. Divide CO2 by energy first.",
            ),
            Mistake(
                logs(used / output),
                "The logarithms are right, and the whole is. The part is another one: you took"
                " energy per output.",
            ),
            Mistake(
                logs(used * dollars[first] / dollars[last]),
                "You took energy per output, and output in dollars of the day. The part asked for"
                " needs no output at all.",
            ),
            Mistake(
                logs(whole / output),
                "You took CO2 per output. The part asked for is CO2 per energy.",
            ),
            Mistake(answer / 100, "That is a fraction. The exercise asks for per cent."),
            Mistake(
                1e4 / answer, "Part and whole have changed places: the whole stands below the line."
            ),
            Mistake(100 * math.log(part), "That is the part, in log points. Share of what?"),
            Mistake(100 * (part - 1), "That is the change of CO2 per energy. Share of what?"),
            Mistake(-answer, "The size is right. Both logarithms carry a sign: keep both."),
        ],
        "It says where the change sits. Gas for coal, wind, reactors: the chain does not know.",
    )


def rate_for(budget, spent, level, steps, *, first=1):
    """Return the compound yearly change in per cent that uses a budget up in so many steps."""
    power = np.arange(first, first + steps)
    low, high = -0.6, 0.6
    for _ in range(80):
        rate = (low + high) / 2
        over = spent + (level * (1 + rate) ** power).sum() > budget
        low, high = (low, rate) if over else (rate, high)
    return 100 * rate


@key(
    "09.7",
    kind=float,
    unit="per cent a year",
    tolerance=0.05,
    minutes=8,
    points=4,
    vary={"budget": [850, 700, 950], "end": [2050, 2060]},
    hints=[
        (
            "Write the sum of all years for one rate: the known years, then 2024 with one step,"
            " and on."
        ),
        "Too much? The rate must be lower. Too little? Higher. Halve the interval and repeat.",
        "The year 2023 + n has the level of 2023 times (1 + rate / 100) to the power n.",
    ],
)
def rate(lesson, budget=850, end=2050):
    world = places(lesson)["World"] / 1000
    spent, level, steps = world.loc[2020:LAST].sum(), world[LAST], end - LAST
    answer = rate_for(budget, spent, level, steps)
    straight = 100 * (budget - spent - steps * level) / (level * steps * (steps + 1) / 2)
    return Expect(
        answer,
        [
            Mistake(
                rate_for(budget, 0, level, steps),
                "The compound change is right. The budget began in 2020: what do the known years"
                " leave of it?",
            ),
            Mistake(
                straight,
                "You took the same number of tonnes off each year. A compound change takes the"
                " same *share* of what is left.",
            ),
            Mistake(
                rate_for(budget, spent, level, steps, first=0),
                "Nearly: your 2024 still stands at the level of 2023. The first step is in 2024.",
            ),
            Mistake(
                rate_for(budget, spent - level, level, steps),
                "One of the known years is missing from what was used already: there are four.",
            ),
            Mistake(answer / 100, "That is a fraction. The exercise asks for per cent a year."),
            Mistake(-answer, "The size is right. A fall has a minus sign."),
            Mistake(
                100 * ((budget - spent) / (steps * level) - 1),
                "That is how much lower the *average* year must be. A steady change starts small"
                " and ends large.",
            ),
        ],
        "One rate for all is arithmetic: who would have to go faster stands in no table.",
    )
