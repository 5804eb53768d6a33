"""Agreement in the General Assembly: the three rules by hand, and what holds for any pair."""

import numpy as np
import pandas as pd
import pytest

from diplomacy_lib.errors import CourseError
from diplomacy_lib.models import agreement as module
from diplomacy_lib.models.agreement import NO, Votes, agreement, partners, shared_votes

RULES = ["differs", "half", "left_out"]
ABSENT, ABSTAIN, YES = -1, 1, 2

# Five roll calls of one year, two countries: alike, against, abstained against, both abstained,
# and one from which the second was absent.
FIVE = [(YES, YES), (YES, NO), (ABSTAIN, NO), (ABSTAIN, ABSTAIN), (NO, ABSENT)]


@pytest.fixture
def five(monkeypatch):
    votes = Votes(
        roll_calls=np.arange(1, 6),
        years=np.full(5, 1990),
        countries=("AAA", "BBB"),
        cast=np.array(FIVE, dtype=np.int8),
    )
    monkeypatch.setattr(module, "_votes", lambda: votes)


@pytest.mark.parametrize(
    ("rule", "share", "shared"),
    [("differs", 2 / 4, 4), ("half", 2.5 / 4, 4), ("left_out", 1 / 2, 2)],
)
def test_five_roll_calls_by_hand(five, rule, share, shared):
    assert agreement("AAA", "BBB", rule).to_dict() == {1990: share}
    assert shared_votes("AAA", "BBB", rule).to_dict() == {1990: shared}
    assert partners("AAA", rule).loc["BBB"].tolist() == [share, shared]


def test_absence_is_not_a_vote(five):
    assert agreement("AAA", "BBB", roll_calls=[5]).empty
    assert partners("AAA", roll_calls=[5]).empty


def test_chosen_roll_calls(five):
    assert agreement("AAA", "BBB", roll_calls={1, 2}).to_dict() == {1990: 0.5}
    assert agreement("AAA", "BBB", roll_calls=[1]).to_dict() == {1990: 1.0}
    assert agreement("AAA", "BBB", roll_calls=[]).empty


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("pair", [("USA", "RUS"), ("CHN", "DEU"), ("YUG", "CSK"), ("NAM", "ISR")])
def test_it_is_symmetric_and_a_share(pair, rule):
    first, second = pair
    there = agreement(first, second, rule)
    pd.testing.assert_series_equal(there, agreement(second, first, rule))
    assert there.between(0, 1).all()
    assert there.notna().all()
    assert (shared_votes(first, second, rule) > 0).all()


@pytest.mark.parametrize("rule", RULES)
def test_a_country_agrees_with_itself(rule):
    assert (agreement("RUS", "RUS", rule) == 1).all()


def test_the_rules_are_in_order():
    strict, half = agreement("USA", "RUS"), agreement("USA", "RUS", "half")
    assert (strict <= half).all()
    assert (shared_votes("USA", "RUS", "left_out") <= shared_votes("USA", "RUS")).all()


def test_a_year_without_votes_is_absent():
    years = agreement("USA", "RUS").index
    assert 1964 not in years
    assert set(years) == set(range(1946, 2021)) - {1964}
    assert years.dtype == "int64"


def test_it_is_what_the_long_table_gives():
    from diplomacy_lib import load

    votes = load("un_votes")
    wide = votes[votes["country"].isin(["USA", "CHN"])].pivot(
        index="roll_call", columns="country", values="vote"
    )
    both = wide.dropna()
    years = load("un_roll_calls").set_index("roll_call")["date"].dt.year
    plain = (both["USA"] == both["CHN"]).groupby(years[both.index]).mean()
    ours = agreement("USA", "CHN")
    assert ours.to_dict() == pytest.approx(plain.to_dict())
    pooled = partners("USA").loc["CHN"]
    assert pooled["agreement"] == pytest.approx((both["USA"] == both["CHN"]).mean())
    assert pooled["shared_votes"] == len(both)


def test_partners_are_ranked_and_leave_the_country_out():
    table = partners("USA", "half")
    assert "USA" not in table.index
    assert table["agreement"].is_monotonic_decreasing
    assert table["agreement"].between(0, 1).all()
    assert (table["shared_votes"] > 0).all()


@pytest.mark.parametrize(
    ("country", "sentence"),
    [
        ("USSR", "There is no country 'USSR' in un_votes."),
        ("RUSS", "Did you mean"),
        ("Germany", "Germany is 'DEU'"),
        ("Germny", "Did you mean Germany"),
        ("Soviet Union", "Soviet Union is 'RUS'"),
        ("XKX", "Kosovo (XKX) has no votes in un_votes"),
        ("VAT", "never a member"),
        (None, "one code, like 'USA'; this is None"),
        (["USA", "RUS"], "one code, like 'USA'"),
        (1985, "this is 1985"),
    ],
)
def test_unknown_country_gets_a_sentence(country, sentence):
    for ask in (
        lambda: agreement(country, "USA"),
        lambda: agreement("USA", country),
        lambda: shared_votes("USA", country),
        lambda: partners(country),
    ):
        with pytest.raises(CourseError) as error:
            ask()
        assert sentence in str(error.value)
        assert len(str(error.value)) < 200


@pytest.mark.parametrize("rule", ["exact", "Half", None, 0.5])
def test_unknown_rule_gets_a_sentence(rule):
    with pytest.raises(CourseError, match="'differs', 'half', 'left_out'"):
        agreement("USA", "RUS", rule)
