"""The network and the room timeline: counts that hold, labels apart, the same picture again."""

import itertools
import re
import statistics
import subprocess
import sys
import time

import altair as alt
import numpy as np
import pandas as pd
import pytest
import vl_convert

from diplomacy_lib import load, shapes
from diplomacy_lib.display import bundle, finished_spec, in_words
from diplomacy_lib.errors import CourseError
from diplomacy_lib.models.together import Together
from diplomacy_lib.pictures import BORDERS, LETTER, network, room_timeline, world_map
from diplomacy_lib.specs import unknown_columns

HEIGHT = 14  # of a line of text at 12 points
NIXON, UNKNOWN = "Nixon, Richard M. (President)", "[Unknown person(s)]"


@pytest.fixture(scope="module")
def named():
    people = load("tape_participants").query("entity == 'person' and person != @UNKNOWN")
    sizes = load("tape_conversations")[["conversation_id", "people"]]
    return people.merge(sizes, on="conversation_id")


@pytest.fixture(scope="module")
def everybody(named):
    return Together(named)


@pytest.fixture(scope="module")
def soviet(named):
    records = load("tape_events")["conversation_id"]
    return Together(named[named["conversation_id"].isin(records)])


def spec_of(together, *, most=20, **options):
    size = together.people(without=[NIXON])["partners"].head(most)
    links = together.links(without=[NIXON], among=size.index)
    return finished_spec(network(links, size, **options), "A network of people who were together.")


def records(spec, column):
    """Return the data of the layer that has a column."""
    (rows,) = (rows for rows in spec["datasets"].values() if rows and column in rows[0])
    return pd.DataFrame(rows)


# Counting


def test_it_counts_what_a_merge_counts(named, soviet):
    chosen = named[named["conversation_id"].isin(load("tape_events")["conversation_id"])]
    chosen = chosen[chosen["person"] != NIXON]
    both = chosen.merge(chosen, on="conversation_id").query("person_x < person_y")
    expected = both.groupby(["person_x", "person_y"]).size()
    links = soviet.links(without=[NIXON]).set_index(["first", "second"])["records"]
    assert links.to_dict() == expected.to_dict()
    people = soviet.people(without=[NIXON])
    ends = pd.concat([both["person_x"], both["person_y"]])
    assert people["encounters"].to_dict() == ends.value_counts().to_dict()
    company = chosen[chosen.groupby("conversation_id")["person"].transform("count") > 1]
    assert people["records"].to_dict() == company["person"].value_counts().to_dict()


def test_a_repeated_name_meets_nobody_twice():
    rows = pd.DataFrame({"conversation_id": [1, 1, 1], "person": ["a", "a", "b"], "people": 2})
    assert Together(rows).people().loc["a"].tolist() == [1, 1, 1]


def test_the_largest_record_is_counted_before_anybody_is_left_out():
    rows = pd.DataFrame({"conversation_id": 1, "person": list("abc"), "people": 3})
    assert Together(rows).links(largest=2, without=["c"]).empty
    assert len(Together(rows).links(largest=3, without=["c"])) == 1


def test_another_column_can_be_the_unit():
    rows = pd.DataFrame(
        {"conversation_id": [1, 2], "event_id": [7, 7], "person": list("ab"), "people": 2}
    )
    assert Together(rows).people().empty
    assert len(Together(rows, "event_id").people()) == 2


def test_nobody_left_is_an_empty_table(everybody):
    assert everybody.people(largest=0).empty
    assert everybody.links(largest=0).empty


def test_among_keeps_links_between_these(everybody):
    few = everybody.people(without=[NIXON]).head(3).index
    links = everybody.links(without=[NIXON], among=few)
    assert set(links["first"]) | set(links["second"]) <= set(few)


# The network


@pytest.mark.parametrize("most", [2, 20, 51])
def test_no_two_labels_or_circles_overlap(soviet, most):
    people = records(spec_of(soviet, most=most), "label")
    radius = np.sqrt(people["area"] / np.pi)
    half = np.maximum(people["label"].str.len() * LETTER / 2, radius)
    boxes = zip(
        people["x"] - half, people["x"] + half, people["below"] - HEIGHT, people["y"] + radius,
        strict=True,
    )  # fmt: skip
    for one, other in itertools.combinations(boxes, 2):
        apart = one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]
        assert apart, (one, other)


def test_the_picture_is_the_same_every_time(soviet):
    assert spec_of(soviet) == spec_of(soviet)


def test_the_data_name_every_link_for_whoever_reads_the_table(soviet):
    rows = records(spec_of(soviet), "together")
    assert {"first", "second", "together"} <= set(rows)


def test_people_of_one_surname_are_told_apart():
    rows = pd.DataFrame(
        {"conversation_id": 1, "person": ["Cox, Edward", "Cox, Tricia", "Bull, S."], "people": 3}
    )
    assert set(records(spec_of(Together(rows)), "label")["label"]) == {"Cox, E.", "Cox, T.", "Bull"}


def test_the_marked_are_gold_and_the_legend_says_who(soviet):
    spec = spec_of(soviet, marked=["Dobrynin, Anatoliy F."], marked_as="the ambassador")
    groups = records(spec, "label").set_index("person")["group"]
    assert groups[groups == "the ambassador"].index.tolist() == ["Dobrynin, Anatoliy F."]


def test_fewer_than_two_people_make_no_network(soviet):
    size = soviet.people()["partners"].head(1)
    with pytest.raises(CourseError, match="at least two people"):
        network(soviet.links(), size)


def test_people_without_a_link_between_them_are_drawn_all_the_same():
    rows = pd.DataFrame({"conversation_id": [1, 1, 2, 2], "person": list("abcd"), "people": 2})
    together = Together(rows)
    size = together.people()["partners"].loc[["a", "c"]]
    spec = finished_spec(network(together.links(), size), "Two people who never met here.")
    assert len(records(spec, "label")) == 2


def test_a_redraw_of_all_conversations_is_fast(everybody):
    """Counting, layout and spec of the full table: what a panel does at each change."""

    def redraw(largest):
        began = time.process_time()
        size = everybody.people(largest, [NIXON])["partners"].head(20)
        links = everybody.links(largest, [NIXON], among=size.index)
        bundle(finished_spec(network(links, size, most_links=60), "Of all of it.", validate=False))
        return time.process_time() - began

    redraw(225)
    assert min(statistics.median(map(redraw, range(6, 26))) for _ in range(3)) <= 0.06


def test_networkx_is_imported_only_when_a_network_is_drawn():
    ask = "import sys, diplomacy_lib.pictures; print('networkx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


# The timeline


def test_the_timeline_has_a_block_for_each_room():
    day = pd.Timestamp("1971-06-30 09:00")
    rows = pd.DataFrame(
        {
            "room": ["Oval Office", "White House telephone"], "person": ["a", "b"],
            "start": day, "end": day + pd.Timedelta(minutes=41),
        }
    )  # fmt: skip
    spec = finished_spec(room_timeline(rows, marked=["b"]), "Who was where on that morning.")
    assert spec["facet"]["row"]["sort"] == ["Oval Office", "White House telephone"]
    (data,) = spec["datasets"].values()
    assert len({row["color"] for row in data}) == 2


# The map


def drawn_map():
    """Return the map of all sites with a known position, as a finished chart."""
    sites = load("us_sites").dropna(subset=["latitude"])[["longitude", "latitude", "site"]]
    dots = alt.Chart(sites).mark_circle().encode(
        alt.Longitude("longitude:Q"), alt.Latitude("latitude:Q"), tooltip="site:N"
    )  # fmt: skip
    return finished_spec(
        world_map(shapes("coastlines"), dots), "A map with a dot for each site."
    ), len(sites)


def test_the_map_draws_every_country_and_every_dot_within_the_size_of_a_chart():
    spec, sites = drawn_map()
    picture = vl_convert.vegalite_to_svg(spec, vl_version="5.8")
    land = re.search(r'class="mark-shape[^>]*>(.*?)</g>', picture, re.DOTALL)[1]
    assert land.count("<path") == 173 + 4
    assert picture.count('aria-roledescription="circle"') == sites
    assert "NaN" not in picture


def test_contested_ground_alone_is_dashed_and_the_words_say_so():
    picture = vl_convert.vegalite_to_svg(drawn_map()[0], vl_version="5.8")
    assert picture.count('stroke-dasharray="2,2"') == 4
    contested = shapes("coastlines")["objects"]["contested"]["geometries"]
    assert all(area["properties"]["name"] in BORDERS for area in contested)


def test_what_a_map_carries_is_what_stands_on_it():
    spec, sites = drawn_map()
    assert "<td>" in in_words(spec)
    assert unknown_columns(spec) == []
    (rows,) = (data for data in spec["datasets"].values() if isinstance(data, list))
    assert len(rows) == sites
