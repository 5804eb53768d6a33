"""leader_meetings_added.csv → leader_meetings_added: 42 meetings that the record lacks.

Compiled by hand from published reports. Dates, country and class come from the upstream file;
its remark on certainty is coded as `how_sure` and `day_sure`; place, occasion and note are ours,
keyed by the first day. A meeting of one day ends on the day it starts.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
from countries import codes_of
from leader_meetings import CLASSES
from upstream import expect_same_keys, read, recode

COLUMNS = ["start_date", "end_date", "country", "leaders", "meeting_class", "how_sure"]

HOW_SURE = {
    "sure": "sure",
    "sure of meeting, day within 3-5 Sept": "sure",
    "sure of talk, day 30 Nov or 1 Dec": "sure",
    "probable (announced for 19 Nov)": "probable",
    "probable (day recalled)": "probable",
    "probable (month sourced)": "probable",
    "presence sure": "presence",
    "presence only": "presence",
    "presence only (day recalled)": "presence",
    "recalled only": "recalled",
}
DAY_SURE = {"sure", "presence sure", "presence only"}


class Coding(NamedTuple):
    """What we say about one meeting."""

    place: str
    occasion: str
    note: str | None = None
    level: str = "top"


CODED = {
    "1990-11-19": Coding("Paris", "CSCE summit"),
    "1991-06-20": Coding(
        "Washington", "visit of a republic's leader",
        "Elected head of the Russian republic within the Soviet Union; not yet the head of an "
        "independent state.",
        level="republic",
    ),
    "1994-12-05": Coding("Budapest", "CSCE summit"),
    "1996-03-13": Coding("Sharm el-Sheikh", "Summit of the Peacemakers"),
    "1998-05-17": Coding("Birmingham", "G8 summit"),
    "1999-06-20": Coding("Cologne", "G8 summit"),
    "1999-09-12": Coding("Auckland", "APEC summit", level="prime_minister"),
    "1999-11-18": Coding("Istanbul", "OSCE summit"),
    "2000-07-21": Coding("Okinawa", "G8 summit"),
    "2000-11-15": Coding("Bandar Seri Begawan", "APEC summit"),
    "2001-07-22": Coding("Genoa", "G8 summit"),
    "2001-10-21": Coding("Shanghai", "APEC summit"),
    "2002-06-27": Coding("Kananaskis", "G8 summit"),
    "2003-10-20": Coding("Bangkok", "APEC summit"),
    "2004-11-20": Coding("Santiago", "APEC summit"),
    "2005-07-07": Coding("Gleneagles", "G8 summit"),
    "2006-11-19": Coding("Hanoi", "APEC summit", "Announced beforehand for this day."),
    "2007-06-07": Coding("Heiligendamm", "G8 summit"),
    "2007-09-07": Coding("Sydney", "APEC summit"),
    "2008-07-07": Coding("Toyako", "G8 summit"),
    "2009-04-01": Coding("London", "eve of the G20 summit"),
    "2009-07-10": Coding("L'Aquila", "G8 summit"),
    "2009-11-15": Coding("Singapore", "APEC summit"),
    "2009-12-18": Coding("Copenhagen", "climate conference", "Both sat in one leaders' meeting."),
    "2010-06-25": Coding("Muskoka", "G8 and G20 summits", "Continued in Toronto."),
    "2010-11-14": Coding("Yokohama", "APEC summit"),
    "2010-11-20": Coding("Lisbon", "NATO–Russia Council"),
    "2011-05-26": Coding("Deauville", "G8 summit"),
    "2012-03-26": Coding("Seoul", "Nuclear Security Summit"),
    "2012-06-18": Coding("Los Cabos", "G20 summit"),
    "2013-06-17": Coding("Lough Erne", "G8 summit"),
    "2014-11-10": Coding("Beijing", "APEC summit", "Several short talks."),
    "2015-11-15": Coding("Antalya", "G20 summit", "About 35 minutes."),
    "2015-11-30": Coding("Le Bourget", "climate conference"),
    "2016-09-05": Coding(
        "Hangzhou", "G20 summit", "About 90 minutes, on a day from 3 to 5 September."
    ),
    "2016-11-20": Coding("Lima", "APEC summit", "About four minutes."),
    "2017-07-07": Coding("Hamburg", "G20 summit", "About two and a quarter hours."),
    "2017-11-10": Coding("Da Nang", "APEC summit", "Short talks only."),
    "2018-11-11": Coding("Paris", "Armistice centenary", "A short talk."),
    "2018-11-30": Coding(
        "Buenos Aires", "G20 summit",
        "A brief talk in place of a cancelled meeting; 1 December in one report.",
    ),
    "2019-06-28": Coding("Osaka", "G20 summit", "About 80 minutes."),
    "2025-08-15": Coding("Anchorage", "summit"),
}  # fmt: skip


def build(sources: Path) -> pd.DataFrame:
    """One row per meeting, sorted by date and numbered so.

    Columns: meeting_id, start, end, country, place, kind, us_leader, other_leader, level,
    class_source, class_reviewed, occasion, note, how_sure, day_sure.
    """
    path = sources / "hand_compiled_facts" / "leader_meetings_added.csv"
    upstream = read(path, COLUMNS).sort_values("start_date", ignore_index=True)
    expect_same_keys(upstream["start_date"], CODED, "added meetings")
    ours = pd.DataFrame(upstream["start_date"].map(CODED).tolist())
    leaders = upstream["leaders"].str.extract(r"^(?P<us>[^;]+); (?P<other>[^(]+)")
    country = codes_of(upstream["country"])
    class_source = recode(upstream["meeting_class"], CLASSES, "a class")
    return pd.DataFrame(
        {
            "meeting_id": [f"a{number:02}" for number in range(1, len(upstream) + 1)],
            "start": upstream["start_date"],
            "end": upstream["end_date"].fillna(upstream["start_date"]),
            "country": country,
            "place": ours["place"],
            "kind": country.eq("USA").map({True: "leader_visit", False: "president_abroad"}),
            "us_leader": leaders["us"].str.strip(),
            "other_leader": leaders["other"].str.strip(),
            "level": ours["level"],
            "class_source": class_source,
            "class_reviewed": class_source,
            "occasion": ours["occasion"],
            "note": ours["note"],
            "how_sure": recode(upstream["how_sure"], HOW_SURE, "a remark on certainty"),
            "day_sure": upstream["how_sure"].isin(DAY_SURE),
        }
    )
