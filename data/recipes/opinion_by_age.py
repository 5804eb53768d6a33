"""pew_usa_rus_mutual_by_age.csv → opinion_by_age: Americans on Russia and Russians on the US."""

from pathlib import Path

import pandas as pd
from upstream import read

COLUMNS = {
    "survey_country": "country", "year": "year", "opinion_of": "opinion_of",
    "age_group": "age_group", "favorable_pct": "favourable_pct", "n": "n",
}  # fmt: skip


def build(sources: Path) -> pd.DataFrame:
    """One row per public, wave and age group.

    Columns: country, year, opinion_of, age_group, favourable_pct, n.
    """
    folder = sources / "pew_global_attitudes_aggregates"
    upstream = read(folder / "pew_usa_rus_mutual_by_age.csv", COLUMNS)
    table = upstream.rename(columns=COLUMNS)
    table = table.astype({"year": "int64", "n": "int64", "favourable_pct": float})
    return table.sort_values(["country", "year", "opinion_of", "age_group"], ignore_index=True)
