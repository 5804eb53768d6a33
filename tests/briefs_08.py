"""Every number of brief 08 that rests on `cyber_incidents` alone, recomputed."""

from functools import cache

import numpy as np
import pandas as pd
from shelf import load

SUSPECTS = ["CHN", "RUS", "IRN", "PRK"]
QUOTED = {
    "incidents": "429",
    "US–Russia, Russia initiator": "40",
    "US–Russia, US initiator": "7",
    "source links": "850",
    "links to .ru .cn .ir .kp": "0",
    "links to .com, per cent": "84",
    "US, severity 0–2": "0",
    "others, severity 0–2": "132",
    "others": "409",
    "others, per cent": "32",
    "Russia, severity 0–2": "40",
    "probability of zero in 20": "0.0004",
    "mean severity US": "4.10",
    "mean severity Russia": "3.04",
    "mean severity China": "3.03",
    "mean severity Iran": "3.08",
    "initiated by China": "115",
    "initiated by Russia": "113",
    "initiated by Iran": "65",
    "initiated by North Korea": "59",
    "initiated by US": "20",
    "starts 2012": "11",
    "starts 2014": "44",
    "starts 2017": "41",
    "starts 2020": "30",
    "starts 2021": "1",
    "same day, per cent": "8.7",
    "median days": "73",
    "mean days": "357.9",
    "one link": "104",
    "two links": "248",
    "three or more links": "77",
    "Justice, per cent": "3.5",
    "CERT, per cent": "3.0",
    "FBI, per cent": "1.9",
    "Russia disrupt": "4",
    "Russia short-term espionage": "18",
    "Russia long-term espionage": "15",
    "Russia degrade": "3",
    "US disrupt": "1",
    "US short-term espionage": "1",
    "US long-term espionage": "3",
    "US degrade": "2",
    "severity 5 or more": "23",
    "achieved, per cent": "86",
    "concession, per cent": "2.8",
    "US-target incidents of four": "137",
    "prior CHN": "0.431",
    "prior RUS": "0.292",
    "prior IRN": "0.153",
    "prior PRK": "0.124",
    "likelihood CHN": "0.100",
    "likelihood RUS": "0.234",
    "likelihood IRN": "0.104",
    "likelihood PRK": "0.152",
    "posterior CHN": "0.295",
    "posterior RUS": "0.467",
    "posterior IRN": "0.109",
    "posterior PRK": "0.129",
    "flat prior RUS": "0.396",
    "intrusion CHN": "0.514",
    "intrusion RUS": "0.241",
    "infiltration CHN": "0.325",
    "infiltration IRN": "0.271",
    "infiltration RUS": "0.236",
    "Ukraine pair": "30",
    "Ukraine pair, Russia initiator": "28",
    "ends before it starts": "2",
    "initiator outside the pair": "4",
}
DIFFERS = {
    "US–Russia by names": (
        "46",
        "47",
        "The note beside the source counts raw names; one of 47 hides behind a space there.",
    ),
}


@cache
def incidents() -> pd.DataFrame:
    """Return the incidents with their length in days."""
    table = load("cyber_incidents")
    days = (pd.to_datetime(table["end"]) - pd.to_datetime(table["start"])).dt.days
    return table.assign(days=days, start_year=table["start"].str[:4].astype(int))


def of_initiators() -> dict[str, float]:
    table = incidents()
    pair = table[table["dyad"] == 2365]["initiator"]
    small = table["severity"] <= 2
    american = table["initiator"] == "USA"
    others = small[~american]
    found = {
        "incidents": len(table),
        "US–Russia by names": ((table["state_a"] == "USA") & (table["state_b"] == "RUS")).sum(),
        "US–Russia, Russia initiator": (pair == "RUS").sum(),
        "US–Russia, US initiator": (pair == "USA").sum(),
        "US, severity 0–2": small[american].sum(),
        "others, severity 0–2": others.sum(),
        "others": len(others),
        "others, per cent": others.mean() * 100,
        "Russia, severity 0–2": small[table["initiator"] == "RUS"].sum(),
        "probability of zero in 20": (1 - others.mean()) ** 20,
        "ends before it starts": (table["days"] < 0).sum(),
        "initiator outside the pair": table["target"].isna().sum(),
        "Ukraine pair": (table["dyad"] == 365369).sum(),
        "Ukraine pair, Russia initiator": (
            (table["dyad"] == 365369) & (table["initiator"] == "RUS")
        ).sum(),
    }
    means = table.groupby("initiator")["severity"].agg(["mean", "size"])
    names = {"USA": "US", "RUS": "Russia", "CHN": "China", "IRN": "Iran", "PRK": "North Korea"}
    for code, name in names.items():
        found[f"initiated by {name}"] = means.loc[code, "size"]
        if code != "PRK":
            found[f"mean severity {name}"] = means.loc[code, "mean"]
    return found


def of_time_and_links() -> dict[str, float]:
    table = incidents()
    valid = table.loc[table["days"] >= 0, "days"]
    ends = table["source_hosts"].str.split().explode().str.rpartition(".")[2]
    found = {
        "source links": len(ends),
        "links to .ru .cn .ir .kp": ends.isin(["ru", "cn", "ir", "kp"]).sum(),
        "links to .com, per cent": (ends == "com").mean() * 100,
        "same day, per cent": (valid == 0).mean() * 100,
        "median days": valid.median(),
        "mean days": valid.mean(),
        "one link": (table["sources"] == 1).sum(),
        "two links": (table["sources"] == 2).sum(),
        "three or more links": (table["sources"] >= 3).sum(),
        "Justice, per cent": table["justice_link"].mean() * 100,
        "CERT, per cent": table["cert_link"].mean() * 100,
        "FBI, per cent": table["fbi_link"].mean() * 100,
        "severity 5 or more": (table["severity"] >= 5).sum(),
        "achieved, per cent": table["achieved"].mean() * 100,
        "concession, per cent": table["concession"].mean() * 100,
    }
    for year in (2012, 2014, 2017, 2020, 2021):
        found[f"starts {year}"] = (table["start_year"] == year).sum()
    aims = table[table["dyad"] == 2365].groupby("initiator")["objective"].value_counts()
    words = {
        "disrupt": "disrupt",
        "short-term espionage": "short_term_espionage",
        "long-term espionage": "long_term_espionage",
        "degrade": "degrade",
    }
    for code, name in {"RUS": "Russia", "USA": "US"}.items():
        found |= {f"{name} {said}": aims[code, aim] for said, aim in words.items()}
    return found


def posterior(method: str, prior: np.ndarray | None = None) -> tuple[pd.Series, pd.Series]:
    """Return likelihood (add one, targets other than the US) and posterior of four suspects."""
    table = incidents()[incidents()["initiator"].isin(SUSPECTS)]
    at_us = table["target"] == "USA"
    if prior is None:
        prior = table.loc[at_us, "initiator"].value_counts(normalize=True)[SUSPECTS]
    others = table[~at_us]
    total = others["initiator"].value_counts()[SUSPECTS]
    matching = others.loc[others["method"] == method, "initiator"].value_counts()[SUSPECTS]
    likelihood = (matching + 1) / (total + 4)
    product = prior * likelihood
    return likelihood, product / product.sum()


def of_bayes() -> dict[str, float]:
    table = incidents()
    at_us = table[(table["target"] == "USA") & table["initiator"].isin(SUSPECTS)]
    prior = at_us["initiator"].value_counts(normalize=True)
    likelihood, after = posterior("denial_of_service")
    found = {"US-target incidents of four": len(at_us)}
    for code in SUSPECTS:
        found[f"prior {code}"] = prior[code]
        found[f"likelihood {code}"] = likelihood[code]
        found[f"posterior {code}"] = after[code]
    found["flat prior RUS"] = posterior("denial_of_service", np.full(4, 0.25))[1]["RUS"]
    for code in ("CHN", "RUS"):
        found[f"intrusion {code}"] = posterior("intrusion")[1][code]
    for code in ("CHN", "IRN", "RUS"):
        found[f"infiltration {code}"] = posterior("infiltration")[1][code]
    return found


@cache
def ours() -> dict[str, float]:
    return of_initiators() | of_time_and_links() | of_bayes()
