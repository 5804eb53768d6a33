"""Answer keys of lesson 07, Sanctions and trade."""

import pandas as pd

from diplomacy_lib.answers import Expect, Mistake, NoAnswer, Plan, key

PLAN = Plan(
    "Sanctions and trade",
    {
        "group": [
            "ten exporters",
            "without Nigeria and Angola",
            "Gulf",
            "Caspian and North Sea",
        ]
    },
)

WORLD = "World, Not Seasonally Adjusted"
OTHER = {"imports": "exports", "exports": "imports"}


def yearly(lesson, partner, flow):
    """Return one partner's trade by year; 2023, which is January alone, is still in it."""
    table = lesson.load("us_trade_yearly")
    return table[table["country_name"] == partner].set_index("year")[f"{flow}_musd"]


def monthly(lesson, partner, flow):
    """Return one partner's trade by month, the months as dates."""
    table = lesson.load("us_trade_monthly")
    rows = table[table["country_name"] == partner]
    return pd.Series(rows[f"{flow}_musd"].to_numpy(), pd.to_datetime(rows["month"])).sort_index()


@key(
    "07.2",
    kind=float,
    unit="an index number, base year = 100",
    tolerance=0.06,
    minutes=4,
    points=1,
    vary={
        "partner": ["Finland", "Poland", "Kazakhstan"],
        "flow": ["exports", "imports"],
        "year": [2016, 2021],
        "base": [2013, 2011],
    },
    hints=[
        "Two numbers are needed: the partner's value in the year, and its value in the base year.",
        (
            "The base year itself must come out as 100. Which of the two numbers stands below the"
            " line?"
        ),
        "Divide the year's value by the base year's and multiply by 100.",
    ],
)
def index_number(lesson, partner="Finland", flow="exports", year=2016, base=2013):
    trade, other = yearly(lesson, partner, flow), yearly(lesson, partner, OTHER[flow])
    answer = 100 * trade[year] / trade[base]
    return Expect(
        float(answer),
        [
            Mistake(
                answer - 100,
                "That is the change in per cent, and the size of it is right. An index number says"
                " where a value stands when the base is 100.",
            ),
            Mistake(
                100 * trade[base] / trade[year],
                "You turned it round: with your formula the year {year} would be 100. The base"
                " belongs below the line.",
            ),
            Mistake(
                answer / 100,
                "That is the growth factor. The base of an index number is 100, not 1.",
            ),
            Mistake(
                100 * other[year] / other[base],
                "The arithmetic is right, the direction of the trade is not: the question asks for"
                " US {flow}.",
            ),
            Mistake(
                100 * (trade[year] - trade[base]) / trade[year],
                "That is a change in per cent of the last year. An index number divides one value"
                " by another: which year is the base?",
            ),
            Mistake(
                trade[year],
                "That is millions of dollars. Divide by the value of the base year, times 100.",
            ),
        ],
        "An index number without its base year is not yet a statement.",
    )


SIX = ("Brazil", "South Africa", "Turkey", "Kazakhstan", "Colombia", "Norway")


@key(
    "07.5",
    kind=float,
    unit="a ratio of two growth factors",
    tolerance=0.0015,
    minutes=6,
    points=2,
    vary={
        "flow": ["exports", "imports"],
        "others": [SIX, ("Brazil", "Turkey", "Colombia"), ("Poland", "Finland", "Kazakhstan")],
        "years": [(2013, 2015), (2021, 2022)],
    },
    hints=[
        "Work with growth factors, last value divided by first, and not with percentages.",
        "Add the group up before you divide: one sum for each of the two years.",
        "Russia's factor stands above the line, the group's below it.",
    ],
)
def rr_exports(lesson, flow="exports", others=SIX, years=(2013, 2015)):
    first, last = years

    def ratio_of_ratios(flow):
        pooled = sum(yearly(lesson, name, flow) for name in others)
        russia = yearly(lesson, "Russia", flow)
        return russia[last] / russia[first], pooled[last] / pooled[first]

    each = [yearly(lesson, name, flow) for name in others]
    each = [trade[last] / trade[first] for trade in each]
    russia, group = ratio_of_ratios(flow)
    answer, mean = russia / group, sum(each) / len(each)
    wrong = ratio_of_ratios(OTHER[flow])
    return Expect(
        float(answer),
        [
            Mistake(
                group / russia,
                "Both factors are right and the ratio is upside down: it asks how Russia did"
                " *against* the group.",
            ),
            Mistake(
                russia / mean,
                "Russia's factor is right. For the group you averaged the factors of its members,"
                " so that a small partner weighs as much as a large one. Add the dollars first.",
            ),
            Mistake(
                russia - group,
                "You subtracted one factor from the other. That difference has no meaning of its"
                " own: divide.",
            ),
            Mistake(
                100 * (russia - group),
                "You subtracted percentages. Work with ratios: divide one factor by the other.",
            ),
            Mistake(
                (russia - 1) / (group - 1),
                "You divided the two changes. Divide the two growth factors: each is last value"
                " by first value.",
            ),
            Mistake(russia, "That is Russia's factor, and it is right. What did the group do?"),
            Mistake(group, "That is the group's factor, and it is right. Divide Russia's by it."),
            Mistake(
                wrong[0] / wrong[1],
                "The method is right, the direction of the trade is not: the question asks for US"
                " {flow}.",
            ),
            Mistake(100 * answer, "The ratio is right, times 100. Give it as a plain ratio."),
            Mistake(
                100 * (answer - 1),
                "That is how far the ratio is from 1, in per cent. Give the ratio.",
            ),
        ],
        "Another group gives another ratio, so the group belongs in the sentence. And Russia's own"
        " bans act in the same years as American ones.",
    )


def around(trade, month, window, *, keep="", flow=None):
    """Return the means of the months before and after an event."""
    at = list(trade.index).index(pd.Timestamp(month))
    before = trade.iloc[at - window + (keep == "before") : at + (keep == "before")]
    after = trade.iloc[at + (keep != "after") : at + window + (keep != "after")]
    return before.mean(), after.mean()


@key(
    "07.4",
    kind=float,
    unit="per cent",
    tolerance=0.06,
    minutes=5,
    points=2,
    vary={
        "partner": ["Ukraine", "Finland", "Kazakhstan"],
        "flow": ["exports", "imports"],
        "month": ["2014-03", "2008-09"],
        "window": [12, 6, 24],
    },
    hints=[
        (
            "List the months on paper: which is the first and which the last on each side of the"
            " event?"
        ),
        (
            "With the month as index, a slice such as `.loc['2001-05':'2001-08']` takes both of its"
            " ends."
        ),
        "Two means; their difference, divided by the mean *before*, times 100.",
    ],
)
def change_pct(lesson, partner="Ukraine", flow="exports", month="2014-03", window=12):
    trade = monthly(lesson, partner, flow)

    def change(before, after):
        return 100 * (after / before - 1)

    before, after = around(trade, month, window)
    answer = change(before, after)
    at = pd.Timestamp(month)
    one = pd.DateOffset(months=1)
    years = trade.groupby(trade.index.year).mean()
    return Expect(
        float(answer),
        [
            Mistake(
                change(*around(trade, month, window, keep="after")),
                "Close: the month of the event is in your window after it. It belongs to neither"
                " side.",
            ),
            Mistake(
                change(*around(trade, month, window, keep="before")),
                "Close: the month of the event is in your window before it. It belongs to neither"
                " side.",
            ),
            Mistake(
                change(trade[at - one], trade[at + one]),
                "You compared two single months. Months jump for many reasons: take the mean of the"
                " whole window on each side.",
            ),
            Mistake(
                change(years[at.year - 1], years[at.year + 1]),
                "You compared the calendar years on both sides. The windows are counted in months"
                " from the event.",
            ),
            Mistake(
                change(years[at.year - 1], years[at.year]),
                "You compared calendar years, and the event lies inside one of them. The windows"
                " are counted in months from the event.",
            ),
            Mistake(
                change(after, before),
                "You took the change backwards: what comes first stands below the line.",
            ),
            Mistake(
                answer + 100,
                "That is what is left, in per cent of what was. The question asks for the change.",
            ),
            Mistake(answer / 100, "That is a fraction. The exercise asks for per cent."),
            Mistake(-answer, "The size is right. A fall has a minus sign, a rise has none."),
            Mistake(
                change(*around(monthly(lesson, partner, OTHER[flow]), month, window)),
                "The window is right, the direction of the trade is not: the question asks for US"
                " {flow}.",
            ),
            Mistake(
                change(*around(monthly(lesson, "Russia", flow), month, window)),
                "The window is right. That is Russia; the question is about another partner.",
            ),
            Mistake(after - before, "That is the change in millions of dollars. In per cent?"),
        ],
        "A drop is not an effect: who else fell in the same months, and who did not?",
    )


@key(
    "07.1",
    kind=float,
    unit="per cent",
    tolerance=0.006,
    minutes=4,
    points=1,
    vary={
        "partner": ["Russia", "China", "Germany"],
        "flow": ["imports", "exports"],
        "year": [2011, 2008, 2021],
    },
    hints=[
        "Which row holds the whole? Look at the names with `kind == 'group'`.",
        "The row World, Not Seasonally Adjusted is the denominator; the partner's stands above it.",
        "Divide, then multiply by 100.",
    ],
)
def share_pct(lesson, partner="Russia", flow="imports", year=2011):
    table = lesson.load("us_trade_yearly")
    rows = table[table["year"] == year]
    column = f"{flow}_musd"
    part = rows.loc[rows["country_name"] == partner, column].sum()
    whole = rows.loc[rows["kind"] == "partner", column].sum()
    world = rows.loc[rows["country_name"] == WORLD, column].sum()
    answer = 100 * part / world
    other = f"{OTHER[flow]}_musd"
    wrong = rows.loc[rows["country_name"] == partner, other].sum()
    return Expect(
        float(answer),
        [
            Mistake(
                100 * part / rows[column].sum(),
                "You divided by the sum of the whole column. It holds regions and two World rows"
                " beside the countries, so that trade is counted several times.",
            ),
            Mistake(answer / 100, "That is a fraction. The exercise asks for per cent."),
            Mistake(
                100 * part / rows[other].sum(),
                "Below the line stand the {flow}' opposite, and regions as well. Take the World row"
                " of the same column.",
            ),
            Mistake(
                100 * part / rows.loc[rows["country_name"] == WORLD, other].sum(),
                "The row below the line is right, its column is not: you divided by the other"
                " direction of trade.",
            ),
            Mistake(
                100 * wrong / rows.loc[rows["country_name"] == WORLD, other].sum(),
                "The method is right, the direction of the trade is not: the question asks for"
                " {flow}.",
            ),
            Mistake(
                100 * part / (whole - part),
                "You divided by the *others*. A share has the part below the line as well.",
            ),
            Mistake(
                100 * part / rows.loc[rows["kind"] == "group", column].sum(),
                "You divided by the sum of all groups. They overlap: one of them alone is the"
                " whole.",
            ),
            Mistake(part, "That is millions of dollars. What share of the whole is it?"),
        ],
        "Regions, trade areas and the World stand in one column with countries: ask for `kind`.",
    )


@key(
    "07.3",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.0006,
    minutes=4,
    points=1,
    vary={"flow": ["both", "imports", "exports"]},
    hints=[
        "Two names, one year: keep the rows of 1992 for `USSR` and for `Russia`.",
        "For imports and exports together add the two columns up, for each of the two names.",
        "The part is what stands under `USSR`; the whole is both names together.",
    ],
)
def soviet_share(lesson, flow="both"):
    table = lesson.load("us_trade_yearly")
    rows = table[table["year"] == 1992].set_index("country_name")
    both = rows["imports_musd"] + rows["exports_musd"]

    def share(column, name="USSR"):
        return float(column[name] / (column["USSR"] + column["Russia"]))

    columns = {"both": both, "imports": rows["imports_musd"], "exports": rows["exports_musd"]}
    column = columns.pop(flow)
    answer = share(column)
    balance = (rows["imports_musd"] - rows["exports_musd"]).abs()
    says = {
        "both": "You added imports and exports. The question asks for one of them.",
        "imports": "That is the share of US imports, which the question does not ask for alone.",
        "exports": "That is the share of US exports, which the question does not ask for alone.",
    }
    return Expect(
        answer,
        [
            Mistake(
                1 - answer,
                "That is the share that stands under `Russia`. The question asks what you lose if"
                " you look there only.",
            ),
            *(Mistake(share(other), says[name]) for name, other in columns.items()),
            Mistake(
                share(balance),
                "You used the balance, imports less exports. Trade is their sum.",
            ),
            Mistake(
                float(column["USSR"] / column["Russia"]),
                "You divided one name by the other. The whole is both names together.",
            ),
            Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
            Mistake(
                float(column["USSR"]),
                "That is millions of dollars. What share of both names together?",
            ),
        ],
        "What the rows of `USSR` hold in 1992 the source does not say: a state had ended, its code"
        " had not.",
    )


@key(
    "07.6",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.0002,
    minutes=8,
    points=3,
    vary={
        "flow": ["imports", "exports"],
        "window": [9, 12, 18],
        "dates": [(1995, 2020), (2000, 2019)],
    },
    hints=[
        "`rolling(n).mean()` ends at its month: `shift` moves it so that it lies before or after.",
        "Work out the ratio for every month at once, then look up the one of March 2014.",
        "Cut the ratios to the years asked for; compare; the mean of True and False is a share.",
    ],
)
def placebo_share(lesson, flow="imports", window=9, dates=(1995, 2020)):
    russia, world = monthly(lesson, "Russia", flow), monthly(lesson, WORLD, flow)
    russia = russia[russia.index.isin(world.index)]

    def ratio(series, gap=0):
        """Mean after over mean before; a gap of one keeps the event's month in the mean after."""
        values, found = list(series), {}
        for place in range(window, len(values) - window + gap):
            before = sum(values[place - window : place])
            after = sum(values[place + 1 - gap : place + 1 - gap + window])
            found[series.index[place]] = after / before
        return pd.Series(found)

    def below(found, start=dates[0], end=dates[1]):
        event = found[pd.Timestamp("2014-03-01")]
        kept = found[(found.index.year >= start) & (found.index.year <= end)]
        return float((kept <= event).mean()), int((kept <= event).sum())

    rest = world[russia.index] - russia
    found = ratio(russia / rest)
    answer, number = below(found)
    return Expect(
        answer,
        [
            Mistake(
                1 - answer,
                "That is the share of months with a *larger* ratio. The question asks for those"
                " that look as bad or worse.",
            ),
            Mistake(
                below(ratio(russia))[0],
                "You used dollars. Divide Russia's trade by that of the rest of the world first, so"
                " that a year that is bad for everybody does not count as Russia's.",
            ),
            Mistake(
                below(found, 1900, 2100)[0],
                "The ratios are right. You counted all months of the table; keep the years asked"
                " for.",
            ),
            Mistake(
                below(ratio(russia / rest, 1))[0],
                "Almost: the month of the event itself is in your mean after it. One more `shift`.",
            ),
            Mistake(
                below(ratio(1 / (russia / rest)))[0],
                "You turned the ratio round somewhere: after belongs above the line, and Russia"
                " above the rest of the world.",
            ),
            Mistake(number, "That is how many months there are. What share of all is it?"),
            Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
        ],
        "Neighbouring months share most of their windows, so these are far fewer independent tests"
        " than months.",
    )


@key(
    "07.7",
    kind=str,
    unit="a month as the table writes it",
    minutes=6,
    points=2,
    vary={"country": ["CHN", "TUR", "ARE"], "multiple": [2, 1.5, 3]},
    hints=[
        "`listed` is a level: how many entries there are at the end of a month.",
        "Take the level of April 2022 times {multiple}; then ask which month first reaches it.",
        "Set the month as index; `idxmax()` of a column of True and False gives the first True.",
    ],
)
def doubled(lesson, country="CHN", multiple=2):
    table = lesson.load("ofac_listings")
    table = table.assign(month=pd.to_datetime(table["month"]).dt.strftime("%Y-%m"))
    rows = table[table["country"] == country].set_index("month").sort_index()

    def first(column, level):
        months = [month for month, value in column.items() if value >= level]
        return months[0] if months else None

    listed = rows["listed"]
    start = listed.iloc[0]
    answer = first(listed, multiple * start)
    if answer is None:
        raise NoAnswer("This country's entries never grew by that much.")
    everybody = table.groupby("month")["listed"].sum()
    russia = table[table["country"] == "RUS"].set_index("month")["listed"]
    mistakes = [
        Mistake(
            first(rows["added"].cumsum(), multiple * start),
            "You added up the additions and forgot what was listed at the start: a level is"
            " start plus additions less removals.",
        ),
        Mistake(
            first(everybody, multiple * everybody.iloc[0]),
            "That is for all countries together. Keep the rows of {country}.",
        ),
        Mistake(
            first(russia, multiple * russia.iloc[0]),
            "That is Russia. The question is about {country}.",
        ),
        Mistake(
            rows["added"].idxmax(),
            "That is the month with the most additions. The question asks when the *level* had"
            " grown enough.",
        ),
        Mistake(
            listed.index[-1],
            "That is the last month of the table. The question asks for the *first* that"
            " reaches the level.",
        ),
        Mistake(
            listed.index[0], "That is the month you compare with. Which later month is the first?"
        ),
    ]
    return Expect(
        answer,
        [mistake for mistake in mistakes if mistake.shape],  # not all ever grew by that much
        "An entry says where somebody listed has an address. What the listing cost anybody it does"
        " not say.",
    )
