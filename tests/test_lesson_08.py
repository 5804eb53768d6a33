"""Lesson 08: its bench obeys Bayes' rule, shows no posterior without its prior; a quote holds."""

import re

import pandas as pd
import pytest
from classroom import LESSONS
from rehearsal import as_published
from shelf import SOURCES, needs_sources

from diplomacy_lib.panels import _pairs

(PATH,) = [path for path in LESSONS if path.stem.startswith("08")]
METHODS = ["denial_of_service", "intrusion", "infiltration", "vandalism"]
CLAIM = "Publically available sources claim"


@pytest.fixture(scope="module")
def names():
    return as_published(PATH).names


@pytest.fixture(scope="module")
def panel():
    return as_published(PATH).lesson.panels[0]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("base", ["elsewhere", "everywhere"])
def test_false_flags_three_times_in_four_return_the_prior(names, method, base):
    for add in (0.5, 1, 2):
        found = names["bayes"](method, names["PRIOR"], add, 0.75, base)["posterior"]
        assert found == pytest.approx(names["PRIOR"])


@pytest.mark.parametrize("method", METHODS)
def test_posteriors_add_up_to_one_and_methods_to_one(names, method):
    for forged in (0, 0.3, 1):
        found = names["bayes"](method, names["PRIOR"], forged=forged)
        assert sum(found["posterior"].values()) == pytest.approx(1)
    for suspect in names["SUSPECTS"]:
        all_four = [names["bayes"](m, names["PRIOR"])["likelihood"][suspect] for m in METHODS]
        assert sum(all_four) == pytest.approx(1)


def test_a_case_worked_by_hand(names):
    """Floods elsewhere: China 5 of 56, Russia 17 of 73; one added to each of four counts."""
    even = dict.fromkeys(names["SUSPECTS"], 0) | {"CHN": 0.5, "RUS": 0.5}
    found = names["bayes"]("denial_of_service", even)
    assert found["likelihood"]["CHN"] == pytest.approx(6 / 60)
    assert found["likelihood"]["RUS"] == pytest.approx(18 / 77)
    assert found["posterior"]["RUS"] == pytest.approx((18 / 77) / (6 / 60 + 18 / 77))


def test_no_probability_is_shown_without_its_prior(panel):
    for case in [panel.start, *_pairs(panel.controls), *panel.edges]:
        sentence, spec = panel.answer(case)
        assert sentence.count("posterior ") == len(re.findall(r"[Pp]rior \d", sentence)), sentence
        if spec is None:
            assert not re.search(r"\d%", sentence), sentence
            continue
        labels = [row["label"] for rows in spec["datasets"].values() for row in rows]
        assert len(labels) == 4
        assert all("prior" in label and "posterior" in label for label in labels)
        assert "nan" not in sentence


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ({"forged": 0.75}, "every suspect keeps its prior"),
        ({"forged": 0.8}, "counts against"),
        ({"method": "vandalism", "add": 0}, "Cromwell"),
        ({"start": "own", "china": 0, "russia": 0, "iran": 0, "korea": 0}, "more than 0"),
        (
            {"start": "own", "method": "vandalism", "add": 0, "russia": 0, "korea": 0},
            "No suspect is left",
        ),
        ({"start": "flat", "forged": 0.75}, "shares the first place"),
    ],
)
def test_the_corners_are_explained(panel, case, says):
    assert says in panel.answer(case)[0]


@needs_sources
def test_the_source_hedges_in_every_row_of_one_initiator_and_in_no_other():
    source = pd.read_csv(SOURCES / "cyber_dcid2" / "dcid2_incidents.csv", encoding="utf-8")
    hedged = source["Political Objective"].str.startswith(CLAIM)
    assert hedged.equals(source["initiator"] == 2)
    assert hedged.sum() == 20
