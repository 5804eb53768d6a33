"""A source file of the wrong content is answered with a sentence, not with a table."""

from pathlib import Path

import pytest
from test_data import SOURCES, needs_sources, run_recipes

WRONG = {  # table, file, what is replaced in it, by what, the sentence
    "a dyad that does not fit its states": (
        "cyber_incidents", "cyber_dcid2/dcid2_incidents.csv", ",2365,US,Russia,", ",2365,US,Iran,",
        "Expected the dyads to fit their states",
    ),
    "a code for a method that nobody knows": (
        "cyber_incidents", "cyber_dcid2/dcid2_incidents.csv", ",4.4,", ",9.4,",
        "new here: 9",
    ),
    "a group without a code that is new": (
        "co2_emissions", "co2_energy_owid/annual_co2_by_country_later_vintage.csv",
        "Ryukyu Islands (GCP),", "Old Ryukyu (GCP),", "new: Old Ryukyu (GCP)",
    ),
    "a code that is not ISO": (
        "co2_vintages", "co2_energy_owid/co2_selected_two_vintages.csv", "OWID_WRL", "OWID_ALL",
        "new here: OWID_ALL",
    ),
    "a place that is gone": (
        "energy_use", "co2_energy_owid/primary_energy_cons.csv", "Belarus", "Byelorussia",
        "Expected rows on Belarus",
    ),
    "a nationality that is new": (
        "space_missions", "space/astronaut_missions_1961_2019.csv", "Malysia", "Malaya",
        "new here: Malaya",
    ),
    "a total that is not the sum": (
        "us_visas_yearly", "us_visas/niv_issued_russia_fy1997_2015.csv",
        "2013,F-1,6278", "2013,F-1,6279", "to be the sum of its classes",
    ),
    "a month that is gone": (
        "approval_extract", "presidential_approval/putin_approval_levada_1999.csv",
        "2014-03-15", "2004-03-15", "Expected 37 months by Levada",
    ),
    "a month of the index that is gone": (
        "risk_extract", "geopolitical_risk_gpr/gpr_monthly.csv", "2014-03-01", "2094-03-01",
        "Expected 45 months",
    ),
}  # fmt: skip


@needs_sources
@pytest.mark.parametrize(
    ("table", "file", "old", "new", "sentence"), WRONG.values(), ids=WRONG.keys()
)
def test_wrong_source_is_explained(tmp_path: Path, table, file, old, new, sentence):
    text = (SOURCES / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).parent.mkdir()
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    done = run_recipes(tmp_path, table, "--into", tmp_path / "out")
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()
