"""Answer keys of lesson 14, Your briefing."""

import re

from diplomacy_lib.answers import Expect, Mistake, Plan, key
from diplomacy_lib.models import briefing

PLAN = Plan("Your briefing", {"sample": ["a", "b"]})


def is_one_of(given, letters):
    """Whether an answer is one of these letters, and not something that only says so."""
    return type(given) is str and given in letters


KINDS = {1: "dcvfdvcf", 2: "cdfvdcfv"}


@key(
    "14.1",
    kind=dict,
    minutes=6,
    points=2,
    vary={"which": [1, 2]},
    hints=[
        "Underline the verb. Does it say what was, why, what will be, or what ought to be?",
        (
            "Ask what would refute the sentence: a look at a table, a comparison, the calendar, or"
            " nothing?"
        ),
        "A cause needs no “because”: `brought`, `cut`, `made` and `held` say why, too.",
    ],
)
def claim_types(lesson, which=1):
    sentences = lesson.load("claim_sentences").query("set == @which")["sentence"]
    answer = dict(zip(range(1, len(sentences) + 1), KINDS[which], strict=True))
    of = {kind: [n for n, value in answer.items() if value == kind] for kind in "dcfv"}

    def taken(kind, wrong):
        return lambda given: any(is_one_of(given.get(number), wrong) for number in of[kind])

    return Expect(
        answer,
        [
            Mistake(
                {number - 1: kind for number, kind in answer.items()},
                "The letters are in order; the sentences count from 1, and your numbers from 0.",
            ),
            Mistake(
                taken("c", ["d"]),
                "One of your d's says why something came about, and not only that it did. What"
                " would have to vary before you could look it up?",
            ),
            Mistake(
                taken("v", ["d", "c", "f"]),
                "One of the sentences says what is worth having or what ought to be done, and you"
                " gave it another letter. No table settles a “should”.",
            ),
            Mistake(
                taken("f", ["d", "c", "v"]),
                "One of the sentences speaks of a day that has not come, and you gave it another"
                " letter. Who could look it up today?",
            ),
            Mistake(
                taken("d", ["c"]),
                "One of your c's only puts two numbers side by side. A comparison is no reason"
                " yet.",
            ),
            Mistake(
                taken("d", ["f", "v"]),
                "One of the sentences could be looked up in a table today, and you gave it another"
                " letter.",
            ),
        ],
        "The letter decides what could count against the sentence: a table, a comparison, the"
        " calendar, or a conversation.",
    )


COLUMN = {"share of roll calls": "agreement", "number of roll calls": "votes"}


@key(
    "14.2",
    kind=dict,
    minutes=6,
    points=2,
    vary={"measure": ["share of roll calls", "number of roll calls"], "year": [1985, 1993, 2012]},
    hints=[
        "`sample[…].rows` shows the data behind a record: which column names a row?",
        "One row must be left when you give the year. Then: which column holds the {measure}?",
        "Three entries: `record` and `column` are texts, `row` is a dictionary of its own.",
    ],
)
def bound(lesson, measure="share of roll calls", year=1985):
    other = {"agreement": "votes", "votes": "agreement"}
    column = COLUMN[measure]
    row = briefing.sample_album()["03.b1"].rows.set_index("year").loc[year]
    answer = {"record": "03.b1", "column": column, "row": {"year": year}}
    return Expect(
        answer,
        [
            Mistake(
                answer | {"column": other[column]},
                "Record and row are right. The column is of another unit: read the claim again,"
                " does it ask how many, or what share?",
            ),
            Mistake(
                answer | {"row": {"year": year + 1}},
                "The column is right, and the row is that of a neighbouring year.",
            ),
            Mistake(
                answer | {"row": {"year": year - 1}},
                "The column is right, and the row is that of the year before.",
            ),
            Mistake(
                answer | {"row": {"year": str(year)}},
                "All three are found so. The table holds the year as a number, though, and pandas"
                " would miss it: leave out the quotation marks.",
            ),
            Mistake(
                answer | {"row": year},
                "`row` wants the name of a column and a value in it, as a dictionary: which column"
                " holds this value?",
            ),
            Mistake(
                answer | {"column": float(row[column])},
                "You typed the number itself. It cannot follow when the record changes: give the"
                " name of its column.",
            ),
            Mistake(
                answer | {"row": {}},
                "Without a value in `row` every year fits. Name the one.",
            ),
        ],
        "Read, not typed: the sentence follows its record.",
    )


LETTER = {"low": "L", "moderate": "M", "high": "H"}


def authors(records, album):
    """Return who measured what these records show."""
    cited = [text for name in records for text in album[name].sources.values()]
    return {re.split(r"[.(]", text)[0].strip() for text in cited}


def grade(case, album):
    """Return the grade that the written rule gives."""
    if case["counter"] == "strong" or case["agree"] == "no":
        return "low"
    independent = len(authors(case["records"].split(), album))
    return "high" if independent >= 2 and case["agree"] == "yes" else "moderate"


@key(
    "14.3",
    kind=dict,
    minutes=6,
    points=2,
    vary={"which": [1, 2]},
    hints=[
        (
            "`sample['01.b1'].sources` names the tables behind a record and their authors. Count"
            " authors."
        ),
        "Two charts of one author are one source. Then look at `agree` and `counter`.",
        (
            "Go down the rule from the bottom: is it disputed? If not, are there two authors who"
            " agree?"
        ),
    ],
)
def confidence(lesson, which=1):
    album = briefing.sample_album()
    cases = lesson.load("claim_cases").query("set == @which").set_index("claim")
    grades = {name: grade(case, album) for name, case in cases.iterrows()}
    answer = {name: LETTER[value] for name, value in grades.items()}
    one_author = [n for n in answer if len(authors(cases["records"][n].split(), album)) == 1]
    two_charts = [n for n in one_author if " " in cases["records"][n] and answer[n] == "M"]
    loud = [n for n in answer if re.search("doubt|certain|question", cases["text"][n])]
    single = [n for n in answer if " " not in cases["records"][n]]
    disputed = [n for n in answer if answer[n] == "L"]

    def graded(names, letters):
        return lambda given: any(is_one_of(given.get(name), letters) for name in names)

    return Expect(
        answer,
        [
            Mistake(
                graded(two_charts, ["H"]),
                "A claim on two charts by one author has an H. *Independent* means measured by"
                " somebody else, not drawn twice.",
            ),
            Mistake(
                graded(disputed, ["H"]),
                "A claim has an H though it is disputed. Being sure in tone is no evidence: what"
                " does the column `counter` say?",
            ),
            Mistake(
                graded([n for n in loud if n not in disputed] + single, ["H"]),
                "A claim on a single source has an H. Is it the wording that convinced you?",
            ),
            Mistake(
                graded(disputed, ["M"]),
                "A claim with strong evidence against it has an M. The rule's last line comes"
                " first.",
            ),
            Mistake(
                graded([n for n in answer if answer[n] == "H"], ["M", "L"]),
                "A claim on which two authors agree, with little against it, deserves more than you"
                " gave it.",
            ),
            Mistake(
                graded([n for n in answer if answer[n] == "M"], ["L"]),
                "A claim has an L though one sound source carries it and nothing strong stands"
                " against it.",
            ),
        ],
        "The grade follows from sources and conflict; how sure the author sounds does not enter.",
    )


@key(
    "14.7",
    kind=str,
    minutes=30,
    points=5,
    hints=[
        "Clear the open items place by place: press Check, and begin with the first claim.",
        "Most items end in what to do. Numbers are put in with the menus under the claim.",
        "When nothing is open, export the page and read it aloud to somebody.",
    ],
)
def open_rules(lesson):
    says = {
        "E1": (
            "A field is empty, or the whole is too short or too long. How many words has the body?"
        ),
        "E2": "Count claims and options. Does every option say what it costs, and whom?",
        "E3": "A claim rests on no record of your album. Which chart made you think so?",
        "E4": "Kind, grade or reason of a claim is missing: why are you so sure, and not surer?",
        "E5": (
            "A claim has nothing against it, or its own record. Change the period, the country or"
            " the measure."
        ),
        "E6": (
            "A number and its place in the text do not fit together. Take it out and put it in"
            " with the menus."
        ),
        "E7": "A number is typed into a claim. Which record has it?",
        "E8": "A forecast lacks its range or its day.",
        "E9": "The advice rests on fewer than two claims, or nothing dated would change your mind.",
        "E10": "A source cannot be found: has it author, title, year and an address?",
    }
    return Expect(
        "complete",
        [Mistake(rule, f"One rule is left. {text}") for rule, text in says.items()],
        "Complete: every claim is tied to evidence and to an objection. Whether it is wise, a"
        " reader must say.",
    )


@key(
    "14.4",
    kind=list,
    minutes=6,
    points=2,
    vary={"pair": [("USA", "RUS"), ("USA", "GBR"), ("GBR", "CHN"), ("CHN", "USA")]},
    hints=[
        (
            "Change the period: one number for each country and decade. `pivot` puts countries side"
            " by side."
        ),
        (
            "A country without a row in a decade has cast no veto there: what stands in its cell,"
            " and what should?"
        ),
        "Keep the decades in which the second column is larger than the first.",
    ],
)
def counter(lesson, pair=("USA", "RUS")):
    rows = briefing.sample_album()["06.b1"].rows
    first, second = (rows[rows["country"] == c].set_index("decade")["vetoes"] for c in pair)
    decades = sorted(rows["decade"].unique().tolist())
    lead = {d: int(first.get(d, 0)) - int(second.get(d, 0)) for d in decades}
    answer = [d for d in decades if lead[d] < 0]
    shared = [d for d in answer if d in first.index and d in second.index]
    mistakes = [
        Mistake(
            [d for d in decades if lead[d] > 0],
            "These are the decades that agree with the claim. You are looking for those against"
            " it.",
        ),
        Mistake(
            shared,
            "Decades are missing in which one of them cast no veto at all: no row is no veto here,"
            " so it counts as 0.",
        ),
        Mistake(answer[:1], "That is one of them, or the first. Look at every decade."),
        Mistake([d // 10 for d in answer], "Give decades as the record does, four digits each."),
    ]
    if 0 in lead.values():
        mistakes.append(
            Mistake(
                [d for d in decades if lead[d] <= 0],
                "Right but for ties: an equal number, none against none, does not speak against"
                " it.",
            )
        )
    return Expect(
        answer,
        mistakes,
        "The whole period and its parts may disagree: a claim about vetoes needs its years.",
    )


@key(
    "14.5",
    kind=set,
    minutes=8,
    points=3,
    vary={"seed": [3, 10, 11]},
    hints=[
        "Links first: does every record named exist, and is none of them on both sides of a claim?",
        "Numbers next: is every placeholder given, and no number typed?",
        "Then the small fields: reasons, costs, days, limits. Four faults are planted.",
    ],
)
def defects(lesson, seed=3):
    memo = briefing.faulty(seed)
    found = briefing.check(memo, briefing.sample_album()).open
    answer = {(item.rule, briefing.spot(item.place)) for item in found}
    return Expect(
        answer,
        [
            Mistake(
                answer | {("W1", "c1")},
                "All faults are there, and one more that is none: W advises, and nothing depends on"
                " it.",
            ),
            Mistake(
                answer | {("E9", "c3")},
                "All faults are there, and one more than there are. What you would not have advised"
                " is no fault by any rule.",
            ),
            Mistake(
                {(rule, f"claim {place}".replace("claim all", "all")) for rule, place in answer},
                "All are found. A place is the id of a claim alone, or `all`.",
            ),
            Mistake(
                {rule for rule, _ in answer},
                "The rules are right. Give each with its place, as a pair in round brackets.",
            ),
        ],
        "Found without the checker: you could now read somebody else's memo so.",
    )


@key(
    "14.6",
    kind=float,
    unit="a number up to 1",
    tolerance=0.01,
    minutes=8,
    points=2,
    vary={"criterion": ["uncertainty", "evidence", "advice", "perspectives"]},
    hints=[
        "Keep the rows of {criterion}, then `pivot` so that each rater has a column.",
        "Expected agreement: for each level multiply the two raters' shares, then add up.",
        "Kappa is (observed − expected) divided by (1 − expected).",
    ],
)
def kappa(lesson, criterion="uncertainty"):
    table = lesson.load("ratings_example")

    def parts(rows):
        wide = rows.pivot(index=["memo_id", "criterion"], columns="rater", values="level")
        observed = (wide["A"] == wide["B"]).mean()
        expected = sum((wide["A"] == n).mean() * (wide["B"] == n).mean() for n in range(4))
        return observed, expected

    observed, expected = parts(table[table["criterion"] == criterion])
    every, by_chance = parts(table)
    answer = (observed - expected) / (1 - expected)
    return Expect(
        float(answer),
        [
            Mistake(
                observed,
                "That is the share of equal levels. Two raters with the same habits agree by chance"
                " too: how often?",
            ),
            Mistake(
                (every - by_chance) / (1 - by_chance),
                "The formula is right, the rows are of all criteria at once. Keep those of"
                " {criterion}.",
            ),
            Mistake(expected, "That is the agreement expected by chance, one part of the formula."),
            Mistake(
                observed - expected,
                "That is what is above the line. How large could it be at most?",
            ),
            Mistake(
                (observed - 0.25) / 0.75,
                "You took one quarter as expected, as if every level were equally common. Use each"
                " rater's own shares.",
            ),
            Mistake(100 * answer, "That is per cent. Give the plain number."),
        ],
        "Few memos: with another two dozen it would be another number.",
    )
