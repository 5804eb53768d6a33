"""brent-monthly.csv and brent-daily.csv → oil_price: the price of Brent crude oil by month.

The price is the published monthly mean. `days` counts the daily quotations of the month, so that
a mean of months can be weighted into the published mean of a year.
"""

from pathlib import Path

import pandas as pd
from upstream import read


def build(sources: Path) -> pd.DataFrame:
    """One row per month, in order: month, usd_per_barrel, days."""
    folder = sources / "oil_prices"
    monthly = read(folder / "brent-monthly.csv", ["Date", "Price"])
    daily = read(folder / "brent-daily.csv", ["Date", "Price"]).dropna()
    days = daily["Date"].str[:7].value_counts()
    month = monthly["Date"].str[:7]
    table = pd.DataFrame(
        {
            "month": month,
            "usd_per_barrel": monthly["Price"].astype(float),
            "days": month.map(days).astype("int64"),
        }
    )
    return table.sort_values("month", ignore_index=True)
