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


def different(answer, *mistakes):
    """Keep the mistakes that do not lead to the answer, nor to an earlier mistake's value."""
    kept = []
    for mistake in mistakes:
        taken = [answer, *(one.shape for one in kept if not callable(one.shape))]
        if callable(mistake.shape) or all(abs(mistake.shape - value) > 0.001 for value in taken):
            kept.append(mistake)
    return kept


@key(
    "06.1",
    kind=int,
    unit="drafts",
    minutes=5,
    points=1,
    vary={"years": [(1946, 1979), (1946, 1969), (1970, 1989), (1960, 1999)]},
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
        different(
            answer,
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
        ),
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
        different(
            answer,
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
        ),
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
        different(
            answer,
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
        ),
        "The groups are small, and nobody drew lots: a difference, and not an effect.",
    )
