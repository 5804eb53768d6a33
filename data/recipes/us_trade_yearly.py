"""us_goods_trade_annual_all_partners.csv → us_trade_yearly: US trade in goods by partner and year.

Rows of partners that no longer existed, which the source carries on as zeros, are left out. Where
a partner changed its code within a year (Ethiopia 1993, Sudan 2011), its two rows are added.
"""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read

COLUMNS = ["census_code", "country", "year", "imports_musd", "exports_musd"]

# Codes that ended: Czechoslovakia, USSR, Yugoslavia, Israel, Ethiopia, Neutral Zone.
LAST_YEAR = {"4350": 1992, "4610": 1992, "4790": 1992, "5080": 1992, "5160": 1992, "7740": 1993}
JANUARY_ONLY = 2023


def without_ended(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out the years after a code's last, after seeing that they hold only zeros."""
    after = rows["year"] > rows["census_code"].map(LAST_YEAR)
    if rows.loc[after, ["imports_musd", "exports_musd"]].to_numpy().any():
        raise UpstreamError("Expected only zeros for partners that no longer exist.")
    return rows[~after]


def build(sources: Path) -> pd.DataFrame:
    """One row per partner and year, sorted so.

    Columns: country_name, year, kind, imports_musd, exports_musd, complete.
    """
    path = sources / "us_census_trade" / "us_goods_trade_annual_all_partners.csv"
    rows = read(path, COLUMNS).rename(columns={"country": "country_name"})
    rows = rows.astype({"year": "int64", "imports_musd": float, "exports_musd": float})
    rows = without_ended(rows)
    kind = rows["census_code"].str.len().ge(4).map({True: "partner", False: "group"})
    table = rows.assign(kind=kind).groupby(["country_name", "year", "kind"], as_index=False)
    table = table[["imports_musd", "exports_musd"]].sum().round(3)
    return table.assign(complete=table["year"] != JANUARY_ONLY)
