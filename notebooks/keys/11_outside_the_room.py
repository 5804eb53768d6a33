"""Answer keys of lesson 11, Outside the room: publics and politics."""

import numpy as np
import pandas as pd

from diplomacy_lib.answers import Expect, Mistake, NoAnswer, Plan, key, largest

PLAN = Plan(
    "Outside the room: publics and politics",
    {"design": [1.5, 1.3, 2.0], "seen": ["RUS", "USA", "CHN"]},
)


def waves_of(lesson, country, opinion_of, column="favourable_pct"):
    """Return the waves of one public on another country, by year."""
    views = lesson.load("opinion_views")
    mine = views[(views["country"] == country) & (views["opinion_of"] == opinion_of)]
    return mine.set_index("year")[[column, "n"]].rename(columns={column: "pct"})


def standard_error(percent, n):
    """Return the standard error of a percentage, in points."""
    return float(np.sqrt(percent / 100 * (1 - percent / 100) / n)) * 100


@key(
    "11.1",
    kind=float,
    unit="points",
    tolerance=0.005,
    minutes=5,
    points=2,
    vary={"country": ["SWE", "GRC", "JPN"], "year": [2019, 2023]},
    hints=[
        "Write the share as a fraction p; the number of people asked is in the same row.",
        "The margin is 1.96 times a root. What stands under the root is p(1 − p) / n.",
        "The design effect multiplies what stands under the root; then come the points.",
    ],
)
def margin_points(lesson, country="SWE", year=2019):
    design = lesson.parameters["design"]
    percent, n = waves_of(lesson, country, "RUS").loc[year]
    error = standard_error(percent, n)
    root = design**0.5
    answer = 1.96 * error * root
    return Expect(
        answer,
        [
            Mistake(
                1.96 * error,
                "That is the simple margin, as if names had been drawn from a bowl. The design"
                " effect is missing.",
            ),
            Mistake(
                1.96 * error * design,
                "Nearly. You multiplied the margin by the design effect; it belongs under the"
                " root.",
            ),
            Mistake(
                1.96 * error / root,
                "The margin came out smaller than the simple one. A design effect above one makes a"
                " survey less exact.",
            ),
            Mistake(
                1.96 * standard_error(50, n) * root,
                "You took p = 0.5, the worst case that newspapers print. It is not this case: put"
                " the share of this row in.",
            ),
            Mistake(
                1.96 * standard_error(50, n),
                "You took p = 0.5, the worst case, and left out the design effect. Put the share of"
                " this row in first.",
            ),
            Mistake(
                error * root,
                "You stopped at the standard error. The 95% margin is 1.96 times as large.",
            ),
            Mistake(answer / 100, "That is a fraction. The exercise asks for points."),
            Mistake(
                answer * 100,
                "You put per cent under the root and multiplied by 100 once more. Choose one: a"
                " fraction and times 100, or per cent and 100 − p.",
            ),
            Mistake(
                2 * answer,
                "That is the width of the whole interval. A margin reaches from the middle to one"
                " end.",
            ),
            Mistake(
                percent,
                "That is the share itself. How far may it be from the truth by luck?",
            ),
        ],
        "A share far from one half has a smaller margin than the one that newspapers print.",
    )


@key(
    "11.2",
    kind=list,
    unit="two numbers in points",
    tolerance=0.01,
    minutes=7,
    points=3,
    vary={"public": ["Russians", "Americans"], "years": [(2018, 2019), (2010, 2011), (2012, 2013)]},
    hints=[
        "Find the change first; then half the width of its interval, from both waves.",
        "For each wave p(1 − p) / n. Add the two, multiply by the design effect, take the root.",
        "1.96 times that root, times 100, below the change and above it.",
    ],
)
def interval(lesson, public="Russians", years=(2018, 2019)):
    design = lesson.parameters["design"]
    codes = ("RUS", "USA") if public == "Russians" else ("USA", "RUS")
    waves = waves_of(lesson, *codes).loc[list(years)]
    errors = [standard_error(percent, n) for percent, n in waves.to_numpy()]
    change = float(waves["pct"].iloc[1] - waves["pct"].iloc[0])
    simple = 1.96 * float(np.hypot(*errors))
    half = simple * design**0.5

    def around(middle, width):
        return [middle - width, middle + width]

    later = float(waves["pct"].iloc[1])
    return Expect(
        around(change, half),
        [
            Mistake(
                around(change, 1.96 * sum(errors) * design**0.5),
                "The change is right. You added the two margins; it is unlikely that both surveys"
                " have bad luck in opposite directions. Squares add, and the root comes last.",
            ),
            Mistake(
                around(change, simple),
                "The change is right and the two waves are put together rightly. The design effect"
                " is missing.",
            ),
            Mistake(
                around(change, simple * design),
                "The change is right. The design effect belongs under the root.",
            ),
            Mistake(
                around(change, half / 1.96),
                "The change is right. That reaches one standard error each way; 95% needs more.",
            ),
            Mistake(
                around(change, 1.96 * errors[1] * design**0.5),
                "The change is right. Its luck has two sources: the wave of {years[0]} has a margin"
                " as well.",
            ),
            Mistake(
                around(change, 1.96 * abs(errors[1] - errors[0]) * design**0.5),
                "You subtracted the margins. The uncertain part of a difference is larger than"
                " that of either wave, not smaller.",
            ),
            Mistake(
                around(-change, half),
                "The width is right and the sign is not: later wave less earlier.",
            ),
            Mistake(
                around(later, 1.96 * errors[1] * design**0.5),
                "That is the interval of one wave, {years[1]}. The question is about the change"
                " since {years[0]}.",
            ),
            Mistake(
                [end / 100 for end in around(change, half)],
                "Those are fractions. The exercise asks for points.",
            ),
        ],
        "If zero lies inside, the surveys do not show a change; they do not show that there was"
        " none.",
    )


@key(
    "11.3",
    kind=list,
    unit="two whole numbers",
    minutes=7,
    points=2,
    vary={"threshold": [15, 18, 20, 22]},
    hints=[
        "Sort by year, then group by public and by country looked at: each group is a series.",
        "Within the groups you need the value before and the value after: shift both ways.",
        "Both distances must be larger than the threshold: join the two conditions with `&`.",
    ],
)
def flags(lesson, threshold=15):
    views = lesson.load("opinion_views").sort_values(["country", "opinion_of", "year"])

    def found(table, column="favourable_listed_pct", by=("country", "opinion_of")):
        grouped = table.groupby(list(by))[column] if by else table[column]
        before, after = grouped.diff().abs() > threshold, grouped.diff(-1).abs() > threshold
        return before, after

    def counted(rows):
        return [len(rows), int(((rows["opinion_of"] == "CHN") & (rows["year"] == 2013)).sum())]

    before, after = found(views)
    answer = counted(views[before & after])
    as_stored = views.sort_index()
    unsorted_before, unsorted_after = found(as_stored, by=())
    loose_before, loose_after = found(views, by=())
    known_before, known_after = found(views, "favourable_pct")
    by_public = found(as_stored, by=("country",))
    return Expect(
        answer,
        [
            Mistake(
                counted(views[before | after]),
                "You joined the two with *or*: a lasting change is far from one neighbour only."
                " The rule asks for both.",
            ),
            Mistake(
                counted(as_stored[unsorted_before & unsorted_after]),
                "You compared with the row above and the row below. In the table as it is stored"
                " these belong to another country looked at: sort and group first.",
            ),
            Mistake(
                counted(views[loose_before & loose_after]),
                "The sorting is right. At the seams you compared one series with the next: group"
                " before you take the difference.",
            ),
            Mistake(
                counted(as_stored[by_public[0] & by_public[1]]),
                "You grouped by the public alone. A series is one public *and* one country looked"
                " at.",
            ),
            Mistake(
                counted(views[known_before & known_after]),
                "You used `favourable_pct`, in which the mislabelled values are blank already. The"
                " question is about what the source lists.",
            ),
            Mistake(
                counted(views[before]),
                "You compared with the wave before only. The rule asks for the wave after as well.",
            ),
            Mistake(
                counted(views[after]),
                "You compared with the wave after only. The rule asks for the wave before as well.",
            ),
            Mistake(
                [answer[1], answer[0]],
                "Both numbers are right and in the wrong order: all flagged rows first.",
            ),
            Mistake(
                [answer[0], answer[0] - answer[1]],
                "The first is right. The second should be the views of China in 2013, not the"
                " others.",
            ),
        ],
        "Look at the others that it flags: below some threshold a rule finds history, not errors.",
    )


@key(
    "11.4",
    kind=list,
    unit="a number of visas, and per cent",
    tolerance=0.05,
    minutes=6,
    points=2,
    vary={"year": [2021, 2018, 2020, 2022, 2023, 2024]},
    hints=[
        "Which twelve months are the fiscal year {year}? It begins in the year before.",
        "Keep the rows from the first of these months to the last, and sum `issued`.",
        "Per cent of what? The fiscal year 2013 stands below the line.",
    ],
)
def visas(lesson, year=2021):
    table = lesson.load("us_visas_monthly")
    months = table.groupby("month")["issued"].sum().sort_index()
    yearly = lesson.load("us_visas_yearly")
    base = int(yearly.groupby("fiscal_year")["issued"].sum()[2013])

    def pair(rows):
        total = int(rows.sum())
        return [total, 100 * (total - base) / base]

    total, percent = pair(months.loc[f"{year - 1}-10-01" : f"{year}-09-01"])
    visitors = table[table["visa_class"] == "B1/B2"].set_index("month")["issued"].sort_index()
    rows_2013 = yearly[(yearly["fiscal_year"] == 2013) & (yearly["visa_class"] == "B1/B2")]
    own_base = int(rows_2013["issued"].sum())
    own = int(visitors.loc[f"{year - 1}-10-01" : f"{year}-09-01"].sum())
    return Expect(
        [total, percent],
        [
            Mistake(
                pair(months.loc[f"{year}-01-01" : f"{year}-12-01"]),
                "You took the calendar year. The fiscal year starts in October of the year before.",
            ),
            Mistake(
                pair(months.loc[f"{year}-10-01" : f"{year + 1}-09-01"]),
                "You started in October of {year}. A fiscal year is named after the year in which"
                " it ends.",
            ),
            Mistake(
                pair(months.loc[f"{year - 1}-10-01" : f"{year}-10-01"]),
                "That is thirteen months: the last October belongs to the next fiscal year.",
            ),
            Mistake(
                pair(months.loc[f"{year - 1}-09-01" : f"{year}-09-01"]),
                "That is thirteen months: the first September belongs to the fiscal year before.",
            ),
            Mistake(
                [own, 100 * (own - own_base) / own_base],
                "You counted visitors' visas, B1/B2, alone. All classes count.",
            ),
            Mistake(
                [total, 100 * (total - base) / total],
                "The visas are right. You divided by the later number; per cent of what came"
                " first.",
            ),
            Mistake(
                [total, -percent],
                "The visas are right, the size of the change too. A fall is negative.",
            ),
            Mistake(
                [total, percent / 100],
                "The visas are right. The change is a fraction; the exercise asks for per cent.",
            ),
            Mistake(
                [total, 100 + percent],
                "The visas are right. The second number says what is left; the question is by how"
                " much it differs.",
            ),
            Mistake(
                [percent, total],
                "Both numbers are right and in the wrong order: visas first.",
            ),
        ],
        "Issued, not wanted: consular posts, the pandemic and the war are all in this number.",
    )


@key(
    "11.5",
    kind=list,
    unit="a number of waves, and r",
    tolerance=0.0005,
    minutes=6,
    points=2,
    vary={"pair": [("USA", "CHN"), ("RUS", "CHN")]},
    hints=[
        "Make two tables, one for each direction. On which column do they belong together?",
        "`merge` on the year keeps the waves that both have; drop those with a blank.",
        "Count the rows that are left, and let `corr` compare the two columns.",
    ],
)
def waves_and_r(lesson, pair=("USA", "CHN")):
    def both(column="favourable_pct"):
        one = waves_of(lesson, *pair, column)["pct"]
        other = waves_of(lesson, *reversed(pair), column)["pct"]
        return one.sort_index(), other.sort_index()

    def joined(one, other):
        return pd.concat([one, other], axis=1, keys=["one", "other"])

    def told(table):
        return [len(table), float(table["one"].corr(table["other"]))]

    one, other = both()
    table = joined(one, other)
    known = table.dropna()
    answer = told(known)
    listed = joined(*both("favourable_listed_pct")).dropna()
    placed_known = joined(
        one.dropna().reset_index(drop=True), other.dropna().reset_index(drop=True)
    )
    waves = one.index.intersection(other.index)
    return Expect(
        answer,
        [
            Mistake(
                told(listed),
                "You used `favourable_listed_pct`: the views of China of 2013 in it are another"
                " question under a wrong label.",
            ),
            Mistake(
                [len(waves), answer[1]],
                "r is right. In one of the waves that you counted, one of the two is blank.",
            ),
            Mistake(
                told(placed_known.dropna()),
                "You put the two side by side by row, blanks dropped. So waves of different years"
                " meet each other: merge on the year.",
            ),
            Mistake(
                told(table.fillna(0)),
                "You filled missing waves with 0. Nobody said zero per cent: a gap is a gap.",
            ),
            Mistake(
                [answer[0], answer[1] ** 2],
                "The waves are right. You squared r; the question asks for r itself.",
            ),
            Mistake(
                [len(table), answer[1]],
                "r is right. You counted the waves of either public; the question asks for those"
                " of both.",
            ),
            Mistake(
                [answer[0], -answer[1]],
                "The waves are right, and the size of r; its sign is not.",
            ),
            Mistake(
                [answer[1], answer[0]],
                "Both numbers are right and in the wrong order: waves first.",
            ),
        ],
        "So much for a law of mirrors. Try `favourable_listed_pct` as well: one wrong value in a"
        " dozen moves r.",
    )


@key(
    "11.6",
    kind=dict,
    unit="four correlations, by name",
    tolerance=0.0005,
    minutes=6,
    points=3,
    vary={"first_after": [2014, 2015]},
    hints=[
        "First the common waves: one table, one row for each year that both have.",
        "`loc` splits a table by its years; each part has a correlation of its own.",
        "A loop over the years: `drop` one, correlate the rest, keep the result in a list.",
    ],
)
def fragile(lesson, first_after=2014):
    one, other = (waves_of(lesson, *codes)["pct"] for codes in (("USA", "RUS"), ("RUS", "USA")))
    table = pd.concat([one, other], axis=1, join="inner", keys=["one", "other"]).sort_index()

    def r(rows):
        return float(np.corrcoef(rows["one"], rows["other"])[0, 1])

    def named(*values):
        return dict(zip(["before", "after", "lowest", "highest"], values, strict=True))

    early = table[table.index < first_after]
    late = table[table.index >= first_after]
    if min(len(early), len(late)) < 3:
        raise NoAnswer(
            "With fewer than three waves on one side there is no correlation to speak of."
        )
    each = [r(table[table.index != year]) for year in table.index]
    before, after, low, high = r(early), r(late), min(each), max(each)
    whole = r(table)
    early_each = [r(early[early.index != year]) for year in early.index]
    shifted = table[table.index <= first_after], table[table.index > first_after]
    changes = table.diff().dropna()
    return Expect(
        named(before, after, low, high),
        [
            Mistake(
                named(after, before, low, high),
                "All four numbers are right; the two halves have changed places.",
            ),
            Mistake(
                named(before, after, high, low),
                "The halves are right; the smallest and the largest have changed places.",
            ),
            Mistake(
                named(r(shifted[0]), r(shifted[1]), low, high),
                "The last two are right. The wave of {first_after} belongs to the later half.",
            ),
            Mistake(
                named(before, after, whole, whole),
                "The halves are right. The other two are r over all waves, or the mean of the"
                " r's. Leave one wave out at a time, and give the two ends.",
            ),
            Mistake(
                named(whole, whole, low, high),
                "The last two are right. The halves need only their own waves.",
            ),
            Mistake(
                named(before, after, min(early_each), max(early_each)),
                "The halves are right. You left waves out of the first half only; leave out one of"
                " all.",
            ),
            Mistake(
                named(before, after, min(before, after), max(before, after)),
                "The halves are right. The other two come from leaving out one wave of all, not"
                " from the halves.",
            ),
            Mistake(
                named(before**2, after**2, low**2, high**2),
                "You squared the correlations; the question asks for r itself.",
            ),
            Mistake(
                named(
                    r(changes[changes.index < first_after]),
                    r(changes[changes.index >= first_after]),
                    low,
                    high,
                ),
                "The last two are right. For the halves you correlated changes; take the levels.",
            ),
        ],
        "Leaving out one wave cannot undo a step that has several waves on either side; splitting"
        " can. And half of so few is no proof of anything.",
    )


@key(
    "11.7",
    kind=list,
    unit="two whole numbers, in months",
    minutes=8,
    points=3,
    vary={
        "window": [
            ("2013-04-01", "2015-03-01"),
            ("2013-01-01", "2015-07-01"),
            ("2013-08-01", "2015-09-01"),
        ]
    },
    hints=[
        "`risk.shift(k)` puts the risk of k months before beside this month's approval.",
        "Write down all nine r's for levels. Only then look for the largest.",
        "For changes: `diff` on both whole series first, then the same nine correlations.",
    ],
)
def best_lags(lesson, window=("2013-04-01", "2015-03-01")):
    ours, danger = (
        lesson.load(name).set_index("month")["value"].astype(float)
        for name in ("approval_extract", "risk_extract")
    )
    first, last = window

    def nine(ours, danger, back=1):
        cut = ours.loc[first:last]
        shifted = [danger.shift(back * k).reindex(cut.index) for k in range(9)]
        return np.array([cut.corr(other) for other in shifted])

    levels, changes = nine(ours, danger), nine(ours.diff(), danger.diff())
    answer = [lag for r in (levels, changes) for lag in largest(dict(enumerate(r)))]
    late = nine(ours.loc[first:last].diff(), danger.loc[first:last].diff())
    reverse = [nine(ours, danger, -1), nine(ours.diff(), danger.diff(), -1)]
    return Expect(
        answer,
        [
            Mistake(
                [int(np.nanargmax(values)) for values in reverse],
                "You shifted the other way: that is the risk of k months *after*. Approval cannot"
                " follow what has not happened yet.",
            ),
            Mistake(
                [answer[0], int(late.argmax())],
                "The first is right. You cut the window and then took changes, so that months at"
                " its edge were lost: changes first.",
            ),
            Mistake(
                [int(abs(levels).argmax()), int(abs(changes).argmax())],
                "You took the r farthest from zero, whatever its sign. The question asks for the"
                " largest.",
            ),
            Mistake(
                [answer[0] + 1, answer[1] + 1],
                "You counted the places from one. The first lag is 0.",
            ),
            Mistake(
                [answer[0], answer[0]],
                "The first is right. The second is to come from monthly changes.",
            ),
            Mistake(
                [answer[1], answer[0]],
                "Both are right and in the wrong order: levels first.",
            ),
            Mistake(
                [float(levels.max()), float(changes.max())],
                "Those are the correlations. The question asks at which lag they stand.",
            ),
        ],
        "The best of nine is not a finding: the other eight belong into the sentence, and another"
        " window has another best.",
    )
