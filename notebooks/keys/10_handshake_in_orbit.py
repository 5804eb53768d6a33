"""Answer keys of lesson 10, Handshake in orbit."""

from itertools import combinations

from diplomacy_lib.answers import Expect, Mistake, Plan, key

PLAN = Plan(
    "Handshake in orbit",
    {"break_year": [2014, 2012, 2009], "year_rule": ["as recorded", "earliest"]},
)


def on_soyuz(lesson):
    """Return the flights that began on a Soyuz, with the earliest year of each craft."""
    missions = lesson.load("space_missions")
    first = missions.groupby("up")["year"].transform("min")
    return missions.assign(first=first)[missions["up"].str.startswith("SOYUZ", na=False)]


@key(
    "10.1",
    kind=int,
    unit="flights",
    minutes=5,
    points=1,
    vary={"country": ["RUS", "USA"], "vehicle": ["Shuttle", "Soyuz"]},
    hints=[
        "Keep the rows of the country, then look at a few names with `tolist()`, not with the eye.",
        "Ask for the letters that every spelling shares, and for nothing that may be invisible.",
        "`str.contains(…, case=False)` does not mind capitals; the sum of True is a count.",
    ],
)
def flights(lesson, country="RUS", vehicle="Shuttle"):
    missions = lesson.load("space_missions")
    word = {"Shuttle": "STS", "Soyuz": "SOYUZ"}[vehicle]
    theirs = missions[missions["country"] == country]
    rows = theirs[theirs["up"].str.startswith(word, na=False)]
    typed = theirs["up_listed"].fillna("")
    if vehicle == "Shuttle":
        careless = Mistake(
            int(typed.str.startswith("STS-").sum()),
            "You asked for a name that begins with `STS` and a visible hyphen. Between the letters"
            " and the number may stand a space, or something that looks like nothing.",
        )
    else:
        careless = Mistake(
            int(typed.str.contains("Soyuz").sum()),
            "You asked for one way of writing capitals. Somebody typed the name in small letters.",
        )
    return Expect(
        len(rows),
        [
            careless,
            Mistake(
                rows["person"].nunique(),
                "You counted something once that flew more than once: different people, or"
                " different craft. A flight of one person is one row.",
            ),
            Mistake(
                rows["up_listed"].nunique(),
                "You counted different spellings. The question asks for rows.",
            ),
            Mistake(
                int(theirs["down"].str.startswith(word, na=False).sum()),
                "Those are the flights that *ended* in a {vehicle}: you used the craft that"
                " landed. Some went up in one craft and came down in another.",
            ),
            Mistake(
                int(missions["up"].str.startswith(word, na=False).sum()),
                "Those are the flights of all countries. Keep the rows of {country} first.",
            ),
            Mistake(
                len(theirs),
                "Those are all flights of {country}. Keep those that began in a {vehicle}.",
            ),
        ],
        "A pattern that asks for less finds more: no hyphen, no capitals.",
    )


@key(
    "10.3",
    kind=int,
    unit="craft",
    minutes=6,
    points=2,
    vary={"pair": [("RUS", "FRA"), ("RUS", "ITA"), ("RUS", "JPN"), ("RUS", "CAN")]},
    hints=[
        "One row is one person. What has to be equal for two of them to have taken off together?",
        "Make one set of craft for each of the two countries, by the repaired key.",
        "`&` gives what is in both sets, `len` how many that is.",
    ],
)
def craft(lesson, pair=("RUS", "FRA")):
    missions = lesson.load("space_missions")
    crews = missions.groupby("up")["country"].agg(set)
    together = crews[crews.map(set(pair).issubset)]
    rows = missions[missions["up"].isin(together.index)]
    either = crews.map(lambda crew: bool(crew & set(pair)))
    spelled = missions.groupby("up_listed")["country"].agg(set).map(set(pair).issubset)
    second = missions[missions["country"] == pair[1]]
    return Expect(
        len(together),
        [
            Mistake(
                int(spelled.sum()),
                "You matched the names as typed. They look equal and are not: some contain a"
                " hyphen that shows only at the end of a line. Which column has the repaired key?",
            ),
            Mistake(
                len(rows),
                "You counted everybody aboard these craft. The craft are right; count each once.",
            ),
            Mistake(
                int(rows["country"].isin(pair).sum()),
                "You counted rows of the two countries. Several of them sat in one craft: count"
                " the craft.",
            ),
            Mistake(
                int(either.sum()),
                "Those are the craft with somebody from one country *or* the other. Both must be"
                " aboard: is that `|` or `&`?",
            ),
            Mistake(
                second["up"].nunique(),
                "Those are all craft with somebody from {pair[1]}, whoever else was aboard.",
            ),
            Mistake(
                len(
                    set(missions.loc[missions["country"] == pair[0], "orbit"].dropna())
                    & set(second["orbit"].dropna())
                ),
                "You compared the places in orbit. The question is about the craft at take-off.",
            ),
        ],
        "By the names as typed there is next to none: the hidden hyphens stand in the rows of one"
        " side, whoever the other side is.",
    )


@key(
    "10.5",
    kind=float,
    unit="a ratio of two means",
    tolerance=0.005,
    minutes=5,
    points=2,
    vary={
        "country": ["RUS", "USA", "JPN"],
        "before": [(2012, 2013), (2009, 2013)],
        "after": [(2014, 2017), (2014, 2018)],
    },
    hints=[
        "Count the rows of each year first. How many years has each of the two periods?",
        "A mean a year is the number of flights divided by the number of years, empty ones too.",
        "Later mean above the line, earlier mean below it.",
    ],
)
def ratio(lesson, country="RUS", before=(2012, 2013), after=(2014, 2017)):
    soyuz = on_soyuz(lesson)
    rows = soyuz[soyuz["country"] == country]

    def yearly(part, span):
        counts = part["year"].value_counts()
        return [int(counts.get(year, 0)) for year in range(span[0], span[1] + 1)]

    def mean(numbers):
        return sum(numbers) / len(numbers)

    early, late = yearly(rows, before), yearly(rows, after)
    answer = mean(late) / mean(early)
    everybody = mean(yearly(soyuz, after)) / mean(yearly(soyuz, before))
    short = mean(late[:-1]) / mean(early)
    mistakes = [
        Mistake(
            sum(late) / sum(early),
            "You divided one sum by the other. The two periods have unequal numbers of years:"
            " take the mean a year of each first.",
        ),
        Mistake(
            1 / answer,
            "Both means are right, and upside down: the later period stands above the line.",
        ),
        Mistake(
            mean(late) - mean(early),
            "Both means are right. You subtracted them; the question asks for a ratio.",
        ),
        Mistake(mean(late), "That is the later mean. Divide it by the earlier one."),
        Mistake(
            everybody,
            "That is the ratio for everybody on a Soyuz. Keep the rows of {country}.",
        ),
        Mistake(short, "One year is missing at the end: both ends of each period are included."),
        Mistake(100 * answer, "That is per cent. The question asks for a plain ratio."),
    ]
    if 0 in late or 0 in early:
        mistakes.append(
            Mistake(
                mean([n for n in late if n]) / mean([n for n in early if n]),
                "You left out a year in which nobody flew: it has no row, and counts as zero.",
            )
        )
    return Expect(
        answer,
        mistakes,
        "A handful of people on each side: one seat more or less moves this ratio. Does the other"
        " rule for the year change it?",
    )


@key(
    "10.7",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.0005,
    minutes=7,
    points=3,
    vary={"country": ["RUS", "USA"], "year": [2014, 2009], "window": [4, 3]},
    hints=[
        "Write down the numbers of all years as a list, the earlier ones first.",
        (
            "`combinations(numbers, n)` gives every way to choose the later side; what is left is"
            " the earlier side."
        ),
        "Count the splits whose difference, without its sign, is at least the real one.",
    ],
)
def p_value(lesson, country="RUS", year=2014, window=4):
    soyuz = on_soyuz(lesson)
    rows = soyuz[soyuz["country"] == country]

    def numbers(column="year"):
        counts = rows[column].value_counts()
        return [int(counts.get(y, 0)) for y in range(year - window, year + window)]

    def gaps(values):
        places = range(2 * window)
        chosen = [sum(values[place] for place in some) for some in combinations(places, window)]
        return 2 * sum(values[window:]) - sum(values), [2 * c - sum(values) for c in chosen]

    real, others = gaps(numbers())
    count = len(others)
    answer = sum(abs(other) >= abs(real) for other in others) / count
    larger = sum(other >= real for other in others) / count
    smaller = sum(other <= real for other in others) / count
    return Expect(
        answer,
        [
            Mistake(
                min(larger, smaller),
                "That is one direction only. The question says in either direction: compare the"
                " sizes of the differences, without their signs.",
            ),
            Mistake(
                max(larger, smaller),
                "That is the other direction, and only that one. Compare the sizes of the"
                " differences, without their signs.",
            ),
            Mistake(
                sum(abs(other) > abs(real) for other in others) / count,
                "You counted the splits that differ *more*. Those that differ exactly as much,"
                " the real one among them, count too.",
            ),
            Mistake(
                sum(abs(other) >= abs(real) for other in others),
                "That is how many splits differ at least as much. What share of all is it?",
            ),
            Mistake(
                1 - answer,
                "That is the share of the splits that differ less. A large p means that chance"
                " does as much easily, and not that the break mattered.",
            ),
            Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
            Mistake(
                abs(real) / window,
                "That is the difference between the means. How many splits do as much?",
            ),
        ],
        "With so few years a large p is no proof that nothing changed: a small change could not"
        " have been seen.",
    )


def months(lesson, visa, start):
    """Return the visas of one class from March of a year to February of the next."""
    table = lesson.load("us_visas_monthly")
    span = table["month"].between(f"{start}-03-01", f"{start + 1}-02-01")
    return int(table.loc[span & (table["visa_class"] == visa), "issued"].sum())


@key(
    "10.6",
    kind=float,
    unit="per cent",
    tolerance=0.05,
    minutes=6,
    points=2,
    vary={"visa": ["F1", "J1"], "start": [2022, 2023]},
    hints=[
        "Each window has twelve months; write down its first and its last one.",
        "Keep the one class, put `month` in the index and slice: `series['2018-03':'2019-02']`.",
        "Later window above the line, earlier below it, times one hundred.",
    ],
)
def visa_pct(lesson, visa="F1", start=2022):
    table = lesson.load("us_visas_monthly")
    mine = table[table["visa_class"] == visa]
    late, early = months(lesson, visa, start), months(lesson, visa, 2018)
    family = visa.replace("1", "2")
    calendar = mine.groupby(mine["month"].dt.year)["issued"].sum()
    with_family = late + months(lesson, family, start), early + months(lesson, family, 2018)
    return Expect(
        100 * late / early,
        [
            Mistake(
                100 * calendar[start] / calendar[2018],
                "You compared calendar years. The windows begin in March.",
            ),
            Mistake(
                100 * with_family[0] / with_family[1],
                "You added the visas for husbands, wives and children, a class of their own. Only"
                " the class {visa} is asked for.",
            ),
            Mistake(
                100 * late / months(lesson, visa, 2019),
                "Your earlier window is a year too late, and it has a hole: the table has no May"
                " 2019, and a missing month is not zero.",
            ),
            Mistake(late / early, "That is a fraction. The exercise asks for per cent."),
            Mistake(
                100 * early / late,
                "Both windows are right, and upside down: the later one stands above the line.",
            ),
            Mistake(
                100 * (late / early - 1),
                "That is the change in per cent. The question asks how many per cent are left.",
            ),
            Mistake(100 * (1 - late / early), "That is how many per cent were lost."),
            Mistake(late, "That is the number of visas in the later window. Per cent of what?"),
        ],
        "Between the two windows lie a pandemic, the cuts in consular staff and a war: the per"
        " cent does not say which.",
    )


@key(
    "10.2",
    kind=list,
    unit="first year, last year, number of flights",
    minutes=6,
    points=2,
    vary={"until": [2019, 2012, 2009]},
    hints=[
        "Which column has the craft that landed? Its names are repaired keys, all in capitals.",
        "`role` says `private_visitor` for those who paid; the years are those of all rows.",
        "Three numbers: the smallest year, the largest year, and the rows that are left.",
    ],
)
def came_home(lesson, until=2019):
    missions = lesson.load("space_missions")
    mine = missions[(missions["country"] == "USA") & (missions["year"] <= until)]

    def three(column, guests):
        rows = mine[mine[column].str.startswith("SOYUZ", na=False)]
        paid = rows["role"] == "private_visitor"
        number = len(rows) if guests else int((~paid).sum())
        return [int(rows["year"].min()), int(rows["year"].max()), number]

    crew = mine[mine["down"].str.startswith("SOYUZ", na=False)]
    people = crew.loc[crew["role"] != "private_visitor", "person"].nunique()
    answer = three("down", guests=False)
    return Expect(
        answer,
        [
            Mistake(
                three("up", guests=False),
                "You took the craft at take-off. Some went up in a Soyuz and came home in a"
                " Shuttle, and the other way round: use the craft that landed.",
            ),
            Mistake(
                three("up", guests=True),
                "You took the craft at take-off, and kept the private visitors.",
            ),
            Mistake(
                three("down", guests=True),
                "The craft is right. The private visitors are still among the flights.",
            ),
            Mistake([*answer[:2], people], "You counted people. Some came home on a Soyuz twice."),
            Mistake(
                [answer[0], answer[2], answer[1]],
                "The numbers are right, and the last two have changed places.",
            ),
        ],
        "The first ones had gone up in a Shuttle in 2002; after Columbia was lost, a Soyuz brought"
        " them home.",
    )


@key(
    "10.4",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.0005,
    minutes=6,
    points=2,
    vary={"years": [(2012, 2019), (2010, 2019), (2000, 2005)], "country": ["USA", "ITA"]},
    hints=[
        "The unit is a craft: group the Soyuz rows by the repaired key.",
        "Of each craft you need two things: its smallest year, and the set of its countries.",
        "Keep the craft of the years asked for; then take the mean of a column of True and False.",
    ],
)
def craft_share(lesson, years=(2012, 2019), country="USA"):
    soyuz = on_soyuz(lesson)
    inside = soyuz[soyuz["first"].between(*years)]

    def share(column, rows=inside):
        crews = rows.groupby(column)["country"].agg(set)
        return float(crews.map(lambda crew: country in crew).mean())

    stripped = inside["up_listed"].str.upper().str.replace("[^A-Z0-9]", "", regex=True)
    with_one = inside.loc[inside["country"] == country, "up"].nunique()
    answer = share("up")
    return Expect(
        answer,
        [
            Mistake(
                float((inside["country"] == country).mean()),
                "That is the share of the people. The question is about craft: group them first.",
            ),
            Mistake(
                share("key", inside.assign(key=stripped)),
                "Your key makes one craft too many: a name that somebody typed without its number,"
                " or wrongly, needs an alias. The column `up` has them.",
            ),
            Mistake(
                share("up_listed"),
                "You grouped the names as typed, so that one craft became two or three.",
            ),
            Mistake(
                share("up", soyuz),
                "That is the share among the Soyuz craft of all years. Keep {years[0]} to"
                " {years[1]}.",
            ),
            Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
            Mistake(with_one, "That is how many craft. What share of the craft is it?"),
            Mistake(1 - answer, "That is the share of the craft *without* one."),
        ],
        "A share of craft and a share of people answer two questions: who was aboard, and who had"
        " the seats.",
    )
