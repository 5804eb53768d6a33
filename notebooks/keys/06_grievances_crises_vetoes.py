"""Answer keys of lesson 06, Grievances, crises and vetoes."""

from diplomacy_lib.answers import Expect, Mistake, NoAnswer, Plan, key

PLAN = Plan(
    "Grievances, crises and vetoes",
    {"rule": ["first list", "with later", "without amendments"]},
)


def first_list(lesson):
    """Return the vetoes of the first list, with their year."""
    table = lesson.load("vetoes")
    table = table[table["verified"] == "list"]
    return table.assign(year=table["date"].dt.year)


@key(
    "06.1",
    kind=int,
    unit="drafts",
    minutes=5,
    points=1,
    vary={"years": [(1946, 1979), (1946, 1974), (1946, 1988)]},
    hints=[
        "First keep the rows of these years. What does one row stand for: a draft or a veto?",
        "Which column has the same value for two vetoes of one draft, and for nothing else?",
        "`nunique()` of that column counts its different values.",
    ],
)
def drafts_blocked(lesson, years=(1946, 1979)):
    vetoes = first_list(lesson)
    rows = vetoes[vetoes["year"].between(*years)]
    answer = len(set(rows["draft"]))
    short = vetoes[vetoes["year"].between(years[0], years[1] - 1)]
    later = vetoes[vetoes["year"].between(years[0], years[1] + 1)]
    return Expect(
        answer,
        [
            Mistake(
                len(rows),
                "The years are right, the unit is not: those are vetoes. A draft that two members"
                " vetoed has two rows.",
            ),
            Mistake(
                rows["symbol"].nunique(),
                "You counted different symbols. Some drafts have none in this table, and two share"
                " one: which column numbers the drafts themselves?",
            ),
            Mistake(
                short["draft"].nunique(),
                "The unit is right, a year is missing: {years} includes both of its ends.",
            ),
            Mistake(
                later["draft"].nunique(),
                "The unit is right, there is a year too many: look at the last one.",
            ),
            Mistake(
                int((rows["draft"].value_counts() == 1).sum()),
                "Those are the drafts that only one member vetoed. Those with two or three vetoes"
                " were blocked as well, once each.",
            ),
            Mistake(
                vetoes["draft"].nunique(),
                "Those are the drafts of all years in the list. Keep the rows of the years asked"
                " for first.",
            ),
            Mistake(
                rows["date"].nunique(),
                "Those are days. On some days more than one draft fell.",
            ),
        ],
        "A draft is blocked once, however many members say no.",
    )


@key(
    "06.2",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.0005,
    minutes=5,
    points=2,
    vary={
        "state": ["Russia", "United States", "Soviet Union"],
        "years": [(2014, 2022), (1975, 1999), (1946, 1959)],
        "topic": ["Syria", "Israel-Palestine", "Admission"],
    },
    hints=[
        "Say the sentence aloud: of the vetoes that … That half of it is the denominator.",
        "Filter the state and the years first; only then compare the topic.",
        "The mean of a column of True and False is the share of True.",
    ],
)
def topic_share(lesson, state="Russia", years=(2014, 2022), topic="Syria"):
    vetoes = first_list(lesson)
    own = vetoes[vetoes["state"] == state]
    rows = own[own["year"].between(*years)]
    hits = int((rows["topic"] == topic).sum())
    if not hits:
        raise NoAnswer(f"No veto of these years and this state has the topic {topic}.")
    answer = hits / len(rows)
    country = vetoes[vetoes["country"] == own["country"].iloc[0]]
    period = vetoes[vetoes["year"].between(*years)]
    return Expect(
        answer,
        [
            Mistake(
                (own["topic"] == topic).mean(),
                "That is the share among all vetoes of {state}. The question is about certain"
                " years: keep only those, above and below the line.",
            ),
            Mistake(
                hits / len(own),
                "Above the line the years are right. Below it stand the vetoes of all years.",
            ),
            Mistake(
                hits / (period["topic"] == topic).sum(),
                "You divided by all members' vetoes on {topic}. That answers another question: of"
                " the vetoes on {topic}, what share were cast by {state}?",
            ),
            Mistake(
                hits / len(period),
                "You divided by the vetoes of all members. The sentence begins: of the vetoes that"
                " {state} cast …",
            ),
            Mistake(
                (country["topic"] == topic).mean(),
                "`country` has one code for the Soviet Union and Russia. The question says which"
                " state; the column `state` tells them apart. And mind the years.",
            ),
            Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
            Mistake(hits, "That is how many there were. What share of the vetoes is it?"),
            Mistake(
                1 - answer, "That is the share of the other topics: the condition is turned round."
            ),
        ],
        "With so few vetoes each one moves the share by some points: say how many there were.",
    )


def outcomes(rows, rule):
    """Return how many crises there are and how many count as agreed, mediated and not."""
    agreed = rows["formal"] if rule == "formal" else rows["crises"] * rows["agreement"]
    if rule == "tacit":
        agreed = agreed + rows["tacit"]
    found = rows.assign(agreed=agreed).groupby("mediated")[["crises", "agreed"]].sum()
    return found["crises"], found["agreed"]


@key(
    "06.5",
    kind=float,
    unit="a difference of two fractions",
    tolerance=0.0005,
    minutes=6,
    points=2,
    vary={
        "period": ["1990-2017", "1946-1989"],
        "rule": ["semi", "formal", "tacit"],
    },
    hints=[
        "Filter first: the period, and the two levels of violence.",
        "For each of the two groups you need two sums of crises: those that agreed, and all.",
        "`groupby('mediated')` and `sum` give both; divide, then subtract.",
    ],
)
def diff_agree(lesson, period="1990-2017", rule="semi"):
    cells = lesson.load("crisis_cells")
    mild = cells["violence"].isin(["none", "minor_clashes"])
    then = cells["period"] == period

    def gap(rows, rule=rule):
        n, agreed = outcomes(rows, rule)
        return float(agreed[True] / n[True] - agreed[False] / n[False])

    rows = cells[mild & then]
    n, agreed = outcomes(rows, rule)
    failed = n - agreed
    answer = gap(rows)
    by_cell = rows.groupby("mediated")["agreement"].mean()
    return Expect(
        answer,
        [
            Mistake(
                gap(cells),
                "That is the difference over all crises. Keep the period and the milder ones.",
            ),
            Mistake(
                gap(cells[then]),
                "The period is right. Keep only the two milder levels of violence as well.",
            ),
            Mistake(
                gap(cells[mild]),
                "The levels of violence are right. Keep only the period asked for as well.",
            ),
            Mistake(
                float((agreed[True] / n[True]) / (agreed[False] / n[False])),
                "Both shares are right. You divided one by the other; the question asks for their"
                " difference.",
            ),
            Mistake(
                float(agreed[True] / agreed.sum() - failed[True] / failed.sum()),
                "You turned the condition round: those are shares mediated, among the crises that"
                " ended in agreement and among the others. Ask for the shares that agreed.",
            ),
            Mistake(
                float(agreed[True] / agreed.sum()),
                "That is the share of the agreements that were mediated: the condition is turned"
                " round. Begin with the mediated crises: how many of them agreed?",
            ),
            Mistake(
                float(by_cell[True] - by_cell[False]),
                "You took the mean over rows. A row here is a kind of crisis and may hold many:"
                " sum the column `crises`.",
            ),
            Mistake(100 * answer, "Those are points. The exercise asks for fractions."),
            Mistake(-answer, "The size is right. The question asks for mediated less the others."),
            Mistake(
                float(agreed[True] / n[True]),
                "That is the share among the mediated. Which share do you subtract from it?",
            ),
            Mistake(
                float((agreed[True] - agreed[False]) / n.sum()),
                "You divided both numbers by all crises. Each group has its own denominator.",
            ),
        ],
        "The groups are small, and nobody drew lots: a difference, and not an effect.",
    )


@key(
    "06.6",
    kind=float,
    unit="a difference of two fractions",
    tolerance=0.0002,
    minutes=9,
    points=3,
    vary={
        "weights": ["all", "mediated"],
        "period": ["1946-2017", "1946-1989", "1990-2017"],
    },
    hints=[
        "Group by band and by `mediated`, and sum the two columns of tension.",
        "Divide, then pivot: one row for each band, one column for each group. Subtract.",
        "Multiply each difference by the weight of its band; the weights add up to one.",
    ],
)
def std_diff(lesson, weights="all", period="1946-2017"):
    cells = lesson.load("crisis_cells")
    if period != "1946-2017":
        cells = cells[cells["period"] == period]

    def sums(rows, *by):
        grouped = rows.groupby([*by, "mediated"])
        return grouped["tension_again"].sum(), grouped["tension_known"].sum()

    def crude(rows):
        again, number = sums(rows)
        return float(again[True] / number[True] - again[False] / number[False])

    def weighted(rows, by="duration_band", which=weights):
        again, number = sums(rows, by)
        share = (again / number).unstack()
        wide = number.unstack()
        weight = wide[True] if which == "mediated" else wide[True] + wide[False]
        return float(((share[True] - share[False]) * weight).sum() / weight.sum())

    known = cells[cells["duration_band"] != "unknown"]
    other = "all" if weights == "mediated" else "mediated"
    again, number = sums(known, "duration_band")
    plain = (again / number).unstack()
    agreed = known["crises"] * known["agreement"]
    answer = weighted(known)
    return Expect(
        answer,
        [
            Mistake(
                crude(known),
                "That is the crude difference over all known lengths. Take a difference in each"
                " band first, then average.",
            ),
            Mistake(
                crude(cells),
                "That is the crude difference, with the unknown lengths still in it. Work band by"
                " band, and leave those out.",
            ),
            Mistake(
                float((plain[True] - plain[False]).mean()),
                "The four differences are right. You gave the bands equal weight; a band with more"
                " crises should count for more.",
            ),
            Mistake(
                weighted(cells),
                "You kept the crises of unknown length as a fifth band. They are of every length:"
                " leave them out.",
            ),
            Mistake(
                weighted(known, which=other),
                "The four differences are right. Look again at whose share the weights are.",
            ),
            Mistake(
                weighted(known, by="violence"),
                "You standardised over violence. The question holds the length fixed.",
            ),
            Mistake(
                weighted(known.assign(tension_again=agreed, tension_known=known["crises"])),
                "That is the difference in agreement. The question is about renewed tension.",
            ),
            Mistake(-answer, "The size is right. The question asks for mediated less the others."),
            Mistake(100 * answer, "Those are points. The exercise asks for a fraction."),
        ],
        "It is smaller than a cause and larger than nothing: willingness stands in no column.",
    )


@key(
    "06.3",
    kind=list,
    unit="two fractions between 0 and 1",
    tolerance=0.0005,
    minutes=7,
    points=2,
    vary={
        "pair": [("RUS", "CHN"), ("USA", "GBR"), ("USA", "FRA"), ("GBR", "FRA")],
        "since": [1960, 1975],
    },
    hints=[
        "Make one set of drafts for each of the two members. What do both sets contain?",
        "The same intersection stands above both lines; below each stands another set.",
        "`len(first & second) / len(first)`, and then the other way round.",
    ],
)
def both_ways(lesson, pair=("RUS", "CHN"), since=1960):
    vetoes = first_list(lesson)
    rows = vetoes[vetoes["year"] >= since]

    def shares(rows, column="draft"):
        one, other = (set(rows.loc[rows["country"] == member, column]) for member in pair)
        shared = len(one & other)
        return [shared / max(len(one), 1), shared / max(len(other), 1)], shared, len(one | other)

    answer, shared, either = shares(rows)
    if not shared:
        raise NoAnswer("These two vetoed no draft together in these years.")
    drafts = rows["draft"].nunique()
    return Expect(
        answer,
        [
            Mistake(
                [answer[1], answer[0]],
                "Both numbers are right and in the wrong order. Which set does the first sentence"
                " begin with? That one stands below the line.",
            ),
            Mistake(
                [answer[0], answer[0]],
                "One number cannot answer both: when the condition is turned round, the"
                " denominator is another set.",
            ),
            Mistake(
                [answer[1], answer[1]],
                "One number cannot answer both: the second sentence has a denominator of its own,"
                " and so has the first.",
            ),
            Mistake(
                [shared / drafts, shared / drafts],
                "You divided by the drafts of all members. Each sentence names its own set of"
                " drafts.",
            ),
            Mistake(
                [shared / either, shared / either],
                "You divided by the drafts that either of them vetoed. Each sentence begins with"
                " the drafts of one.",
            ),
            Mistake(
                shares(vetoes)[0],
                "The two denominators are the right kind. Keep the years from {since} on.",
            ),
            Mistake(
                shares(rows, "date")[0],
                "You matched by date. Two drafts can fall on one day: match by draft.",
            ),
            Mistake([100 * value for value in answer], "Those are per cent. Give fractions."),
            Mistake(
                [1 - value for value in answer],
                "Those are the shares that the other one did *not* veto.",
            ),
        ],
        "The same drafts above both lines: only the condition changed.",
    )


@key(
    "06.4",
    kind=list,
    unit="three fractions between 0 and 1",
    tolerance=0.0005,
    minutes=5,
    points=2,
    vary={
        "resolution": ["ES-11/5", "ES-11/3", "ES-11/7"],
    },
    hints=[
        "Write the sentence that each share completes: most voters, or most members?",
        "The yes votes stand above all three lines. Write the three denominators one by one.",
        "Members that were absent are in no column; the last denominator is given.",
    ],
)
def yes_shares(lesson, resolution="ES-11/5"):
    table = lesson.load("un_emergency_votes")
    row = table[table["resolution"] == f"A/RES/{resolution}"].iloc[0]
    yes, no, abstain = int(row["yes"]), int(row["no"]), int(row["abstain"])
    cast = yes + no + abstain
    two, three, members = yes / (yes + no), yes / cast, yes / 193
    answer = [two, three, members]
    return Expect(
        answer,
        [
            Mistake(
                [three, three, members],
                "In the first share an abstention is not a no: leave it out there.",
            ),
            Mistake(
                [two, three, three],
                "The last share lost the absent. Their number is in no column; the members are"
                " given in the question.",
            ),
            Mistake([members, three, two], "The shares are right. Look at the order asked for."),
            Mistake(
                [three, two, members], "The shares are right. The first two have changed places."
            ),
            Mistake(
                [two, members, three], "The shares are right. The last two have changed places."
            ),
            Mistake(
                [yes / no, yes / (no + abstain), members],
                "You divided by the others. A share has the yes votes below the line as well.",
            ),
            Mistake([100 * value for value in answer], "Those are per cent. Give fractions."),
            Mistake(
                [yes + no, cast, 193],
                "Those are the three denominators. Divide the yes votes by each.",
            ),
        ],
        "Three true shares: the sentence decides which one it needs.",
    )


@key(
    "06.7",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.0005,
    minutes=5,
    points=2,
    vary={"lists": [("cow", "dyadic"), ("cow", "gml"), ("gml", "dyadic")]},
    hints=[
        "Make a set of dispute numbers for each of the two lists.",
        "`&` gives what is in both sets, `|` what is in at least one.",
        "Divide the length of the one by the length of the other.",
    ],
)
def overlap(lesson, lists=("cow", "dyadic")):
    table = lesson.load("dispute_lists")
    found = {name: set(rows["dispute"]) for name, rows in table.groupby("list")}
    one, other = found[lists[0]], found[lists[1]]
    both, either = len(one & other), len(one | other)
    answer = both / either
    every, some = set.intersection(*found.values()), set.union(*found.values())
    return Expect(
        answer,
        [
            Mistake(
                both / max(len(one), len(other)),
                "Above the line all is right. You divided by the longer list; the shorter one has"
                " disputes of its own as well.",
            ),
            Mistake(
                both / min(len(one), len(other)),
                "Above the line all is right. You divided by the shorter list: what is in *at"
                " least one* of them?",
            ),
            Mistake(
                len(every) / len(some),
                "You compared all three lists. The question is about two of them.",
            ),
            Mistake(
                both / (len(one) + len(other)),
                "Below the line the shared disputes stand twice. A union holds each once.",
            ),
            Mistake(
                2 * both / (len(one) + len(other)),
                "That is another measure of likeness, which counts the shared ones twice on both"
                " sides of the line. The question has each dispute once.",
            ),
            Mistake(both / len(some), "Below the line stand the disputes of all three lists."),
            Mistake(both, "That is how many they share. Share of what?"),
            Mistake(1 - answer, "That is the share that only one of them has."),
            Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
        ],
        "Lists of almost equal length can still differ in their members.",
    )
