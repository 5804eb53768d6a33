"""The tables of lessons 00, 01 and 04: every trap that a caveat names."""

import pandas as pd
import pytest
from shelf import DATA, caveats, counts, load, row

# Treaties


def test_treaties_counts():
    treaties = load("treaties")
    assert len(treaties) == 32
    assert counts(treaties["kind"]) == {"bilateral": 22, "multilateral": 9, "political": 1}
    assert counts(treaties["dates_checked"]) == {"all": 18, "some": 8, "none": 6}
    assert "all in 18 rows, some in 8 and none in 6" in caveats("treaties")


def test_blank_dates_agree_with_outcome():
    treaties = load("treaties")
    never = treaties["outcome"] == "never_in_force"
    over = treaties["outcome"].isin(["ended", "superseded"])
    assert (treaties["in_force"].isna() == never).all()
    assert (treaties["ended"].notna() == over).all()
    assert set(treaties.loc[never, "treaty"]) == {
        "SALT II",
        "START II",
        "Bilateral Chemical Weapons Accord",
        "Comprehensive Test Ban Treaty",
    }
    assert list(treaties.loc[treaties["outcome"] == "superseded", "treaty"]) == ["SORT"]
    assert treaties["ended"].isna().sum() == 24
    assert "blank in 24 rows" in caveats("treaties")


def test_treaty_dates_are_in_order():
    treaties = load("treaties")
    assert (treaties["signed"] <= treaties["in_force"]).where(treaties["in_force"].notna()).all()
    assert (treaties["in_force"] < treaties["ended"]).where(treaties["ended"].notna()).all()


def test_limits_forces_is_true_for_six():
    treaties = load("treaties")
    assert set(treaties.loc[treaties["limits_forces"], "treaty"]) == {
        "ABM Treaty",
        "SALT I Interim Agreement",
        "INF Treaty",
        "START I",
        "SORT",
        "New START",
    }


def test_bilateral_lives():
    bilateral = load("treaties").query("kind == 'bilateral'")
    entered = bilateral.dropna(subset="in_force")
    ended = entered.dropna(subset="ended")
    days = pd.to_datetime(ended["ended"]) - pd.to_datetime(ended["in_force"])
    assert (len(entered), len(ended)) == (19, 8)
    assert round(days.dt.days.mean() / 365.25, 1) == 17.3


@pytest.mark.parametrize(
    ("treaty", "words"),
    [
        ("ABM Treaty", "Article XV"),
        ("INF Treaty", "accused the other"),
        ("New START", "suspension in February 2023"),
        ("START I", "Lisbon Protocol"),
        ("CFE Treaty", "Russia withdrew in November 2023"),
    ],
)
def test_treaty_note(treaty, words):
    assert words in row("treaties", treaty)["note"]


def test_arms_control_steps():
    steps = load("arms_control_steps")
    assert len(steps) == 4
    assert row("arms_control_steps", "Presidential Nuclear Initiatives")["date"] == "1991-09-27"
    assert list(steps.loc[~steps["day_checked"], "step"]) == ["START III framework"]
    assert "only that day" in caveats("arms_control_steps")


# Meetings


def test_meeting_classes():
    meetings = load("leader_meetings")
    assert len(meetings) == 89
    assert counts(meetings["class_source"]) == {"bilateral": 52, "margins": 33, "not_a_meeting": 4}
    assert counts(meetings["class_reviewed"]) == {
        "bilateral": 57,
        "margins": 28,
        "not_a_meeting": 4,
    }
    assert "52 bilateral, 33 margins, 4 not a meeting" in caveats("leader_meetings")
    assert "57 are bilateral, 28 margins and 4 not a meeting" in caveats("leader_meetings")


def test_reviewed_rows():
    meetings = load("leader_meetings")
    changed = meetings[meetings["class_source"] != meetings["class_reviewed"]]
    assert list(changed["start"]) == [
        "1992-01-31",
        "1995-05-09",
        "1996-04-18",
        "2003-05-31",
        "2005-05-08",
    ]
    assert set(changed["class_source"]) == {"margins"}
    assert set(changed["class_reviewed"]) == {"bilateral"}


def test_rows_that_are_no_meeting_name_no_leader():
    meetings = load("leader_meetings")
    none = meetings["class_reviewed"] == "not_a_meeting"
    assert (meetings["other_leader"].isna() == none).all()
    assert (meetings["level"].isna() == none).all()


def test_meeting_ids_fit_their_kind():
    meetings = load("leader_meetings")
    letters = meetings["kind"].map({"president_abroad": "t", "leader_visit": "v"})
    assert (meetings["meeting_id"].str[0] == letters).all()
    visits = meetings[meetings["kind"] == "leader_visit"]
    assert len(visits) == 31
    assert set(visits["country"]) == {"USA"}


def test_president_is_the_one_in_office():
    meetings = pd.concat([load("leader_meetings"), load("leader_meetings_added")])
    for leader, first, last in [
        ("Dwight D. Eisenhower", "1953-01-20", "1961-01-20"),
        ("Richard Nixon", "1969-01-20", "1974-08-09"),
        ("Ronald Reagan", "1981-01-20", "1989-01-20"),
        ("George H.W. Bush", "1989-01-20", "1993-01-20"),
        ("Bill Clinton", "1993-01-20", "2001-01-20"),
        ("George W. Bush", "2001-01-20", "2009-01-20"),
        ("Barack Obama", "2009-01-20", "2017-01-20"),
    ]:
        in_office = meetings["start"].between(first, last, inclusive="left")
        assert ((meetings["us_leader"] == leader) == in_office).all(), leader


def test_prime_ministers():
    meetings = load("leader_meetings")
    low = meetings[meetings["level"] == "prime_minister"]
    assert len(low) == 10
    assert (low["class_source"] == "bilateral").sum() == 6
    assert set(low["other_leader"]) == {
        "Viktor Chernomyrdin",
        "Sergei Stepashin",
        "Mikhail Kasyanov",
        "Vladimir Putin",
        "Dmitry Medvedev",
    }
    assert "Ten rows are on prime-minister level, six of them" in caveats("leader_meetings")


@pytest.mark.parametrize(
    ("meeting", "words"),
    [
        ("t2948", "Source error"),
        ("t2948", "11 to 12 October 1986"),
        ("v2385", "27 September 1959"),
        ("t2722", "28 November to 1 December 1943"),
        ("t2730", "4 to 11 February 1945"),
        ("t2734", "17 July to 2 August 1945"),
        ("t2743", "18 to 23 July 1955"),
        ("t2770", "broke up"),
    ],
)
def test_meeting_note(meeting, words):
    assert words in row("leader_meetings", meeting)["note"]


def test_dates_that_the_record_has_wrong_are_kept_and_named():
    assert row("leader_meetings", "v2385")["end"] == "1959-09-16"
    assert list(row("leader_meetings", "t2948")[["start", "end"]]) == ["1986-10-09", "1986-10-12"]
    assert "it ended on 27 September" in caveats("leader_meetings")
    assert "they were on 11 and 12 October" in caveats("leader_meetings")


def test_occasions_are_short():
    for name in ("leader_meetings", "leader_meetings_added"):
        assert load(name)["occasion"].str.split().str.len().max() <= 6


def test_longest_silences():
    meetings = load("leader_meetings").sort_values("start")
    rules = {"narrow": ["bilateral"], "broad": ["bilateral", "margins"]}
    longest, before_helsinki = {}, {}
    for rule, classes in rules.items():
        rows = meetings[meetings["class_source"].isin(classes)]
        start, end = pd.to_datetime(rows["start"]), pd.to_datetime(rows["end"])
        gap = (start - end.cummax().shift()).dt.days
        longest[rule] = gap.max()
        before_helsinki[rule] = gap[rows["start"] == "2018-07-16"].item()
    assert longest == {"narrow": 3635, "broad": 3635}
    assert before_helsinki == {"narrow": 2944, "broad": 1022}


def test_added_meetings():
    added = load("leader_meetings_added")
    assert len(added) == 42
    assert counts(added["how_sure"]) == {"sure": 21, "probable": 4, "presence": 16, "recalled": 1}
    assert "21 rows sure, 4 probable, 16 presence, 1 recalled" in caveats("leader_meetings_added")
    assert (~added["day_sure"]).sum() == 18
    assert "not read in 18 rows" in caveats("leader_meetings_added")
    assert set(added.loc[added["kind"] == "leader_visit", "place"]) == {"Washington", "Anchorage"}


def test_added_meetings_are_not_in_the_record():
    pair = ["start", "country"]
    assert load("leader_meetings_added").merge(load("leader_meetings"), on=pair).empty


def test_yeltsin_before_independence_is_flagged():
    yeltsin = load("leader_meetings_added").query("start == '1991-06-20'").squeeze()
    assert yeltsin["level"] == "republic"
    assert "not yet the head of an independent state" in yeltsin["note"]


# Countries, NATO, clock


def test_countries():
    countries = load("countries").set_index("country")
    assert len(countries) == 256
    assert counts(countries["status"]) == {"un_member": 193, "other": 56, "former": 7}
    assert countries["display_to_1991"].dropna().to_dict() == {
        "DEU": "West Germany",
        "RUS": "Soviet Union",
        "YEM": "North Yemen",
    }
    years = countries["from_year"]
    assert years[["SVK", "CZE", "MNE", "EST", "DEU"]].tolist() == [1993, 1993, 2006, 1991, 1949]
    assert {"UKR", "BLR", "KAZ"} <= set(countries.index)
    assert "restored" in caveats("countries")


def test_former_states_have_a_last_year_and_no_number_on_the_map():
    countries = load("countries").set_index("country")
    former = countries["status"] == "former"
    assert countries["to_year"].dropna().to_dict() == {
        "ANT": 2010,
        "CSK": 1992,
        "DDR": 1990,
        "EAZ": 1964,
        "SCG": 2006,
        "YMD": 1990,
        "YUG": 2003,
    }
    assert (countries["to_year"].notna() == former).all()
    assert set(countries.index[countries["numeric"].isna()]) == {*countries.index[former], "XKX"}
    assert set(countries.loc[["TWN", "XKX", "PSE", "ESH", "VAT"], "status"]) == {"other"}
    both = countries.dropna(subset=["from_year", "to_year"])
    assert (both["from_year"] <= both["to_year"]).all()


def test_namibia_is_not_missing():
    assert row("countries", "NAM")["name"] == "Namibia"
    assert "two-letter code is NA" in caveats("countries")


def test_numeric_codes_keep_their_zeros():
    text = pd.read_csv(DATA / "countries.csv", dtype=str).set_index("country")
    assert text.loc[["RUS", "USA", "UKR", "ALB"], "numeric"].tolist() == [
        "643",
        "840",
        "804",
        "008",
    ]


def test_nato_members():
    members = load("nato_members")
    assert len(members) == 32
    for day, size in {
        "1990-12-31": 16,
        "1999-03-12": 19,
        "2009-04-01": 28,
        "2024-03-07": 32,
    }.items():
        assert (members["joined"] <= day).sum() == size
    assert set(members.loc[~members["day_checked"], "country"]) == {
        "ALB",
        "HRV",
        "FIN",
        "CZE",
        "HUN",
        "BGR",
        "ROU",
        "SVN",
        "DEU",
    }
    assert row("nato_members", "DEU")["joined"] == "1955-05-06"


def test_nato_names_are_those_of_countries():
    members = load("nato_members").merge(load("countries"), on="country")
    assert (members["country_name"] == members["name"]).all()


def test_doomsday_clock():
    clock = load("doomsday_clock").set_index("year")["seconds_to_midnight"]
    moves = clock.diff()
    assert (len(clock), (moves < 0).sum(), (moves > 0).sum()) == (28, 19, 8)
    assert (clock.idxmax(), clock.max(), clock.idxmin(), clock.min()) == (1991, 1020, 2026, 85)


# Crises


def test_crises_and_the_87():
    crises = load("superpower_crises")
    assert len(crises) == 94
    assert crises["in_87"].sum() == 87
    both = crises["usa_actor"] & crises["rus_actor"]
    assert (both.sum(), (both & crises["in_87"]).sum()) == (15, 13)
    assert (crises["usa_actor"] | crises["rus_actor"]).all()


def test_mediation_of_the_87():
    crises = load("superpower_crises").query("in_87")
    agreed = crises["outcome_form"].isin(["formal_agreement", "semi_formal_agreement"])
    mediated = crises["mediated"].astype(bool)
    assert (mediated.sum(), (~mediated).sum()) == (20, 67)
    assert (agreed[mediated].sum(), agreed[~mediated].sum()) == (13, 13)
    assert (crises["mediator"].notna() == mediated).all()


def test_crises_without_codes_are_blank_not_false():
    crises = load("superpower_crises")
    newer = crises["start_month"] >= "2018"
    for column in ("mediated", "outcome_form", "violence"):
        assert (crises[column].isna() == newer).all()
    assert newer.sum() == 4


def test_crisis_dates_have_no_filler_days():
    crises = load("superpower_crises")
    for end in ("start", "end"):
        dates, months = crises[end].dropna(), crises[f"{end}_month"]
        assert (dates.str[:7] == months[dates.index]).all()
        pd.to_datetime(dates, format="%Y-%m-%d")
    assert crises[["start", "end"]].isna().sum().tolist() == [5, 4]
    assert "blank in five rows and `end` in four" in caveats("superpower_crises")
    assert (crises["start_month"] <= crises["end_month"]).all()
    complete = crises.dropna(subset=["start", "end"])
    assert (complete["start"] <= complete["end"]).all()


# Warheads and tests


def test_world_is_not_a_country():
    stockpiles = load("nuclear_stockpiles")
    assert len(stockpiles) == 790
    assert stockpiles["country"].nunique() == 10
    assert not stockpiles["country"].isin(["OWID_WRL", "World", "WLD"]).any()
    for number in ("5,922 in 1986", "2,936 in 2023", "4 in 1945"):
        assert number in caveats("nuclear_stockpiles")


def test_stockpile_peaks():
    stockpiles = load("nuclear_stockpiles").pivot(index="year", columns="country")["warheads"]
    both = stockpiles["USA"] + stockpiles["RUS"]
    assert (stockpiles["USA"].idxmax(), stockpiles["USA"].max()) == (1967, 31_255)
    assert (stockpiles["RUS"].idxmax(), stockpiles["RUS"].max()) == (1986, 40_159)
    assert (both.idxmax(), both.max(), both[2023]) == (1986, 63_476, 8_197)


def test_russian_stockpile_was_interpolated():
    russia = load("nuclear_stockpiles").query("country == 'RUS'").set_index("year")["warheads"]
    change = russia.diff()
    assert change.loc[2002:2005].tolist() == [-1038] * 4
    assert change.loc[2006:2008].tolist() == [-357] * 3
    assert (change == -1038).sum() == 4


def test_zeros_of_the_stockpiles():
    stockpiles = load("nuclear_stockpiles").pivot(index="year", columns="country")["warheads"]
    south_africa = stockpiles["ZAF"]
    assert south_africa[south_africa > 0].index.tolist() == list(range(1982, 1990))
    assert (south_africa.max(), south_africa[1982]) == (6, 3)
    assert stockpiles["PRK"][stockpiles["PRK"] > 0].index.min() == 2015


def test_inventories():
    inventories = load("nuclear_inventories").set_index(["country", "year"])
    assert len(inventories) == 18
    stock = inventories[["deployed_strategic", "deployed_nonstrategic", "reserve"]].sum(axis=1)
    assert (stock["USA", 2023], stock["RUS", 2023], stock["RUS", 2025]) == (3708, 4489, 4299)
    assert inventories.loc[("USA", 2023), "deployed_strategic"] == 1670


def test_explosions_by_country():
    tests = load("nuclear_tests")
    assert len(tests) == 2051
    assert counts(tests["country"]) == {
        "USA": 1032,
        "RUS": 714,
        "FRA": 210,
        "GBR": 45,
        "CHN": 45,
        "IND": 3,
        "PAK": 2,
    }
    both = tests[tests["country"].isin(["USA", "RUS"])]
    assert (both["date"] < "1963-10-10").sum() == 559
    assert (both["date"] >= "1963-10-10").sum() == 1187


def test_number_that_the_source_uses_twice():
    tests = load("nuclear_tests")
    twice = tests[tests["test_id"].str.endswith("-74044")]
    assert set(twice["test_id"]) == {"USA-74044", "FRA-74044"}
    assert (tests["test_id"].str[:3] == tests["country"]).all()


def test_hiroshima_and_nagasaki():
    combat = load("nuclear_tests").query("combat")
    assert combat[["test_id", "date"]].values.tolist() == [
        ["USA-45002", "1945-08-05"],
        ["USA-45003", "1945-08-09"],
    ]
    assert "morning of 6 August" in caveats("nuclear_tests")


def test_yields_are_kept_as_printed():
    tests = load("nuclear_tests")
    reversed_bounds = tests[tests["yield_low_kt"] > tests["yield_high_kt"]]
    assert reversed_bounds[["date", "yield_low_kt", "yield_high_kt"]].values.tolist() == [
        ["1982-01-28", 139.0, 133.0]
    ]
    assert tests[["yield_low_kt", "yield_high_kt"]].isna().sum().tolist() == [3, 5]
    assert ((tests["yield_low_kt"] == 0).sum(), (tests["yield_high_kt"] == 0).sum()) == (812, 36)
    assert tests["yield_high_kt"].max() == 50_000


def test_yields_before_and_after_the_test_ban():
    tests = load("nuclear_tests")
    both = tests[tests["country"].isin(["USA", "RUS"])]
    megatons = both.groupby(both["date"] >= "1963-10-10")[["yield_low_kt", "yield_high_kt"]].sum()
    assert (megatons / 1000).round().values.tolist() == [[378, 453], [23, 150]]


def test_spelling_variants_and_environments():
    tests = load("nuclear_tests")
    groups = tests.groupby("environment")["type_source"].agg(set)
    assert {"WATERSUR", "WATER SU"} <= groups["surface"]
    assert "CRATER" in groups["underground"]
    assert (tests["type_source"] == "CRATER").sum() == 9
    assert counts(tests["environment"]) == {
        "underground": 1521,
        "atmospheric": 413,
        "surface": 105,
        "underwater": 8,
        "space": 4,
    }
    assert tests.groupby("type_source")["environment"].nunique().eq(1).all()


def test_placeholder_coordinates_are_blank():
    tests = load("nuclear_tests")
    assert tests["latitude"].isna().sum() == tests["longitude"].isna().sum() == 24
    assert (tests["latitude"].isna() == tests["longitude"].isna()).all()
    assert not ((tests["latitude"] == 0) & (tests["longitude"] == 0)).any()


# New START


def test_new_start_exchanges():
    exchanges = load("new_start_exchanges")
    assert len(exchanges) == 49
    assert exchanges["as_of"].nunique() == 25
    sides = exchanges.groupby("as_of")["country"].agg(list)
    assert sides[sides.map(len) == 1].to_dict() == {"2023-03-01": ["USA"]}
    assert counts(exchanges.drop_duplicates("as_of")["verified"]) == {
        "all": 19,
        "none": 3,
        "warheads": 2,
        "deployed_and_warheads": 1,
    }
    assert exchanges.groupby("as_of")["verified"].nunique().eq(1).all()
    september = exchanges.query("as_of == '2017-09-01' and country == 'RUS'")
    assert september["deployed_vehicles"].item() == 501


def test_new_start_within_limits_when_they_bound():
    bound = load("new_start_exchanges").query("as_of >= '2018-02-05'")
    assert (bound["deployed_vehicles"] <= 700).all()
    assert (bound["deployed_warheads"] <= 1550).all()
    assert (bound["launchers"] <= 800).all()
