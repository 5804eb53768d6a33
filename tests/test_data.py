"""The tables in data/: what the manifest promises, and every trap that a caveat names."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import frictionless
import pandas as pd
import pytest

import diplomacy_lib

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
RECIPES = DATA / "recipes"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
TABLES = {name: r for name, r in RESOURCES.items() if r["path"].endswith(".csv")}
FIELDS = [
    pytest.param(name, field, id=f"{name}.{field['name']}")
    for name, resource in RESOURCES.items()
    for field in resource["schema"]["fields"]
]
PACKED = {name: r["packing"] for name, r in RESOURCES.items() if "packing" in r}
WITH_COUNTRY = sorted(
    {case.values[0] for case in FIELDS if case.values[1]["name"] == "country"} - {"countries"}
)
LICENCE_CLASSES = {
    "public domain or CC0",
    "open with attribution",
    "facts compiled by hand",
    "cited extract without formal licence",
}
DATED = {
    "treaties": ["signed", "in_force", "ended"],
    "leader_meetings": ["start"],
    "leader_meetings_added": ["start"],
    "arms_control_steps": ["date"],
    "nato_members": ["joined"],
    "doomsday_clock": ["year"],
    "superpower_crises": ["start_month"],
    "nuclear_stockpiles": ["year"],
    "nuclear_inventories": ["year"],
    "nuclear_tests": ["date"],
    "new_start_exchanges": ["as_of"],
    "secretary_trips": ["start"],
    "tape_conversations": ["date"],
    "tape_events": ["start"],
    "memcon_participants": ["date"],
    "un_roll_calls": ["date"],
    "un_ideal_points": ["year"],
    "un_emergency_votes": ["date"],
}
SOURCES = Path(os.environ.get("DIPLOMACY_SOURCES", ROOT.parent / "shared" / "sources"))
needs_sources = pytest.mark.skipif(
    not SOURCES.is_dir(), reason=f"no upstream files in {SOURCES}; set DIPLOMACY_SOURCES"
)
every_resource = pytest.mark.parametrize("name", RESOURCES)
every_table = pytest.mark.parametrize("name", TABLES)


@cache
def load(name: str) -> pd.DataFrame:
    """Read a file as a learner without our library would; callers must not change it."""
    return pd.read_csv(
        DATA / f"{name}.csv", encoding="utf-8", keep_default_na=False, na_values=[""]
    )


@cache
def loaded(name: str) -> pd.DataFrame:
    """Load a table as a lesson does: words for codes, one row per observation."""
    return diplomacy_lib.load(name)


def caveats(name: str) -> str:
    """Return the caveats of a table as one text."""
    return "\n".join(RESOURCES[name]["caveats"])


def row(name: str, key: str) -> pd.Series:
    """Return the row of a table with this value in its first column."""
    table = load(name)
    return table.set_index(table.columns[0]).loc[key]


def counts(column: pd.Series) -> dict:
    """Return how often each value occurs."""
    return column.value_counts().to_dict()


# The manifest


def test_frictionless_finds_nothing():
    report = frictionless.validate(str(DATA / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len(RESOURCES)


@every_resource
def test_file_is_the_one_that_was_measured(name):
    resource = RESOURCES[name]
    content = (DATA / resource["path"]).read_bytes()
    assert resource["bytes"] == len(content)
    assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    assert resource["rows"] == (len(load(name)) if name in TABLES else 0)


@every_resource
def test_table_says_where_it_comes_from(name):
    resource = RESOURCES[name]
    assert resource["licence_class"] in LICENCE_CLASSES
    assert resource["licenses"]
    for licence in resource["licenses"]:
        assert {"name", "title", "path"} <= set(licence)
    assert resource["sources"]
    for source in resource["sources"]:
        assert {"title", "path", "citation", "bibtex"} <= set(source)
        assert {"type", "key", "author", "title", "year"} <= set(source["bibtex"])
    assert re.fullmatch(r"\d{4}-\d{2}", resource["retrieved"])


@every_resource
def test_table_says_what_it_covers_and_what_is_wrong_with_it(name):
    resource = RESOURCES[name]
    first, last = resource["coverage"]["years"]
    assert 1750 <= first <= last <= 2026
    assert resource["coverage"]["countries"]
    assert resource["title"]
    assert resource["description"]
    assert resource["caveats"]
    assert all(text.endswith(".") for text in resource["caveats"])


@pytest.mark.parametrize(("name", "columns"), DATED.items())
def test_years_of_the_table_are_those_of_its_coverage(name, columns):
    dates = pd.concat([load(name)[column].dropna() for column in columns])
    years = dates.astype(str).str[:4].astype(int)
    assert [years.min(), years.max()] == RESOURCES[name]["coverage"]["years"]


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_field_is_described(name, field):
    assert field["description"].endswith(".")
    assert field["type"] in {"string", "integer", "number", "boolean", "date", "datetime"}


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_blank_cell_has_a_meaning(name, field):
    required = field.get("constraints", {}).get("required", False)
    assert required != bool(field.get("missing"))
    if not required:
        assert load(name)[field["name"]].isna().any(), "says what a blank means, has no blank"


@pytest.mark.parametrize(
    ("name", "field"), [case for case in FIELDS if "categories" in case.values[1]]
)
def test_categories_are_enforced_and_have_words(name, field):
    entries = [c if isinstance(c, dict) else {"value": c, "label": c} for c in field["categories"]]
    assert [entry["value"] for entry in entries] == field["constraints"]["enum"]
    words = loaded(name)[field["name"]].cat
    assert list(words.categories) == [entry["label"] for entry in entries]
    assert words.ordered == field.get("categoriesOrdered", False)
    stored = load(name)[field["name"]].map({entry["value"]: entry["label"] for entry in entries})
    assert (loaded(name)[field["name"]].astype(str) == stored).all()


def test_the_two_ordered_fields():
    fields = [(case.values[0], case.values[1]) for case in FIELDS]
    ordered = {(name, field["name"]) for name, field in fields if "categoriesOrdered" in field}
    assert ordered == {("new_start_exchanges", "verified"), ("leader_meetings_added", "how_sure")}


@every_table
def test_columns_are_those_of_the_manifest(name):
    declared = [field["name"] for field in RESOURCES[name]["schema"]["fields"]]
    assert list(load(name).columns) == declared
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", column) for column in declared)


@every_table
def test_key_is_unique(name):
    assert not load(name).duplicated(RESOURCES[name]["schema"]["primaryKey"]).any()


@every_table
def test_rows_are_sorted(name):
    table, key = load(name), RESOURCES[name]["schema"]["primaryKey"]
    by_date = {
        "treaties": ["signed", "treaty"],
        "arms_control_steps": ["date", "step"],
        "nuclear_tests": ["date", "test_id"],
        "leader_meetings": ["start", "end", "meeting_id"],
        "secretary_trips": ["start", "end", "trip_id"],
    }
    assert table.equals(table.sort_values(by_date.get(name, key), ignore_index=True))


@every_resource
def test_file_is_utf8_with_unix_line_ends(name):
    content = (DATA / RESOURCES[name]["path"]).read_bytes()
    content.decode("utf-8")
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n")


@every_table
def test_no_cell_has_spaces_at_its_ends(name):
    for column in load(name).select_dtypes(["object", "string"]):
        values = load(name)[column].dropna().astype(str)
        assert values.eq(values.str.strip()).all(), column


@pytest.mark.parametrize("name", WITH_COUNTRY)
def test_every_country_is_in_countries(name):
    assert set(load(name)["country"].dropna()) <= set(load("countries")["country"])
    references = [key["reference"] for key in RESOURCES[name]["schema"]["foreignKeys"]]
    assert {"resource": "countries", "fields": ["country"]} in references


@every_table
def test_booleans_are_stored_in_words(name):
    text = pd.read_csv(DATA / f"{name}.csv", dtype=str, keep_default_na=False)
    for field in RESOURCES[name]["schema"]["fields"]:
        if field["type"] == "boolean":
            assert set(text[field["name"]]) <= {"true", "false", ""}


def test_all_tables_are_small():
    assert sum(resource["bytes"] for resource in RESOURCES.values()) < 8_000_000


# Packed tables: one line of the file is many rows of the table


@pytest.mark.parametrize(("name", "packing"), PACKED.items())
def test_packed_table_is_loaded_as_declared(name, packing):
    table = loaded(name)
    assert packing["rows"] == len(table) > len(load(name))
    assert list(table.columns) == [field["name"] for field in packing["fields"]]
    assert not table.duplicated(packing["primaryKey"]).any()
    assert table.notna().all().all()
    assert set(RESOURCES[name]["schema"]["primaryKey"]) <= set(packing["primaryKey"])
    for field in packing["fields"]:
        assert field["description"].endswith(".")
        assert field["constraints"]["required"]


@pytest.mark.parametrize(("name", "packing"), PACKED.items())
def test_keys_of_a_packed_table_are_in_the_other_table(name, packing):
    for key in packing["foreignKeys"]:
        (ours,), (theirs,) = key["fields"], key["reference"]["fields"]
        known = loaded(key["reference"]["resource"])[theirs]
        assert set(loaded(name)[ours].unique()) <= set(known), ours


@pytest.mark.parametrize("name", PACKED)
def test_info_speaks_of_the_table_as_it_is_loaded(name):
    parts = dict(diplomacy_lib.info(name).parts)
    assert parts["Rows"].startswith(f"{PACKED[name]['rows']:,};")
    assert parts["How it is stored"] == PACKED[name]["description"]
    columns = [column for column, _ in diplomacy_lib.info(name).folded.parts]
    assert columns == list(loaded(name).columns)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("un_votes", lambda content: content.replace(b"Y", b"X", 1)),
        ("un_votes", lambda content: content.replace(b"Y", b"", 1)),
        ("un_votes", lambda content: content.replace(b"Y", b",", 1)),
        ("un_votes", lambda content: content[:-1]),
    ],
)
def test_file_that_is_not_packed_as_declared_gets_a_sentence(tmp_path, name, change):
    from dataclasses import replace

    from diplomacy_lib import catalog, unpacking

    content = change((DATA / f"{name}.csv").read_bytes())
    (tmp_path / f"{name}.csv").write_bytes(content)
    table = replace(
        catalog.find(name),
        path=tmp_path / f"{name}.csv",
        sha256=hashlib.sha256(content).hexdigest(),
    )
    with pytest.raises(catalog.DamagedTable, match="not packed as the manifest says"):
        unpacking.unpack(table)


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("un_votes", {"country": "GER"}, "new here: GER"),
        ("tape_participants", {"conversation_id": "OVAL 910-001"}, "no space inside"),
    ],
)
def test_what_cannot_be_packed_is_refused(monkeypatch, name, change, sentence):
    monkeypatch.syspath_prepend(RECIPES)
    import packing
    import upstream

    table = loaded(name).head(3).astype(dict.fromkeys(change, str)).assign(**change)
    with pytest.raises(upstream.UpstreamError, match=sentence):
        packing.pack(table, RESOURCES[name])


# Lessons and next year's files


@every_table
def test_table_says_who_reads_it_and_where_the_next_one_is_published(name):
    resource = RESOURCES[name]
    assert resource["lessons"]
    assert resource["lessons"] == sorted(set(resource["lessons"]))
    assert all(re.fullmatch(r"0\d|1[0-4]", lesson) for lesson in resource["lessons"])
    assert resource["refresh"].endswith(".")


@pytest.mark.parametrize(
    "notebook", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem
)
def test_lesson_loads_the_tables_that_name_it(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    number = notebook.stem[:2]
    named = {name for name, resource in RESOURCES.items() if number in resource["lessons"]}
    assert set(re.findall(r"lesson\.load\(\"(\w+)\"\)", code)) == named


def test_refresh_says_where_every_table_is_published_next():
    done = run_recipes("--refresh")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{n}: {r['refresh']}" for n, r in RESOURCES.items()]


def test_recipes_without_a_folder_ask_for_it():
    done = run_recipes()
    assert done.returncode == 2
    assert "say where the upstream files are" in done.stderr


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


# Recipes


def run_recipes(*arguments: object, recipes: Path = RECIPES) -> subprocess.CompletedProcess:
    """Run the recipes as their own README line says, without leaving caches behind."""
    return subprocess.run(
        [sys.executable, "-B", str(recipes), *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def is_table(path: Path) -> bool:
    """Tell a recipe from the helpers beside it."""
    return path.stem not in {"__main__", "packing", "upstream"}


def test_every_table_of_this_part_has_a_recipe():
    recipes = {path.stem for path in RECIPES.glob("*.py") if is_table(path)}
    assert recipes <= set(RESOURCES)
    assert {path.stem for path in DATA.glob("*.csv")} == set(TABLES)
    assert len(recipes) >= 12


def test_recipes_name_no_path_of_a_machine():
    for path in RECIPES.glob("*.py"):
        assert not re.search(r"[\"'](/|~|[A-Z]:\\)", path.read_text(encoding="utf-8")), path.name


@needs_sources
def test_rebuild_is_the_same_byte_for_byte(tmp_path):
    before = (DATA / "datapackage.json").read_bytes()
    done = run_recipes(SOURCES, "--into", tmp_path)
    assert done.returncode == 0, done.stderr
    built = sorted(path.name for path in tmp_path.iterdir())
    recipes = [path.stem for path in RECIPES.glob("*.py") if is_table(path)]
    assert built == sorted(RESOURCES[name]["path"] for name in recipes)
    for name in built:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name
    assert (DATA / "datapackage.json").read_bytes() == before
    assert run_recipes(SOURCES, "--check").returncode == 0


@needs_sources
def test_one_table_can_be_built_alone(tmp_path):
    assert run_recipes(SOURCES, "leader_meetings_added", "--into", tmp_path).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["leader_meetings_added.csv"]


@needs_sources
def test_rebuild_repairs_file_and_measures_and_nothing_else(tmp_path):
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    manifest = (copy / "datapackage.json").read_bytes()
    wrong = RESOURCES["doomsday_clock"]["hash"].encode()
    (copy / "datapackage.json").write_bytes(manifest.replace(wrong, b"sha256:0"))
    (copy / "doomsday_clock.csv").write_text("year\n", encoding="utf-8")
    recipes = copy / "recipes"
    damaged = (copy / "datapackage.json").read_bytes()
    assert run_recipes(SOURCES, "--into", tmp_path / "out", recipes=recipes).returncode == 0
    assert (copy / "datapackage.json").read_bytes() == damaged
    check = run_recipes(SOURCES, "doomsday_clock", "--check", recipes=recipes)
    assert check.returncode == 1
    assert "doomsday_clock" in check.stderr
    assert run_recipes(SOURCES, "doomsday_clock", recipes=recipes).returncode == 0
    assert (copy / "datapackage.json").read_bytes() == manifest
    assert (copy / "doomsday_clock.csv").read_bytes() == (DATA / "doomsday_clock.csv").read_bytes()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "Expected the file hand_compiled_facts/doomsday_clock.csv"),
        ("year,minutes\n1947,7\n", "to have the column(s) seconds_to_midnight"),
        ("year,seconds_to_midnight\n", "to have rows"),
        ("", "to be a CSV file in UTF-8"),
    ],
)
def test_wrong_upstream_file_is_explained(tmp_path, content, sentence):
    folder = tmp_path / "hand_compiled_facts"
    folder.mkdir()
    if content is not None:
        (folder / "doomsday_clock.csv").write_text(content, encoding="utf-8")
    done = run_recipes(tmp_path, "doomsday_clock", "--into", tmp_path / "out")
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_upstream_rows_that_nobody_coded_are_named(tmp_path):
    folder = tmp_path / "hand_compiled_facts"
    folder.mkdir()
    header = "treaty,type,signed,entered_into_force,ended\n"
    text = header + "A new treaty,bilateral,2030-01-01,,\n"
    path = folder / "us_soviet_russia_arms_control_treaties.csv"
    path.write_text(text, encoding="utf-8")
    done = run_recipes(tmp_path, "treaties", "--into", tmp_path / "out")
    assert done.returncode == 1
    assert "new: A new treaty" in done.stderr
    assert "Traceback" not in done.stderr


def test_unknown_table_is_named():
    done = run_recipes(DATA, "doomsday")
    assert done.returncode == 2
    assert "no recipe for doomsday" in done.stderr
