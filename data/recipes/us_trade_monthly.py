"""us_goods_trade_monthly_selected.csv → us_trade_monthly: US trade in goods with 17 partners."""

from pathlib import Path

import pandas as pd
from upstream import read

COLUMNS = {
    "country": "country_name", "month": "month", "imports_musd": "imports_musd",
    "exports_musd": "exports_musd",
}  # fmt: skip


def build(sources: Path) -> pd.DataFrame:
    """One row per partner and month, sorted so: country_name, month, imports, exports."""
    path = sources / "us_census_trade" / "us_goods_trade_monthly_selected.csv"
    table = read(path, COLUMNS).rename(columns=COLUMNS)
    table["month"] = table["month"].str[:7]
    table = table.astype({"imports_musd": float, "exports_musd": float})
    return table.sort_values(["country_name", "month"], ignore_index=True)
