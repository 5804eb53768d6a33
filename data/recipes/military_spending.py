"""ms.mil.xpnd.gd.zs.csv → military_spending: military spending as a share of GDP.

Only codes of ISO 3166 stay: 46 groups of countries (World, Arab World, High income, …) and Kosovo,
whose code XKX is not in the standard, are left out. Rounded to five decimals.
"""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read

COLUMNS = {"Country Code": "country", "Year": "year", "Value": "pct_gdp"}
LEFT_OUT = {
    "AFE", "AFW", "ARB", "CEB", "EAP", "EAR", "EAS", "ECA", "ECS", "EMU", "EUU", "HIC", "HPC",
    "IBD", "IBT", "IDA", "IDB", "IDX", "LAC", "LCN", "LDC", "LIC", "LMC", "LMY", "LTE", "MEA",
    "MIC", "MNA", "NAC", "OED", "OSS", "PRE", "PSS", "PST", "SAS", "SSA", "SSF", "SST", "TEA",
    "TEC", "TLA", "TMN", "TSA", "TSS", "UMC", "WLD", "XKX",
}  # fmt: skip


def build(sources: Path) -> pd.DataFrame:
    """One row per country and year, sorted so: country, year, pct_gdp."""
    upstream = read(sources / "milex_worldbank" / "ms.mil.xpnd.gd.zs.csv", COLUMNS)
    iso = read(sources / "basemaps_iso" / "country-codes.csv", ["ISO3166-1-Alpha-3"]).squeeze()
    table = upstream.rename(columns=COLUMNS)
    others = set(table["country"]) - set(iso)
    if others != LEFT_OUT:
        raise UpstreamError(
            "Expected the 46 known groups of countries and Kosovo beside the countries; "
            f"new or gone: {', '.join(sorted(others ^ LEFT_OUT))}."
        )
    table = table[~table["country"].isin(LEFT_OUT)].astype({"year": "int64", "pct_gdp": float})
    table["pct_gdp"] = table["pct_gdp"].round(5)
    return table.sort_values(["country", "year"], ignore_index=True)
