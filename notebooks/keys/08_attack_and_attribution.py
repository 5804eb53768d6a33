"""Answer keys of lesson 08, Attack and attribution."""

import pandas as pd

from diplomacy_lib.answers import Expect, Mistake, NoAnswer, Plan, key

PLAN = Plan(
    "Attack and attribution",
    {
        "pair": [("USA", "RUS"), ("USA", "CHN"), ("USA", "IRN")],
        "clue": ["denial_of_service", "intrusion", "infiltration"],
    },
)
SUSPECTS = ["CHN", "RUS", "IRN", "PRK"]
LINKS = ["justice_link", "cert_link", "fbi_link"]


def incidents(lesson):
    """Return the incidents with their length in days."""
    table = lesson.load("cyber_incidents")
    return table.assign(days=(table["end"] - table["start"]).dt.days)


@key(
    "08.1",
    kind=int,
    unit="incidents",
    minutes=4,
    points=1,
    vary={"states": [("IRN", "ISR"), ("IND", "PAK"), ("PRK", "KOR"), ("RUS", "UKR")]},
    hints=[
        "A pair has no direction: which columns name its two states without saying who did what?",
        (
            "`state_a` holds the state with the lower number. Look at one row of the pair to see"
            " which of the two that is."
        ),
        "Two conditions joined by `and` in `query`, or two `isin`; then count the rows.",
    ],
)
def pair_rows(lesson, states=("IRN", "ISR")):
    table = incidents(lesson)
    pair = table[table.apply(lambda row: {row["state_a"], row["state_b"]} == set(states), axis=1)]
    first, second = states
    from_first = (table["initiator"] == first) & (table["target"] == second)
    from_second = (table["initiator"] == second) & (table["target"] == first)
    either = table[["state_a", "state_b"]].isin(states).any(axis=1)
    turned = (table["state_a"] == second) & (table["state_b"] == first)
    answer = len(pair)
    return Expect(
        answer,
        [
            Mistake(
                int(from_first.sum()),
                "Those are the incidents that list {states[0]} as initiator against {states[1]}. A"
                " pair has two directions.",
            ),
            Mistake(
                int(from_second.sum()),
                "Those are the incidents that list {states[1]} as initiator against {states[0]}. A"
                " pair has two directions.",
            ),
            Mistake(
                int(turned.sum()),
                "You put the two the other way round: `state_a` is the one with the lower number,"
                " here {states[0]}.",
            ),
            Mistake(
                int(either.sum()),
                "Those are all rows with at least one of the two. Both must be in the pair.",
            ),
            Mistake(
                int(table["initiator"].isin(states).sum()),
                "Those are all incidents that list one of the two as initiator, against anybody."
                " The other one has to be in the pair.",
            ),
            Mistake(
                len(table),
                "That is the whole table: no row was left out. Filter the pair, then count.",
            ),
        ],
        "The direction is another question, and another column answers it.",
    )


@key(
    "08.2",
    kind=dict,
    unit="three fractions: share, lo, hi",
    tolerance=0.0005,
    minutes=7,
    points=3,
    vary={"states": [("CHN", "IND"), ("PAK", "IND"), ("RUS", "UKR"), ("PRK", "KOR")]},
    hints=[
        (
            "First k and n: which rows have {states[1]} as target, and how many of them list"
            " {states[0]}?"
        ),
        "Write the middle and the half width as two lines of Python before you make the dict.",
        "`p = k / n`; a square root is `** 0.5`; mind the brackets round the whole denominator.",
    ],
)
def share_and_interval(lesson, states=("CHN", "IND")):
    table = incidents(lesson)
    initiator, target = states
    mine, hit = table["initiator"] == initiator, table["target"] == target
    in_pair = (table[["state_a", "state_b"]] == target).any(axis=1)

    def wilson(k, n, z=1.96):
        p = k / n
        center, spread = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
        scale = 1 + z * z / n
        return {"share": p, "lo": (center - spread) / scale, "hi": (center + spread) / scale}

    k, n = int((mine & hit).sum()), int(hit.sum())
    answer = wilson(k, n)
    p, half = k / n, 1.96 * (k / n * (1 - k / n) / n) ** 0.5
    middle = (answer["lo"] + answer["hi"]) / 2
    return Expect(
        answer,
        [
            Mistake(
                {"share": p, "lo": p - half, "hi": p + half},
                "The share is right. For the ends you took p ± 1.96 √(p(1−p)/n), the first formula;"
                " Wilson's is wanted, which never leaves the range from 0 to 1.",
            ),
            Mistake(
                wilson(k, int(mine.sum())),
                "You turned the condition round: that is the share of the incidents listed for"
                " {states[0]} that hit {states[1]}. The rows with {states[1]} as target go below"
                " the line.",
            ),
            Mistake(
                wilson(k, len(table)),
                "You divided by the whole table. The share is of the incidents with {states[1]} as"
                " target.",
            ),
            Mistake(
                wilson(k, int(in_pair.sum())),
                "You divided by all rows in which {states[1]} is in the pair. To appear in a pair"
                " is not to be the target.",
            ),
            Mistake(
                wilson(int(mine.sum()), len(table)),
                "That is the share of {states[0]} in the whole table. First keep the rows with"
                " {states[1]} as target.",
            ),
            Mistake(
                {"share": middle, "lo": answer["lo"], "hi": answer["hi"]},
                "The ends are right. As share you gave the middle of the interval; the share is"
                " k / n, and Wilson's interval does not lie evenly round it.",
            ),
            Mistake(
                wilson(k, n, 1.64),
                "You used z = 1.64, which makes an interval of 90%. For 95% it is 1.96.",
            ),
            Mistake(
                {name: 100 * value for name, value in answer.items()},
                "That is per cent. The exercise asks for fractions.",
            ),
        ],
        "The interval covers the luck of the draw. Whether incidents were noticed and published"
        " evenly it does not cover, however narrow it is.",
    )


@key(
    "08.3",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.0005,
    minutes=5,
    points=2,
    vary={"target": ["USA", "KOR", "TUR"]},
    hints=[
        "First keep the rows whose `target` it is. The share is of these rows and no others.",
        "A row counts if all three links are False, that is, if not a single one is True.",
        "`hit[[three columns]].any(axis=1)` says which rows have a link; `~` and `mean()` follow.",
    ],
)
def no_official(lesson, target="USA"):
    table = incidents(lesson)
    linked = table[LINKS].any(axis=1)
    hit = table["target"] == target
    pair = (table[["state_a", "state_b"]] == target).any(axis=1)
    answer = float(1 - linked[hit].mean())
    return Expect(
        answer,
        [
            Mistake(
                float(1 - linked.mean()),
                "That is the share in the whole table. Keep only the incidents whose target it is.",
            ),
            Mistake(
                float(1 - linked[pair].mean()),
                "You took every row in which the state stands in the pair. In some of them it is"
                " the initiator: the column `target` knows.",
            ),
            Mistake(
                float((~table.loc[hit, LINKS].all(axis=1)).mean()),
                "That is the share of rows that lack at least one of the three links. Wanted are"
                " those that lack every one: not all is not the same as none.",
            ),
            Mistake(
                1 - answer,
                "That is the share *with* at least one official link: the other way round.",
            ),
            Mistake(
                float((~table.loc[hit, "justice_link"]).mean()),
                "You looked at `justice_link` alone. A row may have one of the other two.",
            ),
            Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
            Mistake(
                float((~linked[hit]).sum()),
                "That is how many there are. What share is it of the incidents with this target?",
            ),
        ],
        "It is the share for which no link is recorded. How many have an indictment or an alert all"
        " the same, this table cannot say.",
    )


def espionage(table):
    return table["objective"].isin(["short_term_espionage", "long_term_espionage"])


def medians(table, center="median"):
    """Return the middle length of espionage and of the other incidents."""
    spies = espionage(table)
    return {
        "espionage": float(table.loc[spies, "days"].agg(center)),
        "other": float(table.loc[~spies, "days"].agg(center)),
    }


@key(
    "08.4",
    kind=dict,
    unit="two numbers of days: espionage, other",
    tolerance=0.05,
    minutes=6,
    points=2,
    vary={"initiator": ["RUS", "CHN", "IRN", "PRK"]},
    hints=[
        "First the rows, then the length: `(end - start).dt.days`. Is any of them negative?",
        "Which values has `objective`? Two of them have espionage in their name.",
        "A column of True and False can be the key of `groupby`; `median()` of each heap follows.",
    ],
)
def median_days(lesson, initiator="RUS"):
    table = incidents(lesson)
    mine = table[table["initiator"] == initiator]
    valid, whole = mine[mine["days"] >= 0], table[table["days"] >= 0]
    answer = medians(valid)
    at_us = whole[whole["state_a"].eq("USA") & whole["state_b"].eq(initiator)]
    short = valid.assign(objective=valid["objective"].replace("long_term_espionage", "disrupt"))
    mistakes = [
        Mistake(
            medians(valid, "mean"),
            "Those are the means. One campaign of many years pulls a mean up; the median is the"
            " length in the middle.",
        ),
        Mistake(
            {"espionage": answer["other"], "other": answer["espionage"]},
            "Both numbers are right, and each stands under the other's name.",
        ),
        Mistake(
            medians(whole),
            "Those are the medians of the whole table. Keep the initiator's rows first.",
        ),
        Mistake(
            medians(at_us),
            "You took the pair with the United States. Asked are the incidents that list"
            " {initiator} as initiator, whoever the target.",
        ),
        Mistake(
            medians(short),
            "You took one kind of espionage for both. Two values of `objective` have the word"
            " in them.",
        ),
        Mistake(
            {name: value + 1 for name, value in answer.items()},
            "You counted the first day as well. The length here is end less start.",
        ),
        Mistake(
            {name: value / 30.44 for name, value in answer.items()},
            "Those are months. The exercise asks for days.",
        ),
    ]
    if (mine["days"] < 0).any():
        mistakes += [
            Mistake(
                medians(mine),
                "Incidents that end before they start are still in. A negative length is no"
                " length: leave those rows out before you take the median.",
            ),
            Mistake(
                medians(mine.assign(days=mine["days"].abs())),
                "You turned negative lengths into positive ones. One of the two dates is wrong, and"
                " nobody knows which: leave those rows out.",
            ),
        ]
    return Expect(
        answer,
        mistakes,
        "Staying unseen takes patience. And what was never found has no length at all.",
    )


@key(
    "08.5",
    kind=dict,
    unit="two fractions: early, late",
    tolerance=0.0005,
    minutes=6,
    points=2,
    vary={
        "windows": [((2013, 2015), (2018, 2020)), ((2007, 2009), (2018, 2020))],
        "longer": [365, 180],
    },
    hints=[
        "`start.dt.year.between(…, …)` keeps the years, both ends included.",
        "A comparison of lengths gives True and False; its mean is a share.",
        "For the sentence: until which day could the authors see anything at all?",
    ],
)
def long_share(lesson, windows=((2013, 2015), (2018, 2020)), longer=365):
    table = incidents(lesson)
    table = table[table["days"] >= 0]
    year = table["start"].dt.year
    ends = table["end"].dt.year

    def shares(when, measure):
        return {
            name: float(measure(table.loc[when.between(*window), "days"]))
            for name, window in zip(["early", "late"], windows, strict=True)
        }

    def over(days):
        return (days > longer).mean()

    answer = shares(year, over)
    inner = [(first, last - 1) for first, last in windows]
    cut = {
        name: float(over(table.loc[year.between(*window), "days"]))
        for name, window in zip(["early", "late"], inner, strict=True)
    }
    return Expect(
        answer,
        [
            Mistake(
                shares(year, pd.Series.mean),
                "Those are mean lengths in days. Asked is the share that lasts longer than the"
                " threshold.",
            ),
            Mistake(
                {"early": answer["late"], "late": answer["early"]},
                "Both shares are right, and each stands under the other's name.",
            ),
            Mistake(
                shares(ends, over),
                "You sorted by the year of the *end*. The windows are about the start.",
            ),
            Mistake(
                {name: 1 - value for name, value in answer.items()},
                "Those are the shares that do *not* last longer: the other way round.",
            ),
            Mistake(
                shares(year, lambda days: (days > longer).sum() / len(table)),
                "You divided by all incidents. Each share is of the incidents of its own window.",
            ),
            Mistake(cut, "The last year of each window is missing. Both ends belong to it."),
            Mistake(
                {name: 100 * value for name, value in answer.items()},
                "That is per cent. The exercise asks for fractions.",
            ),
        ],
        "But nothing after 2 March 2021 could be seen. The later incidents had less time to be seen"
        " lasting, so the two shares do not show that anybody became quicker.",
    )


def split(lesson):
    """Return the suspects' incidents at US targets, and those at others."""
    table = incidents(lesson)
    four = table[table["initiator"].isin(SUSPECTS)]
    hit = four["target"] == "USA"
    return four[hit], four[~hit]


def shares(rows):
    """Return each suspect's share of some rows: a prior."""
    return rows["initiator"].value_counts(normalize=True)[SUSPECTS]


def likelihood(rows, clue, alpha, kinds):
    """Return (seen + alpha) / (all + kinds × alpha) for each suspect."""
    total = rows["initiator"].value_counts()[SUSPECTS]
    seen = rows[rows[clue[0]] == clue[1]]["initiator"].value_counts()
    return (seen.reindex(SUSPECTS, fill_value=0) + alpha) / (total + kinds * alpha)


def even(products):
    """Return the products divided by their sum, as a dict."""
    return {name: float(value) for name, value in (products / products.sum()).items()}


@key(
    "08.6",
    kind=dict,
    unit="four fractions that add up to 1",
    tolerance=0.0005,
    minutes=6,
    points=3,
    vary={
        "clue": [("target_type", "military"), ("target_type", "private"), ("method", "vandalism")],
        "alpha": [1, 2],
    },
    hints=[
        "Prior: of the incidents at US targets, each suspect's share. Keep it as one column.",
        (
            "Likelihood: of *this suspect's* incidents elsewhere, the share with the clue. What you"
            " add above the line once, you add below it once for each kind."
        ),
        "Multiply the two columns, then divide by the sum of the products. Do they add up to 1?",
    ],
)
def posterior(lesson, clue=("target_type", "military"), alpha=1):
    at_us, elsewhere = split(lesson)
    four = pd.concat([at_us, elsewhere])
    kinds = four[clue[0]].nunique()
    before, own = shares(at_us), likelihood(elsewhere, clue, alpha, kinds)
    answer = even(before * own)
    seen = elsewhere[elsewhere[clue[0]] == clue[1]]["initiator"].value_counts()
    return Expect(
        answer,
        [
            Mistake(
                dict(before * own),
                "Prior times likelihood is right. The four products do not add up to 1 yet: divide"
                " each by their sum.",
            ),
            Mistake(
                dict(own),
                "Those are the likelihoods. They say how probable the clue is if it was this"
                " suspect; the prior is still missing, and base rates count.",
            ),
            Mistake(
                even(own),
                "You gave all four the same prior. The exercise asks for the prior of section 4.",
            ),
            Mistake(
                even(seen.reindex(SUSPECTS, fill_value=0)),
                "That is, of the incidents elsewhere with this clue, each suspect's share. It turns"
                " the condition round: P(suspect | clue) among other targets is not P(clue |"
                " suspect). In court it is called the prosecutor's fallacy.",
            ),
            Mistake(
                even(before * likelihood(elsewhere, clue, 0, kinds)),
                "Nothing was added to the counts. A thing never seen is not a thing never done.",
            ),
            Mistake(
                even(before * likelihood(elsewhere, clue, alpha, 7 - kinds)),
                "Nearly. What you add below the line must fit the number of kinds that this column"
                " has: count its different values.",
            ),
            Mistake(
                even(before * likelihood(elsewhere, clue, alpha, 0)),
                "You added above the line and not below it. The shares of all kinds of one suspect"
                " must still add up to 1.",
            ),
            Mistake(
                even(before * likelihood(four, clue, alpha, kinds)),
                "The likelihoods come from all incidents. Leave out those at US targets: the prior"
                " has used them already.",
            ),
            Mistake(
                even(before * likelihood(at_us, clue, alpha, kinds)),
                "The likelihoods come from the incidents at US targets. Read them off the other"
                " targets.",
            ),
            Mistake(
                even(shares(four) * own),
                "The prior is each suspect's share of *all* incidents. Keep those at US targets.",
            ),
            Mistake(
                {name: 100 * value for name, value in answer.items()},
                "That is per cent. The exercise asks for fractions.",
            ),
        ],
        "Set it beside the prior: how far did the clue move each suspect? That distance is all that"
        " the clue is worth.",
    )


@key(
    "08.7",
    kind=float,
    unit="a probability with two decimals",
    tolerance=0.002,
    minutes=6,
    points=3,
    vary={"clue": ["denial_of_service", "vandalism"], "alpha": [1, 0.5, 2]},
    hints=[
        "First without false flags: the four likelihoods, each with what is added.",
        (
            "For one f: (1 − f) times the own likelihood plus f times the mean of the other three,"
            " times the prior. Who is largest?"
        ),
        "A `for` over `range(101)` with f = step / 100, and the first f with another leader.",
    ],
)
def tipping(lesson, clue="denial_of_service", alpha=1):
    at_us, elsewhere = split(lesson)
    clue = ("method", clue)
    before, own = shares(at_us), likelihood(elsewhere, clue, alpha, 4)
    others = (own.sum() - own) / 3

    def first(stop, *, before=before, own=own, others=others, steps=100):
        """Return the first f at which `stop` holds for the products, or None."""
        for f in (step / steps for step in range(steps + 1)):
            if stop(before * ((1 - f) * own + f * others)):
                return f
        return None

    def overtaken(products):
        return products.idxmax() != "RUS"

    answer = first(overtaken)
    if answer is None:
        raise NoAnswer("With this clue Russia stays on top whatever the false flags.")
    plain = likelihood(elsewhere, clue, 0, 4)
    everywhere = likelihood(pd.concat([at_us, elsewhere]), clue, alpha, 4)
    mistakes = [
        Mistake(
            first(lambda products: products["RUS"] < products.sum() / 2),
            "That is where Russia falls below one half. The most likely of four can have less than"
            " one half: look who is *largest*.",
        ),
        Mistake(
            first(overtaken, steps=20),
            "That is on a grid of 0.05, as in the panel. Take steps of 0.01.",
        ),
        Mistake(
            first(overtaken, others=others * 0 + own.mean()),
            "You mixed in the mean of all four likelihoods. Whoever plants a false flag borrows"
            " from the *other three*.",
        ),
        Mistake(
            first(overtaken, own=plain, others=(plain.sum() - plain) / 3),
            "Nothing was added to the counts. The prompt says what to add to each.",
        ),
        Mistake(
            first(overtaken, own=everywhere, others=(everywhere.sum() - everywhere) / 3),
            "The likelihoods come from all targets. Read them off the targets other than the"
            " United States.",
        ),
        Mistake(
            0.75,
            "At 0.75 the clue is worth nothing and everybody has its prior back. The leader changes"
            " earlier.",
        ),
        Mistake(100 * answer, "That is per cent. The exercise asks for a number from 0 to 1."),
    ]
    mistakes = [mistake for mistake in mistakes if mistake.shape is not None]
    return Expect(
        answer,
        mistakes,
        "So a doubt about forgery, with no forgery proved in this case, is enough to change the"
        " leading suspect.",
    )
