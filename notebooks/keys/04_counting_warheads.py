"""Answer keys of lesson 04, Counting warheads."""

import datetime as dt

from diplomacy_lib.answers import Expect, Mistake, NoAnswer, Plan, key

PLAN = Plan(
    "Counting warheads",
    {"pair": [("USA", "RUS"), ("USA", "CHN"), ("RUS", "CHN"), ("GBR", "FRA")]},
)


def stockpile(lesson, country):
    """Return one country's warheads by year."""
    table = lesson.load("nuclear_stockpiles")
    return table[table["country"] == country].set_index("year")["warheads"]


@key(
    "04.1",
    kind=int,
    unit="a year",
    minutes=5,
    points=1,
    vary={
        "countries": [
            ("CHN", "GBR"),
            ("CHN", "FRA"),
            ("FRA", "GBR"),
            ("PAK", "IND"),
            ("RUS", "USA"),
        ]
    },
    hints=[
        (
            "With one column for each country you can ask of every year at once whether one number"
            " is larger than the other."
        ),
        "Such a comparison gives True or False for each year. You want the first True.",
        "On a column of True and False, `idxmax()` gives the label of the first True.",
    ],
)
def crossing(lesson, countries=("CHN", "GBR")):
    ours, theirs = stockpile(lesson, countries[0]), stockpile(lesson, countries[1])
    years = ours.index[ours > theirs]
    answer = int(years[0])
    return Expect(
        answer,
        [
            Mistake(
                int(ours.idxmax()),
                "That is the year in which {countries[0]} had the most. The biggest number need not"
                " be the first that is larger than the other one: compare the two columns.",
            ),
            Mistake(
                answer - 1,
                "Close: in that year {countries[0]} was still behind or level. Which year is the "
                "first to say True?",
            ),
            Mistake(
                int(theirs.index[theirs > ours][0]),
                "That is when {countries[1]} was first ahead of {countries[0]}: the other way"
                " round.",
            ),
            Mistake(
                lambda given: given < 1900,
                "That is a number of warheads or of years. The question asks *when*: which label of"
                " the index carries the value?",
            ),
        ],
        "It is a year-end estimate: the real crossing may lie a little to either side.",
    )


@key(
    "04.2",
    kind=float,
    unit="per cent a year",
    tolerance=0.05,
    minutes=6,
    points=2,
    vary={"country": ["RUS", "USA"], "years": [(1955, 1965), (1950, 1960)]},
    hints=[
        "Write the last number as the first one times (1 + g) to some power.",
        "Which power? Count the steps from one year to the next, not the years themselves.",
        "Solve for g: take the root, subtract one, and turn the fraction into per cent.",
    ],
)
def growth(lesson, country="RUS", years=(1955, 1965)):
    warheads = stockpile(lesson, country)
    start, end = warheads[years[0]], warheads[years[1]]
    steps = years[1] - years[0]
    ratio = end / start
    return Expect(
        (ratio ** (1 / steps) - 1) * 100,
        [
            Mistake(
                100 * (ratio - 1) / steps,
                "You divided the total growth by the number of years. "
                "Growth compounds: each year's growth stands on the year before.",
            ),
            Mistake(
                100 * (ratio ** (1 / (steps + 1)) - 1),
                "The idea is right, the power is not: from {years[0]} to {years[1]} there are as"
                " many steps as years *between*, one fewer than points.",
            ),
            Mistake(
                ratio ** (1 / steps) - 1,
                "The growth is right, the unit is not: that is a fraction, "
                "and the exercise asks for per cent.",
            ),
            Mistake(
                100 * (ratio - 1),
                "That is the growth over the whole period. The question is about one year.",
            ),
            Mistake(
                100 * ratio ** (1 / steps),
                "That is the factor in per cent. Growth is what comes on top of 100.",
            ),
        ],
        "A stockpile that grows like this doubles every ln 2 / ln(1 + g) years: work it out.",
    )


@key(
    "04.3",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.0005,
    minutes=7,
    points=2,
    vary={"country": ["FRA", "USA", "RUS", "CHN"], "cratering": [False, True]},
    hints=[
        "First list what labels there are: `tests['type_source'].value_counts()`.",
        (
            "`isin([...])` asks of each row whether its label is one of yours; the mean of True and"
            " False is a share."
        ),
        "Filter the country before you take the mean: the share is of its explosions alone.",
    ],
)
def underground(lesson, country="FRA", cratering=False):
    labels = {"SHAFT", "TUNNEL", "SHAFT/GR", "SHAFT/LG", "UG", "GALLERY", "MINE"}
    rule = labels | ({"CRATER"} if cratering else set())
    tests = lesson.load("nuclear_tests")
    mine = tests.loc[tests["country"] == country, "type_source"]
    share = sum(label in rule for label in mine) / len(mine)
    mistakes = [
        Mistake(
            mine.isin(["SHAFT", "TUNNEL"]).mean(),
            "That is the share of SHAFT and TUNNEL alone. The "
            "catalogue has more words for underground: read every label.",
        ),
        Mistake(
            mine.str.contains("SHAFT").mean(),
            "You took every label with SHAFT in it. Some holes in "
            "the ground have other names: read every label.",
        ),
        Mistake(
            tests["type_source"].isin(rule).mean(),
            "That is the share among all countries. Keep only {country}.",
        ),
        Mistake(1 - share, "That is the share of the others: those *not* underground."),
        Mistake(100 * share, "That is per cent. The exercise asks for a fraction."),
        Mistake(
            len(mine) * share, "That is how many there were. The question asks what share of all."
        ),
    ]
    if "CRATER" in set(mine):
        mistakes.append(
            Mistake(
                mine.isin(rule ^ {"CRATER"}).mean(),
                "Look again at what the exercise says of "
                "CRATER: with your rule these shots are on the wrong side.",
            )
        )
    return Expect(
        share,
        mistakes,
        "Another rule for CRATER gives another share where a "
        "country has such shots: the rule belongs beside the number.",
    )


@key(
    "04.4",
    kind=dt.date,
    minutes=6,
    points=2,
    vary={"country": ["USA", "RUS"]},
    hints=[
        "Three conditions must hold in the same row. Which word joins conditions in `query`?",
        (
            "If no row is left, look at `<` and `<=`: they differ in exactly one case, and one side"
            " sits on it."
        ),
        "Filter, sort by `as_of`, and take the first date.",
    ],
)
def first_within(lesson, country="USA"):
    table = lesson.load("new_start_exchanges").set_index("as_of").sort_index()
    mine = table[table["country"] == country]
    warheads, vehicles = mine["deployed_warheads"] <= 1550, mine["deployed_vehicles"] <= 700
    both = vehicles & (mine["launchers"] <= 800)
    answer, binding = (warheads & both).idxmax().date(), dt.date(2018, 2, 5)
    mistakes = [
        Mistake(
            warheads.idxmax().date(),
            "On that day {country} kept the limit on warheads. A treaty is a "
            "conjunction: all three limits must hold in one row.",
        ),
        Mistake(
            vehicles.idxmax().date(),
            "On that day {country} kept the limit on deployed vehicles. A treaty is a "
            "conjunction: all three limits must hold in one row.",
        ),
        Mistake(
            mine.index[0].date(),
            "That is the first exchange of all. Filter before you take the first row.",
        ),
    ]
    if answer != binding:
        mistakes.append(
            Mistake(
                binding, "From that day the limits bound. When was {country} first within them?"
            )
        )
    return Expect(
        answer,
        mistakes,
        "Whoever was within the limits before February 2018 was so without being bound.",
    )


@key(
    "04.5",
    kind=float,
    unit="weapons for each bomber",
    tolerance=0.05,
    minutes=6,
    points=2,
    vary={"bombers": [45, 50, 60]},
    hints=[
        "Start with the difference between the two numbers: that is what the treaty's rule hides.",
        (
            "A bomber that stands for some number of weapons is counted as one already. How many of"
            " its weapons are hidden?"
        ),
    ],
)
def per_bomber(lesson, bombers=45):
    exchanges = lesson.load("new_start_exchanges").sort_values("as_of")
    counted = exchanges.loc[exchanges["country"] == "USA", "deployed_warheads"].iloc[-1]
    inventories = lesson.load("nuclear_inventories")
    mine = inventories[(inventories["country"] == "USA") & (inventories["year"] == 2023)].iloc[0]
    gap = mine["deployed_strategic"] - counted
    stock = mine[["deployed_strategic", "deployed_nonstrategic", "reserve"]].sum()
    return Expect(
        float(gap / bombers + 1),
        [
            Mistake(
                gap / bombers,
                "That is how many weapons of each bomber the treaty does *not* count. One of its "
                "weapons is counted already.",
            ),
            Mistake(
                (gap + mine["deployed_nonstrategic"]) / bombers + 1,
                "Your estimate includes non-strategic weapons. New START is about strategic ones.",
            ),
            Mistake(
                (stock - counted) / bombers + 1,
                "You took the whole stockpile. What lies in store is not deployed.",
            ),
            Mistake(gap, "That is the whole difference. The question is about one bomber."),
            Mistake(
                mine["deployed_strategic"] / bombers,
                "You shared out all deployed weapons among the bombers. Most of "
                "them stand on missiles: start with the difference.",
            ),
        ],
        "Change the assumed number of bombers and the answer moves: an assumption is part of the"
        " result.",
    )


@key(
    "04.6",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.002,
    minutes=6,
    points=2,
    vary={"window": [(1991, 2003), (2003, 2023), (1986, 2000)]},
    hints=[
        "Above the line of the fraction stands a difference, and so it does below the line.",
        "Below the line: the whole fall, from the largest total to the one of 2023.",
    ],
)
def share(lesson, window=(1991, 2003)):
    pair = lesson.parameters["pair"]
    total = stockpile(lesson, pair[0]) + stockpile(lesson, pair[1])
    whole = total.max() - total[2023]
    if whole <= 0:
        raise NoAnswer("These two together have never fallen below their peak.")
    part = total[window[0]] - total[window[1]]
    table = lesson.load("nuclear_stockpiles")
    everybody = table.groupby("year")["warheads"].sum()
    alone = stockpile(lesson, pair[0])
    mistakes = [
        Mistake(
            part / total[window[0]],
            "You divided by the level of {window[0]}. Share *of what*? Of the whole fall: "
            "that is a difference too.",
        ),
        Mistake(
            part / total.max(),
            "You divided by the peak. The whole fall is the peak less what was left in 2023.",
        ),
        Mistake(100 * part / whole, "That is per cent. The exercise asks for a fraction."),
        Mistake(
            (everybody[window[0]] - everybody[window[1]]) / (everybody.max() - everybody[2023]),
            "You added up all countries. The question is about these two together.",
        ),
        Mistake(-part / whole, "The size is right and the sign is not: a fall is start less end."),
        Mistake(part, "That is the number of warheads. What share of the whole fall is it?"),
    ]
    if alone.max() > alone[2023]:
        first = (alone[window[0]] - alone[window[1]]) / (alone.max() - alone[2023])
        mistakes.append(
            Mistake(
                first, "That is the share of the first of the two alone. Add the two columns first."
            )
        )
    return Expect(
        float(part / whole),
        mistakes,
        "The window decides: name its years whenever you quote the share.",
    )


@key(
    "04.7",
    kind=int,
    unit="years",
    minutes=6,
    points=2,
    vary={"country": ["RUS", "USA", "GBR", "FRA"], "fraction": [0.5, 0.75]},
    hints=[
        "A stockpile passes the half twice: on the way up and on the way down.",
        "Keep only the years from the peak on, then ask where the value is at most the half.",
        "The question asks for a number of years: the year you found less the year of the peak.",
    ],
)
def half_life(lesson, country="RUS", fraction=0.5):
    warheads = stockpile(lesson, country)
    peak = int(warheads.idxmax())
    level = warheads.max() * fraction
    down = warheads.loc[peak:]
    reached = down.index[down <= level]
    if reached.empty:
        raise NoAnswer(f"{lesson.name(country)} never came down that far.")
    answer = int(reached[0]) - peak
    up = warheads.index[warheads >= level][0]
    mistakes = [
        Mistake(
            int(reached[0]), "That is the year in which it happened. How many years after the peak?"
        ),
        Mistake(int(up), "That year lies on the way *up*. Keep only the years after the peak."),
        Mistake(
            peak - int(up),
            "You counted from the way *up* to the peak. Keep only the years after the peak.",
        ),
        Mistake(answer - 1, "In that year the stockpile was still above. Look for *at most*."),
        Mistake(peak, "That is the year of the peak itself."),
        Mistake(lambda given: given < 0, "A negative number of years: which year comes first?"),
    ]
    return Expect(answer, mistakes, "Fast or slow? Compare it with the other side's.")
