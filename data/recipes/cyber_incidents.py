"""dcid2_incidents.csv → cyber_incidents: incidents between rival states, 2000–2021.

Only the incident sheet is read: the ids of the response sheet do not line up with it. Spaces at
the ends of names are removed, states become ISO codes, and codes become words. The labels of the
codes are from general knowledge of the authors' codebook, which was not at hand. `target` is the
state of the dyad that is not the initiator, blank where the initiator is neither. Of the links
only their number and their hosts are kept; the sentences on aims are left out.
"""

import re
from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read, recode

LINKS = [f"Sources{number}" for number in range(1, 6)]
OFFICIAL = {"Justice": "justice_link", "Cert": "cert_link", "FBI": "fbi_link"}
CODED = {
    "method": "method_code", "targettype": "target_type", "initiator": "initiator",
    "cyber_objective": "objective", "objective_achievement": "achieved",
    "Concession ": "concession", "severity": "severity",
}  # fmt: skip
COLUMNS = [
    "Cyberincidentnum", "Dyadpair", "StateA", "StateB", "Name", "interactionstartdate",
    "interactionenddate", *CODED, *LINKS, *OFFICIAL,
]  # fmt: skip

STATES = {  # code in the source: (name in the source, ISO code)
    2: ("US", "USA"), 20: ("Canada", "CAN"), 200: ("UK", "GBR"), 220: ("France", "FRA"),
    255: ("Germany", "DEU"), 290: ("Poland", "POL"), 365: ("Russia", "RUS"),
    366: ("Estonia", "EST"), 368: ("Lithuania", "LTU"), 369: ("Ukraine", "UKR"),
    372: ("Georgia", "GEO"), 630: ("Iran", "IRN"), 640: ("Turkey", "TUR"), 645: ("Iraq", "IRQ"),
    652: ("Syria", "SYR"), 660: ("Lebanon", "LBN"), 666: ("Israel", "ISR"),
    670: ("Saudi Arabia", "SAU"), 692: ("Bahrain", "BHR"), 700: ("Afghanistan", "AFG"),
    710: ("China", "CHN"), 713: ("Taiwan", "TWN"), 731: ("N Korea", "PRK"),
    732: ("S Korea", "KOR"), 740: ("Japan", "JPN"), 750: ("India", "IND"),
    770: ("Pakistan", "PAK"), 816: ("Vietnam", "VNM"), 830: ("Singapore", "SGP"),
    840: ("Philippines", "PHL"), 900: ("Australia", "AUS"),
}  # fmt: skip
METHODS = {"1": "vandalism", "2": "denial_of_service", "3": "intrusion", "4": "infiltration"}
OBJECTIVES = {
    "1": "disrupt", "2": "short_term_espionage", "3": "long_term_espionage", "4": "degrade",
}  # fmt: skip
TARGET_TYPES = {"1": "private", "2": "government", "3": "military"}
FLAG = {"0": False, "1": True}
HOST = re.compile(r"https?://(?:www\.)?([^/\s:]+\.[a-z]+)", re.IGNORECASE)


def hosts(links: pd.Series) -> str | float:
    """Return the host of the first link of each cell, in order; missing where there is none."""
    found = [HOST.search(link) for link in links.dropna()]
    return " ".join(match[1].lower() for match in found if match) or float("nan")


def other_side(rows: pd.DataFrame) -> pd.Series:
    """Return the state of each dyad that is not the initiator, blank where neither is."""
    target = rows["state_b"].where(rows["initiator"] == rows["state_a"])
    return target.mask(rows["initiator"] == rows["state_b"], rows["state_a"])


def expect_dyads(rows: pd.DataFrame) -> None:
    """Raise when a dyad number is not made of the codes of its two states."""
    numbers = {iso: str(code) for code, (_, iso) in STATES.items()}
    made = rows["state_a"].map(numbers) + rows["state_b"].map(numbers)
    wrong = rows.loc[made.astype("int64") != rows["dyad"], "incident_id"]
    if len(wrong):
        raise UpstreamError(f"Expected the dyads to fit their states; not so: {list(wrong)}.")


def build(sources: Path) -> pd.DataFrame:
    """One row per incident, sorted by number.

    Columns: incident_id, dyad, state_a, state_b, initiator, target, name, start, end, method,
    method_code, objective, achieved, concession, severity, target_type, sources, source_hosts,
    justice_link, cert_link, fbi_link.
    """
    upstream = read(sources / "cyber_dcid2" / "dcid2_incidents.csv", COLUMNS).rename(columns=CODED)
    names = dict(STATES.values())
    codes = {str(code): iso for code, (_, iso) in STATES.items()}
    table = pd.DataFrame(
        {
            "incident_id": upstream["Cyberincidentnum"].astype("int64"),
            "dyad": upstream["Dyadpair"].astype("int64"),
            "state_a": recode(upstream["StateA"].str.strip(), names, "a state"),
            "state_b": recode(upstream["StateB"].str.strip(), names, "a state"),
            "initiator": recode(upstream["initiator"], codes, "an initiator"),
        }
    )
    expect_dyads(table)
    table = table.assign(
        target=other_side(table),
        name=upstream["Name"].str.split().str.join(" "),
        start=upstream["interactionstartdate"],
        end=upstream["interactionenddate"],
        method=recode(upstream["method_code"].str[0], METHODS, "method"),
        method_code=upstream["method_code"],
        objective=recode(upstream["objective"], OBJECTIVES, "objective"),
        achieved=recode(upstream["achieved"], FLAG, "achievement"),
        concession=recode(upstream["concession"], FLAG, "concession"),
        severity=upstream["severity"].astype("int64"),
        target_type=recode(upstream["target_type"], TARGET_TYPES, "target type"),
        sources=upstream[LINKS].notna().sum(axis="columns"),
        source_hosts=upstream[LINKS].apply(hosts, axis="columns"),
        **{ours: upstream[theirs].notna() for theirs, ours in OFFICIAL.items()},
    )
    return table.sort_values("incident_id", ignore_index=True)
