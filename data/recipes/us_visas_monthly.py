"""niv_issued_russia_monthly_2017_2025.csv → us_visas_monthly: visas to Russians by class, month.

Classes are written as in this file, without hyphens ("F1"); only its "BBBCC" is spelled out.
"""

from pathlib import Path

import pandas as pd
from upstream import read

COLUMNS = ["month", "visa_class", "issued"]
OTHER_SPELLINGS = {"B1,2": "B1/B2", "B1,2/BCC": "B1/B2/BCC", "BBBCC": "B1/B2/BCC"}


def one_spelling(classes: pd.Series) -> pd.Series:
    """Write every visa class one way: F-1 → F1, B-1,2 → B1/B2."""
    return classes.str.replace("-", "").replace(OTHER_SPELLINGS)


def build(sources: Path) -> pd.DataFrame:
    """One row per month and class, sorted so: month (its first day), visa_class, issued."""
    path = sources / "us_visas" / "niv_issued_russia_monthly_2017_2025.csv"
    upstream = read(path, COLUMNS)
    table = upstream.assign(
        visa_class=one_spelling(upstream["visa_class"]), issued=upstream["issued"].astype("int64")
    )
    return table.sort_values(["month", "visa_class"], ignore_index=True)
