"""us_russia_meetings.csv → secretary_trips: secretaries of state, to Russia or met elsewhere.

Only the secretaries' rows; the president's are in leader_meetings. The remarks are not taken over;
whether they say that the secretary accompanied or joined the president is coded from them.
"""

from pathlib import Path

import pandas as pd
from countries import codes_of
from upstream import read, recode

COLUMNS = [
    "kind", "category", "source_id", "person", "start_date", "end_date", "country", "locale",
    "remarks",
]  # fmt: skip
SECRETARY = "US secretary of state abroad"
TO_RUSSIA = {"to_russia": True, "third_country_mention": False}
SECRETARIES = {
    "Cordell Hull": "Cordell Hull",
    "Edward Reilly Stettinius": "Edward Stettinius",
    "James Francis Byrnes": "James Byrnes",
    "George Catlett Marshall": "George Marshall",
    "John Foster Dulles": "John Foster Dulles",
    "Christian Archibald Herter": "Christian Herter",
    "David Dean Rusk": "Dean Rusk",
    "William Pierce Rogers": "William Rogers",
    "Henry A. (Heinz Alfred) Kissinger": "Henry Kissinger",
    "Cyrus Roberts Vance": "Cyrus Vance",
    "Edmund Sixtus Muskie": "Edmund Muskie",
    "Alexander Meigs Haig": "Alexander Haig",
    "George Pratt Shultz": "George Shultz",
    "James Addison Baker": "James Baker",
    "Warren Minor Christopher": "Warren Christopher",
    "Madeleine Korbel Albright": "Madeleine Albright",
    "Colin Luther Powell": "Colin Powell",
    "Condoleezza Rice": "Condoleezza Rice",
    "Hillary Rodham Clinton": "Hillary Clinton",
    "John Forbes Kerry": "John Kerry",
    "Rex W. Tillerson": "Rex Tillerson",
    "Michael R. Pompeo": "Mike Pompeo",
    "Antony John Blinken": "Antony Blinken",
    "Marco Rubio": "Marco Rubio",
}
MISSPELT = {"Tblisi": "Tbilisi"}


def build(sources: Path) -> pd.DataFrame:
    """One row per trip, sorted by start, end and id.

    Columns: trip_id, start, end, country, place, secretary, to_russia, with_president.
    """
    upstream = read(sources / "state_dept_travels_visits" / "us_russia_meetings.csv", COLUMNS)
    trips = upstream[upstream["kind"] == SECRETARY].reset_index(drop=True)
    table = pd.DataFrame(
        {
            "trip_id": "s" + trips["source_id"],
            "start": trips["start_date"],
            "end": trips["end_date"],
            "country": codes_of(trips["country"]),
            "place": trips["locale"].replace(MISSPELT, regex=True),
            "secretary": recode(trips["person"], SECRETARIES, "a secretary's name"),
            "to_russia": recode(trips["category"], TO_RUSSIA, "a category"),
            "with_president": trips["remarks"].str.contains("Accompanied|Joined President"),
        }
    )
    return table.sort_values(["start", "end", "trip_id"], ignore_index=True)
