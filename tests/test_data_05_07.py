"""The tables of lessons 05 to 07: every trap that one of their caveats names."""

import pandas as pd
import pytest
from shelf import RESOURCES, caveats, counts, load, loaded


@pytest.mark.parametrize("name", ["us_trade_monthly", "ofac_listings", "rouble_rate", "oil_price"])
def test_months_are_months_without_a_gap(name):
    months = load(name)["month"]
    assert months.str.fullmatch(r"\d{4}-(0[1-9]|1[0-2])").all()
    whole = pd.period_range(months.min(), months.max(), freq="M").astype(str)
    assert set(months) == set(whole)


# 05


def test_groups_are_not_countries_in_military_spending():
    spending = load("military_spending")
    assert (len(spending), spending["country"].nunique()) == (7892, 163)
    for group in ("ARB", "EUU", "HIC", "WLD", "XKX"):
        assert group not in set(spending["country"])
        assert group in caveats("military_spending")
    assert "46 groups" in caveats("military_spending")


def test_spending_begins_with_the_states():
    spending = load("military_spending")
    assert spending.groupby("country")["year"].min()[["RUS", "UKR"]].tolist() == [1992, 1993]
    assert (spending["pct_gdp"] > 0).all()
    assert round(spending["pct_gdp"].max()) == 117
    assert "PRK" not in set(spending["country"])


def test_groups_of_economies_have_no_code():
    economies = load("economies")
    groups = economies[economies["country"].isna()]
    assert set(groups["country_name"]) == {"European Union", "World"}
    assert (len(economies), len(groups), economies["country"].nunique()) == (924, 132, 12)
    assert "132 rows without a code" in caveats("economies")


def test_economies_outside_coverage_are_blank():
    economies = load("economies").set_index(["country_name", "year"]).sort_index()
    first = economies["gdp_usd"].dropna().reset_index().groupby("country_name")["year"].min()
    assert first[["Russia", "Ukraine", "Belarus", "Kazakhstan", "Poland"]].tolist() == [
        1988, 1987, 1990, 1990, 1990,
    ]  # fmt: skip
    ppp = economies["gdp_ppp_per_head"].dropna().index.get_level_values("year")
    assert (ppp.min(), ppp.max()) == (1990, 2024)
    assert not (economies[["gdp_usd", "gdp_ppp_per_head", "population"]] == 0).any(axis=None)
    assert round(economies.loc[("Russia", 2023), "gdp_usd"] / 1e12, 2) == 2.05
    fuel = economies.loc["Russia", "fuel_exports_pct"].dropna().index
    assert (fuel.min(), fuel.max()) == (1996, 2021)


def troops():
    return loaded("us_troops")


def test_counts_of_1952_copy_1951_and_say_so():
    years = troops()[troops()["place_code"] != 2].pivot(
        index="place_code", columns="year", values="troops"
    )
    assert years[1951].dropna().equals(years[1952].dropna())
    copied = troops()[troops()["flag"] == "copy_of_1951"]
    assert set(copied["year"]) == {1952}
    assert len(copied) == (troops()["year"] == 1952).sum() - 1
    home = troops().query("place_code == 2").set_index("year")
    assert home["troops"][1951] != home["troops"][1952]
    assert pd.isna(home["flag"][1952])


def test_break_of_2003_to_2007_is_flagged():
    mixed = troops()[troops()["flag"] == "mixed_methods"]
    assert set(mixed["year"]) == set(range(2003, 2008))
    assert len(mixed) == troops()["year"].between(2003, 2007).sum()


def test_home_ships_and_territories_are_not_abroad():
    home = troops()[~troops()["abroad"]].groupby("place")["year"].agg(["min", "max"])
    assert home.T.to_dict("list") == {
        "Afloat": [2006, 2007],
        "American Samoa": [2022, 2023],
        "Guam": [2008, 2023],
        "Northern Mariana Islands": [2008, 2023],
        "Puerto Rico": [2008, 2023],
        "U.S. Virgin Islands": [2008, 2023],
        "United States": [1950, 2021],
        "Unknown": [2008, 2023],
        "Wake Island": [2008, 2023],
    }


def test_code_1007_is_two_places():
    rows = troops().query("place_code == 1007")
    later = rows["year"] >= 2022
    assert set(rows.loc[~later, "place"]) == {"Bermuda"}
    assert set(rows.loc[later, "place"]) == {"American Samoa"}
    assert set(rows.loc[~later, "country"]) == {"BMU"}
    assert set(rows.loc[later, "country"]) == {"ASM"}


def test_regions_and_codes_are_filled_for_2022_and_2023():
    late = troops().query("year >= 2022")
    assert len(late) == 357
    assert set(late.loc[late["region"].isna(), "place"]) == {
        "British Atlantic Ocean Territory",
        "Unknown",
    }
    assert set(troops().loc[troops()["region"].isna(), "place"]) == {
        "Afloat",
        "British Atlantic Ocean Territory",
        "Unknown",
    }
    codes = late.query("year == 2023").set_index("place")["country"]
    assert codes[["South Korea", "Ethiopia", "Cabo Verde"]].tolist() == ["KOR", "ETH", "CPV"]
    names = troops().groupby("place_code")["place"].nunique()
    assert names[names > 1].index.tolist() == [345, 1007]


def test_two_codes_of_one_country_never_both_count():
    rows = troops().dropna(subset="country")
    twice = rows[rows.duplicated(["country", "year"], keep=False)]
    assert len(twice) == 2 * 78
    assert "In 78 cases" in caveats("us_troops")
    assert (twice.groupby(["country", "year"])["troops"].agg(lambda t: (t > 0).sum()) <= 1).all()
    germany = rows.query("country == 'DEU'")
    assert sorted(germany.query("year == 1990")["troops"]) == [0, 227_586]
    assert germany["year"].value_counts().drop(1990).eq(1).all()


def test_wrong_codes_of_places_are_gone():
    rows = troops()
    assert rows["country"].isna().sum() == 701
    for place in ("Trucial States", "Bassas da India", "Kosovo"):
        assert rows.loc[rows["place"] == place, "country"].isna().all()
    assert (rows["troops"] == 0).sum() == 5377
    sahara = rows.loc[rows["place"] == "Western Sahara", "region"]
    assert set(sahara) == {"Middle East & North Africa"}


def test_sites():
    sites = load("us_sites")
    assert counts(sites["kind"]) == {
        "base": 255,
        "lilypad": 113,
        "funded": 45,
        "lilypad_and_funded": 1,
    }
    assert sites["latitude"].isna().sum() == sites["longitude"].isna().sum() == 9
    assert {"Site 51", "Site 53"} <= set(sites.loc[sites["latitude"].isna(), "site"])
    assert not sites["site"].str.contains(r"[\t\[]", na=False).any()
    placed = sites.dropna(subset="latitude")
    assert placed.duplicated(["latitude", "longitude"], keep=False).sum() == 24
    assert set(sites.loc[sites["country"].isna(), "place"]) == {"Kosovo"}
    assert (sites["country"] == "USA").sum() == 31
    assert sites["site"].isna().sum() == 2
    assert sites.set_index("place")["country"]["Congo (Kinshasa)"] == "COD"


# 06


def test_cells_hold_every_crisis_once():
    cells = load("crisis_cells")
    assert (len(cells), cells["crises"].sum()) == (112, 373)
    assert (cells["crises"] == 1).sum() == 37
    unknown = cells["duration_band"] == "unknown"
    assert (unknown.sum(), cells.loc[unknown, "crises"].sum()) == (17, 63)
    assert cells["superpower"].sum() == load("superpower_crises")["in_87"].sum() == 87
    assert cells["crises"].sum() - cells["tension_known"].sum() == 6


def test_parts_of_a_cell_fit_into_it():
    cells = load("crisis_cells")
    assert (cells["formal"] <= cells["crises"].where(cells["agreement"], 0)).all()
    assert (cells["tacit"] <= cells["crises"].where(~cells["agreement"], 0)).all()
    assert (cells["superpower"] <= cells["crises"]).all()
    for count in ("formal", "tacit"):
        assert (cells[f"superpower_{count}"] <= cells[[count, "superpower"]].min(axis=1)).all()
    assert (cells["tension_again"] <= cells["tension_known"]).all()
    assert (cells.query("agreement")["crises"].sum(), cells["formal"].sum()) == (134, 79)


def test_superpower_outcomes_fit_the_crises_themselves():
    crises = load("superpower_crises").query("in_87")
    cells = load("crisis_cells")
    outcomes = counts(crises["outcome_form"])
    assert cells["superpower_formal"].sum() == outcomes["formal_agreement"]
    assert cells["superpower_tacit"].sum() == outcomes["tacit_understanding"]


def test_dispute_lists():
    disputes = load("dispute_lists")
    assert counts(disputes["list"]) == {"cow": 59, "dyadic": 58, "gml": 53}
    last = disputes.groupby("list")["first_year"].max()
    assert last.to_dict() == {"cow": 2014, "dyadic": 2014, "gml": 2000}
    blank = disputes["level_whole_dispute"].isna()
    assert (blank == (disputes["list"] == "dyadic")).all()
    assert (disputes["level"] <= disputes["level_whole_dispute"])[~blank].all()


def test_vetoes_go_by_the_members_names():
    listed = load("vetoes").query("verified == 'list'")
    assert counts(listed["state"]) == {
        "Soviet Union": 90,
        "United States": 82,
        "Russia": 31,
        "United Kingdom": 29,
        "China": 17,
        "France": 16,
    }
    assert "Soviet Union 84, United States 71, France 7" in caveats("vetoes")
    assert listed["date"].max() == "2022-07-08"
    assert listed.query("country == 'CHN'")["date"].min() == "1972-08-25"


def test_soviet_union_and_russia_share_a_code_and_not_a_name():
    moscow = load("vetoes").query("country == 'RUS'")
    soviet = moscow["state"] == "Soviet Union"
    assert (soviet == (moscow["date"] < "1991-12-25")).all()


def test_later_vetoes():
    later = load("vetoes").query("verified == 'reports'")
    assert (len(later), later["draft"].nunique()) == (22, 19)
    assert later["draft"].min() == load("vetoes").query("verified == 'list'")["draft"].max() + 1
    assert not later["symbol_confirmed"].any()
    amendments = later[later["on_amendment"]]
    assert amendments["state"].tolist() == ["United States", "Russia", "Russia"]
    assert amendments["date"].tolist() == ["2023-12-22", "2025-02-24", "2025-02-24"]
    assert not load("vetoes").query("verified == 'list'")["on_amendment"].any()


def test_symbols_of_meetings_are_no_symbols():
    drafts = load("vetoes").drop_duplicates("draft")
    listed = drafts["verified"] == "list"
    assert drafts["symbol"].isna().sum() == 27
    assert drafts.loc[listed, "symbol"].isna().sum() == 23
    assert not drafts["symbol"].str.contains("PV", na=False).any()
    twice = drafts.loc[drafts["symbol"].notna() & drafts["symbol"].duplicated(), "symbol"]
    assert twice.tolist() == ["S/552"]
    assert (drafts["symbol_confirmed"] == (drafts["symbol"].notna() & listed)).all()


def test_a_draft_has_one_date_topic_and_symbol():
    columns = ["date", "topic", "region", "symbol", "on_amendment", "verified"]
    assert (load("vetoes").groupby("draft")[columns].nunique(dropna=False) == 1).all(axis=None)
    assert "Malasyia" not in set(load("vetoes")["topic"])


def test_expulsions():
    steps = load("expulsions")
    assert counts(steps["by"]) == {"USA": 14, "RUS": 12}
    assert steps.loc[steps["month_only"], "date"].tolist() == ["1999-07-01", "2016-01-01"]
    assert steps.loc[steps["number"].isna(), "date"].tolist() == ["2017-08-31", "2022-03-23"]
    assert counts(steps["verified"]) == {"all": 20, "not_the_day": 5, "partly": 1}
    assert steps.query("kind == 'staff_cap'")["number"].tolist() == [755]


def test_expulsions_hold_no_free_text_and_so_no_name():
    fields = RESOURCES["expulsions"]["schema"]["fields"]
    words = {field["name"] for field in fields if field["type"] == "string"}
    coded = {field["name"] for field in fields if "enum" in field.get("constraints", {})}
    assert words == coded == {"by", "kind", "verified"}


# 07


def test_2023_is_january_alone():
    trade = load("us_trade_yearly")
    assert set(trade.loc[~trade["complete"], "year"]) == {2023}
    assert trade.loc[trade["year"] == 2023, "complete"].eq(False).all()
    last = load("us_trade_monthly").query("month == '2023-01'").set_index("country_name")
    yearly = trade.query("year == 2023").set_index("country_name")
    flows = ["imports_musd", "exports_musd"]
    assert (last[flows] - yearly.loc[last.index, flows]).abs().max(axis=None) < 0.01


def test_soviet_union_ends_and_russia_begins_in_1992():
    trade = load("us_trade_yearly").groupby("country_name")["year"].agg(["min", "max"])
    assert trade.loc[["USSR", "Russia"]].values.tolist() == [[1985, 1992], [1992, 2023]]
    assert trade.loc[["Czechoslovakia", "Yugoslavia (former)"], "max"].tolist() == [1992, 1992]
    assert "Iraq-Saudi Arabia Neutral Zone" not in trade.index
    months = load("us_trade_monthly").groupby("country_name")["month"].agg(["min", "max"])
    assert months.loc["USSR", "max"] == "1992-12"
    assert months.loc["Russia", "min"] == "1992-01"
    assert months.loc[["Belarus", "Kazakhstan", "Ukraine"], "min"].eq("1992-02").all()


def test_groups_are_told_from_partners():
    trade = load("us_trade_yearly")
    assert trade.groupby("kind")["country_name"].nunique().to_dict() == {
        "group": 17,
        "partner": 241,
    }
    assert trade.groupby("country_name")["kind"].nunique().eq(1).all()
    world = trade.query("country_name == 'World, Not Seasonally Adjusted'").set_index("year")
    partners = trade.query("kind == 'partner'").groupby("year")
    for flow in ("imports_musd", "exports_musd"):
        share = (partners[flow].sum() / world[flow]).dropna()
        assert share[1992:].between(0.9995, 1.0005).all()
        assert share[1987:1991].between(0.97, 0.991).all()
    assert trade.query("year == 1991 and kind == 'partner'").shape[0] == 76


def test_halves_of_a_partner_are_added():
    trade = load("us_trade_yearly").set_index(["country_name", "year"])
    halves = {("Ethiopia", 1993): [22.0, 138.9], ("Sudan", 2011): [10.354, 74.694]}
    for key, flows in halves.items():
        assert trade.loc[key, ["imports_musd", "exports_musd"]].tolist() == flows


def test_months_add_up_to_years():
    months = load("us_trade_monthly")
    flows = ["imports_musd", "exports_musd"]
    sums = months.groupby(["country_name", months["month"].str[:4].astype(int)])[flows].sum()
    years = load("us_trade_yearly").set_index(["country_name", "year"])[flows]
    assert (sums - years.loc[sums.index]).abs().max(axis=None) < 0.01


def test_sanctions_lists_start_after_the_first_wave():
    lists = load("ofac_listings")
    base = lists.query("month == '2022-04'")
    assert lists["month"].min() == "2022-04"
    assert base[["added", "removed"]].to_numpy().sum() == 0
    assert base["listed"].sum() == 8875
    step = lists.groupby("country_name")["listed"].diff()
    assert ((step == lists["added"] - lists["removed"]) | step.isna()).all()
    assert (len(lists), lists["country_name"].nunique()) == (180 * 48, 180)
    assert set(lists.loc[lists["country"].isna(), "country_name"]) == {
        "Kosovo",
        "Netherlands Antilles",
    }


def test_codes_of_the_lists_are_one_to_one():
    lists = load("ofac_listings").dropna(subset="country")
    assert lists.groupby("country")["country_name"].nunique().eq(1).all()
    named = lists.drop_duplicates("country").merge(load("countries"), on="country")
    assert (named["country_name"] == named["name"]).mean() > 0.85
    codes = lists.set_index("country_name")["country"]
    for name, code in {"Burma": "MMR", "Korea, North": "PRK", "West Bank and Gaza": "PSE"}.items():
        assert codes[name].iloc[0] == code


def test_sanctions_cases():
    cases = load("sanctions_cases")
    assert len(cases) == 57
    assert counts(cases.loc[cases["only_target"], "target"]) == {"Russia": 40, "Soviet Union": 9}
    assert cases["end_year"].isna().equals(cases["ongoing"])
    assert cases["ongoing"].sum() == 46
    russian = cases.query("target == 'Russia'")["start_year"].value_counts()
    assert (russian[2022], russian[2014]) == (22, 8)
    twice = cases[cases.duplicated(["sender", "target", "start_year"], keep=False)]
    assert set(twice["sender"]) == {"United States"}
    assert set(twice["start_year"]) == {2022}
    assert "South Korea" in set(cases["sender"])


def test_last_month_of_the_rouble_is_one_day():
    rate = load("rouble_rate").set_index("month")
    assert rate.loc["2022-03", ["rub_per_usd", "days"]].tolist() == [105.0, 1]
    assert rate["days"].drop("2022-03").min() >= 15
    assert rate.index.min() == "2005-04"


def test_weighted_months_give_the_published_year():
    oil = load("oil_price")
    year = oil["month"].str[:4]
    plain = oil.groupby(year)["usd_per_barrel"].mean().round(2)
    weighted = (oil["usd_per_barrel"] * oil["days"]).groupby(year).sum()
    weighted = (weighted / oil.groupby(year)["days"].sum()).round(2)
    assert (plain["2013"], weighted["2013"]) == (108.64, 108.56)
    assert oil.set_index("month")["days"]["1987-05"] == 8
