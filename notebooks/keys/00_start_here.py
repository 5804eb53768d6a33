"""Answer keys of lesson 00, Start here."""

from diplomacy_lib.answers import Expect, Mistake, Plan, key, largest
from diplomacy_lib.comparing import CHART, ChartShape

PLAN = Plan("Start here")


@key(
    "00.1",
    kind=int,
    unit="rows",
    minutes=2,
    vary={"leader": ["Ronald Reagan", "Richard Nixon", "Barack Obama", "George H.W. Bush"]},
    hints=[
        "Start from the cell above: which column and which name do you need?",
        "`len(...)` of a filtered table is its number of rows.",
    ],
)
def filtered(lesson, leader="Ronald Reagan"):
    meetings = lesson.load("leader_meetings")
    mine = meetings["us_leader"] == leader
    held = mine & (meetings["class_source"] != "not_a_meeting")
    mistakes = [
        Mistake(len(meetings), "That is every row of the table: nothing has been filtered."),
        Mistake(
            int(mine.sum() * meetings.shape[1]),
            "That counts cells, not rows: `size` multiplies rows by columns. `len` counts rows.",
        ),
        Mistake(
            int((~mine).sum()),
            "Those are the rows of everybody else: look at the sign between column and name.",
        ),
    ]
    if held.sum() != mine.sum():
        mistakes.append(
            Mistake(
                int(held.sum()),
                "You left out rows that are no meeting. Good thinking, but the question is only "
                "about `us_leader`.",
            )
        )
    return Expect(
        int(mine.sum()), mistakes, "Rows, mind: not every row is a meeting. See lesson 01."
    )


@key(
    "00.2",
    kind=str,
    minutes=2,
    vary={"which": ["last", "second to last"]},
    hints=[
        "Sort by the column that holds the day of signature.",
        (
            "`iloc[0]` is the first row after sorting, `iloc[-1]` the last and `iloc[-2]` the one"
            ' before it; `["treaty"]` takes its name.'
        ),
    ],
)
def sorted_treaties(lesson, which="last"):
    treaties = lesson.load("treaties").set_index("treaty", drop=False)
    place = {"last": 0, "second to last": 1}[which]

    def backwards(column):
        return treaties[column].dropna().sort_values(ascending=False).index

    return Expect(
        largest(treaties["signed"], most=2)[place],
        [
            Mistake(
                backwards("signed")[-1 - place],
                "That is the other end of the list: which row do you take?",
            ),
            Mistake(
                backwards("signed")[1 - place],
                "Sorted as it should be. You took the row beside it: count places from the end.",
            ),
            Mistake(
                backwards("in_force")[place],
                "You sorted by `in_force`. A treaty is signed first and enters into force later.",
            ),
            Mistake(
                backwards("treaty")[place],
                "You sorted by the name, from A to Z. The question is about the day of signature.",
            ),
        ],
        "Sorted by another column, the same table gives another answer.",
    )


@key(
    "00.3",
    kind=int,
    unit="explosions",
    minutes=2,
    vary={"country": ["FRA", "GBR", "CHN", "RUS"]},
    hints=[
        "Count the values of the column `country`.",
        "A result of `value_counts()` can be asked for one country by its code in square brackets.",
    ],
)
def counted(lesson, country="FRA"):
    tests = lesson.load("nuclear_tests")
    mine = tests["country"] == country
    air = mine & (tests["environment"] == "atmospheric")
    return Expect(
        int(mine.sum()),
        [
            Mistake(len(tests), "That is the whole table. Count for {country} alone."),
            Mistake(tests["country"].nunique(), "That is how many countries there are."),
            Mistake(int(air.sum()), "Those are the ones in the air. The question is about all."),
        ],
        "The list is one catalogue's; another counts slightly differently, as lesson 04 shows.",
    )


@key(
    "00.4",
    kind=int,
    unit="warheads",
    minutes=2,
    vary={"country": ["FRA", "GBR", "CHN", "IND"]},
    hints=[
        "Group by `country`, take the column `warheads`, and ask each heap for its largest value.",
        "The result has one number for each country: take the one you need by its code.",
    ],
)
def grouped(lesson, country="FRA"):
    stockpiles = lesson.load("nuclear_stockpiles")
    mine = stockpiles[stockpiles["country"] == country].set_index("year")["warheads"]
    mistakes = [
        Mistake(int(mine.sum()), "You added up all years. Each row is a whole stockpile."),
        Mistake(int(stockpiles["warheads"].max()), "That is the largest of all countries."),
        Mistake(int(mine.idxmax()), "That is the year in which it happened."),
        Mistake(len(mine), "That is the number of years in the table: `count` counts rows."),
    ]
    if mine.iloc[-1] < mine.max():
        last = "That is the last year of the table. The question is about the largest ever."
        mistakes.append(Mistake(int(mine.iloc[-1]), last))
    return Expect(int(mine.max()), mistakes, "Which year it was, lesson 04 asks.")


@key(
    "00.5",
    kind=int,
    unit="countries",
    minutes=2,
    vary={"outside": [True, False]},
    hints=[
        "After `merge`, each member has a `region`.",
        "In `query`, `!=` means: is not.",
    ],
)
def joined(lesson, outside=True):
    members = lesson.load("nato_members").merge(lesson.load("countries"), on="country")
    abroad = int((members["region"] != "Europe").sum())
    answer, other = (abroad, len(members) - abroad) if outside else (len(members) - abroad, abroad)
    surprise = answer - 1 if outside else answer + 1
    return Expect(
        answer,
        [
            Mistake(other, "Those are all the others: look at the sign in your filter."),
            Mistake(
                surprise,
                "Very likely you counted from memory: the United Nations' regions are not "
                "everybody's. Let `merge` and `query` count.",
            ),
            Mistake(len(members), "Those are all members. Filter by `region` after the join."),
        ],
        "Turkey is in Western Asia, says the United Nations; other lists say otherwise.",
    )


@key(
    "00.6",
    kind=int,
    unit="days",
    minutes=2,
    vary={"treaty": ["INF Treaty", "New START", "SORT"]},
    hints=[
        "Take the row of the treaty as the cell above does, with another name.",
        "Later date minus earlier date, then `.days`.",
    ],
)
def subtracted(lesson, treaty="INF Treaty"):
    row = lesson.load("treaties").set_index("treaty").loc[treaty]
    days = (row["in_force"] - row["signed"]).days
    return Expect(
        days,
        [
            Mistake(-days, "The size is right, the sign is not: the later date comes first."),
            Mistake(days + 1, "You counted the first day too. A date minus a date counts nights."),
            Mistake(
                (row["ended"] - row["in_force"]).days,
                "That is how long {treaty} was in force. The question is about the wait before it.",
            ),
            Mistake(
                (row["ended"] - row["signed"]).days,
                "That runs to the end of {treaty}. Stop at its entry into force.",
            ),
            Mistake(
                (row["in_force"].year - row["signed"].year) * 365,
                "You took years times 365. The dates know their days: subtract them.",
            ),
        ],
        "Between the two lies ratification: on the American side, two thirds of the Senate.",
    )


@key(
    "00.7",
    kind=CHART,
    minutes=2,
    hints=[
        "Begin with `alt.Chart(counts)`.",
        "Add the mark for bars, then `.encode(x=..., y=...)` with the two column names.",
    ],
)
def drawn(lesson):
    return Expect(
        ChartShape("bar", {"x": "country", "y": "tests"}),
        [
            Mistake(
                ChartShape("bar", {"x": "tests", "y": "country"}),
                "The bars are there, lying down: x and y have changed places.",
            ),
            Mistake(
                lambda chart: chart.mark != "bar" and chart.channels.get("x") == "country",
                "The columns are in place; the mark is another one. Which mark draws bars?",
            ),
            Mistake(
                lambda chart: not chart.channels,
                "A chart with a mark and nothing encoded: say which column is `x` and which `y`.",
            ),
        ],
        'Run `lesson.show(chart, "…")` with a sentence of your own to see it.',
    )
