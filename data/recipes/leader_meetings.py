"""us_russia_leader_meetings.csv → leader_meetings: 89 rows of the State Department's record.

Dates, country, US traveller and the class come from the upstream file. Place, the leader met,
the occasion and the notes are ours: its remarks were read and coded, not copied. The place of a
visit is given only where the remarks state it. `class_reviewed` is the class after reading;
each change has its reason below.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
from countries import codes_of
from upstream import UpstreamError, expect_same_keys, read, recode

COLUMNS = [
    "kind", "source_id", "person", "start_date", "end_date", "country", "meeting_class",
]  # fmt: skip

KINDS = {"US president abroad": "president_abroad", "Soviet/Russian leader in US": "leader_visit"}
LETTERS = {"president_abroad": "t", "leader_visit": "v"}
CLASSES = {
    "bilateral_or_summit": "bilateral",
    "margins_of_multilateral": "margins",
    "not_a_meeting": "not_a_meeting",
}

PRESIDENTS = {
    "Franklin D. Roosevelt": "Franklin D. Roosevelt",
    "Harry S. Truman": "Harry S. Truman",
    "Dwight D. Eisenhower": "Dwight D. Eisenhower",
    "John F. Kennedy": "John F. Kennedy",
    "Richard M. Nixon": "Richard Nixon",
    "Gerald R. Ford": "Gerald Ford",
    "Jimmy Carter": "Jimmy Carter",
    "Ronald Reagan": "Ronald Reagan",
    "George H.W. Bush": "George H.W. Bush",
    "William J. Clinton": "Bill Clinton",
    "George W. Bush": "George W. Bush",
    "Barack Obama": "Barack Obama",
    "Donald J. Trump": "Donald Trump",
    "Joseph R. Biden": "Joe Biden",
}
IN_OFFICE_FROM = {
    "1953-01-20": "Dwight D. Eisenhower",
    "1961-01-20": "John F. Kennedy",
    "1963-11-22": "Lyndon B. Johnson",
    "1969-01-20": "Richard Nixon",
    "1974-08-09": "Gerald Ford",
    "1977-01-20": "Jimmy Carter",
    "1981-01-20": "Ronald Reagan",
    "1989-01-20": "George H.W. Bush",
    "1993-01-20": "Bill Clinton",
    "2001-01-20": "George W. Bush",
    "2009-01-20": "Barack Obama",
    "2017-01-20": "Donald Trump",
}

STALIN, KHRUSHCHEV, KOSYGIN = "Joseph Stalin", "Nikita Khrushchev", "Alexei Kosygin"
BREZHNEV, GORBACHEV = "Leonid Brezhnev", "Mikhail Gorbachev"
YELTSIN, CHERNOMYRDIN = "Boris Yeltsin", "Viktor Chernomyrdin"
PUTIN, MEDVEDEV = "Vladimir Putin", "Dmitry Medvedev"


class Coding(NamedTuple):
    """What we read in the remarks of one row."""

    place: str | None
    other_leader: str | None
    occasion: str
    note: str | None = None


CODED = {
    "t2722": Coding(
        "Tehran", STALIN, "Tehran Conference",
        "Trip dates; the conference ran 28 November to 1 December 1943.",
    ),
    "t2730": Coding(
        "Yalta", STALIN, "Yalta Conference",
        "Trip dates; the conference ran 4 to 11 February 1945.",
    ),
    "t2734": Coding(
        "Potsdam", STALIN, "Potsdam Conference",
        "Trip dates; the conference ran 17 July to 2 August 1945.",
    ),
    "t2743": Coding(
        "Geneva", "Nikolai Bulganin", "four-power summit",
        "Trip dates; the conference ran 18 to 23 July 1955.",
    ),
    "v2385": Coding(
        "Washington", KHRUSHCHEV, "official visit",
        "The record ends the visit on 16 September; it ended on 27 September 1959.",
    ),
    "t2770": Coding(
        "Paris", KHRUSHCHEV, "four-power summit",
        "The summit broke up on 16 to 17 May 1960, after the U-2 incident.",
    ),
    "t2778": Coding("Vienna", KHRUSHCHEV, "summit"),
    "v28": Coding("Glassboro", KOSYGIN, "summit beside a UN session"),
    "t2847": Coding("Moscow", BREZHNEV, "ABM and SALT I signed"),
    "v202": Coding("Washington", BREZHNEV, "official visit"),
    "t2851": Coding("Paris", "Nikolai Podgorny", "memorial for Georges Pompidou"),
    "t2860": Coding("Moscow", BREZHNEV, "summit"),
    "t2864": Coding("Vladivostok", BREZHNEV, "summit on strategic arms"),
    "t2873": Coding("Helsinki", BREZHNEV, "Helsinki Final Act signed"),
    "t2902": Coding("Vienna", BREZHNEV, "SALT II signed"),
    "t2942": Coding("Geneva", GORBACHEV, "summit", "The summit began on 19 November 1985."),
    "t2943": Coding("Brussels", None, "NATO briefing after a summit"),
    "t2948": Coding(
        "Reykjavik", GORBACHEV, "summit",
        "Source error: its text dates the talks 10 to 11 October; they were 11 to 12 October 1986.",
    ),
    "v671": Coding(None, GORBACHEV, "INF Treaty signed"),
    "t2956": Coding("Helsinki", None, "stop before the Moscow summit"),
    "t2957": Coding("Moscow", GORBACHEV, "summit; INF ratifications exchanged"),
    "v697": Coding("New York", GORBACHEV, "meeting in New York"),
    "t2335": Coding(
        "Marsaxlokk Bay", GORBACHEV, "Malta summit", "The talks were on 2 and 3 December 1989."
    ),
    "t2336": Coding("Brussels", None, "NATO briefing after a summit"),
    "v779": Coding(
        "Washington", GORBACHEV, "summit", "Gorbachev left the country on 4 June 1990."
    ),
    "t2342": Coding("Helsinki", GORBACHEV, "summit on the Gulf crisis"),
    "t2360": Coding("London", GORBACHEV, "G7 summit"),
    "t2363": Coding("Moscow", GORBACHEV, "START I signed"),
    "t2364": Coding("Madrid", GORBACHEV, "Middle East peace conference"),
    "v913": Coding(
        "Camp David", YELTSIN, "summit after UN Security Council",
        "Began in New York, at a Security Council summit.",
    ),
    "v949": Coding("Washington", YELTSIN, "state visit"),
    "t2375": Coding("Munich", YELTSIN, "G7 summit"),
    "t2379": Coding("Moscow", YELTSIN, "START II signed"),
    "t2521": Coding("Vancouver", YELTSIN, "summit"),
    "t2522": Coding("Tokyo", YELTSIN, "G7 summit"),
    "v1001": Coding(None, CHERNOMYRDIN, "private visit"),
    "t2527": Coding("Moscow", YELTSIN, "summit; accord with Ukraine"),
    "t2537": Coding("Naples", YELTSIN, "G7 summit"),
    "v1075": Coding(None, YELTSIN, "state visit"),
    "t2550": Coding("Moscow", YELTSIN, "summit; Victory Day"),
    "t2552": Coding("Halifax", YELTSIN, "G7 summit"),
    "v1164": Coding("Hyde Park", YELTSIN, "summit"),
    "v1174": Coding(None, CHERNOMYRDIN, "joint commission"),
    "t2567": Coding("Moscow", YELTSIN, "summit; nuclear safety conference"),
    "t2568": Coding("Lyon", CHERNOMYRDIN, "G7 summit"),
    "v1219": Coding(
        None, CHERNOMYRDIN, "joint commission",
        "The record does not say that he met the president.",
    ),
    "t2572": Coding("Helsinki", YELTSIN, "summit"),
    "t2576": Coding("Paris", YELTSIN, "NATO–Russia Founding Act"),
    "v1234": Coding("Denver", YELTSIN, "G8 summit"),
    "v1262": Coding(None, CHERNOMYRDIN, "working visit"),
    "t2600": Coding("Moscow", YELTSIN, "summit"),
    "v1376": Coding(None, "Sergei Stepashin", "joint commission"),
    "t2626": Coding("Oslo", PUTIN, "memorial for Yitzhak Rabin"),
    "t2641": Coding("Moscow", PUTIN, "summit"),
    "v1424": Coding("New York", PUTIN, "UN Millennium Summit"),
    "t2387": Coding("Kranj", PUTIN, "summit"),
    "v1506": Coding("Washington", PUTIN, "summit", "Continued at Crawford, Texas."),
    "v1521": Coding(
        None, "Mikhail Kasyanov", "working visit",
        "The record does not say that he met the president.",
    ),
    "t2399": Coding("Moscow", PUTIN, "SORT signed"),
    "t2401": Coding("Rome", PUTIN, "NATO–Russia Council founded"),
    "t2406": Coding("St Petersburg", PUTIN, "meeting after a NATO summit"),
    "t2412": Coding("St Petersburg", PUTIN, "meeting at the city's anniversary"),
    "v1664": Coding("Camp David", PUTIN, "summit"),
    "v1719": Coding("Sea Island", PUTIN, "G8 summit"),
    "t2441": Coding("Bratislava", PUTIN, "summit"),
    "t2446": Coding("Moscow", PUTIN, "meeting at Victory Day"),
    "v1805": Coding(None, PUTIN, "working visit"),
    "t2454": Coding("Busan", PUTIN, "APEC summit"),
    "t2466": Coding(
        "St Petersburg", PUTIN, "G8 summit",
        "Putin was the host; the record does not mention a meeting of the two.",
    ),
    "t2467": Coding("Moscow", PUTIN, "stop on the way to Asia"),
    "v1903": Coding("Kennebunkport", PUTIN, "informal summit"),
    "t2502": Coding("Bucharest", PUTIN, "NATO–Russia Council"),
    "t2504": Coding(
        "Sochi", PUTIN, "summit", "Medvedev, elected and not yet in office, took part."
    ),
    "t2517": Coding("Beijing", PUTIN, "Olympic Games opening"),
    "v2006": Coding(None, MEDVEDEV, "G20 summit"),
    "t2973": Coding("Moscow", MEDVEDEV, "summit", "The president also met Prime Minister Putin."),
    "v2042": Coding("New York", MEDVEDEV, "UN General Assembly"),
    "v2059": Coding("Pittsburgh", MEDVEDEV, "G20 summit"),
    "t3038": Coding("Prague", MEDVEDEV, "New START signed"),
    "v2110": Coding(None, MEDVEDEV, "Nuclear Security Summit"),
    "v2125": Coding(None, MEDVEDEV, "working visit"),
    "v2590": Coding("Honolulu", MEDVEDEV, "APEC summit"),
    "v2625": Coding("Camp David", MEDVEDEV, "G8 summit"),
    "t3728": Coding(
        "St Petersburg", PUTIN, "G20 summit",
        "Putin was the host; the record does not mention a meeting of the two.",
    ),
    "t3424": Coding("Benouville", PUTIN, "Normandy landings anniversary"),
    "v2805": Coding("New York", PUTIN, "UN General Assembly"),
    "t3817": Coding("Helsinki", PUTIN, "summit"),
    "t4115": Coding("Geneva", PUTIN, "summit"),
    "t4168": Coding("Kyiv", None, "visit to Ukraine"),
}  # fmt: skip

# Row → the class after reading, and why it differs from the class of the file.
REVIEWED = {
    "v913": ("bilateral", "talks of the two at Camp David, after a UN session in New York"),
    "t2550": ("bilateral", "the remarks call it a summit; the ceremonies came with it"),
    "t2567": ("bilateral", "a separate summit in Moscow after the conference"),
    "t2412": ("bilateral", "the remarks name the meeting first, a ceremony second"),
    "t2446": ("bilateral", "same wording as St Petersburg 2003: a meeting, then a ceremony"),
}

PRIME_MINISTERS = {
    "v1001", "v1174", "t2568", "v1219", "v1262", "v1376", "t2626", "v1521", "t2517", "v2625",
}  # fmt: skip


def president_on(day: str) -> str:
    """Return the president in office on a day; days of inauguration are not in the record."""
    started = [first for first in IN_OFFICE_FROM if first <= day]
    if not started:
        raise UpstreamError(f"Expected visits from 1953 on; one begins on {day}.")
    return IN_OFFICE_FROM[max(started)]


def us_leaders(upstream: pd.DataFrame, kind: pd.Series) -> pd.Series:
    """Name the president: the traveller of a trip, the one in office at a visit."""
    trips = upstream.loc[kind == "president_abroad", "person"]
    visits = upstream.loc[kind == "leader_visit", "start_date"]
    named = [recode(trips, PRESIDENTS, "a president's name"), visits.map(president_on)]
    return pd.concat(named).reindex(upstream.index)


def levels(meeting_id: pd.Series, class_reviewed: pd.Series) -> pd.Series:
    """Say on which level the other side was led; blank where nobody of it was met."""
    level = meeting_id.isin(PRIME_MINISTERS).map({True: "prime_minister", False: "top"})
    return level.where(class_reviewed != "not_a_meeting")


def build(sources: Path) -> pd.DataFrame:
    """One row per trip or visit, sorted by start, end and id.

    Columns: meeting_id, start, end, country, place, kind, us_leader, other_leader, level,
    class_source, class_reviewed, occasion, note.
    """
    path = sources / "state_dept_travels_visits" / "us_russia_leader_meetings.csv"
    upstream = read(path, COLUMNS)
    kind = recode(upstream["kind"], KINDS, "a kind of row")
    meeting_id = kind.map(LETTERS) + upstream["source_id"]
    expect_same_keys(meeting_id, CODED, "trips and visits")
    ours = pd.DataFrame(meeting_id.map(CODED).tolist())
    class_source = recode(upstream["meeting_class"], CLASSES, "a class")
    changed = meeting_id.map({row: new for row, (new, _) in REVIEWED.items()})
    class_reviewed = changed.fillna(class_source)
    table = pd.DataFrame(
        {
            "meeting_id": meeting_id,
            "start": upstream["start_date"],
            "end": upstream["end_date"],
            "country": codes_of(upstream["country"]),
            "place": ours["place"],
            "kind": kind,
            "us_leader": us_leaders(upstream, kind),
            "other_leader": ours["other_leader"],
            "level": levels(meeting_id, class_reviewed),
            "class_source": class_source,
            "class_reviewed": class_reviewed,
            "occasion": ours["occasion"],
            "note": ours["note"],
        }
    )
    return table.sort_values(["start", "end", "meeting_id"], ignore_index=True)
