"""How a chart reaches a learner: refused with a sentence, or shown with words and a table."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET

import altair as alt
import pandas as pd
import pytest

from diplomacy_lib import display
from diplomacy_lib.display import MEDIA_TYPE, ChartProblem, bundle, finished_spec, front_end

FRAME = pd.DataFrame({"year": [1986, 1991], "warheads": [40159, 30000], "spare": ["a", "b"]})
BARS = alt.Chart(FRAME).mark_bar().encode(x="year:O", y="warheads:Q")
WORDS = "Two bars, the first higher."


def fresh(code, **environment):
    """Run code in a new Python and return what it prints; a value of None unsets a variable."""
    everything = {k: v for k, v in os.environ.items() if k not in environment}
    everything |= {name: value for name, value in environment.items() if value is not None}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=everything, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


# What is refused


@pytest.mark.parametrize("description", ["", "   ", "A chart.", "bars", None, 3, ["a b c d"]])
def test_a_chart_needs_a_description(description):
    with pytest.raises(ChartProblem, match="for those who cannot see it"):
        finished_spec(BARS, description)


@pytest.mark.parametrize("chart", [None, "a chart", FRAME, BARS.to_dict(), alt.Chart])
def test_what_is_no_chart_is_refused(chart):
    with pytest.raises(ChartProblem, match=r"That is a \w+, not a chart: make one with"):
        finished_spec(chart, WORDS)


def test_a_column_that_is_not_there_is_refused():
    with pytest.raises(ChartProblem, match=r"a column 'yaer' .*Did you mean year"):
        finished_spec(BARS.encode(x="yaer:O"), WORDS)


def test_what_jupyterlab_does_not_draw_is_refused():
    chart = alt.Chart(alt.sphere()).mark_geoshape().add_params(alt.selection_interval())
    with pytest.raises(ChartProblem, match="JupyterLab cannot draw an interval brush"):
        finished_spec(chart, WORDS)


def test_too_many_rows_are_refused():
    many = pd.DataFrame({"a": range(display.MOST_ROWS + 1)})
    with pytest.raises(ChartProblem, match=r"more than 5,000 rows\. Group or filter in pandas"):
        finished_spec(alt.Chart(many).mark_point().encode(x="a:Q"), WORDS)
    assert finished_spec(alt.Chart(many[1:]).mark_point().encode(x="a:Q"), WORDS)


def test_too_large_a_chart_is_refused():
    heavy = pd.DataFrame({"a": [f"{i:0>1000}" for i in range(200)]})
    with pytest.raises(ChartProblem, match=r"weighs 20\d kB, more than 150\. Group or filter"):
        finished_spec(alt.Chart(heavy).mark_point().encode(x="a:N"), WORDS)


def test_columns_that_are_not_drawn_do_not_count():
    heavy = pd.DataFrame({"a": range(200), "unused": [f"{i:0>1000}" for i in range(200)]})
    spec = finished_spec(alt.Chart(heavy).mark_point().encode(x="a:Q"), WORDS)
    assert all(set(row) == {"a"} for rows in spec["datasets"].values() for row in rows)


def test_a_type_that_altair_cannot_guess_is_said_in_a_sentence():
    with pytest.raises(ChartProblem, match="Altair cannot build this chart"):
        finished_spec(BARS.encode(x="nowhere"), WORDS)


def test_a_problem_shows_no_traceback_in_jupyter():
    assert ChartProblem("Why.")._render_traceback_() == ["ChartProblem: Why."]


# What is shown


def test_a_finished_spec_has_its_description():
    assert finished_spec(BARS, WORDS)["description"] == WORDS
    assert finished_spec(BARS & BARS, WORDS)["description"] == WORDS


def test_an_empty_chart_is_not_refused():
    spec = finished_spec(alt.Chart(FRAME.iloc[:0]).mark_bar().encode(x="year:O"), WORDS)
    assert list(spec["datasets"].values()) == [[]]


@pytest.mark.parametrize(
    ("environment", "where"),
    [
        ({"DIPLOMACY_RENDERER": "web"}, "web"),
        ({"DIPLOMACY_RENDERER": "picture"}, "picture"),
        ({"DIPLOMACY_RENDERER": "lab"}, "lab"),
        ({"JPY_SESSION_NAME": "x.ipynb"}, "lab"),
        ({"VSCODE_PID": "1"}, "lab"),
        ({}, "picture"),
        ({"DIPLOMACY_RENDERER": "nonsense"}, "picture"),
        ({"DIPLOMACY_RENDERER": "picture", "JPY_SESSION_NAME": "x.ipynb"}, "picture"),
    ],
)
def test_the_front_end_is_known_by_its_environment(monkeypatch, environment, where):
    for name in ("DIPLOMACY_RENDERER", "JPY_SESSION_NAME", "VSCODE_PID"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert front_end() == where


def test_colab_is_the_web(monkeypatch):
    monkeypatch.delenv("DIPLOMACY_RENDERER")
    monkeypatch.setenv("JPY_SESSION_NAME", "x.ipynb")
    monkeypatch.setitem(sys.modules, "google.colab", object())
    assert front_end() == "web"


def test_a_lab_gets_the_spec_and_its_description_alone():
    spec = finished_spec(BARS, WORDS)
    shown = bundle(spec)
    assert set(shown) == {MEDIA_TYPE, "text/plain"}
    assert shown["text/plain"] == WORDS
    ours = shown[MEDIA_TYPE]
    assert ours["$schema"] == "https://vega.github.io/schema/vega-lite/v5.json"
    assert ours["usermeta"] == {"embedOptions": {"renderer": "svg", "actions": False}}
    assert ours["description"] == WORDS
    assert spec["$schema"] != ours["$schema"], "the spec itself is left as it was"


def test_a_picture_stands_beside_the_spec_where_nobody_draws(monkeypatch):
    monkeypatch.setenv("DIPLOMACY_RENDERER", "picture")
    shown = bundle(finished_spec(BARS, WORDS))
    assert set(shown) == {MEDIA_TYPE, "text/plain", "image/svg+xml"}
    picture = ET.fromstring(shown["image/svg+xml"])
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert "40,000" in shown["image/svg+xml"]


def test_the_web_gets_a_page(monkeypatch):
    monkeypatch.setenv("DIPLOMACY_RENDERER", "web")
    shown = bundle(finished_spec(BARS, WORDS))
    shown = shown[0] if isinstance(shown, tuple) else shown
    assert set(shown) == {"text/html"}
    assert "vegaEmbed" in shown["text/html"]
    assert WORDS in shown["text/html"]


def test_the_text_alternative_has_words_and_a_table():
    html = display.in_words(finished_spec(BARS, "Warheads & <years> in two bars."))
    assert html.startswith("<details><summary>")
    assert "Warheads &amp; &lt;years&gt; in two bars." in html
    (table,) = tables(html)
    assert table[0] == ["year", "warheads"]
    assert table[1:] == [["1986", "40159"], ["1991", "30000"]]


def tables(html):
    """Return the cells of each table in a piece of HTML, row by row."""
    page = ET.fromstring(f"<page>{html}</page>")
    return [
        [[cell.text or "" for cell in row] for row in table.iter("tr")]
        for table in page.iter("table")
    ]


def test_every_dataset_has_its_table():
    rule = alt.Chart(pd.DataFrame({"limit": [1550]})).mark_rule().encode(y="limit:Q")
    found = tables(display.in_words(finished_spec(BARS + rule, WORDS)))
    assert sorted(table[0] for table in found) == [["limit"], ["year", "warheads"]]


def test_a_table_shows_dates_as_dates_and_blanks_as_blanks():
    frame = pd.DataFrame({"date": pd.to_datetime(["1991-07-31", None]), "n": [1.0, None]})
    chart = alt.Chart(frame).mark_point().encode(x="date:T", y="n:Q")
    ((_, first, second),) = tables(display.in_words(finished_spec(chart, WORDS)))
    assert first == ["1991-07-31", "1.0"]
    assert second == ["", ""]


def test_a_long_table_says_that_it_was_cut():
    frame = pd.DataFrame({"a": range(1234)})
    html = display.in_words(finished_spec(alt.Chart(frame).mark_point().encode(x="a:Q"), WORDS))
    assert "The first 100 of 1,234 rows." in html
    assert html.count("<tr") == 101


def test_an_empty_chart_has_words_and_no_table():
    empty = alt.Chart(FRAME.iloc[:0]).mark_bar().encode(x="year:O")
    html = display.in_words(finished_spec(empty, WORDS))
    assert WORDS in html
    assert "<table" not in html


def test_what_stands_in_a_table_is_escaped():
    frame = pd.DataFrame({"a": ["<script>"]})
    html = display.in_words(finished_spec(alt.Chart(frame).mark_point().encode(x="a:N"), WORDS))
    assert "<script>" not in html


# Colours and style


def test_a_country_keeps_its_colour_and_gets_its_name():
    color = display.country_color({"RUS": "Russia", "ATL": "Atlantis"}).to_dict()
    assert color["scale"] == {"domain": ["RUS", "ATL"], "range": ["#D55E00", display.GREY]}
    assert '"RUS": "Russia"' in color["legend"]["labelExpr"]


def luminance(color):
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_every_colour_stands_out_from_white():
    assert len(set(display.COLORS.values()) | {display.GREY}) == len(display.COLORS) + 1
    faint = [c for c, shade in display.COLORS.items() if 1.05 / (luminance(shade) + 0.05) < 2.3]
    assert faint == []
    assert 1.05 / (luminance(display.GREY) + 0.05) >= 4.5


LOADED = (
    "import sys; {}; print(*[m for m in ('altair', 'ipywidgets', 'anywidget', 'vl_convert', "
    "'IPython') if m in sys.modules])"
)


def test_the_library_itself_loads_nothing_slow():
    assert fresh(LOADED.format("import diplomacy_lib, diplomacy_lib.answers")) == []
    assert "altair" in fresh(LOADED.format("import diplomacy_lib.display"))


def test_the_theme_is_set_by_opening_a_lesson_and_not_by_import():
    say = "print(alt.theme.active, alt.renderers.active)"
    start = "import altair as alt"
    untouched = fresh(f"{start}; {say}")
    assert fresh(f"{start}; import diplomacy_lib, diplomacy_lib.panels; {say}") == untouched
    opened = f"{start}; import diplomacy_lib as d; d.open_lesson('04'); {say}"
    assert fresh(opened) == ["diplomacy", "diplomacy"]


def test_the_style_may_be_set_twice():
    display.use_course_style()
    display.use_course_style()
    assert BARS.to_dict()["config"]["view"]["continuousWidth"] == 620
