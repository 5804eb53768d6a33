"""inventories.csv and inventories_2025.csv → nuclear_inventories: stockpiles by status."""

from pathlib import Path

import pandas as pd
from upstream import read

FILES = ["inventories.csv", "inventories_2025.csv"]
COLUMNS = {
    "Code": "country",
    "Year": "year",
    "Number of deployed strategic nuclear warheads": "deployed_strategic",
    "Number of deployed nonstrategic nuclear warheads": "deployed_nonstrategic",
    "Number of nondeployed nuclear warheads in reserve": "reserve",
    "Number of retired nuclear warheads": "retired",
}


def build(sources: Path) -> pd.DataFrame:
    """One row per country and year, sorted so; four counts of warheads.

    Columns: country, year, deployed_strategic, deployed_nonstrategic, reserve, retired.
    """
    folder = sources / "nuclear_stockpiles_owid_fas"
    table = pd.concat([read(folder / name, COLUMNS) for name in FILES]).rename(columns=COLUMNS)
    table = table.astype({name: "int64" for name in table.columns if name != "country"})
    return table.sort_values(["country", "year"], ignore_index=True)
