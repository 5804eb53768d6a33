"""unga_votes_wide_all_countries.csv → un_votes: every vote of every country, one vote a row.

The file has a column for each country. Its two-letter codes become ours; of its three columns for
states that no longer exist under their name, West Germany joins DEU, North Yemen joins YEM, and
the one column for Yugoslavia and what followed it is split by date into YUG, SCG and SRB.
"""

from pathlib import Path

import pandas as pd
from countries import listed
from upstream import read, recode

WIDE = ["unga_votes_unvotes", "unga_votes_wide_all_countries.csv"]
VOTES = {"N": "no", "A": "abstain", "Y": "yes"}
FORMER = {
    "CS": "CSK", "DD": "DDR", "DE_FRG": "DEU", "TZ_ZNZ": "EAZ", "YD": "YMD", "YE_YAR": "YEM",
    "YU": "YUG",
}  # fmt: skip
RENAMED = {"SCG": "2003-02-04", "SRB": "2006-06-03"}  # what YUG became, and on which day


def codes(sources: Path) -> dict[str, str]:
    """Return our code for each country of the upstream file."""
    alpha_2 = listed(sources)["alpha_2"]
    return dict(zip(alpha_2, alpha_2.index, strict=True)) | FORMER


def long_votes(sources: Path) -> pd.DataFrame:
    """Return the votes that were cast: roll_call, date, country, vote."""
    path = sources.joinpath(*WIDE)
    read(path, ["rcid", "date"])  # says so in a sentence when the file is not there
    countries = list(pd.read_csv(path, nrows=0).columns.drop(["rcid", "date"]))
    wide = read(path, ["rcid", "date", *countries]).set_index(["rcid", "date"])
    cast = wide.rename_axis(columns="code").stack().dropna().rename("vote").reset_index()
    country = recode(cast["code"], codes(sources), "a country's code")
    return cast.assign(country=country).rename(columns={"rcid": "roll_call"})


def with_successors(votes: pd.DataFrame) -> pd.Series:
    """Return the country of each vote, where Yugoslavia is followed by its successors."""
    country = votes["country"].copy()
    yugoslavia = country == "YUG"
    for successor, day in RENAMED.items():
        country[yugoslavia & (votes["date"] >= day)] = successor
    return country


def build(sources: Path) -> pd.DataFrame:
    """One row per vote cast, sorted by roll call and country: roll_call, country, vote."""
    votes = long_votes(sources)
    table = pd.DataFrame(
        {
            "roll_call": votes["roll_call"].astype(int),
            "country": with_successors(votes),
            "vote": recode(votes["vote"], VOTES, "a vote"),
        }
    )
    return table.sort_values(["roll_call", "country"], ignore_index=True)
