"""gpr_monthly.csv → risk_extract: 45 months of the geopolitical risk index for Russia."""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read

FIRST, LAST, MONTHS = "2012-04", "2015-12", 45


def build(sources: Path) -> pd.DataFrame:
    """One row per month, April 2012 to December 2015: month (its first day), value."""
    path = sources / "geopolitical_risk_gpr" / "gpr_monthly.csv"
    upstream = read(path, ["month", "GPRC_RUS"])
    table = upstream[upstream["month"].str[:7].between(FIRST, LAST)]
    if len(table) != MONTHS:
        raise UpstreamError(f"Expected {MONTHS} months, {FIRST} to {LAST}; found {len(table)}.")
    table = table.assign(value=table["GPRC_RUS"].astype(float))[["month", "value"]]
    return table.sort_values("month", ignore_index=True)
