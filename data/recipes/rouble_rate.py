"""ecb_fx_daily.csv → rouble_rate: roubles for a dollar, monthly means of days.

The European Central Bank publishes rates against the euro; roubles per euro divided by dollars per
euro gives roubles per dollar, which is our calculation and not the bank's.
"""

from pathlib import Path

import pandas as pd
from upstream import read

COLUMNS = ["date", "usd_per_eur", "rub_per_eur"]


def build(sources: Path) -> pd.DataFrame:
    """One row per month with a rouble rate, in order: month, rub_per_usd, days."""
    daily = read(sources / "fx_ecb_rub" / "ecb_fx_daily.csv", COLUMNS).dropna()
    rate = daily["rub_per_eur"].astype(float) / daily["usd_per_eur"].astype(float)
    months = rate.groupby(daily["date"].str[:7].rename("month"))
    table = months.agg(rub_per_usd="mean", days="size").round({"rub_per_usd": 4})
    return table.reset_index()
