"""doomsday_clock.csv → doomsday_clock: the settings of the Bulletin's clock, in seconds."""

from pathlib import Path

import pandas as pd
from upstream import read

COLUMNS = ["year", "seconds_to_midnight"]


def build(sources: Path) -> pd.DataFrame:
    """One row per setting, sorted by year: year, seconds_to_midnight."""
    upstream = read(sources / "hand_compiled_facts" / "doomsday_clock.csv", COLUMNS)
    return upstream.astype("int64").sort_values("year", ignore_index=True)
