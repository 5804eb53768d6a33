"""Every number of brief 13 that rests on `event_scores` alone, recomputed.

Gaps between meetings and lives of treaties rest on other tables. The fan charts of the lesson
are simulated by its model; here stand the fits and the exact bands.
"""

from functools import cache

import numpy as np
import pandas as pd
from shelf import load

QUOTED = {
    "days": "2,149",
    "days missing": "96",
    "missing in 2023": "68",
    "February 2024": "23",
    "size and total": "0.35",
    "negative months to January 2022": "2",
    "months to January 2022": "49",
    "negative months after": "19",
    "months after": "25",
    "base rate for February 2022": "5.9",
    "persistence for February 2022": "4.2",
    "January 2022": "+281.5",
    "February 2022": "−348.8",
    "March 2022": "−340",
    "months scored": "50",
    "Brier persistence": "0.106",
    "Brier base": "0.264",
    "Brier coin": "0.250",
    "Brier hard": "0.100",
    "skill": "0.60",
    "mean": "80.9",
    "median": "72.3",
    "standard deviation": "267.6",
    "lowest day": "−1,747",
    "highest day": "1,571",
    "negative days 2018": "25.8",
    "negative days 2019": "18.2",
    "negative days 2020": "20.6",
    "negative days 2021": "26.6",
    "negative days 2023": "47.5",
    "negative months": "28.4",
    "all months": "74",
    "positive, then positive": "49",
    "positive, then negative": "4",
    "negative, then positive": "3",
    "negative, then negative": "17",
    "negative after negative": "0.85",
    "negative after positive": "0.075",
    "negative months in all": "21",
    "calibration Brier": "0.189",
    "calibration constant": "0.224",
    "lowest bin, forecast": "0.07",
    "lowest bin, seen": "0.14",
    "lowest bin, days": "726",
    "highest bin, forecast": "0.90",
    "highest bin, seen": "0.79",
    "highest bin, days": "116",
    "mu": "66.0",
    "phi": "0.505",
    "sd": "143.9",
    "mu 2018–21": "137.8",
    "phi 2018–21": "0.293",
    "sd 2018–21": "134.9",
    "mu from February 2022": "−40.8",
    "phi from February 2022": "0.516",
    "sd from February 2022": "90.9",
    "lowest month": "−349",
    "highest month": "618",
}
DIFFERS = {
    "inside 80 % bands": (
        "14",
        "15",
        "Our bands are exact normal ones from the fit; the brief probably drew its own.",
    ),
    "band for March 2022, low": ("−44", "−43", "The same."),
    "band for March 2022, high": ("318", "319", "The same."),
}
Z_80 = 1.2816


@cache
def daily() -> pd.DataFrame:
    """Return the days of the United States and Russia."""
    pair = load("event_scores").query("pair == 'USA-RUS'")
    return pair.set_index(pd.to_datetime(pair["date"]))


@cache
def months() -> pd.Series:
    """Return the mean of each month over the days that are there."""
    return daily()["score"].resample("MS").mean()


def of_days() -> dict[str, float]:
    score = daily()["score"]
    every = pd.date_range("2018-01-01", "2024-02-23")
    negative = (score < 0).groupby(score.index.year).mean() * 100
    found = {
        "days": len(score),
        "days missing": len(every.difference(score.index)),
        "missing in 2023": 365 - (score.index.year == 2023).sum(),
        "February 2024": len(score.loc["2024-02"]),
        "size and total": score.abs().corr(daily()["total"]),
        "mean": score.mean(),
        "median": score.median(),
        "standard deviation": score.std(),
        "lowest day": score.min(),
        "highest day": score.max(),
    }
    return found | {f"negative days {y}": negative[y] for y in (2018, 2019, 2020, 2021, 2023)}


def of_months() -> dict[str, float]:
    negative = months() < 0
    before, after = negative[:"2022-01-01"], negative["2022-02-01":]
    steps = pd.crosstab(negative.shift().iloc[1:].astype(bool), negative.iloc[1:])
    return {
        "negative months to January 2022": before.sum(),
        "months to January 2022": len(before),
        "negative months after": after.sum(),
        "months after": len(after),
        "negative months": negative.mean() * 100,
        "negative months in all": negative.sum(),
        "all months": len(negative),
        "January 2022": months()["2022-01-01"],
        "February 2022": months()["2022-02-01"],
        "March 2022": months()["2022-03-01"],
        "lowest month": months().min(),
        "highest month": months().max(),
        "positive, then positive": steps.loc[False, False],
        "positive, then negative": steps.loc[False, True],
        "negative, then positive": steps.loc[True, False],
        "negative, then negative": steps.loc[True, True],
        "negative after negative": steps.loc[True, True] / steps.loc[True].sum(),
        "negative after positive": steps.loc[False, True] / steps.loc[False].sum(),
    }


def forecast(past: pd.Series) -> dict[str, float]:
    """Return three forecasts of a negative month from the months before it, smoothed +1/+2."""
    after_same = past[past.shift() == past.iloc[-1]]
    return {
        "base": (past.sum() + 1) / (len(past) + 2),
        "persistence": (after_same.sum() + 1) / (len(after_same) + 2),
        "hard": past.iloc[-1],
    }


def of_forecasters() -> dict[str, float]:
    negative = (months() < 0).astype(int)
    scored = negative["2020-01-01":]
    made = pd.DataFrame({m: forecast(negative[negative.index < m]) for m in scored.index}).T
    brier = made.sub(scored, axis="index").pow(2).mean()
    return {
        "months scored": len(scored),
        "base rate for February 2022": made.loc["2022-02-01", "base"] * 100,
        "persistence for February 2022": made.loc["2022-02-01", "persistence"] * 100,
        "Brier persistence": brier["persistence"],
        "Brier base": brier["base"],
        "Brier hard": brier["hard"],
        "Brier coin": ((0.5 - scored) ** 2).mean(),
        "skill": 1 - brier["persistence"] / brier["base"],
    }


def of_calibration() -> dict[str, float]:
    negative = (daily()["score"] < 0).astype(float)
    made = negative.shift().rolling(14).mean().dropna()
    seen = negative[made.index]
    bins = pd.cut(made, [-0.01, 0.2, 0.4, 0.6, 0.8, 1])
    means = pd.DataFrame({"made": made, "seen": seen}).groupby(bins, observed=True).mean()
    sizes = bins.value_counts().sort_index()
    return {
        "calibration Brier": ((made - seen) ** 2).mean(),
        "calibration constant": ((seen.mean() - seen) ** 2).mean(),
        "lowest bin, forecast": means["made"].iloc[0],
        "lowest bin, seen": means["seen"].iloc[0],
        "lowest bin, days": sizes.iloc[0],
        "highest bin, forecast": means["made"].iloc[-1],
        "highest bin, seen": means["seen"].iloc[-1],
        "highest bin, days": sizes.iloc[-1],
    }


def fit(values: pd.Series) -> tuple[float, float, float]:
    """Fit next month = mu + phi (this month − mu) + error: return mu, phi, sd of the error."""
    now, following = values.iloc[:-1].to_numpy(), values.iloc[1:].to_numpy()
    phi, constant = np.polyfit(now, following, 1)
    error = following - constant - phi * now
    return constant / (1 - phi), phi, np.sqrt((error**2).sum() / (len(now) - 2))


def bands() -> pd.DataFrame:
    """Return 80 % bands for the 26 months from January 2022, fitted on 2018 to 2021."""
    mu, phi, sd = fit(months()[:"2021-12-01"])
    ahead = np.arange(1, 27)
    centre = mu + phi**ahead * (months()["2021-12-01"] - mu)
    width = Z_80 * sd * np.sqrt((1 - phi ** (2 * ahead)) / (1 - phi**2))
    later = months()["2022-01-01":]
    return pd.DataFrame({"low": centre - width, "high": centre + width, "seen": later})


def of_fits() -> dict[str, float]:
    made = bands()
    found = {
        "inside 80 % bands": made["seen"].between(made["low"], made["high"]).sum(),
        "band for March 2022, low": made.loc["2022-03-01", "low"],
        "band for March 2022, high": made.loc["2022-03-01", "high"],
    }
    for era, values in {
        "": months(),
        " 2018–21": months()[:"2021-12-01"],
        " from February 2022": months()["2022-02-01":],
    }.items():
        found |= dict(zip([f"{n}{era}" for n in ("mu", "phi", "sd")], fit(values), strict=True))
    return found


@cache
def ours() -> dict[str, float]:
    return of_days() | of_months() | of_forecasters() | of_calibration() | of_fits()
