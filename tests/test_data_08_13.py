"""The tables of lessons 08 to 13, and a second list of tests: every trap that a caveat names."""

import pandas as pd
import pytest
from shelf import RESOURCES, caveats, counts, load, row

from diplomacy_lib import load as load_typed

OURS = {
    "08": ["cyber_incidents"],
    "09": [
        "co2_emissions", "co2_vintages", "energy_use", "energy_mix", "fossil_production",
    ],
    "10": ["space_missions", "space_launches", "polio_cases"],
    "10 11": ["us_visas_yearly", "us_visas_monthly"],
    "11": ["opinion_views", "opinion_by_age", "approval_extract", "risk_extract"],
    "13": ["event_scores"],
    "04": ["nuclear_tests_yearly"],
    "12": [
        "negotiation_issues", "negotiation_options", "negotiation_payoffs",
        "negotiation_parties", "negotiation_warmup", "negotiation_repeated",
        "negotiation_class",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("lessons", "names"), OURS.items())
def test_table_says_which_lessons_read_it(lessons, names):
    for name in names:
        assert RESOURCES[name]["lessons"] == lessons.split()


# 04, a second list of nuclear tests


def test_second_list_of_tests_differs():
    yearly = load("nuclear_tests_yearly").groupby("country")["tests"].sum()
    first = counts(load("nuclear_tests")["country"])
    assert (yearly["USA"], yearly["RUS"], first["USA"], first["RUS"]) == (1030, 715, 1032, 714)
    assert "1,030 American and 715 Soviet" in caveats("nuclear_tests_yearly")
    assert yearly["PRK"] == 6
    assert "PRK" not in first
    assert (load("nuclear_tests_yearly")["tests"] == 0).sum() == 453


# 08


def test_stray_spaces_no_longer_hide_a_row():
    incidents = load("cyber_incidents")
    pair = (incidents["state_a"] == "USA") & (incidents["state_b"] == "RUS")
    assert pair.equals(incidents["dyad"] == 2365)
    assert pair.sum() == 47
    assert "5 cells of the first state, 7 of the second, 29 names" in caveats("cyber_incidents")
    assert incidents.groupby("dyad")[["state_a", "state_b"]].nunique().eq(1).all(axis=None)


def test_incidents_are_rows_and_names_repeat():
    incidents = load("cyber_incidents")
    assert len(incidents) == 429
    assert not incidents["name"].str.contains(r"\s\s|\n").any()
    assert counts(incidents["name"].value_counts()) == {1: 423, 2: 3}


def test_initiators_outside_the_pair_have_no_target():
    incidents = load("cyber_incidents")
    is_a = incidents["initiator"] == incidents["state_a"]
    outside = ~is_a & (incidents["initiator"] != incidents["state_b"])
    assert incidents.loc[outside, "incident_id"].tolist() == [291, 292, 309, 331]
    assert (incidents["target"].isna() == outside).all()
    inside = incidents[~outside]
    other = inside["state_a"].where(~is_a, inside["state_b"])
    assert inside["target"].equals(other)


def test_incidents_that_end_before_they_start_are_kept():
    incidents = load("cyber_incidents")
    days = (pd.to_datetime(incidents["end"]) - pd.to_datetime(incidents["start"])).dt.days
    assert incidents.loc[days < 0, "incident_id"].tolist() == [236, 237]
    assert set(days[days < 0]) == {-314}
    assert "end 314 days before they start" in caveats("cyber_incidents")


def test_2021_is_january_only():
    starts = load("cyber_incidents")["start"]
    assert starts[starts >= "2021"].tolist() == ["2021-01-05"]
    assert load("cyber_incidents")["end"].max() == "2021-03-02"
    assert "starts on 5 January" in caveats("cyber_incidents")


def test_links_are_counted_and_hosts_kept():
    incidents = load("cyber_incidents")
    hosts = incidents["source_hosts"].str.split().explode()
    assert (incidents["sources"].sum(), len(hosts)) == (856, 850)
    assert not incidents["source_hosts"].str.contains("http|/").any()
    for number in ("856", "other 850"):
        assert number in caveats("cyber_incidents")


def test_responses_and_sentences_are_left_out():
    columns = set(load("cyber_incidents").columns)
    assert not columns & {"response", "political_objective"}
    assert "responses, is left out" in caveats("cyber_incidents")
    assert load("cyber_incidents")["name"].str.len().max() == 73


def test_method_is_the_code_without_decimals():
    incidents = load("cyber_incidents")
    words = ["vandalism", "denial_of_service", "intrusion", "infiltration"]
    assert (
        (incidents["method_code"] // 1).map(dict(enumerate(words, 1))).eq(incidents["method"]).all()
    )
    assert counts(incidents["method"])["intrusion"] == 266


# 13


def test_missing_days_of_the_event_score_stay_missing():
    scores = load("event_scores")
    days = pd.to_datetime(scores["date"].drop_duplicates())
    every = pd.date_range("2018-01-01", "2024-02-23")
    missing = every.difference(days)
    assert (len(days), len(every), len(missing), (missing.year == 2023).sum()) == (
        2149,
        2245,
        96,
        68,
    )
    assert counts(scores["pair"]) == dict.fromkeys(["USA-CHN", "USA-GBR", "USA-RUS"], 2149)
    assert scores["score"].notna().all()
    assert scores.groupby("date")["total"].nunique().eq(1).all()


def test_event_score_grows_with_news():
    pair = load("event_scores").query("pair == 'USA-RUS'")
    assert round(pair["score"].abs().corr(pair["total"]), 2) == 0.35
    assert "A sum over the day's events, not a mean" in caveats("event_scores")
    assert (pair["date"] >= "2024-02-01").sum() == 23
    assert "GPL-3.0" in caveats("event_scores")


# 12


def test_option_named_none_survives_loading_as_text():
    options = load_typed("negotiation_options").set_index(["issue", "option"])["text"]
    assert options["joint", 0] == "None"
    assert options.notna().all()
    assert row("negotiation_options", "joint").iloc[0]["text"] == "None"


def test_order_of_the_issues_is_not_the_alphabet():
    issues = load("negotiation_issues")
    by_order = issues.sort_values("order")["issue"].tolist()
    assert by_order == ["arms", "deploy", "trade", "cyber", "people", "joint"]
    assert issues["issue"].is_monotonic_increasing
    assert issues["n_options"].prod() == 3375
    assert (issues["middle_option"] == issues["n_options"] // 2).all()


def test_options_are_complete():
    sizes = load("negotiation_issues").set_index("issue")["n_options"].to_dict()
    for name in ("negotiation_options", "negotiation_payoffs"):
        assert counts(load(name)["issue"]) == sizes
    points = load("negotiation_payoffs").groupby("issue")[["rus", "usa", "eu", "chn"]].max()
    assert points.sum().tolist() == [100] * 4


def test_floors_are_of_two_kinds():
    parties = load("negotiation_parties").set_index("party")
    assert parties["reservation"].to_dict() == {"CHN": 85, "EU": 70, "RUS": 55, "USA": 55}
    assert (parties["role"] == "negotiator").equals(parties["floor_kind"] == "reservation")


def test_no_deal_is_blank_and_not_option_zero():
    results = load("negotiation_class")
    agreed = results[load("negotiation_issues")["issue"]]
    assert agreed.isna().all(axis="columns").equals(results["deal"] == "no")
    assert (results["deal"] == "no").sum() == 1
    assert agreed.isna().any(axis="columns").sum() == 1


def test_promises_are_dilemmas():
    promises = load("negotiation_repeated")
    values = promises[["temptation_t", "reward_r", "punishment_p", "sucker_s"]]
    assert (values.diff(axis="columns").iloc[:, 1:] < 0).all(axis=None)
