"""Reading a chart's spec: columns that are not there, features that are not drawn, unused data."""

import json

import altair as alt
import pandas as pd
import pytest

from diplomacy_lib import specs

FRAME = pd.DataFrame({"year": [1986, 1991], "warheads": [40159, 30000], "country": ["RUS", "RUS"]})
OTHER = pd.DataFrame({"limit": [1550]})
BARS = alt.Chart(FRAME).mark_bar().encode(x="year:O", y="warheads:Q")
RULE = alt.Chart(OTHER).mark_rule().encode(y="limit:Q")
brush = alt.selection_interval()
click = alt.selection_point(fields=["country"])


def unknown(chart):
    return specs.unknown_columns(chart.to_dict())


# Columns that are not there

MISSPELT = {
    "alone": BARS.encode(x="yaer:O"),
    "in a layer": BARS + BARS.mark_line().encode(x="yaer:O"),
    "side by side": BARS | BARS.encode(x="yaer:O"),
    "below": BARS & BARS.encode(x="yaer:O"),
    "wrapped": alt.concat(BARS, BARS.encode(x="yaer:O")),
    "layers below": (BARS + RULE) & (RULE + BARS.encode(x="yaer:O")),
    "in a facet": BARS.facet("yaer:N"),
    "in the rows of a facet": BARS.encode(x="year:O").facet(row="yaer:N"),
    "inside a facet": BARS.encode(x="yaer:O").facet("country:N"),
    "in a facet channel": BARS.encode(row="yaer:N"),
    "inside a repeated chart": BARS.encode(x="yaer:O").repeat(row=["warheads"]),
    "in a tooltip": BARS.encode(tooltip=["year", "yaer:O"]),
    "in a condition": BARS.encode(color=alt.when(click).then("yaer:N").otherwise(alt.value("red"))),
    "in a sort": BARS.encode(x=alt.X("year:O", sort=alt.SortField("yaer"))),
    "after a transform": BARS.transform_calculate(more="datum.year + 1").encode(x="yaer:O"),
    "on a map": alt.Chart(FRAME).mark_circle().encode(longitude="yaer:Q", latitude="warheads:Q"),
}


@pytest.mark.parametrize("chart", MISSPELT.values(), ids=MISSPELT)
def test_a_column_that_is_not_there_is_named_with_the_near_one(chart):
    (sentence,) = unknown(chart)
    assert sentence.endswith("a column 'yaer' that its data do not have. Did you mean year?")


def test_the_channel_is_named():
    assert unknown(BARS.encode(x="yaer:O"))[0].startswith("The chart's x asks for")
    assert unknown(BARS.facet("yaer:N"))[0].startswith("The chart's facet asks for")


def test_a_mistake_made_twice_is_said_once():
    wrong = BARS.encode(x="yaer:O")
    assert len(unknown(wrong + wrong)) == 1


def test_a_column_of_another_layers_data_is_not_there():
    (sentence,) = unknown(BARS + RULE.encode(y="warheads:Q"))
    assert sentence.endswith("a column 'warheads' that its data do not have. There are: limit.")


SOUND = {
    "alone": BARS,
    "layered": BARS + RULE,
    "concatenated": (BARS | RULE) & BARS,
    "faceted": BARS.facet("country:N"),
    "faceted layers": alt.layer(BARS, BARS.mark_line(), data=FRAME).facet("country:N"),
    "repeated": BARS.encode(y=alt.Y(alt.repeat("row"), type="quantitative")).repeat(row=["year"]),
    "counted": BARS.encode(y="count()"),
    "by address": alt.Chart("data.csv").mark_bar().encode(x="anything:Q"),
    "empty": alt.Chart(FRAME.iloc[:0]).mark_bar().encode(x="anything:Q"),
    "calculated": BARS.transform_calculate(more="datum.year").encode(x="more:Q"),
    "aggregated": BARS.transform_aggregate(all="sum(warheads)", groupby=["country"]).encode(
        x="country:N", y="all:Q"
    ),
    "joined": BARS.transform_joinaggregate(all="sum(warheads)").encode(y="all:Q"),
    "windowed": BARS.transform_window(place="rank()").encode(x="place:O"),
    "folded": BARS.transform_fold(["year", "warheads"]).encode(x="key:N", y="value:Q"),
    "folded under other names": BARS.transform_fold(["year"], as_=["what", "much"]).encode(
        x="what:N", y="much:Q"
    ),
    "binned": BARS.transform_bin("tens", "year").encode(x="tens:Q"),
    "binned with ends": BARS.transform_bin(["low", "high"], "year").encode(x="low:Q", x2="high:Q"),
    "stacked": BARS.transform_stack(["from", "to"], "warheads", ["year"]).encode(y2="to:Q"),
    "in years": BARS.transform_timeunit(month="month(year)").encode(x="month:O"),
    "a density": BARS.transform_density("year").encode(x="value:Q", y="density:Q"),
    "quantiles": BARS.transform_quantile("year").encode(x="prob:Q", y="value:Q"),
    "pivoted": BARS.transform_pivot("country", "warheads").encode(y="RUS:Q"),
    "looked up": BARS.transform_lookup("year", alt.LookupData(OTHER, "limit", ["limit"])).encode(
        y="limit:Q"
    ),
    "made outside, used inside": alt.layer(
        BARS.mark_line().encode(y="more:Q"), data=FRAME
    ).transform_calculate(more="datum.year"),
    "a name with a space": alt.Chart(FRAME.rename(columns={"year": "the year"}))
    .mark_bar()
    .encode(x="the year:O"),
    "a name with a dot": alt.Chart(FRAME.rename(columns={"year": "the.year"}))
    .mark_bar()
    .encode(x=r"the\.year:O"),
    "a name with brackets": alt.Chart(FRAME.rename(columns={"year": "year[0]"}))
    .mark_bar()
    .encode(x=r"year\[0\]:O"),
    "a name with an accent": alt.Chart(FRAME.rename(columns={"year": "année"}))
    .mark_bar()
    .encode(x="année:O"),
}


@pytest.mark.parametrize("chart", SOUND.values(), ids=SOUND)
def test_a_sound_chart_is_left_in_peace(chart):
    assert unknown(chart) == []
    assert specs.undrawable(chart.to_dict()) == []


# What JupyterLab does not draw

WORLD = alt.Chart(alt.sphere()).mark_geoshape()
UNDRAWABLE = {
    "a brush on a map": (WORLD.add_params(brush), "an interval brush on a projected map"),
    "a brush on places": (
        alt.Chart(FRAME)
        .mark_circle()
        .encode(longitude="year:Q", latitude="warheads:Q")
        .add_params(brush),
        "an interval brush on a projected map",
    ),
    "a brush on a projected layer": (
        (WORLD + BARS.add_params(brush)).project("mercator"),
        "an interval brush on a projected map",
    ),
    "a brush in a repeated chart": (
        BARS.add_params(brush).repeat(row=["a", "b"]),
        "a selection inside a repeated chart",
    ),
    "a click in a repeated chart": (
        BARS.add_params(click).repeat(row=["a", "b"]),
        "a selection inside a repeated chart",
    ),
    "a tick as wide as its band": (
        BARS.mark_tick(width=alt.RelativeBandSize(0.7)),
        "a tick mark sized relative to its band",
    ),
    "a line with points and a click, beside another chart": (
        BARS.mark_line(point=True).add_params(click) & BARS,
        "a selection on a line with point=True in a concatenated chart",
    ),
    "such a tick in a layer": (
        BARS + BARS.mark_tick(height=alt.RelativeBandSize(0.7)),
        "a tick mark sized relative to its band",
    ),
}


@pytest.mark.parametrize(("chart", "feature"), UNDRAWABLE.values(), ids=UNDRAWABLE)
def test_what_would_not_be_drawn_is_said(chart, feature):
    assert specs.undrawable(chart.to_dict()) == [
        f"JupyterLab cannot draw {feature}; say it another way."
    ]


def test_every_feature_of_the_list_has_a_case_here():
    assert {feature for _, feature in UNDRAWABLE.values()} == set(specs.CANNOT_DRAW)


DRAWABLE = {
    "a brush on bars": BARS.add_params(brush),
    "a click on a map": WORLD.add_params(alt.selection_point()),
    "a repeated chart": BARS.repeat(row=["a"]),
    "a tick": BARS.mark_tick(width=3),
    "a bar as wide as its band": BARS.mark_bar(width=alt.RelativeBandSize(0.7)),
    "a map beside brushed bars": WORLD | BARS.add_params(brush),
    "a line with points and a click, alone": BARS.mark_line(point=True).add_params(click),
    "such a line beside a click": BARS.mark_line(point=True) & BARS.add_params(click),
}


@pytest.mark.parametrize("chart", DRAWABLE.values(), ids=DRAWABLE)
def test_what_is_drawn_is_not_forbidden(chart):
    assert specs.undrawable(chart.to_dict()) == []


def test_selections_are_found_wherever_they_stand():
    def found(chart):
        return sorted(specs.selections(chart.to_dict()))

    assert found(BARS) == []
    assert found(BARS.add_params(brush)) == ["interval"]
    assert found(BARS.add_params(click) & BARS.add_params(brush)) == ["interval", "point"]
    assert found((BARS.add_params(click) + RULE).facet("country:N", data=FRAME)) == ["point"]
    assert found(BARS.add_params(alt.param(value=3))) == []
    assert specs.selections({"params": [{"name": "p", "select": "point"}]}) == ["point"]


# Unused columns


def columns(chart):
    spec = specs.without_unused_columns(chart.to_dict())
    return [set(rows[0]) for rows in spec["datasets"].values()]


def test_unused_columns_are_left_out():
    assert columns(BARS) == [{"year", "warheads"}]
    assert columns(BARS | RULE) == [{"year", "warheads"}, {"limit"}]


USED = {
    "in a tooltip": BARS.encode(tooltip="country"),
    "in a filter": BARS.transform_filter("datum.country == 'RUS'"),
    "in a filter in brackets": BARS.transform_filter("datum['country'] == 'RUS'"),
    "in a filter by field": BARS.transform_filter(alt.FieldEqualPredicate("RUS", field="country")),
    "in a calculation": BARS.transform_calculate(c="datum.country").encode(color="c:N"),
    "in a fold": BARS.transform_fold(["country"]).encode(color="value:N"),
    "in a facet": BARS.facet("country:N"),
    "in a selection": BARS.add_params(click),
    "in an order": BARS.encode(order="country:N"),
    "in a sort": BARS.encode(x=alt.X("year:O", sort=alt.SortField("country"))),
    "in a label": BARS.encode(text=alt.condition("datum.country", "year", alt.value("x"))),
}


@pytest.mark.parametrize("chart", USED.values(), ids=USED)
def test_a_used_column_stays(chart):
    assert columns(chart) == [{"year", "warheads", "country"}]


NAMES = ["the year", "année", "Год", "the.year", "year[0]", 'the "year"', "year's"]


@pytest.mark.parametrize("name", NAMES)
def test_a_used_column_stays_whatever_its_name(name):
    frame = FRAME.rename(columns={"year": name})
    escaped = name
    for sign in ".[]":
        escaped = escaped.replace(sign, f"\\{sign}")
    chart = alt.Chart(frame).mark_bar().encode(x=alt.X(field=escaped, type="ordinal"))
    assert name in columns(chart)[0]


def test_the_shapes_of_a_map_stay_whole():
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [0, 0]}}
    chart = alt.Chart(alt.Data(values=[feature | {"properties": {}}])).mark_geoshape()
    assert json.dumps(feature["geometry"]) in json.dumps(
        specs.without_unused_columns(chart.to_dict())
    )


def test_the_spec_that_was_given_is_not_changed():
    spec = BARS.to_dict()
    before = json.dumps(spec)
    specs.without_unused_columns(spec)
    assert json.dumps(spec) == before
