"""Answer keys of lesson 01, A century in dates."""

import statistics as st
from itertools import pairwise

import pandas as pd

from diplomacy_lib.answers import Expect, Mistake, NoAnswer, Plan, key

PLAN = Plan(
    "A century in dates",
    {"rule": ["narrow", "broad"], "period": [(1946, 2024), (1946, 1991), (1985, 2024)]},
)

CLASSES = {"narrow": {"bilateral"}, "broad": {"bilateral", "margins"}}


def rows_of(lesson, table="leader_meetings"):
    """Return a table's rows one by one, as tuples with names."""
    return list(lesson.load(table).itertuples(index=False))


def longest(rows, window, *, filter_first=False, from_start=False):
    """Return the longest silence that ended within the window, or 0 where none did."""
    if filter_first:
        rows = [row for row in rows if window[0] <= row.start.year <= window[1]]
    found, latest = [0], None
    for row in sorted(rows, key=lambda row: row.start):
        if latest is not None and window[0] <= row.start.year <= window[1]:
            found.append((row.start - latest).days)
        now = row.start if from_start else row.end
        latest = now if latest is None else max(latest, now)
    return max(found)


@key(
    "01.1",
    kind=int,
    unit="meetings",
    minutes=4,
    points=1,
    vary={
        "rule": ["broad", "narrow"],
        "period": [(1972, 2010), (1946, 1991), (1992, 2010)],
        "soil": ["third", "RUS", "USA"],
    },
    hints=[
        "Three conditions: the class of the row, the year of `start`, and the `country`.",
        "`meetings['start'].dt.year` is a column of years; `.between(first, last)` makes a mask.",
        "In `query`, `country not in ['USA', 'RUS']` keeps what is in neither; `len` counts rows.",
    ],
)
def whose_ground(lesson, rule="broad", period=(1972, 2010), soil="third"):
    def there(row):
        return row.country == soil if soil != "third" else row.country not in {"USA", "RUS"}

    def then(row):
        return period[0] <= row.start.year <= period[1]

    rows = rows_of(lesson)
    counted = [row for row in rows if row.class_source in CLASSES[rule]]
    other = CLASSES["narrow" if rule == "broad" else "broad"]
    answer = sum(there(row) and then(row) for row in counted)
    mistakes = [
        Mistake(
            sum(there(row) for row in counted),
            "That is every year of the table. Does your answer still hold the wartime conferences,"
            " or the years after the period? Filter `start` by its year.",
        ),
        Mistake(
            sum(then(row) for row in counted),
            "Rule and years look right, and all countries are still in. Which condition is about"
            " the ground they met on?",
        ),
        Mistake(
            len(rows),
            "That is the whole table. The question sets three conditions: class, years, ground.",
        ),
    ]
    if soil == "third":
        mistakes += [
            Mistake(
                sum(then(row) and row.country != "USA" for row in counted),
                "You left out the United States and kept the Soviet Union / Russia. The ground must"
                " belong to neither.",
            ),
            Mistake(
                sum(then(row) for row in counted) - answer,
                "That is the ground of the two themselves. The question is about everywhere else.",
            ),
        ]
    mistakes += [
        Mistake(
            sum(there(row) and then(row) for row in rows),
            "Ground and years look right. Now the class: which rows does your definition let in?"
            " Some of them are not meetings.",
        ),
        Mistake(
            sum(there(row) and then(row) for row in rows if row.class_source in other),
            "Ground and years look right, the class does not: that is the count by the rule which"
            " the exercise does *not* ask for. It asks for the {rule} one.",
        ),
    ]
    return Expect(
        answer, mistakes, "Whoever quotes the number names the rule: it is the {rule} one."
    )


@key(
    "01.2",
    kind=int,
    unit="days",
    minutes=6,
    points=2,
    vary={"window": [(2000, 2003), (1962, 1984), (2005, 2010)], "level": ["top", "any"]},
    hints=[
        "A silence is the start of one meeting less the end of what came before it.",
        (
            "Sort by `start`. The past is `rows['end'].cummax().shift()`: the latest end so far,"
            " moved down by one row."
        ),
        (
            "Compute all gaps first, then keep those whose meeting starts in the window: the first"
            " meeting of the window has a past too."
        ),
    ],
)
def silence_at_the_top(lesson, window=(2000, 2003), level="top"):
    narrow = [row for row in rows_of(lesson) if row.class_source == "bilateral"]
    counted = [row for row in narrow if level == "any" or row.level == "top"]
    answer = longest(counted, window)
    rows = [row for row in counted if window[0] <= row.start.year <= window[1]]
    found = [
        (now.start.year - before.start.year) * 365
        for before, now in pairwise(counted)
        if now in rows
    ]
    mistakes = [
        Mistake(
            longest(counted, (1900, 2100)),
            "That is the longest silence of the whole table. Keep only those whose next meeting"
            " starts in the years asked for.",
        ),
        Mistake(
            longest(counted, window, from_start=True),
            "You measured from start to start, so the length of the earlier stay counts as"
            " silence. Begin at its *end*.",
        ),
        Mistake(
            max(found),
            "That looks like a difference of years times 365. Dates carry days: subtract the dates"
            " themselves.",
        ),
        Mistake(
            longest(counted, window, filter_first=True),
            "Two slips lead here; check both. Did you keep the prime ministers? Or did you filter"
            " the years before you computed the gaps, so that the first meeting of the window lost"
            " its past?",
        ),
    ]
    return Expect(
        answer,
        mistakes,
        "These are trip dates: the silence between the talks themselves can be a little longer.",
    )


@key(
    "01.3",
    kind=int,
    unit="years",
    minutes=5,
    points=1,
    vary={"years": [(1955, 2024), (1965, 2024), (1975, 2024)], "rule": ["broad", "narrow"]},
    hints=[
        "How many calendar years are there in all? From 2001 to 2003 there are three.",
        "How many *different* years have a meeting? `nunique` counts each value once.",
        "The empty years are the first number less the second. Check that your rows are meetings.",
    ],
)
def empty_years(lesson, years=(1955, 2024), rule="broad"):
    wanted = range(years[0], years[1] + 1)
    starts = [
        (row.start.year, row.class_source)
        for row in rows_of(lesson)
        if row.start.year in set(wanted)
    ]
    met = {year for year, kind in starts if kind in CLASSES[rule]}
    meetings = sum(kind in CLASSES[rule] for _, kind in starts)
    other = {
        year for year, kind in starts if kind in CLASSES["narrow" if rule == "broad" else "broad"]
    }
    answer = sum(year not in met for year in wanted)
    added = {row.start.year for row in rows_of(lesson, "leader_meetings_added")} & set(wanted)
    mistakes = [
        Mistake(
            len(wanted) - meetings,
            "You took the number of *meetings* from the number of years. A year with two meetings"
            " is still one year: count different years.",
        ),
        Mistake(len(met), "That is the number of years *with* a meeting: the other side of it."),
        Mistake(meetings, "That is the number of meetings. The question is about years without."),
        Mistake(
            answer - 1,
            "Two slips lead here; check both. Is a row that is not a meeting filling a year? And"
            " does your number of years count both ends of the period?",
        ),
        Mistake(
            len(wanted) - len(other),
            "That is the number by the rule which the exercise does *not* ask for. It asks for the"
            " {rule} one.",
        ),
        Mistake(lambda given: given < 0, "A negative number of years: what was taken from what?"),
    ]
    if added - met:
        mistakes.append(
            Mistake(
                len(wanted) - len(met | added),
                "It looks as if the added meetings are in. The exercise asks for the log alone.",
            )
        )
    return Expect(
        answer, mistakes, "A year without a row is not a year without contact: the log is of trips."
    )


@key(
    "01.4",
    kind=int,
    unit="agreements",
    minutes=5,
    points=2,
    vary={
        "day": ["2002-06-12", "2005-12-31", "1993-12-31"],
        "which": ["all", "bilateral"],
    },
    hints=[
        "Two things must hold on the day: the agreement has begun, and it is not over.",
        (
            "Not over means: `ended` is blank, or `ended` is later than the day. `isna` finds"
            " blanks, `|` means or; put each condition in round brackets."
        ),
        (
            "A comparison with a blank is False, so agreements that never began fall out of"
            " `in_force <= day` by themselves."
        ),
    ],
)
def counted_that_day(lesson, day="2002-06-12", which="all"):
    on = pd.Timestamp(day)
    everything = rows_of(lesson, "treaties")
    rows = [row for row in everything if which in {"all", row.kind}]

    def open_on(row):
        return pd.isna(row.ended) or row.ended > on

    def begun(row):
        return not pd.isna(row.in_force) and row.in_force <= on

    answer = sum(begun(row) and open_on(row) for row in rows)
    never = sum(pd.isna(row.in_force) and row.signed <= on for row in rows)
    never_at_all = sum(pd.isna(row.in_force) for row in rows)
    with_end = sum(begun(row) and row.ended > on for row in rows)
    ever = sum(begun(row) for row in rows)
    now_open = sum(begun(row) and pd.isna(row.ended) for row in rows)
    mistakes = [
        Mistake(
            with_end,
            "You counted only agreements that have an end date. A blank is not an end: most of"
            " those agreements are still in force.",
        ),
        Mistake(
            sum(row.signed <= on and open_on(row) for row in rows),
            "You started from `signed`. A signature promises; from which column do you see that an"
            " agreement has begun to bind?",
        ),
        Mistake(
            answer + never_at_all,
            "Agreements that never entered into force are in your count, SALT II among them. A"
            " blank `in_force` means that it never began.",
        ),
        Mistake(
            ever,
            "That is how many had begun by then. Some of them were over already: use `ended` too.",
        ),
        Mistake(
            now_open,
            "You counted those that have not ended *to this day*. Some had an end still to come on"
            " the day asked for.",
        ),
        Mistake(
            sum(pd.isna(row.ended) or row.ended > on for row in rows),
            "That counts everything that was not over, whether or not it had begun. Add the"
            " condition on `in_force`.",
        ),
    ]
    if 0 < never < never_at_all:
        mistakes.append(
            Mistake(
                answer + never,
                "Agreements that were signed and never entered into force are in your count. A"
                " blank `in_force` means that it never began.",
            )
        )
    if which == "all":
        mistakes.append(
            Mistake(
                sum(begun(row) and open_on(row) for row in rows if row.kind == "bilateral"),
                "That is the right number of *bilateral* agreements. Which kinds does the exercise"
                " ask for?",
            )
        )
    return Expect(
        answer, mistakes, "In force is a statement about law; whether each was kept is another."
    )


@key(
    "01.5",
    kind=float,
    unit="days",
    tolerance=0.5,
    minutes=4,
    points=1,
    vary={"kind": ["bilateral", "multilateral"], "statistic": ["median", "mean"]},
    hints=[
        "Subtract one column of dates from the other; which came first?",
        "The difference is a length of time; `.dt.days` makes numbers of it.",
        (
            "Filter `kind` first. A wait that has not ended is a blank, and `{statistic}` skips"
            " blanks by itself."
        ),
    ],
)
def signature_to_law(lesson, kind="bilateral", statistic="median"):
    take = {"median": st.median, "mean": st.mean}
    rows = rows_of(lesson, "treaties")

    def waits(wanted, blank=None):
        chosen = [row for row in rows if wanted in {"all", row.kind}]
        days = [
            blank if pd.isna(row.in_force) else (row.in_force - row.signed).days for row in chosen
        ]
        return [day for day in days if day is not None]

    other = "mean" if statistic == "median" else "median"
    answer = take[statistic](waits(kind))
    nonzero = [wait for wait in waits(kind) if wait]
    mistakes = [
        Mistake(
            take[other](waits(kind)),
            f"That is the {other}. The exercise asks for the {statistic}: a few very long waits"
            " move one of the two a lot and hardly touch the other.",
        ),
        Mistake(
            take[statistic](waits(kind, 0)),
            "Blanks seem to have become 0 days. Never is not at once: leave those agreements out.",
        ),
        Mistake(
            take[statistic](waits("all")),
            "That is for all agreements of the table. Keep those of one kind only: {kind}.",
        ),
        Mistake(
            -answer, "The size is right, the sign is not: take the earlier date from the later."
        ),
        Mistake(
            answer / 365.25,
            "That is the wait in years. The exercise asks for days.",
        ),
    ]
    if len(nonzero) < len(waits(kind)):
        mistakes.append(
            Mistake(
                take[statistic](nonzero),
                "The agreements that entered into force on the day of signing are missing. Zero"
                " days is a wait too: it is not a blank.",
            )
        )
    return Expect(
        float(answer),
        mistakes,
        "Those that never entered into force are not in it: their wait has no end.",
    )


@key(
    "01.6",
    kind=int,
    unit="days",
    minutes=7,
    points=2,
    vary={"window": [(1995, 1999), (2003, 2004)], "against": ["reviewed", "broad"]},
    hints=[
        "Write the computation once, as a function of the rows, and call it twice.",
        "Inside: sort, start less the latest end so far, and only then keep the years asked for.",
        "The first number less the second. Which rows does each call get?",
    ],
)
def definition_check(lesson, window=(1995, 1999), against="reviewed"):
    rows = rows_of(lesson)
    first = [row for row in rows if row.class_source == "bilateral"]
    broad = [row for row in rows if row.class_source in CLASSES["broad"]]
    reviewed = [row for row in rows if row.class_reviewed == "bilateral"]
    second = {"reviewed": reviewed, "broad": broad}[against]
    elsewhere = {"reviewed": broad, "broad": reviewed}[against]
    one, two = longest(first, window), longest(second, window)
    if one == two:
        raise NoAnswer("In these years both definitions give the same longest silence.")
    cut = [longest(chosen, window, filter_first=True) for chosen in (first, second)]
    mistakes = [
        Mistake(two - one, "The size is right, the sign is not: which of the two comes first?"),
        Mistake(
            cut[0] - cut[1],
            "You filtered the years before you computed the gaps, so that the first meeting of the"
            " window lost its past. First all gaps, then the years.",
        ),
        Mistake(one, "That is the first silence alone. By how much is it longer than the second?"),
        Mistake(two, "That is the second silence alone. By how much is the first longer?"),
        Mistake(
            0,
            "Zero would mean that both are the same fact. Both are right about their own rule:"
            " look at which rows each of them counts.",
        ),
        Mistake(
            one - longest(elsewhere, window),
            "The first silence is right. The second uses another definition than the one asked"
            " for: read its column and classes again.",
        ),
    ]
    return Expect(
        one - two,
        mistakes,
        "The meetings did not change between the two calls; the word *meeting* did.",
    )
