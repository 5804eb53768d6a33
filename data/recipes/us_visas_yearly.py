"""niv_issued_russia_fy1997_2015.csv → us_visas_yearly: visas to Russians by class, fiscal year.

The two totals that stand among the classes are left out, after a check that "Grand Total" is the
sum of the classes. Classes are written as in `us_visas_monthly`.
"""

from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read
from us_visas_monthly import one_spelling

COLUMNS = ["fiscal_year", "visa_class", "issued"]
TOTALS = ["Grand Total", "Total Visas"]


def expect_sums(table: pd.DataFrame) -> None:
    """Raise when the grand total of a year is not the sum of its classes."""
    classes = table[~table["visa_class"].isin(TOTALS)].groupby("fiscal_year")["issued"].sum()
    stated = table[table["visa_class"] == TOTALS[0]].set_index("fiscal_year")["issued"]
    if not stated.sort_index().equals(classes):
        raise UpstreamError("Expected the grand total of each year to be the sum of its classes.")


def build(sources: Path) -> pd.DataFrame:
    """One row per fiscal year and class, sorted so: fiscal_year, visa_class, issued."""
    upstream = read(sources / "us_visas" / "niv_issued_russia_fy1997_2015.csv", COLUMNS)
    table = upstream.assign(
        fiscal_year=upstream["fiscal_year"].astype("int64"),
        issued=upstream["issued"].astype(float).astype("int64"),
    )
    expect_sums(table)
    table = table[~table["visa_class"].isin(TOTALS)]
    table = table.assign(visa_class=one_spelling(table["visa_class"]))
    return table.sort_values(["fiscal_year", "visa_class"], ignore_index=True)
