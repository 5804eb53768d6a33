"""gdelt_daily_dyad_score_2018_2024.csv → event_scores: a daily news score of three pairs.

Days that the source lacks have no row. Of the source's eleven pairs three are kept.
"""

from pathlib import Path

import pandas as pd
from upstream import read

PAIRS = {
    "USA_RUS": "USA-RUS",
    "USA_CHN": "USA-CHN",
    "USA_GBR": "USA-GBR",
}
TOTAL = "all_pairs_abs_sum"


def build(sources: Path) -> pd.DataFrame:
    """One row per recorded day and pair, sorted so: date, pair, score, total."""
    path = sources / "event_data" / "gdelt_daily_dyad_score_2018_2024.csv"
    upstream = read(path, ["date", *PAIRS, TOTAL]).rename(columns=PAIRS)
    table = upstream.melt(["date", TOTAL], PAIRS.values(), "pair", "score")
    table = table.rename(columns={TOTAL: "total"}).astype({"score": float, "total": float})
    table = table[["date", "pair", "score", "total"]]
    return table.sort_values(["date", "pair"], ignore_index=True)
