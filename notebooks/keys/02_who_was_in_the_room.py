"""Answer keys of lesson 02, Who was in the room."""

import statistics as st
from collections import Counter, defaultdict

from diplomacy_lib.answers import Expect, Mistake, Plan, key, largest

KISSINGER, ROGERS = "Kissinger, Henry A.", "Rogers, William P."
HALDEMAN, EHRLICHMAN = 'Haldeman, H. R. ("Bob")', "Ehrlichman, John D."
HAIG, BUTTERFIELD = "Haig, Alexander M., Jr.", "Butterfield, Alexander P."
NIXON, UNKNOWN = "Nixon, Richard M. (President)", "[Unknown person(s)]"
AIDES = {
    "Bull, Stephen B.", "Sanchez, Manolo", BUTTERFIELD, "Woods, Rose Mary",
    'Atkins, Oliver F. ("Ollie")', "Acker, Marjorie P.", "Ziegler, Ronald L.",
}  # fmt: skip

PLAN = Plan(
    "Who was in the room",
    {"people": [(KISSINGER, ROGERS), (KISSINGER, HAIG), (HAIG, ROGERS)]},
)


def records_of(lesson, person):
    """Return the ids of the records that name a person."""
    people = lesson.load("tape_participants")
    return set(people.loc[people["person"] == person, "conversation_id"])


@key(
    "02.1",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.0005,
    minutes=4,
    points=1,
    vary={"year": [1973, 1972], "place": ["Camp David", "telephone"]},
    hints=[
        "A share has a part and a whole. Which records are the whole here?",
        "List the names of the rooms: `conversations['room'].unique()`. How many are meant?",
        (
            "`isin([...])` or `.str.contains('...')` gives True or False for each row, and the mean"
            " of True and False is a share."
        ),
    ],
)
def share_of_a_year(lesson, year=1973, place="Camp David"):
    table = lesson.load("tape_conversations")
    rooms = table["room"].astype(str)
    years = list(table["date"].dt.year)
    meant = [place in room for room in rooms]
    wanted = [now == year for now in years]
    both = sum(m and w for m, w in zip(meant, wanted, strict=True))
    answer = both / sum(wanted)
    main = {"telephone": "White House telephone", "Camp David": "Camp David, Aspen Lodge"}[place]
    one = sum(r == main and w for r, w in zip(rooms, wanted, strict=True)) / sum(wanted)
    inside = table[table["date"].dt.year == year]
    length = inside.loc[inside["room"].astype(str).str.contains(place), "minutes"].sum()
    mistakes = [
        Mistake(
            sum(meant) / len(table),
            "That is the share over all years. The whole is the records of {year} alone: filter"
            " the date first.",
        ),
        Mistake(
            both / len(table),
            "The part looks right. You divided it by all records of the table; the question is"
            " about those of {year}.",
        ),
        Mistake(
            both / sum(meant),
            "You turned it round: of those series, how much falls into {year}. The question starts"
            " from the records of {year}.",
        ),
        Mistake(1 - answer, "That is the share of all the others."),
        Mistake(
            length / inside["minutes"].sum(),
            "That is a share of minutes. The question counts records, and many of the minutes are"
            " only bounds.",
        ),
        Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
        Mistake(both, "That is a number of records. What share of the records of {year} is it?"),
        Mistake(one, "That is one series. Look at all room names: which others belong to it?"),
    ]
    return Expect(
        answer,
        mistakes,
        "A share of records is not a share of time: calls are short.",
    )


@key(
    "02.2",
    kind=float,
    unit="minutes",
    tolerance=0.05,
    minutes=5,
    points=1,
    vary={
        "room": ["Oval Office", "White House telephone", "Cabinet Room"],
        "statistic": ["median", "mean"],
    },
    hints=[
        "Two conditions must hold: the room, and a time that is certain.",
        "In `query`, `and` joins two conditions; texts need quotation marks of their own.",
        "Then take the {statistic} of `minutes`.",
    ],
)
def certain_minutes(lesson, room="Oval Office", statistic="median"):
    take = {"median": st.median, "mean": st.fmean}
    other = "mean" if statistic == "median" else "median"
    table = lesson.load("tape_conversations")
    rows = list(zip(table["room"], table["time_certainty"], table["minutes"], strict=True))
    here = [minutes for r, sure, minutes in rows if r == room and sure == "certain"]
    answer = float(take[statistic](here))
    mistakes = [
        Mistake(
            float(take[statistic]([m for r, _, m in rows if r == room])),
            "The room looks right. Records with estimated times are still in, and their minutes are"
            " bounds, not lengths.",
        ),
        Mistake(
            float(take[statistic]([m for _, sure, m in rows if sure == "certain"])),
            "The certainty looks right. All rooms and lines are still in.",
        ),
        Mistake(
            float(take[other](here)),
            f"The rows are right. That is their {other}; the exercise asks for the {statistic}.",
        ),
        Mistake(
            float(take[statistic]([m for r, s, m in rows if r == room and s != "certain"])),
            "Those are the records whose times are *estimated*. Take the others.",
        ),
        Mistake(answer / 60, "That is in hours. The exercise asks for minutes."),
    ]
    return Expect(
        answer,
        mistakes,
        "Whether the uncertain ones were as long, the table cannot say.",
    )


@key(
    "02.3",
    kind=int,
    unit="people",
    minutes=5,
    points=2,
    vary={"kind": ["visitor", "top"]},
    hints=[
        "Filter the events first, then merge them with the names on `conversation_id`.",
        "After the merge one person may stand in many rows. `nunique` counts each name once.",
        "Two things do not count as a person: a group, and a name that is not a name.",
    ],
)
def different_people(lesson, kind="visitor"):
    events = list(lesson.load("tape_events").itertuples(index=False))
    people = lesson.load("tape_participants")
    names = defaultdict(list)
    for record, person, entity in people[["conversation_id", "person", "entity"]].itertuples(
        index=False
    ):
        names[record].append((person, entity))

    def logged(chosen):
        return [row for event in chosen for row in names[event.conversation_id]]

    def persons(rows):
        return [person for person, entity in rows if entity == "person"]

    face = [event for event in events if event.face_to_face and event.kind == kind]
    found = set(persons(logged(face)))
    answer = len(found - {UNKNOWN})
    held = {event.event_id for event in face}
    every_kind = [event for event in events if event.face_to_face]
    mistakes = [
        Mistake(
            sum(person != UNKNOWN for person in persons(logged(face))),
            "That counts rows. Somebody who came to three of the events is one person: count"
            " different names.",
        ),
        Mistake(
            len(logged(face)),
            "That is all rows after the merge. Filter `entity`, then count different names.",
        ),
        Mistake(
            len({row[0] for row in logged(face)}),
            "Different names, as asked. Some of them are not people: look at `entity` and at the"
            " unknown.",
        ),
        Mistake(
            len(found), "Close: one of your names is not a name. Who is `[Unknown person(s)]`?"
        ),
        Mistake(
            answer - 1, "One fewer than named: did you leave out the President? He counts too."
        ),
        Mistake(
            len(held), "That is the number of events. The question is about the people in them."
        ),
        Mistake(
            len(set(persons(logged(every_kind))) - {UNKNOWN}),
            "Those are the people of all face-to-face events. Keep one kind.",
        ),
    ]
    return Expect(
        answer,
        mistakes,
        "Named in the log: an interpreter counts like a minister, and who was silent may be"
        " absent.",
    )


@key(
    "02.4",
    kind=float,
    unit="a ratio of two shares",
    tolerance=0.005,
    minutes=6,
    points=2,
    vary={"person": [HALDEMAN, EHRLICHMAN, HAIG]},
    hints=[
        "You need two shares, each with its own whole: the face-to-face events, and all records.",
        (
            "For the first count different `event_id`: how many with him, of how many? For the"
            " second count rows of `tape_conversations`."
        ),
        "Divide the first share by the second.",
    ],
)
def lift(lesson, person=HALDEMAN):
    events = list(lesson.load("tape_events").itertuples(index=False))
    count, his = len(lesson.load("tape_conversations")), records_of(lesson, person)
    face = [event for event in events if event.face_to_face]

    def share(chosen):
        with_him = {event.event_id for event in chosen if event.conversation_id in his}
        return len(with_him) / len({event.event_id for event in chosen})

    base, raw = len(his) / count, share(face)
    answer = raw / base
    rows = sum(event.conversation_id in his for event in face) / len(face)
    mistakes = [
        Mistake(
            raw, "That is his share of the events. Compared with what? Divide by the base rate."
        ),
        Mistake(base, "That is his base rate, his share of all records. It goes below the line."),
        Mistake(1 / answer, "You divided the other way round: the base rate goes below the line."),
        Mistake(
            share(events) / base,
            "You took all events. Those with a telephone record are not face to face.",
        ),
        Mistake(
            rows / base,
            "Nearly: you counted records of the events. One of the events has two records: count"
            " different `event_id`.",
        ),
        Mistake(
            len({e.event_id for e in face if e.conversation_id in his}) / len(his),
            "You turned the condition round: of *his* records, how many are such events. Start from"
            " the events.",
        ),
        Mistake(
            raw - base, "That is the difference of the two shares. The lift is their quotient."
        ),
        Mistake(100 * answer, "The quotient of two shares needs no per cent."),
    ]
    return Expect(
        answer,
        mistakes,
        "Below 1: less often there than elsewhere. Above 1: more often. And one event more or less"
        " would move it a lot.",
    )


@key(
    "02.5",
    kind=str,
    minutes=6,
    points=2,
    vary={"person": [HAIG, BUTTERFIELD], "least": [200, 600]},
    hints=[
        "Make a column of True and False: is this record one of those that name him?",
        (
            "`groupby` accepts a column of months. The mean of True and False is a share, the count"
            " is how many records there are."
        ),
        "Drop the months with too few records before you look for the highest share.",
    ],
)
def peak_month(lesson, person=HAIG, least=200):
    table, his = lesson.load("tape_conversations"), records_of(lesson, person)
    every, named = Counter(), Counter()
    for record, date in zip(table["conversation_id"], table["date"], strict=True):
        every[f"{date:%Y-%m}"] += 1
        named[f"{date:%Y-%m}"] += record in his
    share = {month: named[month] / every[month] for month in every}
    full = {month: share[month] for month in every if every[month] >= least}
    (answer,) = largest(full)
    mistakes = [
        Mistake(
            max(named, key=named.get),
            "That is the month with the most records that name him. Months differ in how much was"
            " logged: divide by all records of the month.",
        ),
        Mistake(
            max(share, key=share.get),
            "The share is right, the month is thin: it has fewer than {least} records in all. Drop"
            " such months first.",
        ),
        Mistake(
            min(full, key=full.get), "That is where the share is *lowest* among the full months."
        ),
        Mistake(
            lambda given: len(given) != 7 or given[4] != "-",
            "A month is wanted as four digits, a hyphen and two digits, like 1970-12.",
        ),
    ]
    return Expect(
        answer,
        mistakes,
        "A share can rise because his part grew, or because the others were logged less.",
    )


@key(
    "02.6",
    kind=list,
    minutes=9,
    points=3,
    vary={"room": ["Hideaway office", "Oval Office"], "cap": [5, 20]},
    hints=[
        "Merge the names with themselves on `conversation_id`: every two names of a record meet.",
        (
            "Drop the rows in which a person meets himself. Then group by one side and count the"
            " different names on the other."
        ),
        "The aides leave the ranking at the very end: as partners they count.",
    ],
)
def hubs(lesson, room="Hideaway office", cap=5):
    table = lesson.load("tape_conversations")
    people = lesson.load("tape_participants")
    everybody = people.loc[people["entity"] == "person", ["conversation_id", "person"]]

    def top(ids, left_out, by):
        rows = everybody[everybody["conversation_id"].isin(set(ids))]
        names = defaultdict(set)
        for record, person in rows.itertuples(index=False):
            if person not in left_out:
                names[record].add(person)
        score = defaultdict(set if by == "partners" else list)
        for record, group in names.items():
            for person in group:
                if by == "partners":
                    score[person] |= group - {person}
                elif by == "records":
                    score[person].append(record)
        return {person: len(met) for person, met in score.items()}

    def ranked(score, without=AIDES):
        return {person: number for person, number in score.items() if person not in without}

    def first(score, without=AIDES):
        return sorted(ranked(score, without), key=score.get, reverse=True)[:3]

    alone = {NIXON, UNKNOWN}
    here = table[table["room"] == room]
    small = here.loc[here["people"] <= cap, "conversation_id"]
    ranking = top(small, alone, "partners")
    answer = largest(ranked(ranking), most=3)
    mistakes = [
        Mistake(
            first(top(small, alone, "records")),
            "That is the ranking by number of records. The question is by number of different"
            " partners: somebody who sees the same few people every day has few.",
        ),
        Mistake(
            first(ranking, set()),
            "The counts look right. One or more of the seven aides is still in the ranking.",
        ),
        Mistake(
            first(top(small, {UNKNOWN}, "partners")),
            "The President is in it, and he is everybody's partner. Leave him out.",
        ),
        Mistake(
            first(top(small, {NIXON}, "partners")),
            "`[Unknown person(s)]` is no person: any number of people stand behind it.",
        ),
        Mistake(
            first(top(table.loc[table["people"] <= cap, "conversation_id"], alone, "partners")),
            "That is the ranking over all rooms and lines. Keep the one room.",
        ),
        Mistake(
            first(top(here["conversation_id"], alone, "partners")),
            "Large records are still in: keep those with few names, by the column `people`.",
        ),
        Mistake(
            [name.split(",")[0] for name in answer],
            "The people look right. Write the names as the table has them.",
        ),
        Mistake(answer[::-1], "The right people, in the wrong order: the highest comes first."),
    ]
    return Expect(
        answer,
        mistakes,
        "Now rank by records, and say in the note who drops out.",
    )


@key(
    "02.7",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.002,
    minutes=6,
    points=2,
    vary={
        "person": ["Dean Rusk", "Llewellyn Thompson"],
        "beside": ["John F. Kennedy", "Andrei Gromyko", "Anatoliy Dobrynin"],
    },
    hints=[
        "Filter twice: the memoranda with Soviet officials, then those that list {beside}.",
        "A memorandum has many rows. Work with sets of `document`, or group by `document`.",
        "Of the documents that list {beside}: in how many is {person} too?",
    ],
)
def like_for_like(lesson, person="Dean Rusk", beside="John F. Kennedy"):
    table = lesson.load("memcon_participants")
    soviet = table[table["us_soviet"]]

    def documents(name, rows=soviet):
        return set(rows.loc[rows["person"] == name, "document"])

    with_him, theirs = documents(beside), documents(person)
    both, every = len(with_him & theirs), soviet["document"].nunique()
    answer = both / len(with_him)
    listed = soviet["person_as_listed"].str.contains("Secretary")
    loose = len(with_him & set(soviet.loc[listed, "document"])) / len(with_him)
    rows = soviet[soviet["document"].isin(with_him)]
    mistakes = [
        Mistake(
            len(theirs) / every,
            "That is his share of all these memoranda. Like for like: keep only those that list"
            " {beside}.",
        ),
        Mistake(
            both / len(theirs),
            "You turned the condition round: of the memoranda that list {person}, how many list"
            " {beside}.",
        ),
        Mistake(
            both / every,
            "That is the share of all memoranda that list both. Divide by those that list"
            " {beside}.",
        ),
        Mistake(
            (rows["person"] == person).mean(),
            "That is a share of rows, of names. The question counts memoranda.",
        ),
        Mistake(both, "That is how many list both. What share is it?"),
        Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
        Mistake(1 - answer, "That is the share *without* {person}."),
    ]
    if person == "Dean Rusk":
        mistakes.append(
            Mistake(
                loose,
                "You searched for a title. Under secretaries, acting ones and embassy secretaries"
                " have it too: the column `person` has the names.",
            )
        )
    return Expect(
        answer,
        mistakes,
        "Alike in one respect only: these memoranda were still chosen, and there are few of them.",
    )
