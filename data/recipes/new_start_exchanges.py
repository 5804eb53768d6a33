"""new_start_aggregate_data.csv → new_start_exchanges: New START's declared totals, one side a row.

The wide file has three columns per side; a side that gave no figures (Russia, March 2023) has
no row.
"""

from pathlib import Path

import pandas as pd
from upstream import read

SIDES = {"us": "USA", "ru": "RUS"}
COUNTS = {
    "deployed_delivery_vehicles": "deployed_vehicles",
    "deployed_warheads": "deployed_warheads",
    "total_launchers": "launchers",
}


def one_side(wide: pd.DataFrame, prefix: str) -> pd.DataFrame:
    """Return the rows of one side, without the exchanges in which it gave nothing."""
    columns = {f"{prefix}_{theirs}": ours for theirs, ours in COUNTS.items()}
    side = wide[["data_as_of", *columns, "verified"]].dropna(subset=list(columns))
    side = side.rename(columns={"data_as_of": "as_of", **columns})
    return side.astype(dict.fromkeys(COUNTS.values(), "int64")).assign(country=SIDES[prefix])


def build(sources: Path) -> pd.DataFrame:
    """One row per exchange and side, sorted so.

    Columns: as_of, country, deployed_vehicles, deployed_warheads, launchers, verified.
    """
    counts = [f"{prefix}_{name}" for prefix in SIDES for name in COUNTS]
    path = sources / "hand_compiled_facts" / "new_start_aggregate_data.csv"
    wide = read(path, ["data_as_of", *counts, "verified"])
    table = pd.concat([one_side(wide, prefix) for prefix in SIDES])
    table = table[["as_of", "country", *COUNTS.values(), "verified"]]
    return table.sort_values(["as_of", "country"], ignore_index=True)
