"""icb1 v14 and icb2 v15 → superpower_crises: crises in which the US or Moscow was an actor.

Who took part comes from the actor file (v15, states 2 and 365). Dates and the crisis-level codes
come from the crisis file (v14), which ends in 2017; the four crises after it keep the actor
file's dates, end with the last actor's end, and have no crisis-level codes. `in_87` marks the
crises that began 1946–2017 and have those codes. A day coded early, middle or late in the month
(66, 77, 88) gives a month and no date: no filler day.
"""

from pathlib import Path

import pandas as pd
from upstream import read, recode

ACTORS = {"usa_actor": "2", "rus_actor": "365"}
FIRST_YEAR = 1945

CRISIS_DATES = {
    "start": ["yrtrig", "motrig", "datrig"],
    "end": ["yrterm", "moterm", "daterm"],
}
ACTOR_DATES = {
    "start": ["systrgyr", "systrgmo", "systrgda"],
    "end": ["yrterm", "moterm", "daterm"],
}
CODES = ["mediate", "medwho", "forout", "viol"]

MEDIATED = {"1": False, "2": False, "3": False, "4": True}
MEDIATORS = {
    "1": pd.NA,
    "2": "global_organization",
    "3": "regional_organization",
    "4": "state_or_other",
    "5": "state_or_other",
    "6": "state_or_other",
    "7": "state_or_other",
}
OUTCOMES = {
    "1": "formal_agreement",
    "2": "semi_formal_agreement",
    "3": "tacit_understanding",
    "4": "unilateral_act",
    "5": "imposed_agreement",
    "6": "other",
    "7": "faded",
}
VIOLENCE = {"1": "none", "2": "minor_clashes", "3": "serious_clashes", "4": "full_scale_war"}

# The source's labels, spelled out where they are shortened or misspelled.
NAMES = {
    "121": "Communism in Czechoslovakia",
    "141": "East German Uprising",
    "152": "Suez Nationalisation and War",
    "159": "Syria–Turkey Confrontation",
    "165": "Iraq and Lebanon Upheaval",
    "215": "Dominican Intervention",
    "224": "USS Pueblo",
    "230": "Vietnam Spring Offensive",
    "233": "EC-121 Spy Plane",
    "239": "Cienfuegos Submarine Base",
    "255": "October (Yom Kippur) War",
    "309": "US Hostages in Iran",
    "333": "U-137 Incident",
    "354": "Nicaragua MiG-21s",
    "408": "North Korea Nuclear I",
    "411": "Haiti Military Regime",
    "412": "Iraq Deployment towards Kuwait",
    "422": "UNSCOM I",
    "427": "US Embassy Bombings",
    "429": "UNSCOM II",
    "434": "Afghanistan and the US",
    "441": "North Korea Nuclear II",
    "445": "South Ossetia and Abkhazia",
    "450": "North Korea Nuclear III",
    "459": "North Korea Nuclear IV (Satellite Launch)",
    "464": "Libyan Civil War",
    "469": "North Korea Nuclear V",
    "471": "Crimea and Donbas",
    "486": "Syria Chemical Weapons II",
}
SMALL_WORDS = {" In ": " in ", " Of ": " of "}
NUMERALS = {" Ii": " II", " Iii": " III", " Vi": " VI", " Vii": " VII"}


def readable(label: str) -> str:
    """Turn a label in capitals into a title: 'BERLIN WALL' → 'Berlin Wall'."""
    title = label.title()
    for old, new in SMALL_WORDS.items():
        title = title.replace(old, new)
    head, _, last = title.rpartition(" ")
    return f"{head}{NUMERALS[' ' + last]}" if " " + last in NUMERALS else title


def add_dates(rows: pd.DataFrame, parts: dict[str, list[str]]) -> pd.DataFrame:
    """Add start, start_month, end and end_month; a date stays blank where its day is not known."""
    dates = {}
    for name, (year, month, day) in parts.items():
        stamp = rows[year] + "-" + rows[month].str.zfill(2)
        known = pd.to_numeric(rows[day]).between(1, 31)
        dates[name] = (stamp + "-" + rows[day].str.zfill(2)).where(known)
        dates[f"{name}_month"] = stamp
    return rows[["crisno", "crisname"]].assign(**dates)


def from_crisis_file(path: Path) -> pd.DataFrame:
    """Return dates and crisis-level codes of every crisis in the crisis file."""
    columns = sum(CRISIS_DATES.values(), ["crisno", "crisname"])
    crises = read(path, columns + CODES)
    return add_dates(crises, CRISIS_DATES).join(crises[CODES])


def from_actor_file(actors: pd.DataFrame) -> pd.DataFrame:
    """Return dates of every crisis in the actor file, up to the end for its last actor."""
    dated = add_dates(actors, ACTOR_DATES)
    return dated.sort_values(["end_month", "end"]).drop_duplicates("crisno", keep="last")


def add_codes(crises: pd.DataFrame) -> pd.DataFrame:
    """Turn the crisis-level codes into words; a crisis without codes keeps blanks."""
    coded = crises.dropna(subset=CODES)
    return crises.assign(
        mediated=recode(coded["mediate"], MEDIATED, "mediate").astype("boolean"),
        mediator=recode(coded["medwho"], MEDIATORS, "medwho"),
        outcome_form=recode(coded["forout"], OUTCOMES, "forout"),
        violence=recode(coded["viol"], VIOLENCE, "viol"),
    )


def build(sources: Path) -> pd.DataFrame:
    """One row per crisis, sorted by number.

    Columns: crisis_id, name, start, start_month, end, end_month, usa_actor, rus_actor, mediated,
    mediator, outcome_form, violence, in_87.
    """
    needed = sum(ACTOR_DATES.values(), ["crisno", "crisname", "cracid"])
    actors = read(sources / "icb" / "icb2_v15_actor_level.csv", needed)
    older = from_crisis_file(sources / "icb" / "icb1_v14_crisis_level.csv")
    newer = from_actor_file(actors[~actors["crisno"].isin(older["crisno"])])
    crises = pd.concat([older, newer], ignore_index=True)
    for column, state in ACTORS.items():
        taking_part = actors.loc[actors["cracid"] == state, "crisno"]
        crises[column] = crises["crisno"].isin(taking_part)
    year = pd.to_numeric(crises["start_month"].str[:4])
    crises = crises[crises[list(ACTORS)].any(axis="columns") & (year >= FIRST_YEAR)]
    crises = add_codes(crises)
    first = crises["start_month"].str[:4].astype("int64")
    table = crises.assign(
        crisis_id=crises["crisno"].astype("int64"),
        name=crises["crisno"].map(NAMES).fillna(crises["crisname"].map(readable)),
        in_87=(first > FIRST_YEAR) & crises["violence"].notna(),
    )
    dates = ["start", "start_month", "end", "end_month"]
    codes = ["mediated", "mediator", "outcome_form", "violence"]
    table = table[["crisis_id", "name", *dates, *ACTORS, *codes, "in_87"]]
    return table.sort_values("crisis_id", ignore_index=True)
