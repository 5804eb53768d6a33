"""pew_favorability_by_country_year.csv → opinion_views: how publics see other countries.

The answers on China of 2013 belong to another question: `favourable_pct` and `unfavourable_pct`
are missing there, and what the source says stands in `favourable_listed_pct` alone. The code PLS
of one wave is the source's second code for the Palestinian territories.
"""

from pathlib import Path

import pandas as pd
from upstream import read

COLUMNS = {
    "survey_country": "country", "year": "year", "opinion_of": "opinion_of",
    "favorable_pct": "favourable_pct", "unfavorable_pct": "unfavourable_pct", "n": "n",
}  # fmt: skip
SECOND_CODES = {"PLS": "PSE"}
SHARES = ["favourable_pct", "unfavourable_pct"]


def build(sources: Path) -> pd.DataFrame:
    """One row per public, wave and object of opinion.

    Columns: country, year, opinion_of, favourable_pct, unfavourable_pct, n,
    favourable_listed_pct.
    """
    folder = sources / "pew_global_attitudes_aggregates"
    upstream = read(folder / "pew_favorability_by_country_year.csv", COLUMNS)
    table = upstream.rename(columns=COLUMNS).astype(
        {"year": "int64", "n": "int64"} | dict.fromkeys(SHARES, float)
    )
    mislabelled = (table["opinion_of"] == "CHN") & (table["year"] == 2013)
    table = table.assign(
        country=table["country"].replace(SECOND_CODES),
        favourable_listed_pct=table["favourable_pct"],
        **{name: table[name].mask(mislabelled) for name in SHARES},
    )
    return table.sort_values(["country", "year", "opinion_of"], ignore_index=True)
