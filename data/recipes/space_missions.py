"""astronaut_missions_1961_2019.csv → space_missions: who flew, on which craft.

`up_listed` is the name of the craft as the source writes it, with its soft hyphens. `up` and
`down` are keys made from such names: four wrong names are replaced, then only letters and digits
are kept, in capitals. "NA" in the source is a missing value.
"""

import re
from pathlib import Path

import pandas as pd
from upstream import read, recode

COLUMNS = [
    "name", "nationality", "mission_number", "occupation", "year_of_mission", "ascend_shuttle",
    "in_orbit", "descend_shuttle", "hours_mission",
]  # fmt: skip

NATIONALITIES = {  # label in the source: (label of ours, ISO code)
    "U.S.A": ("United States", "USA"),
    "U.S.S.R/Russia": ("Soviet Union / Russia", "RUS"),
    "Afghanistan": ("Afghanistan", "AFG"), "Australia": ("Australia", "AUS"),
    "Austria": ("Austria", "AUT"), "Belgium": ("Belgium", "BEL"), "Brazil": ("Brazil", "BRA"),
    "Bulgaria": ("Bulgaria", "BGR"), "Canada": ("Canada", "CAN"), "China": ("China", "CHN"),
    "Cuba": ("Cuba", "CUB"), "Czechoslovakia": ("Czechoslovakia", None),
    "Denmark": ("Denmark", "DNK"), "France": ("France", "FRA"), "Germany": ("Germany", "DEU"),
    "Hungry": ("Hungary", "HUN"), "India": ("India", "IND"), "Israel": ("Israel", "ISR"),
    "Italy": ("Italy", "ITA"), "Japan": ("Japan", "JPN"), "Kazakhstan": ("Kazakhstan", "KAZ"),
    "Korea": ("South Korea", "KOR"), "Malysia": ("Malaysia", "MYS"), "Mexico": ("Mexico", "MEX"),
    "Mongolia": ("Mongolia", "MNG"), "Netherland": ("Netherlands", "NLD"),
    "Poland": ("Poland", "POL"), "Republic of South Africa": ("South Africa", "ZAF"),
    "Romania": ("Romania", "ROU"), "Saudi Arabia": ("Saudi Arabia", "SAU"),
    "Slovakia": ("Slovakia", "SVK"), "Spain": ("Spain", "ESP"), "Sweden": ("Sweden", "SWE"),
    "Switzerland": ("Switzerland", "CHE"), "Syria": ("Syria", "SYR"),
    "U.K.": ("United Kingdom", "GBR"), "UAE": ("United Arab Emirates", "ARE"),
    "Ukraine": ("Ukraine", "UKR"), "Vietnam": ("Vietnam", "VNM"),
}  # fmt: skip
ROLES = {
    "commander": "commander", "pilot": "pilot", "flight engineer": "flight_engineer",
    "msp": "mission_specialist", "psp": "payload_specialist",
    "other (space tourist)": "private_visitor", "space tourist": "private_visitor",
    "other (journalist)": "journalist", "spaceflight participant": "spaceflight_participant",
}  # fmt: skip
ALIASES = {
    "Soyuz TM-2/3": "Soyuz TM-2",
    "Soyuz MS": "Soyuz MS-01",
    "Soyuz TMA-34": "Soyuz TM-34",
    "STS-151-C": "STS-51-C",
}
SAME_NAME = {("Aleksandrov, Aleksandr", "Bulgaria"): "Aleksandrov, Aleksandr (Bulgaria)"}


def label(name: str) -> str | float:
    """Write a name with visible hyphens, one space between words, and one spelling of Salyut."""
    if name == "NA":
        return float("nan")
    return " ".join(name.replace("\u00ad", "-").replace("Saluyt", "Salyut").split())


def craft(name: str) -> str | float:
    """Turn the name of a craft into a key: letters and digits, in capitals."""
    visible = label(name)
    if not isinstance(visible, str):
        return visible
    return re.sub("[^A-Z0-9]", "", ALIASES.get(visible, visible).upper())


def build(sources: Path) -> pd.DataFrame:
    """One row per person and mission, sorted so.

    Columns: person, mission, nationality, country, year, role, up_listed, up, orbit, down, hours.
    """
    upstream = read(sources / "space" / "astronaut_missions_1961_2019.csv", COLUMNS)
    nation = recode(upstream["nationality"], NATIONALITIES, "a nationality")
    people = zip(upstream["name"], upstream["nationality"], strict=True)
    table = pd.DataFrame(
        {
            "person": [SAME_NAME.get(who, who[0]) for who in people],
            "mission": upstream["mission_number"].astype("int64"),
            "nationality": nation.str[0],
            "country": nation.str[1],
            "year": upstream["year_of_mission"].astype("int64"),
            "role": recode(upstream["occupation"].str.lower(), ROLES, "an occupation"),
            "up_listed": upstream["ascend_shuttle"].mask(upstream["ascend_shuttle"] == "NA"),
            "up": upstream["ascend_shuttle"].map(craft),
            "orbit": upstream["in_orbit"].map(label),
            "down": upstream["descend_shuttle"].map(craft),
            "hours": upstream["hours_mission"].astype(float),
        }
    )
    return table.sort_values(["person", "mission"], ignore_index=True)
