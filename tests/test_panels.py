"""Panels: labelled controls, an answer to every setting, one answer to a burst of changes."""

import asyncio
import itertools

import altair as alt
import ipywidgets as widgets
import pandas as pd
import pytest

from diplomacy_lib import panels
from diplomacy_lib.display import MEDIA_TYPE, ChartProblem
from diplomacy_lib.errors import CourseError
from diplomacy_lib.panels import Choice, Number, Panel, Switch, drive

CONTROLS = {
    "number": Number("How many", 3, 0, 9),
    "share": Number("What share", 0.5, 0.0, 1.0, step=0.1),
    "who": Choice("Who", {"both": "both", "the first": "USA", "the second": "RUS"}),
    "year": Choice("Year", [1986, 1991]),
    "log": Switch("Log scale"),
}
OPTIONS = {
    "number": {0, 3, 9},
    "share": {0.0, 0.5, 1.0},
    "who": {"both", "USA", "RUS"},
    "year": {1986, 1991},
    "log": {False, True},
}


def chart(n=1):
    return alt.Chart(pd.DataFrame({"n": [n]})).mark_bar().encode(x="n:Q")


def recording(calls, answer="It is so."):
    """Return a function that answers a panel and notes with what it was called."""

    def function(**values):
        calls.append(values)
        return answer

    return function


def test_every_control_has_its_label():
    panel = Panel("Title", lambda **_: "So.", controls=CONTROLS)
    panel.widget()
    kinds = {
        "number": widgets.BoundedIntText,
        "share": widgets.BoundedFloatText,
        "who": widgets.Dropdown,
        "year": widgets.Dropdown,
        "log": widgets.Checkbox,
    }
    for name, control in CONTROLS.items():
        assert isinstance(panel.fields[name], kinds[name])
        assert panel.fields[name].description == control.label
    assert "description_width" in panels.LABEL, "a label would be cut off"


def test_no_control_is_a_slider_that_cannot_be_named():
    for control in CONTROLS.values():
        assert "Slider" not in type(control.widget()).__name__


def test_controls_begin_where_the_panel_begins():
    panel = Panel("Title", lambda **_: "So.", controls=CONTROLS)
    panel.widget()
    start = {"number": 3, "share": 0.5, "who": "both", "year": 1986, "log": False}
    assert panel.start == start
    assert {name: field.value for name, field in panel.fields.items()} == start


def test_bounds_and_options_reach_the_fields():
    panel = Panel("Title", lambda **_: "So.", controls=CONTROLS)
    panel.widget()
    assert (panel.fields["number"].min, panel.fields["number"].max) == (0, 9)
    assert panel.fields["share"].step == 0.1
    assert dict(panel.fields["who"].options) == CONTROLS["who"].among
    panel.fields["number"].value = 40
    assert panel.fields["number"].value == 9


# Driving


def test_drive_tries_every_option_and_every_pair():
    calls = []
    counted = drive(Panel("Title", recording(calls), controls=CONTROLS))
    assert counted == len(calls)
    for name, options in OPTIONS.items():
        assert {call[name] for call in calls} == options
    for first, second in itertools.combinations(OPTIONS, 2):
        wanted = set(itertools.product(OPTIONS[first], OPTIONS[second]))
        assert wanted == {(call[first], call[second]) for call in calls}


def test_drive_tries_the_start_first_and_every_edge_with_the_rest_at_the_start():
    calls = []
    edges = [{"number": 7}, {"share": 0.123, "log": True}]
    panel = Panel("Title", recording(calls), controls=CONTROLS, edges=edges)
    without = drive(Panel("Title", recording([]), controls=CONTROLS))
    assert drive(panel) == without + 2
    assert calls[0] == panel.start
    assert calls[-2:] == [panel.start | edge for edge in edges]


@pytest.mark.parametrize("controls", [{}, {"number": CONTROLS["number"]}, {"log": Switch("Log")}])
def test_drive_manages_few_controls(controls):
    calls = []
    drive(Panel("Title", recording(calls), controls=controls))
    assert all(
        {call[name] for call in calls} == set(control.options) for name, control in controls.items()
    )
    assert calls


def test_drive_refuses_too_many_cases():
    calls = []
    many = {"a": Choice("A", list(range(30))), "b": Choice("B", list(range(30)))}
    with pytest.raises(CourseError, match=r"Title: 90\d cases, more than 150; have fewer options"):
        drive(Panel("Title", recording(calls), controls=many))
    assert calls == []


def failing(who, year, **_):
    if (who, year) == ("RUS", 1991):
        raise ZeroDivisionError("no rows")
    return "So."


def test_drive_sees_a_pair_that_raises():
    with pytest.raises(ZeroDivisionError):
        drive(Panel("Title", failing, controls=CONTROLS))


def test_drive_sees_an_edge_that_raises():
    def function(number, **_):
        return f"{1 / (number - 7):.1f}"

    drive(Panel("Title", function, controls=CONTROLS))
    with pytest.raises(ZeroDivisionError):
        drive(Panel("Title", function, controls=CONTROLS, edges=[{"number": 7}]))


def test_drive_sees_an_edge_that_is_no_control():
    with pytest.raises(TypeError, match="mumber"):
        drive(Panel("T", lambda number: "So.", controls={"number": CONTROLS["number"]},
                    edges=[{"mumber": 7}]))  # fmt: skip


@pytest.mark.parametrize("answer", ["", "  ", "\n"])
def test_drive_wants_a_sentence_for_everything(answer):
    with pytest.raises(CourseError, match="Title says nothing for"):
        drive(Panel("Title", recording([], answer), controls=CONTROLS))


def test_drive_sees_a_chart_that_cannot_be_shown():
    bad = ("Four words are needed.", chart().encode(x="nowhere:Q"))
    with pytest.raises(ChartProblem, match="'nowhere'"):
        drive(Panel("Title", recording([], bad), controls=CONTROLS))


# In the notebook


def outputs(panel):
    return [output["data"] for output in panel.picture.outputs]


def test_a_chart_goes_out_as_the_media_type_with_the_sentence_as_its_description():
    panel = Panel("T", lambda n: (f"It is now {n}, as asked.", chart(n)), controls={
        "n": Number("N", 1, 0, 9)})  # fmt: skip
    panel.widget()
    (shown,) = outputs(panel)
    assert shown["text/plain"] == panel.sentence.sentence == "It is now 1, as asked."
    assert shown[MEDIA_TYPE]["description"] == "It is now 1, as asked."
    panel.fields["n"].value = 5
    (shown,) = outputs(panel)
    assert shown["text/plain"] == panel.sentence.sentence == "It is now 5, as asked."
    assert [{"n": 5}] in shown[MEDIA_TYPE]["datasets"].values()


def test_a_sentence_alone_needs_no_chart():
    panel = Panel("T", lambda log: f"Log: {log}.", controls={"log": Switch("Log")})
    panel.widget()
    assert panel.sentence.sentence == "Log: False."
    assert outputs(panel) == []


def test_the_sentence_is_announced_to_screen_readers():
    assert 'setAttribute("role", "status")' in panels.Announcer._esm
    assert "change:sentence" in panels.Announcer._esm
    assert "textContent" in panels.Announcer._esm, "a sentence is text, not HTML"
    assert panels.Announcer.class_traits()["sentence"].metadata["sync"]


def fragile(n):
    if n == 1:
        raise CourseError("One is not allowed here.")
    if n == 2:
        return 1 / 0
    return "Four words are needed.", chart() if n != 3 else chart().encode(x="nowhere:Q")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (1, "One is not allowed here."),
        (2, "With these values the panel fails (ZeroDivisionError: division by zero)."),
        (3, "The chart's x asks for a column 'nowhere' that its data do not have."),
    ],
)
def test_an_error_becomes_a_sentence_and_the_old_chart_goes(value, told):
    panel = Panel("T", fragile, controls={"n": Number("N", 0, 0, 9)})
    panel.widget()
    assert len(outputs(panel)) == 1
    panel.fields["n"].value = value
    assert panel.sentence.sentence.startswith(told)
    assert outputs(panel) == []
    panel.fields["n"].value = 4
    assert panel.sentence.sentence == "Four words are needed."
    assert len(outputs(panel)) == 1


def test_a_panel_that_fails_from_the_start_still_appears():
    panel = Panel("T", fragile, controls={"n": Number("N", 2, 0, 9)})
    assert isinstance(panel.widget(), widgets.VBox)
    assert "ZeroDivisionError" in panel.sentence.sentence


def test_a_title_is_text_and_not_html():
    panel = Panel("<i>A & B</i>", lambda: "So.", controls={})
    heading = panel.widget().children[0].value
    assert "<i>" not in heading


def test_outside_a_running_loop_every_change_is_answered_at_once():
    calls = []
    panel = Panel("T", recording(calls), controls={"number": CONTROLS["number"]})
    panel.widget()
    for value in (4, 5, 6):
        panel.fields["number"].value = value
    assert [call["number"] for call in calls] == [3, 4, 5, 6]


def test_a_burst_of_changes_is_answered_once_with_the_last_value():
    calls = []
    panel = Panel("T", recording(calls), controls={"number": CONTROLS["number"]})

    async def burst():
        panel.widget()
        calls.clear()
        for value in (4, 5, 6, 7, 8):
            panel.fields["number"].value = value
            await asyncio.sleep(0)
        assert calls == []
        await asyncio.sleep(panels.WAIT * 5)

    asyncio.run(burst())
    assert [call["number"] for call in calls] == [8]


def test_after_a_burst_the_next_change_is_answered_again():
    calls = []
    panel = Panel("T", recording(calls), controls=CONTROLS)

    async def twice():
        panel.widget()
        calls.clear()
        for value in (4, 5):
            panel.fields["number"].value = value
            panel.fields["log"].value = value == 5
            await asyncio.sleep(panels.WAIT * 5)

    asyncio.run(twice())
    assert [(call["number"], call["log"]) for call in calls] == [(4, False), (5, True)]
