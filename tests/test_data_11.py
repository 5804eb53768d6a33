"""The tables of lesson 11: every trap that a caveat names."""

import pandas as pd
import pytest
from shelf import RESOURCES, caveats, load


def test_mislabelled_views_of_china_are_missing_and_not_corrected():
    views = load("opinion_views")
    wrong = (views["opinion_of"] == "CHN") & (views["year"] == 2013)
    assert wrong.sum() == 39
    for column in ("favourable_pct", "unfavourable_pct"):
        assert (views[column].isna() == wrong).all()
    own = views.query("country == 'CHN' and opinion_of == 'CHN'").set_index("year")
    assert own.loc[2012:2014, "favourable_listed_pct"].tolist() == [93.6, 39.2, 96.8]
    kept = views[~wrong]
    assert (kept["favourable_pct"] == kept["favourable_listed_pct"]).all()


def test_publics_and_waves():
    views = load("opinion_views")
    assert views["country"].nunique() == 69
    assert "PLS" not in set(views["country"])
    assert set(views.query("country == 'PSE'")["year"]) >= {2013, 2014}
    russia = set(views.query("country == 'RUS'")["year"])
    assert 2016 not in russia
    assert max(russia) == 2019
    assert max(views.query("country == 'USA'")["year"]) == 2020


@pytest.mark.parametrize("name", ["opinion_views", "opinion_by_age"])
def test_disclaimer_of_pew_is_printed(name):
    sentence = "Pew Research Center bears no responsibility for the analyses or interpretations"
    assert sentence in caveats(name)
    assert sentence in RESOURCES[name]["sources"][0]["citation"]
    assert "id" not in load(name).columns


@pytest.mark.parametrize(
    ("name", "first", "months"),
    [("approval_extract", "2012-12-01", 37), ("risk_extract", "2012-04-01", 45)],
)
def test_extract_is_as_small_as_the_lesson_needs(name, first, months):
    extract = load(name)
    every = pd.date_range(first, "2015-12-01", freq="MS").strftime("%Y-%m-%d")
    assert extract["month"].tolist() == list(every)
    assert len(extract) == months
    assert RESOURCES[name]["licence_class"] == "cited extract without formal licence"
