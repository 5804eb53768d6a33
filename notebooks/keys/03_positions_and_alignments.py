"""Answer keys of lesson 03, Positions and alignments."""

from diplomacy_lib.answers import Expect, Mistake, Plan, key, largest
from diplomacy_lib.models.agreement import agreement, partners, shared_votes

PLAN = Plan(
    "Positions and alignments",
    {"pair": [("USA", "RUS"), ("USA", "CHN"), ("RUS", "CHN"), ("GBR", "FRA")]},
)
EU_27 = [
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC",
    "HRV", "HUN", "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU",
    "SVK", "SVN", "SWE",
]  # fmt: skip


def roll_calls(lesson, first, last):
    """Return the roll calls of a period."""
    table = lesson.load("un_roll_calls")
    return table.loc[table["date"].dt.year.between(first, last), "roll_call"]


def of_issue(lesson, issue):
    """Return the roll calls of one issue."""
    table = lesson.load("un_roll_call_issues")
    return set(table.loc[table["issue"] == issue, "roll_call"])


@key(
    "03.1",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.001,
    minutes=5,
    points=2,
    vary={
        "pair": [("USA", "ISR"), ("RUS", "IND"), ("RUS", "FRA")],
        "year": [1983, 1977, 1986, 2010],
    },
    hints=[
        "Which roll calls count? Only those in which both countries have a row.",
        (
            "Merge the votes with the roll calls of the year, `pivot` them so that each country has"
            " a column, and drop the rows with a blank in one of your two columns."
        ),
        "Compare the two columns with `==`; the mean of True and False is a share.",
    ],
)
def by_hand(lesson, pair=("USA", "ISR"), year=1983):
    exact = float(agreement(*pair)[year])
    shared = int(shared_votes(*pair)[year])
    held = len(roll_calls(lesson, year, year))
    alike = exact * shared
    mistakes = [
        Mistake(
            alike / held,
            "You divided by all roll calls of the year. Where one of the two was absent there"
            " is nothing to compare: absence is not disagreement.",
        ),
        Mistake(
            float(agreement(*pair, "half")[year]),
            "You gave half credit for an abstention against a yes or a no. By the rule of the"
            " exercise that is not alike.",
        ),
        Mistake(
            float(agreement(*pair, "left_out")[year]),
            "You left out the roll calls with an abstention. By the rule of the exercise they"
            " count.",
        ),
        Mistake(1 - exact, "That is the share in which they did *not* vote alike."),
        Mistake(
            100 * exact, "The share is right, the unit is not: the exercise asks for a fraction."
        ),
        Mistake(alike, "That is a number of roll calls. What share is it of those that count?"),
        Mistake(
            shared,
            "That is how many roll calls they shared. In what share of these did they agree?",
        ),
        Mistake(
            float(partners(pair[0]).loc[pair[1], "agreement"]),
            "That is the share over all years. Keep only the roll calls of the one year.",
        ),
    ]
    return Expect(exact, mistakes, "Say the rule beside it: another rule gives another share.")


@key(
    "03.2",
    kind=int,
    unit="a year",
    minutes=6,
    points=2,
    vary={"pair": [("USA", "FRA"), ("RUS", "CHN")], "at_least": [30, 60]},
    hints=[
        "You need two values for each year: the share, and how many votes it rests on.",
        "Put both into one table and keep the years with enough votes *before* you look for one.",
        "`idxmax()` gives the label of the largest value: here, the year.",
    ],
)
def best_year(lesson, pair=("USA", "FRA"), at_least=30):
    shares, shared = agreement(*pair), shared_votes(*pair)
    enough = shares[shared >= at_least]
    half = agreement(*pair, "half")[shared >= at_least]
    (answer,) = largest(enough)
    mistakes = [
        Mistake(
            int(shares.idxmax()),
            "You looked among all years. Some have very few shared votes: keep those with enough"
            " first.",
        ),
        Mistake(
            int(half.idxmax()),
            "That is the best year when an abstention is half an agreement. The rule of section"
            " 1 gives it nothing.",
        ),
        Mistake(int(enough.idxmin()), "That is the year in which they agreed *least*."),
        Mistake(
            int(shared.idxmax()), "That is the year with the most shared votes, whatever they were."
        ),
    ]
    mistakes.append(
        Mistake(
            lambda given: given < 1900,
            "That is a share or a count. The question asks *when*: which label carries the value?",
        )
    )
    return Expect(answer, mistakes, "A minimum is a choice, too: try 60 and see whether it holds.")


@key(
    "03.3",
    kind=float,
    unit="a difference of two shares",
    tolerance=0.001,
    minutes=6,
    points=2,
    vary={
        "pair": [("RUS", "FRA"), ("RUS", "IND"), ("USA", "GBR")],
        "year": [1994, 1977, 2003],
    },
    hints=[
        "Work out two shares from the same table, then subtract.",
        "For the first share, which rows may stay? Those in which neither of the two abstained.",
        (
            "Make two columns of True and False: voted alike, and both said yes or no. The mean of"
            " the first where the second holds, less the mean of the first."
        ),
    ],
)
def leaving_out(lesson, pair=("RUS", "FRA"), year=1994):
    exact = float(agreement(*pair)[year])
    without = float(agreement(*pair, "left_out")[year])
    votes = lesson.load("un_votes")
    votes = votes[
        votes["country"].isin(pair) & votes["roll_call"].isin(roll_calls(lesson, year, year))
    ]
    table = votes.astype(str).pivot(index="roll_call", columns="country", values="vote").dropna()
    as_no = table.replace("abstain", "no")
    one_left = table[~((table[pair[0]] == "abstain") & (table[pair[1]] == "abstain"))]
    answer = without - exact
    mistakes = [
        Mistake(-answer, "The size is right, the sign is not: the new share less the old one."),
        Mistake(
            float((as_no[pair[0]] == as_no[pair[1]]).mean()) - exact,
            "You counted an abstention as a no. It is to be left out.",
        ),
        Mistake(
            float((one_left[pair[0]] == one_left[pair[1]]).mean()) - exact,
            "You left out only the roll calls in which *both* abstained. One abstention is enough.",
        ),
        Mistake(
            float(agreement(*pair, "half")[year]) - exact,
            "That is what half credit does. The exercise leaves these roll calls out.",
        ),
        Mistake(without, "That is the share by yes and no alone. By how much is it larger?"),
        Mistake(
            exact, "That is the share by the rule of section 1. What is it without abstentions?"
        ),
        Mistake(100 * answer, "That is in hundredths. Subtract one fraction from the other."),
        Mistake(
            without / exact - 1,
            "You divided. The exercise asks for the difference of the two shares.",
        ),
    ]
    return Expect(
        answer,
        mistakes,
        "The share rises because roll calls disappear: say how many are left.",
    )


@key(
    "03.4",
    kind=str,
    unit="an issue",
    minutes=8,
    points=3,
    vary={"pair": [("RUS", "IND"), ("USA", "GBR"), ("USA", "ISR")], "cut": [1991, 2001]},
    hints=[
        "Each issue needs two shares, one for each period; then the difference, up or down.",
        (
            "Merge the votes of the two with the roll calls (for the date) and with the issues."
            " A roll call with two tags then has two rows, and that is as it should be."
        ),
        (
            "`pivot_table` with the issue down the side and the period across the top takes the"
            " mean of a column of True and False (as 1.0 and 0.0); `abs()` drops the sign."
        ),
    ],
)
def change_by_issue(lesson, pair=("RUS", "IND"), cut=1991):
    change, level, count, size = {}, {}, {}, {}
    for issue in sorted(set(lesson.load("un_roll_call_issues")["issue"])):
        tagged = of_issue(lesson, issue)
        shares, alike = [], []
        for period in ((1946, cut), (cut + 1, 2019)):
            kept = tagged & set(roll_calls(lesson, *period))
            row = partners(pair[0], roll_calls=kept).loc[pair[1]]
            shares.append(row["agreement"])
            alike.append(row["agreement"] * row["shared_votes"])
        change[issue] = abs(shares[1] - shares[0])
        level[issue], count[issue], size[issue] = shares[1], abs(alike[1] - alike[0]), len(tagged)
    (answer,) = largest(change)
    mistakes = [
        Mistake(
            max(level, key=level.get),
            "On that issue they agreed most in the later period. The question is where agreement"
            " *changed* most, and a fall is a change.",
        ),
        Mistake(
            max(count, key=count.get),
            "There the *number* of votes cast alike changed most. The periods have different"
            " numbers of roll calls: compare shares.",
        ),
        Mistake(
            max(size, key=size.get),
            "That is the issue with most roll calls. How many there were is not the question.",
        ),
        Mistake(
            lambda given: given.strip().casefold() not in change,
            "That is no name of an issue. Write it as the column `issue` does, with underscores.",
        ),
    ]
    return Expect(
        answer, mistakes, "Which way did it go, and what had changed: the votes or the texts?"
    )


@key(
    "03.5",
    kind=int,
    unit="EU members",
    minutes=6,
    points=2,
    vary={"third": ["CHN", "IND"], "years": [(2015, 2019), (2012, 2016)]},
    hints=[
        '`partners("CHN", roll_calls=…)` gives one country\'s agreement with each other one.',
        "Call it twice, for the two powers, and take the rows of the 27 members from both.",
        "Compare the two columns with `>`, and add up the True ones.",
    ],
)
def closer_to_third(lesson, third="CHN", years=(2015, 2019)):
    kept = roll_calls(lesson, *years)
    palestine = of_issue(lesson, "palestinian_conflict")

    def count(some, other="USA", members=EU_27):
        ours = partners(third, roll_calls=some)["agreement"]
        theirs = partners(other, roll_calls=some)["agreement"]
        return int((ours[members] > theirs[members]).sum())

    def yearly(member):
        means = [
            agreement(power, member).loc[years[0] : years[1]].mean() for power in (third, "USA")
        ]
        return means[0] > means[1]

    answer = count(kept)
    mistakes = [
        Mistake(
            27 - answer, "That is how many were nearer to the United States: the other way round."
        ),
        Mistake(
            count(roll_calls(lesson, years[1], years[1])),
            "That is the last year alone. Pool all roll calls of the five years.",
        ),
        Mistake(
            sum(map(yearly, EU_27)),
            "You averaged yearly scores, so that a year with few roll calls weighs as much as"
            " one with many. Pool the roll calls instead.",
        ),
        Mistake(
            count(set(kept) - palestine),
            "You left out the Palestinian conflict. The question is about all roll calls.",
        ),
        Mistake(
            count(kept, "RUS"),
            "You compared {third} with Russia. The question is about the United States.",
        ),
        Mistake(
            count(set(lesson.load("un_roll_calls")["roll_call"])),
            "You took all years. Keep the roll calls of the period.",
        ),
    ]
    mistakes.append(
        Mistake(lambda given: given > 28, "There are 27 members: the count cannot be larger.")
    )
    return Expect(
        answer,
        mistakes,
        "Before you print it, leave one issue out and count again.",
    )


@key(
    "03.6",
    kind=int,
    unit="countries",
    minutes=6,
    points=2,
    vary={"country": ["RUS", "CHN", "FRA", "IND"], "year": [2023, 2019]},
    hints=[
        "First the two bounds: one row of the table has them.",
        "Then ask of every other country's `ideal_point` whether it lies between the two.",
        "`between(low, high)` gives True or False; the country itself lies inside its own range.",
    ],
)
def neighbours(lesson, country="RUS", year=2023):
    table = lesson.load("un_ideal_points")
    table = table[table["year"] == year].set_index("country")
    own, others = table.loc[country], table.drop(index=country)
    answer = int(others["ideal_point"].between(own["low_90"], own["high_90"]).sum())
    overlap = (others["low_90"] <= own["high_90"]) & (others["high_90"] >= own["low_90"])
    theirs = (others["low_90"] <= own["ideal_point"]) & (others["high_90"] >= own["ideal_point"])
    above = int((others["ideal_point"] > own["low_90"]).sum())
    mistakes = [
        Mistake(answer + 1, "You counted {country} itself: it lies inside its own range."),
        Mistake(
            int(overlap.sum()),
            "You counted the countries whose *range* overlaps. The question is whose point lies"
            " inside.",
        ),
        Mistake(
            int(theirs.sum()),
            "You used the range of each other country. The question is about that of {country}.",
        ),
        Mistake(
            1,
            "One nearest country? Its lead over the next may be far smaller than the range:"
            " count all that lie inside it.",
        ),
        Mistake(above, "You used the lower bound alone. A range has two."),
        Mistake(len(others) - answer, "That is how many lie *outside* the range."),
    ]
    return Expect(
        answer,
        mistakes,
        "None of them can be told from {country} by its estimate: so much for the nearest one.",
    )


@key(
    "03.7",
    kind=int,
    unit="EU members",
    minutes=7,
    points=2,
    vary={"year": [2019, 2016, 2018, 2020]},
    hints=[
        "Nearer means the smaller distance, and a distance has no sign: `abs()`.",
        "Write a function that takes a column and gives the count; call it twice.",
        "Count members one by one, then subtract: all votes less final passage.",
    ],
)
def column_effect(lesson, year=2019):
    table = lesson.load("un_ideal_points")
    table = table[table["year"] == year].set_index("country")

    def count(column, *, signed=False, mean=False):
        spots = table[column]
        members = spots[EU_27].mean() if mean else spots[EU_27]
        us, russia = members - spots["USA"], members - spots["RUS"]
        nearer = us < russia if signed else abs(us) < abs(russia)
        return int(nearer) if mean else int(nearer.sum())

    passage, every = count("ideal_point"), count("ideal_point_all_votes")
    answer = every - passage
    mistakes = [
        Mistake(-answer, "The size is right, the sign is not: the first count less the second."),
        Mistake(every, "That is the count by all votes. How much larger is it than the other?"),
        Mistake(
            passage,
            "That is what you get from final passage alone, or from the mean of the members"
            " instead of each. Count each member, by both columns.",
        ),
        Mistake(
            count("ideal_point_all_votes", signed=True) - count("ideal_point", signed=True),
            "You compared distances with their signs, so that all members come out alike. A"
            " distance has none: `abs()`.",
        ),
        Mistake(
            every + passage,
            "You added the two counts. By how much does the first exceed the second?",
        ),
    ]
    mistakes.append(
        Mistake(lambda given: abs(given) > 54, "There are 27 members: no count can be so large.")
    )
    return Expect(
        answer,
        mistakes,
        "Two honest columns, one question: name the column when you quote the count.",
    )
