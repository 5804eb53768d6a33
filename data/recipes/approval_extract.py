"""putin_approval_levada_1999.csv → approval_extract: 37 months of one pollster's series."""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read

FIRST, LAST, MONTHS = "2012-12", "2015-12", 37


def build(sources: Path) -> pd.DataFrame:
    """One row per month, December 2012 to December 2015: month (its first day), value."""
    path = sources / "presidential_approval" / "putin_approval_levada_1999.csv"
    upstream = read(path, ["Date", "Approve", "source"])
    upstream = upstream[upstream["Date"].str[:7].between(FIRST, LAST)]
    if len(upstream) != MONTHS or set(upstream["source"]) != {"Levada"}:
        raise UpstreamError(f"Expected {MONTHS} months by Levada, {FIRST} to {LAST}.")
    month = upstream["Date"].str[:7] + "-01"
    table = pd.DataFrame({"month": month, "value": upstream["Approve"].astype("int64")})
    return table.sort_values("month", ignore_index=True)
