"""unga_es11_ukraine_votes.csv → un_emergency_votes: the emergency session on Ukraine.

What each resolution was about is in our own few words. Which single positions were read in a
published list is coded from the file's remarks.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd
from upstream import expect_same_keys, read, recode

VOTES = {"Y": "yes", "N": "no", "A": "abstain"}


class Text(NamedTuple):
    """What we say about one resolution."""

    about: str
    verified: str


TEXTS = {
    "A/RES/ES-11/1": Text("aggression against Ukraine", "rus_chn"),
    "A/RES/ES-11/2": Text("humanitarian consequences", "rus"),
    "A/RES/ES-11/3": Text("Russia and the Human Rights Council", "rus_chn"),
    "A/RES/ES-11/4": Text("attempted annexations", "none"),
    "A/RES/ES-11/5": Text("reparation", "all"),
    "A/RES/ES-11/6": Text("principles of a peace", "none"),
    "A/RES/ES-11/7": Text("a just peace, European text", "all"),
    "A/RES/ES-11/8": Text("path to peace, US text as amended", "usa_rus"),
    "A/RES/ES-11/9": Text("return of children", "all"),
}
NUMBER_NOT_CONFIRMED = " (number not confirmed)"


def build(sources: Path) -> pd.DataFrame:
    """One row per resolution, sorted by its number.

    Columns: resolution, number_confirmed, date, about, yes, no, abstain, usa, rus, chn, verified.
    """
    columns = ["resolution", "date", "yes", "no", "abstain", "US", "RU", "CN"]
    upstream = read(sources / "hand_compiled_facts" / "unga_es11_ukraine_votes.csv", columns)
    resolution = upstream["resolution"].str.removesuffix(NUMBER_NOT_CONFIRMED)
    expect_same_keys(resolution, TEXTS, "resolutions of the emergency session")
    ours = pd.DataFrame(resolution.map(TEXTS).tolist())
    return pd.DataFrame(
        {
            "resolution": resolution,
            "number_confirmed": ~upstream["resolution"].str.endswith(NUMBER_NOT_CONFIRMED),
            "date": upstream["date"],
            "about": ours["about"],
            **{total: upstream[total].astype(int) for total in ("yes", "no", "abstain")},
            "usa": recode(upstream["US"], VOTES, "a vote"),
            "rus": recode(upstream["RU"], VOTES, "a vote"),
            "chn": recode(upstream["CN"], VOTES, "a vote"),
            "verified": ours["verified"],
        }
    )
