"""Answer keys of lesson 13, What happens next."""

import numpy as np

from diplomacy_lib.answers import Expect, Mistake, NoAnswer, Plan, key

PLAN = Plan("What happens next", {"line": [0, 50, -50], "seed": [2024, 1, 7]})


def daily(lesson, pair="USA-RUS"):
    """Return the daily scores of one pair by date."""
    events = lesson.load("event_scores")
    return events[events["pair"] == pair].set_index("date")["score"]


def monthly(lesson, pair="USA-RUS"):
    """Return the means of the months over the days that are there."""
    score = daily(lesson, pair)
    return score.groupby(score.index.to_period("M")).mean()


@key(
    "13.1",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.0005,
    minutes=5,
    points=1,
    vary={
        "pair": ["USA-CHN", "USA-GBR", "USA-RUS"],
        "years": [(2019, 2021), (2020, 2022), (2018, 2022)],
        "below": [200, 100, 300],
    },
    hints=[
        "Keep the rows of {pair} first, then those of the years {years}.",
        "`resample('MS')` needs the dates as the index: `set_index('date')`.",
        "Compare the monthly means with {below}. The mean of True and False is a share.",
    ],
)
def base_rate_pair(lesson, pair="USA-CHN", years=(2019, 2021), below=200):
    means, days = monthly(lesson, pair), daily(lesson, pair)
    inside = means[(means.index.year >= years[0]) & (means.index.year <= years[1])]
    those_days = days[(days.index.year >= years[0]) & (days.index.year <= years[1])]
    medians = those_days.groupby(those_days.index.to_period("M")).median()
    answer = float(np.mean(inside.to_numpy() < below))
    if answer in (0, 1):
        raise NoAnswer("Every month of these years lies on one side of this line.")
    short = inside[inside.index.year < years[1]]
    other = monthly(lesson, "USA-CHN" if pair == "USA-RUS" else "USA-RUS")
    other = other[(other.index.year >= years[0]) & (other.index.year <= years[1])]
    return Expect(
        answer,
        [
            Mistake(
                float((those_days < below).mean()),
                "That is the share of *days*. The question asks for months: take the mean of each"
                " month first, then compare.",
            ),
            Mistake(
                float((medians < below).mean()),
                "You took the median of each month. The question is about its mean.",
            ),
            Mistake(
                float((means < below).mean()),
                "That is the share over all the months of the table. Keep {years} only.",
            ),
            Mistake(
                float((short < below).mean()),
                "A year is missing at the end: both years are included.",
            ),
            Mistake(
                float((other < below).mean()),
                "Those are the months of another pair. Which value of `pair` does the exercise"
                " name?",
            ),
            Mistake(
                float((inside < 0).mean()),
                "You compared with zero. The line of this exercise lies elsewhere.",
            ),
            Mistake(
                1 - answer, "That is the share of the months at or above the line: turn it round."
            ),
            Mistake(
                float((inside < below).sum()), "That is how many months. What share of them is it?"
            ),
            Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
            Mistake(
                (answer * len(inside) + 1) / (len(inside) + 2),
                "You added one month of each kind, as the forecasters of the lesson do. The"
                " question asks for the plain share.",
            ),
        ],
        "Say it with its class: which pair, which years, which line.",
    )


@key(
    "13.4",
    kind=float,
    unit="a Brier score",
    tolerance=0.0005,
    minutes=5,
    points=2,
    vary={
        "p": [0.35, 0.2, 0.6],
        "years": [(2022, 2023), (2021, 2023), (2018, 2021)],
    },
    hints=[
        "Outcome first: a column of True and False, one for each month of {years}.",
        "For each month: the forecast less the outcome, squared.",
        "Then the mean. Or let `brier` do both: it takes one number as the forecast.",
    ],
)
def brier_constant(lesson, p=0.35, years=(2022, 2023)):
    means, days = monthly(lesson), daily(lesson)

    def score(values, p=p, first=years[0], last=years[1]):
        year = values.index.year
        came = (values[(year >= first) & (year <= last)] < 0).mean()
        return float(came * (1 - p) ** 2 + (1 - came) * p**2)

    inside = means[(means.index.year >= years[0]) & (means.index.year <= years[1])]
    came = float((inside < 0).mean())
    answer = score(means)
    return Expect(
        answer,
        [
            Mistake(
                float(came * (1 - p) + (1 - came) * p),
                "That is the mean distance. The Brier score squares each distance before it takes"
                " the mean.",
            ),
            Mistake(
                answer * len(inside),
                "The squares are right and you added them up. A score is their mean, or it would"
                " grow with the number of months.",
            ),
            Mistake(
                (p - came) ** 2,
                "You compared the forecast with the share of all months. Each month has its own"
                " outcome, 0 or 1: square first, take the mean afterwards.",
            ),
            Mistake(
                score(means, first=2020, last=2024),
                "Those are the fifty months of section 3. Keep {years} only.",
            ),
            Mistake(
                score(means, first=2018, last=2024),
                "Those are all the months of the table. Keep {years} only.",
            ),
            Mistake(
                score(means, last=years[1] - 1),
                "A year is missing at the end: both years are included.",
            ),
            Mistake(
                score(days),
                "You scored days. The forecast is about the means of months.",
            ),
            Mistake(
                score(means, p=1 - p),
                "You turned the outcome round: 1 stands for a month *below* zero.",
            ),
            Mistake(
                answer**0.5,
                "You took a root at the end. The Brier score leaves the mean of the squares as"
                " it is.",
            ),
            Mistake(
                came, "That is the share of months that were below zero. What did the forecast pay?"
            ),
            Mistake(100 * answer, "A Brier score lies between 0 and 1: do not make it per cent."),
        ],
        "One number for every month, and it pays for each side of that compromise.",
    )


def least_squares(values):
    """Return mu, phi and sd of next month = mu + phi · (this month − mu) + error."""
    now, then = values[:-1], values[1:]
    phi = ((now - now.mean()) * (then - then.mean())).sum() / ((now - now.mean()) ** 2).sum()
    constant = then.mean() - phi * now.mean()
    rest = ((then - constant - phi * now) ** 2).sum()
    return constant / (1 - phi), phi, (rest / (len(now) - 2)) ** 0.5


def run(values, start, months, runs, seed, shift=0.0, chance=0.0, size=0.0, push=0.0):
    """Return futures month by month; `push` is added to the score itself in every month."""
    mu, phi, sd = least_squares(values)
    generator = np.random.default_rng(seed)
    surprises = generator.normal(0, sd, (runs, months))
    hits = generator.random((runs, months)) < chance
    level, now, seen = mu + shift, np.full(runs, start), []
    for month in range(months):
        now = level + phi * (now - level) + surprises[:, month] - size * hits[:, month] + push
        seen.append(now)
    return np.array(seen)


@key(
    "13.6",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.02,
    minutes=6,
    points=3,
    vary={
        "shift": [60, 150, -240],
        "horizon": [6, 4, 3],
    },
    hints=[
        "`simulate(all_months, january, …)` needs the months, the runs, the seed and the shift.",
        "A row is a future, a column a month. Which column is month {horizon}? `[:, -1]`.",
        "Compare that column with zero; the mean of True and False is a share.",
    ],
)
def p_below(lesson, shift=60, horizon=6):
    values = monthly(lesson)
    start, values = values["2024-01"], values.to_numpy()
    futures = run(values, start, horizon, 10_000, 2024, shift)
    answer = float((futures[-1] < 0).mean())
    plain = run(values, start, horizon, 10_000, 2024)
    pushed = run(values, start, horizon, 10_000, 2024, push=shift)
    return Expect(
        answer,
        [
            Mistake(
                float((futures < 0).any(axis=0).mean()),
                "That is the share of futures with *any* month below zero. The question asks for"
                " one month: the last.",
            ),
            Mistake(
                float((pushed[-1] < 0).mean()),
                "You added the shift to the score in every month, so that it piles up. It belongs"
                " to the level to which the score returns.",
            ),
            Mistake(
                float((plain[-1] < 0).mean()),
                "The model, the start and the month are right. The shift is missing: or was it"
                " added to the start, where it fades?",
            ),
            Mistake(
                float((futures < 0).mean()),
                "That is the share over all months together. The question asks for the last one.",
            ),
            Mistake(
                float((run(values, start, horizon, 10_000, 2024, -shift)[-1] < 0).mean()),
                "The sign of the shift is the other way round.",
            ),
            Mistake(1 - answer, "That is the share of futures in which the month is *not* below."),
            Mistake(
                float(np.median(futures[-1])),
                "That is a score in points. The question asks for a share of the futures.",
            ),
            Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
        ],
        "All of it rests on three fitted numbers, and on a shift that somebody made up.",
    )


@key(
    "13.2",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.0005,
    minutes=5,
    points=1,
    vary={"year": [2022, 2023, 2020], "pair": ["USA-RUS", "USA-CHN", "USA-GBR"]},
    hints=[
        "Keep the rows of the pair and of the year. Each row is one recorded day.",
        "Some days of {year} have no row. What is the denominator, then?",
        "The mean of `score < 0` over the rows is the share.",
    ],
)
def cold_days(lesson, year=2022, pair="USA-RUS"):
    score = daily(lesson, pair)
    rows = score[score.index.year == year]
    below, length = int((rows < 0).sum()), 366 if year % 4 == 0 else 365
    months = rows.groupby(rows.index.month).mean()
    answer = below / len(rows)
    other = daily(lesson, "USA-CHN" if pair == "USA-RUS" else "USA-RUS")
    return Expect(
        answer,
        [
            Mistake(
                below / length,
                "You divided by all days of the year (or filled the missing ones with 0). A day"
                " without a row is not a day above zero: divide by the days that are there.",
            ),
            Mistake(
                float((months < 0).mean()),
                "That is the share of months. The question asks for days.",
            ),
            Mistake(
                float((score < 0).mean()), "Those are the days of all years. Keep {year} only."
            ),
            Mistake(
                float((other[other.index.year == year] < 0).mean()),
                "The year is right, the pair is another one.",
            ),
            Mistake(
                float(
                    (lesson.load("event_scores").query("date.dt.year == @year")["score"] < 0).mean()
                ),
                "Those are the days of all three pairs together. Keep one pair.",
            ),
            Mistake(below, "That is how many days. What share of the recorded days is it?"),
            Mistake(1 - answer, "That is the share of the days that were not below zero."),
            Mistake(100 * answer, "That is per cent. The exercise asks for a fraction."),
        ],
        "Of the recorded days: say so, for the others are not known.",
    )


def forecasters(came, extra=1):
    """Return base rate and persistence for each month from the months before it."""
    base, stay = [], []
    for month, last in enumerate(np.concatenate([[np.nan], came[:-1]])):
        past, before = came[:month], np.concatenate([[np.nan], came[:month]])[:month]
        alike = past[before == last]
        base.append((past.sum() + extra) / max(month + 2 * extra, 1))
        stay.append((alike.sum() + extra) / max(len(alike) + 2 * extra, 1))
    return np.array(base), np.array(stay)


@key(
    "13.5",
    kind=float,
    unit="a Brier skill score",
    tolerance=0.002,
    minutes=9,
    points=3,
    vary={
        "months": [("2022-02", "2022-12"), ("2023-01", "2023-12"), ("2022-02", "2023-06")],
    },
    hints=[
        "Build both forecasts for all months first, as in section 3; take the window last.",
        "`below_zero.shift()` is the month before; group by it for persistence.",
        "`skill(forecasts, reference, outcomes)`: all three for the window only.",
    ],
)
def skill_late(lesson, months=("2022-02", "2022-12")):
    means = monthly(lesson)
    came = (means < 0).to_numpy().astype(float)
    first, last = (means.index.get_loc(month) for month in months)
    window = slice(first, last + 1)
    base, stay = forecasters(came)
    plain_base, plain_stay = forecasters(came, extra=0)
    same = np.concatenate([[0], came[:-1]])

    def paid(forecast, part=window):
        return float(((forecast - came)[part] ** 2).mean())

    answer = 1 - paid(stay) / paid(base)
    whole = slice(means.index.get_loc("2020-01"), None)
    stays = came[1:][came[:-1] == 1].mean()
    starts = came[1:][came[:-1] == 0].mean()
    informed = np.where(same == 1, stays, starts)
    return Expect(
        answer,
        [
            Mistake(
                paid(stay) / paid(base),
                "That is the ratio of the two scores. Skill is one minus it.",
            ),
            Mistake(
                1 - paid(informed) / paid(np.full(len(came), came.mean())),
                "Your forecasters know the future: both rates were counted over all months. Each"
                " month may use only the months before it.",
            ),
            Mistake(
                1 - paid(informed) / paid(base),
                "Your persistence knows the future: its rates were counted over all months.",
            ),
            Mistake(
                1 - paid(stay, whole) / paid(base, whole),
                "That is the skill over the fifty months of section 3. Score the window only.",
            ),
            Mistake(
                1 - paid(same) / paid(base),
                "That is the skill of 'same again', which says 0 or 1. Persistence gives a"
                " probability.",
            ),
            Mistake(
                1 - paid(stay) / 0.25,
                "Your reference is the coin. The exercise asks for the base rate.",
            ),
            Mistake(
                1 - paid(base) / paid(stay),
                "Forecast and reference have changed places.",
            ),
            Mistake(
                1 - paid(plain_stay) / paid(plain_base),
                "The one cold and one warm month were not added to the counts.",
            ),
            Mistake(paid(stay), "That is the Brier score of persistence; its skill compares."),
        ],
        "Skill over those who notice nothing: the turn itself was paid for in full.",
    )


@key(
    "13.3",
    kind=float,
    unit="days",
    tolerance=0.25,
    minutes=6,
    points=2,
    vary={"since": [1985, 1972, 1992], "rule": ["bilateral", "broad"]},
    hints=[
        "Filter by class and by year first, then `sort_values('start')`.",
        "Beside each start you need the latest end so far: `cummax`, then `shift` (lesson 01).",
        "`.dt.days` of the difference, then `median()`.",
    ],
)
def gap_median(lesson, since=1985, rule="bilateral"):
    meetings = lesson.load("leader_meetings").sort_values("start")
    narrow = meetings["class_source"] == "bilateral"
    broad = meetings["class_source"] != "not_a_meeting"

    def waits(rows, edge="end"):
        latest = np.maximum.accumulate(rows[edge].to_numpy())
        return (rows["start"].to_numpy()[1:] - latest[:-1]) / np.timedelta64(1, "D")

    chosen = meetings[narrow if rule == "bilateral" else broad]
    rows = chosen[chosen["start"].dt.year >= since]
    other = meetings[broad if rule == "bilateral" else narrow]
    other = other[other["start"].dt.year >= since]
    reaching = waits(chosen)[(chosen["start"].dt.year >= since).to_numpy()[1:]]
    every = meetings[meetings["start"].dt.year >= since]
    answer = float(np.median(waits(rows)))
    return Expect(
        answer,
        [
            Mistake(
                float(waits(rows).mean()),
                "That is the mean, which a few very long silences pull up. The exercise asks for"
                " the median.",
            ),
            Mistake(
                float(np.median(waits(other))),
                "The years are right, the rows are not: look again at which values of"
                " `class_source` count.",
            ),
            Mistake(
                float(np.median(waits(every))),
                "You kept all rows, with those that are not meetings.",
            ),
            Mistake(
                float(np.median(reaching)),
                "Your first silence begins before {since}. Filter the years before you take the"
                " differences: both meetings must be of these years.",
            ),
            Mistake(
                float(np.median(waits(chosen))),
                "Those are the silences of all years. Keep the meetings from {since} on.",
            ),
            Mistake(
                float(np.median(waits(rows, "start"))),
                "You measured from start to start. A silence begins when a meeting *ends*.",
            ),
            Mistake(
                float(waits(rows).max()),
                "That is the longest silence; the median is the middle one.",
            ),
            Mistake(answer / 365.25, "Those are years. The exercise asks for days."),
        ],
        "Half of the silences are shorter: but the one that you are in may be of the other half.",
    )


@key(
    "13.7",
    kind=float,
    unit="a fraction between 0 and 1",
    tolerance=0.002,
    minutes=8,
    points=3,
    vary={"runs": [400, 200, 500], "seeds": [(1, 6), (21, 26), (21, 31)]},
    hints=[
        "Write a loop over `range(…)`: remember that the last number of a range is left out.",
        "For each seed one share: `(futures[:, -1] < 0).mean()`. Collect them in a list.",
        "`max(shares) - min(shares)`.",
    ],
)
def noise_range(lesson, runs=400, seeds=(1, 6)):
    values = monthly(lesson)
    start, values = values["2024-01"], values.to_numpy()

    def shares(runs, last=seeds[1], chance=0.02):
        found = []
        for seed in range(seeds[0], last + 1):
            ends = run(values, start, 24, runs, seed, chance=chance, size=400)[-1]
            found.append(float((ends < 0).mean()))
        return np.array(found)

    ours, calm = shares(runs), shares(runs, chance=0.0)
    one = run(values, start, 24, runs, seeds[0], chance=0.02, size=400)[-1]
    answer = float(np.ptp(ours))
    return Expect(
        answer,
        [
            Mistake(
                float(np.ptp(ours[:-1])),
                "One seed is missing: `range(a, b)` stops before b.",
            ),
            Mistake(
                float(np.ptp(shares(10_000))),
                "That is the range with 10,000 futures: the second step. The answer wanted is the"
                " one with {runs}; keep this one for your note.",
            ),
            Mistake(float(np.ptp(calm)), "The shocks are missing from your futures."),
            Mistake(
                float(ours.std(ddof=1)),
                "That is the standard deviation of the shares. The question asks for the largest"
                " less the smallest.",
            ),
            Mistake(
                float(ours.max()), "That is the largest share. How far is the smallest from it?"
            ),
            Mistake(
                float(ours.mean()),
                "That is the mean of the shares: the forecast. The question asks how far seeds"
                " move it.",
            ),
            Mistake(
                float(np.quantile(one, 0.9) - np.quantile(one, 0.1)),
                "That is the width of the 80% interval, in points: the uncertainty of the model's"
                " world. The question asks for the noise of the simulation.",
            ),
            Mistake(100 * answer, "Those are points. The exercise asks for a fraction."),
        ],
        "More runs shrink this number; they do not make the future more certain.",
    )
