"""The tables of lessons 02 and 03: every trap that a caveat names."""

import pandas as pd
import pytest
from shelf import PACKED, RESOURCES, caveats, counts, load, loaded, row

# Who was in the room


def test_secretary_trips():
    trips = load("secretary_trips")
    assert len(trips) == 211
    assert (trips["to_russia"].sum(), trips["with_president"].sum()) == (78, 35)
    assert (trips["country"] == "RUS").equals(trips["to_russia"])
    assert "211 rows, 78 of them" in caveats("secretary_trips")
    assert "35 rows have `with_president`" in caveats("secretary_trips")
    assert trips.query("country == 'NAM'")["place"].tolist() == ["Windhoek"]
    assert not trips["place"].str.contains("Tblisi").any()
    assert (trips["start"] <= trips["end"]).all()


def test_the_log_of_secretaries_begins_with_the_title():
    kissinger = load("secretary_trips").query("secretary == 'Henry Kissinger'")
    assert kissinger["start"].min() == "1973-10-20"
    assert not load("secretary_trips")["start"].between("1972-04-01", "1972-04-30").any()


def test_estimated_times_are_bounds_and_not_lengths():
    tapes = load("tape_conversations")
    certain = tapes[tapes["time_certainty"] == "c"]["minutes"]
    assert len(certain) == 9631
    assert (round(certain.mean(), 1), certain.median(), certain.max()) == (15.0, 3, 738)
    every = tapes["minutes"]
    assert (round(every.mean(), 1), every.median(), every.max()) == (231.3, 10, 51_495)
    assert (every == 0).sum() == 1686
    assert "mean 231.3, median 10 and maximum 51,495" in caveats("tape_conversations")


def test_ends_on_a_later_day():
    tapes = load("tape_conversations")
    start = pd.to_datetime(tapes["date"] + "T" + tapes["start"])
    end = start + pd.to_timedelta(tapes["minutes"], unit="min")
    assert (end.dt.strftime("%H:%M") == tapes["end"]).all()
    later = end.dt.strftime("%Y-%m-%d") != tapes["date"]
    assert counts(tapes.loc[later, "time_certainty"]) == {"e": 509, "c": 3}
    assert "512 rows end on a later day, all but three" in caveats("tape_conversations")


def test_people_are_counted_once():
    tapes, people = loaded("tape_conversations"), loaded("tape_participants")
    names = people.groupby("conversation_id").size()
    counted = tapes.set_index("conversation_id")["people"]
    assert (counted[counted > 0].sort_index() == names.sort_index()).all()
    assert (counted == 0).sum() == 29
    assert (counted.idxmax(), counted.max()) == ("744-002", 225)
    assert len(people) + 90 == 61_901
    assert not people.duplicated().any()


def test_names_that_look_alike():
    names = counts(loaded("tape_participants")["person"])
    rogers = {name: n for name, n in names.items() if "Rogers" in name and n > 10}
    assert rogers == {"Rogers, William P.": 268, "Morton, Rogers C. B.": 42}
    assert names["[Unknown person(s)]"] == 3175
    assert {"Haight, David", "Haig, Barbara", "Haig, Alexander M., Jr."} <= set(names)
    assert {"Camp David Operator", "Camp David operator"} <= set(names)
    groups = loaded("tape_participants").query("entity == 'group'")
    assert len(groups) == 8057


def test_six_soviet_names():
    six = ["Dobrynin", "Brezhnev", "Gromyko", "Sukhodrev", "Patolichev", "Vorontsov"]
    people = loaded("tape_participants")
    found = people[people["person"].str.split(",").str[0].isin(six)]["conversation_id"]
    tapes = loaded("tape_conversations")
    assert set(tapes.loc[tapes["soviet_present"], "conversation_id"]) == set(found)
    assert set(loaded("tape_events")["conversation_id"]) == set(found)
    missed = people[people["person"].str.startswith(("Yevtushenko", "Dimitriyev"))]
    assert len(missed)
    assert not set(missed["conversation_id"]) & set(found)


def test_rooms_and_when_taping_began():
    tapes = loaded("tape_conversations")
    first = tapes.groupby("room", observed=True)["date"].min().dt.strftime("%Y-%m").to_dict()
    assert first.pop("Oval Office") == first.pop("Cabinet Room") == "1971-02"
    assert first.pop("White House telephone") == first.pop("Hideaway office") == "1971-04"
    assert set(first.values()) == {"1972-05"}
    assert all(room.startswith("Camp David") for room in first)
    assert sum("telephone" in room for room in tapes["room"].cat.categories) == 3


def test_events():
    events = load("tape_events")
    one = events.drop_duplicates("event_id")
    assert (len(events), len(one), one["face_to_face"].sum()) == (30, 25, 18)
    assert counts(one.query("face_to_face")["kind"]) == {"visitor": 9, "ambassador": 5, "top": 4}
    same = events.groupby("event_id")[["start", "end", "face_to_face", "kind"]].nunique()
    assert same.eq(1).all().all()
    assert (one["start"].iloc[1:].to_numpy() >= one["end"].iloc[:-1].to_numpy()).all()


def test_meetings_that_touch_stay_two():
    day = loaded("tape_events").query("'1972-07-28' <= start < '1972-07-29'")
    assert day["event_id"].nunique() == 2
    assert day["end"].iloc[0] == day["start"].iloc[1]


def test_event_times_are_those_of_their_records():
    records = loaded("tape_events").merge(loaded("tape_conversations"), on="conversation_id")
    start = records["date"] + pd.to_timedelta(records["start_y"] + ":00")
    end = start + pd.to_timedelta(records["minutes"], unit="min")
    assert start.groupby(records["event_id"]).min().tolist() == sorted(set(records["start_x"]))
    assert (end.groupby(records["event_id"]).transform("max") == records["end_x"]).all()
    telephone = records["room"].astype(str).str.contains("telephone")
    assert (~telephone.groupby(records["event_id"]).transform("any")).equals(
        records["face_to_face"]
    )


def test_memoranda():
    lines = load("memcon_participants")
    assert len(lines) == 310
    assert counts(lines["entry"]) == {"person": 295, "not_a_person": 8, "several": 7}
    assert lines["side"].isna().sum() == 130
    assert lines.loc[lines["entry"] != "person", "person"].isna().all()
    assert lines.query("entry == 'person'")["person"].isna().sum() == 44
    assert lines.groupby("kind")["document"].nunique().to_dict() == {"memorandum": 42, "other": 3}
    assert lines.query("us_soviet")["document"].nunique() == 33


def test_secretaries_who_are_not_the_secretary_of_state():
    named = load("memcon_participants").set_index("person_as_listed")["person"]
    assert set(named[["The Secretary", "Secretary Rusk"]]) == {"Dean Rusk"}
    assert set(named[["Acting Secretary Bowles", "The Under Secretary of State"]]) == {
        "Chester Bowles"
    }
    assert named["Secretary McNamara (Defense)"] == "Robert McNamara"
    president = load("memcon_participants").query("person_as_listed == 'The President'")
    after = president["date"] > "1963-11-22"
    assert set(president.loc[after, "person"]) == {"Lyndon B. Johnson"}
    assert set(president.loc[~after, "person"]) == {"John F. Kennedy"}


# The United Nations


def test_votes():
    votes = loaded("un_votes")
    assert len(votes) == 870_109
    assert votes["country"].nunique() == len(PACKED["un_votes"]["keys"]) == 200
    assert PACKED["un_votes"]["keys"] == sorted(PACKED["un_votes"]["keys"])
    assert list(votes["vote"].cat.categories) == ["no", "abstain", "yes"]
    assert votes["vote"].cat.ordered
    assert not votes["country"].cat.ordered
    assert votes.equals(votes.sort_values(["roll_call", "country"], ignore_index=True))
    assert RESOURCES["un_votes"]["bytes"] < 1_500_000


def test_totals_of_the_roll_calls_are_those_of_the_votes():
    votes = loaded("un_votes")
    totals = votes.groupby(["roll_call", "vote"], observed=False).size().unstack()
    calls = loaded("un_roll_calls").set_index("roll_call")
    for vote in ("yes", "no", "abstain"):
        assert (totals[vote] == calls[vote]).all()


def test_namibia_votes():
    assert (loaded("un_votes")["country"] == "NAM").sum() == 2455
    assert "2,455 votes" in caveats("un_votes")
    assert "NAM" in set(loaded("un_ideal_points")["country"])


@pytest.mark.parametrize("name", ["un_votes", "un_ideal_points"])
def test_countries_vote_in_years_in_which_they_existed(name):
    """Two Soviet republics and British India had seats before they were states."""
    table = loaded(name)
    if "year" not in table:
        calls = loaded("un_roll_calls").set_index("roll_call")["date"].dt.year
        table = table.assign(year=calls[table["roll_call"]].to_numpy())
    years = table.groupby("country", observed=True)["year"].agg(["min", "max"])
    span = loaded("countries").set_index("country").loc[years.index]
    early = years["min"] < span["from_year"].fillna(0)
    assert set(years.index[early]) == {"BLR", "IND", "UKR"}
    assert (years["max"] <= span["to_year"].fillna(2026)).all()


def test_states_that_followed_one_another():
    votes = counts(loaded("un_votes")["country"])
    assert votes["TWN"] == 1233
    assert (votes["YUG"] + votes["SCG"] + votes["SRB"], votes["EAZ"]) == (5475, 2)
    assert (votes["DEU"], votes["YEM"]) == (2552 + 2151, 2395 + 3291)
    calls = loaded("un_roll_calls").set_index("roll_call")["date"]
    votes = loaded("un_votes")
    china = calls[votes.loc[votes["country"] == "CHN", "roll_call"]].min()
    taiwan = calls[votes.loc[votes["country"] == "TWN", "roll_call"]].max()
    assert taiwan < pd.Timestamp("1971-10-25") < china


def test_roll_calls():
    calls = loaded("un_roll_calls")
    assert len(calls) == 6203
    years = counts(calls["date"].dt.year)
    assert (years[1951], years[1982], years[2020], 1964 in years) == (7, 160, 1, False)
    assert counts(calls["date_precision"]) == {"day": 5731, "month": 472}
    month = calls[calls["date_precision"] == "month"]["date"]
    assert (month.dt.day == 1).all()
    assert month.max() < pd.Timestamp("1990-01-01")
    assert (calls["date"] < "1946-01-10").sum() == 6
    assert not calls.sort_values("roll_call")["date"].is_monotonic_increasing


def test_importance_is_not_coded_everywhere():
    calls = loaded("un_roll_calls")
    assert (calls["important"].isna().sum(), calls["important"].sum()) == (605, 411)
    marked = calls.loc[calls["important"].fillna(False).astype(bool), "date"].dt.year
    assert (marked.min(), marked.max()) == (1983, 2017)


def test_symbols_of_resolutions():
    symbols = loaded("un_roll_calls")["resolution"]
    assert symbols.isna().sum() == 159
    assert symbols.dropna().duplicated().sum() == 341
    crimea = loaded("un_roll_calls").query("resolution == 'R/68/262'")
    assert crimea[["yes", "no", "abstain"]].values.tolist() == [[100, 11, 58]]
    racism = loaded("un_roll_calls").query("resolution == 'R/30/3379'")
    assert [72, 35, 32] in racism[["yes", "no", "abstain"]].values.tolist()


def test_issues_overlap():
    issues = load("un_roll_call_issues")
    tags = issues["roll_call"].value_counts()
    assert (len(issues), len(tags), (tags > 1).sum()) == (5745, 4099, 1391)
    assert "33.9 % have none, and 1,391 have two or more" in caveats("un_roll_call_issues")


def test_two_yemens():
    points = loaded("un_ideal_points")
    both = points.query("country in ['YEM', 'YMD'] and 1967 <= year <= 1989")
    assert counts(both["country"])["YMD"] == 23
    assert points.query("country == 'YEM'")["year"].min() == 1947


def test_ideal_points():
    points = loaded("un_ideal_points")
    assert len(points) == 11_421
    assert points["ideal_point_all_votes"].isna().sum() == 191
    assert points["ideal_point_by_session"].isna().sum() == 201
    assert points.dropna(subset="ideal_point_all_votes")["year"].max() == 2023
    assert points["ideal_point"].between(points["low_90"], points["high_90"]).all()
    russia = points.set_index(["country", "year"])["ideal_point"]["RUS"]
    assert [round(russia[year], 2) for year in (1950, 1985, 1995, 2024)] == [
        -3.51,
        -1.38,
        1.27,
        -0.6,
    ]


def test_emergency_votes():
    votes = load("un_emergency_votes")
    assert len(votes) == 9
    assert counts(votes["verified"]) == {"all": 3, "rus_chn": 2, "none": 2, "rus": 1, "usa_rus": 1}
    assert list(votes.loc[~votes["number_confirmed"], "resolution"]) == ["A/RES/ES-11/9"]
    assert row("un_emergency_votes", "A/RES/ES-11/5")[["no", "abstain"]].tolist() == [14, 73]
    assert (votes["rus"] == "no").all()


def test_interests_are_one_published_list():
    interests = load("stakeholder_interests")
    assert counts(interests["stakeholder"]) == {"RUS": 4, "USA": 4, "CHN": 3, "EU": 3}
    assert "One published list, not ours" in caveats("stakeholder_interests")
    players = load("stakeholders")
    assert players["stakeholder"].nunique() == 4
    assert (players.groupby("stakeholder").size() >= 2).all()
