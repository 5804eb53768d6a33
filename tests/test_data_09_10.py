"""The tables of lessons 09 and 10: every trap that a caveat names."""

import pandas as pd
import pytest
from shelf import caveats, counts, load

# 09


def emissions() -> pd.DataFrame:
    """Return emissions with one column for each place."""
    return load("co2_emissions").pivot(index="year", columns="country_name", values="co2_mt")


def test_groups_are_not_countries():
    table = load("co2_emissions")
    without = table.loc[table["country"].isna(), "country_name"].unique()
    assert list(without) == [
        "Antarctica",
        "European Union (27)",
        "International aviation",
        "International shipping",
        "Kosovo",
        "Kuwaiti Oil Fires (GCP)",
        "Ryukyu Islands (GCP)",
        "World",
    ]
    assert table["country"].nunique() == 214
    assert not table["country_name"].str.contains("income|OECD|excl").any()
    all_rows = emissions().loc[2023]
    assert round(all_rows.sum() / all_rows["World"], 2) == 2.07


def test_countries_and_items_sum_to_the_world():
    places = emissions()
    rest = places.drop(columns=["World", "European Union (27)"]).sum(axis="columns")
    gap = rest - places["World"]
    assert gap[gap.abs() / places["World"] > 0.001].index.tolist() == [1991]
    assert round(gap[1991]) == round(places.loc[1991, "Kuwaiti Oil Fires (GCP)"]) == 478


def test_emissions_are_million_tonnes_of_co2():
    places = emissions()
    assert round(places.loc[1990, "Russia"]) == 2536
    assert round(places.loc[2023, "World"]) == 37_792
    assert (load("co2_emissions")["co2_mt"] == 0).sum() == 702
    assert load("co2_emissions")["co2_mt"].notna().all()


def test_a_year_that_a_release_lacks_has_no_row():
    vintages = load("co2_vintages")
    last = vintages.groupby("vintage")["year"].max().to_dict()
    assert last == {"first": 2022, "later": 2023}
    assert vintages["co2_mt"].notna().all()
    assert vintages["country_name"].nunique() == 14


def test_only_2022_was_revised_for_russia():
    russia = load("co2_vintages").query("country == 'RUS'")
    both = russia.pivot(index="year", columns="vintage", values="co2_mt").dropna()
    moved = (both["later"] / both["first"] - 1).abs() * 100
    assert moved.loc[1985:2021].max() < 0.04
    assert round(moved[2022], 2) == 9.08
    assert both.loc[2022].round().tolist() == [1652, 1802]


def test_later_release_is_the_table_of_emissions():
    later = load("co2_vintages").query("vintage == 'later'")
    both = later.merge(load("co2_emissions"), on=["country_name", "year"])
    assert len(both) == len(later)
    assert (both["co2_mt_x"] == both["co2_mt_y"]).all()


def test_soviet_union_stands_beside_russia():
    years = {
        name: load(name).query("country_name in ['Russia', 'USSR']").groupby("country_name")["year"]
        for name in ("energy_use", "energy_mix", "fossil_production")
    }
    assert years["energy_use"].agg(["min", "max"]).values.tolist() == [[1985, 2022], [1965, 1991]]
    assert years["energy_mix"].agg(["min", "max"]).values.tolist() == [[1985, 2020], [1965, 1984]]
    for name in years:
        assert load(name).query("country_name == 'USSR'")["country"].isna().all()


def test_two_ways_of_counting_are_two_rows():
    mix = load("energy_mix")
    assert counts(mix["method"]) == {"direct": 912, "substitution": 912}
    russia = mix.query("country == 'RUS' and year == 2020").set_index("method")["nuclear_pct"]
    assert russia.round(1).to_dict() == {"direct": 3.0, "substitution": 6.8}
    parts = mix[["coal_pct", "oil_pct", "gas_pct", "nuclear_pct", "renewables_pct"]]
    assert parts.sum(axis="columns").round(1).agg(["min", "max"]).tolist() == [98.8, 100]
    low = mix["nuclear_pct"] + mix["renewables_pct"] - mix["low_carbon_pct"]
    assert low.abs().max() < 0.002


def test_production_that_stops_in_2016_and_a_zero_not_to_believe():
    fossil = load("fossil_production")
    stops = {}
    for fuel in ("coal_twh", "oil_twh", "gas_twh"):
        last = fossil.dropna(subset=fuel).groupby("country_name")["year"].max()
        stops[fuel] = (last == 2016).sum()
    assert stops == {"coal_twh": 4, "oil_twh": 6, "gas_twh": 2}
    blanks = fossil[["coal_twh", "oil_twh", "gas_twh"]].isna().sum().tolist()
    assert blanks == [123, 107, 14]
    gas = fossil.query("country == 'UKR' and gas_twh == 0")["year"]
    assert (gas.min(), gas.max(), len(gas)) == (1900, 1979, 80)


# 10


def test_soft_hyphens_are_kept_as_listed_and_gone_from_the_keys():
    missions = load("space_missions")
    assert missions["up_listed"].str.contains("\u00ad").sum() == 172
    for column in ("up", "down"):
        assert missions[column].dropna().str.fullmatch("[A-Z0-9]+").all()
    assert not missions["orbit"].str.contains("\u00ad").any()
    assert missions[["up_listed", "up"]].nunique().tolist() == [436, 322]
    assert "436 spellings become 322 keys" in caveats("space_missions")


@pytest.mark.parametrize(
    ("listed", "key"),
    [
        ("Soyuz TM\u00ad2/3", "SOYUZTM2"),
        ("Soyuz TM\u00ad23", "SOYUZTM23"),
        ("Soyuz MS", "SOYUZMS01"),
        ("Soyuz TMA-34", "SOYUZTM34"),
        ("STS-151-C", "STS51C"),
        ("STS\u00ad 91", "STS91"),
        ("soyuz TMA-21", "SOYUZTMA21"),
    ],
)
def test_craft_key(listed, key):
    missions = load("space_missions")
    assert set(missions.loc[missions["up_listed"] == listed, "up"]) == {key}


def test_missing_craft_is_not_the_text_na():
    missions = load("space_missions")
    assert missions.loc[missions["up"].isna(), "person"].tolist() == ["Bertalan Farkas"]
    assert not missions.isin(["NA"]).any(axis=None)


def test_people_and_nationalities():
    missions = load("space_missions")
    assert (len(missions), missions["person"].nunique()) == (1277, 565)
    assert missions["nationality"].nunique() == 39
    assert missions.loc[missions["country"].isna(), "nationality"].tolist() == ["Czechoslovakia"]
    assert not missions["nationality"].isin(["Hungry", "Malysia", "Netherland", "U.S.A"]).any()
    assert set(missions.query("person == 'Thomas, Andrew S. W.'")["country"]) == {"AUS"}


def test_years_that_crew_members_disagree_on_are_kept():
    missions = load("space_missions")
    years = missions.groupby("up")["year"].agg(set)
    assert (years.map(len) > 1).sum() == 30
    assert years["SOYUZTMA21"] == {2008, 2011}
    assert years["STS51F"] == {1978, 1985}
    assert "disagree on 30 craft" in caveats("space_missions")


def test_launch_typed_2918_and_launches_without_a_day():
    launches = load("space_launches").set_index("launch_id")
    assert launches.loc["2018-F01", "date"] == "2018-10-11"
    days = launches["date"].dropna()
    assert days.str[:4].astype(int).eq(launches.loc[days.index, "year"]).all()
    assert launches["date"].isna().sum() == 13
    assert not launches.loc[launches["date"].isna(), "success"].any()
    assert counts(launches["success"]) == {True: 5384, False: 342}


def test_launching_states():
    launches = load("space_launches")
    assert set(launches.loc[launches["country"].isna(), "state"]) == {"I-ESA", "I-ELDO"}
    soviet = launches[launches["country"] == "RUS"]
    assert ((soviet["year"] <= 1991) == (soviet["state"] == "SU")).all()


def test_totals_are_not_visa_classes():
    yearly = load("us_visas_yearly")
    assert not yearly["visa_class"].str.contains("Total").any()
    sums = yearly.groupby("fiscal_year")["issued"].sum()
    assert (sums[2013], 3 * sums[2013]) == (269_692, 809_076)
    cards = yearly[yearly["visa_class"] == "BCC"].set_index("fiscal_year")["issued"]
    assert cards.to_dict() == {1997: 978, 1998: 329}
    assert "978 in 1997 and 329 in 1998" in caveats("us_visas_yearly")


def test_visa_classes_are_spelled_one_way():
    yearly, monthly = load("us_visas_yearly"), load("us_visas_monthly")
    for table in (yearly, monthly):
        assert table["visa_class"].str.fullmatch("[A-Z0-9/]+").all()
        assert {"F1", "J1", "B1/B2", "B1/B2/BCC", "NATO2"} <= set(table["visa_class"])
    assert (yearly["issued"] > 0).all()
    assert (monthly["issued"] == 0).sum() == 6


def test_visa_gaps_stay_open():
    months = pd.to_datetime(load("us_visas_monthly")["month"].drop_duplicates())
    every = pd.date_range("2017-03-01", "2025-05-01", freq="MS")
    assert every.difference(months).strftime("%Y-%m").tolist() == ["2019-05"]
    assert len(months) == 98
    assert set(load("us_visas_yearly")["fiscal_year"]) == set(range(1997, 2016))


def test_polio_series_are_not_joined():
    polio = load("polio_cases")
    usa = polio.query("country == 'USA'").pivot(index="year", columns="series", values="cases")
    both = usa.loc[1980:2016].dropna()
    assert (both["who"] != both["us_records"]).sum() == 16
    assert set(polio.query("series == 'us_records'")["country"]) == {"USA"}
    assert (polio["country"].nunique(), polio.query("country == 'RUS'")["year"].min()) == (
        168,
        1991,
    )
    assert 1912 not in usa.index
    assert polio["cases"].notna().all()
