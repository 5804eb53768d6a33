"""A panel's chart that is built once: only its data and its named values change."""

import json

import altair as alt
import numpy as np
import pandas as pd
import pytest

from diplomacy_lib import catalog
from diplomacy_lib.display import MEDIA_TYPE, ChartProblem, finished_spec
from diplomacy_lib.kept_charts import KeptChart, records
from diplomacy_lib.panels import Number, Panel
from diplomacy_lib.tables import load

SAID = "Bars of invented numbers, one each."
ROWS = pd.DataFrame({"n": [1, 2], "who": ["a", "b"], "unused": [7, 8]})
PLAIN = {
    name: table for name in catalog.names() if (table := catalog.find(name)).storage != "topojson"
}


def chart(data, reach=("$reach",), title="$what"):
    x = alt.X("n:Q").scale(domain=list(reach)).title(title)
    return alt.Chart(data).mark_bar().encode(x=x, y=alt.Y("who:N"))


@pytest.fixture
def kept():
    return KeptChart(chart(alt.NamedData("rows")))


def given(rows=ROWS, **changed):
    return {"rows": rows, "reach": [0, 5], "what": "warheads"} | changed


def altairs(frame):
    return alt.utils.sanitize_pandas_dataframe(frame).to_dict("records")


@pytest.mark.parametrize("name", PLAIN)
def test_records_are_altairs_own_for_every_table(name):
    frame = load(name)
    for part in (frame.head(1000), frame.tail(1000), frame.head(0)):
        assert json.dumps(records(part)) == json.dumps(altairs(part))


def test_records_are_altairs_own_for_what_no_table_has():
    frame = pd.DataFrame(
        {
            "gaps": [1.5, np.nan, np.inf],
            "yes": [True, False, True],
            "day": pd.to_datetime(["1991-12-25T19:35:00.25", None, "1986-10-11"], format="ISO8601"),
            "whole": pd.array([1, None, 3], dtype="Int64"),
            "mixed": [np.int64(1), "two", None],
            "small": np.array([1, 2, 3], dtype="int8"),
            "kind": pd.Categorical(["a", None, "b"]),
            "list": [[1, 2], np.array([3]), None],
        }
    )
    assert json.dumps(records(frame)) == json.dumps(altairs(frame))


def test_the_spec_is_that_of_a_chart_built_anew(kept):
    anew = finished_spec(chart(ROWS, [0, 5], "warheads"), SAID)
    spec = kept.spec(given(), SAID)
    assert list(spec["datasets"].values()) == list(anew["datasets"].values())
    for each in (spec, anew):
        del each["datasets"], each["data"]
    assert spec == anew


def test_a_second_answer_leaves_nothing_of_the_first(kept):
    first = kept.spec(given(), SAID)
    second = kept.spec(given(ROWS.tail(1), reach=[3, 4], what="missiles"), SAID)
    assert second["datasets"]["rows"] == [{"n": 2, "who": "b"}]
    assert second["encoding"]["x"]["scale"]["domain"] == [3, 4]
    assert second["encoding"]["x"]["title"] == "missiles"
    assert first["encoding"]["x"]["scale"]["domain"] == [0, 5]


def test_data_that_stay_are_in_every_answer():
    still = alt.Chart(pd.DataFrame({"at": [1], "unused": [2]})).mark_rule().encode(x="at:Q")
    whole = KeptChart(chart(alt.NamedData("rows")) + still)
    for _ in range(2):
        assert [{"at": 1}] in whole.spec(given(), SAID)["datasets"].values()


@pytest.mark.parametrize("rows", [ROWS, ROWS.head(0)])
def test_a_frame_without_an_encoded_column_is_refused_even_if_empty(kept, rows):
    kept.spec(given(), SAID)
    with pytest.raises(ChartProblem, match="y asks for a column 'who'"):
        kept.spec(given(rows.drop(columns="who")), SAID, validate=False)


def test_an_empty_frame_is_an_empty_chart(kept):
    assert kept.spec(given(ROWS.head(0)), SAID)["datasets"] == {"rows": []}


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"rows": ROWS}, "waits for reach, rows, what; the function gave rows"),
        (given(more=1), "the function gave more, reach, rows, what"),
        (given([{"n": 1}]), "rows is a list, not a data frame"),
        (given(pd.concat([ROWS] * 2501)), "more than 5,000 rows"),
        (given(ROWS.assign(who="x" * 80_000)), "The chart weighs 16. kB"),
        (given(ROWS.assign(n=pd.Timedelta(1))), "n is a length of time"),
        (given(reach=[{"no": "such"}]), "Altair cannot build this chart"),
    ],
)
def test_what_is_not_fit_to_show_is_refused(kept, answer, told):
    with pytest.raises(ChartProblem, match=told):
        kept.spec(answer, SAID)


def test_a_chart_without_a_sentence_is_refused(kept):
    with pytest.raises(ChartProblem, match="Say in a sentence"):
        kept.spec(given(), "Bars.")


def test_what_jupyterlab_cannot_draw_is_refused():
    dotted = alt.Chart(alt.NamedData("rows")).mark_line(point=True).encode(x="n:Q")
    both = dotted.add_params(alt.selection_point()) | dotted
    with pytest.raises(ChartProblem, match="JupyterLab cannot draw"):
        KeptChart(both).spec({"rows": ROWS}, SAID)


def test_a_panel_builds_its_chart_once(monkeypatch):
    def function(n):
        return f"The first bar is {n} long.", given(ROWS.assign(n=n))

    controls = {"n": Number("N", 1, 0, 9)}
    panel = Panel("T", function, controls=controls, chart=chart(alt.NamedData("rows")))
    panel.widget()
    monkeypatch.setattr(alt.Chart, "to_dict", None)
    panel.fields["n"].value = 5
    (shown,) = panel.picture.outputs
    assert shown["data"][MEDIA_TYPE]["datasets"]["rows"][0] == {"n": 5, "who": "a"}
    assert shown["data"][MEDIA_TYPE]["description"] == "The first bar is 5 long."
