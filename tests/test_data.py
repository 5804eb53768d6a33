"""The tables in data/ together: what the manifest promises of each."""

import hashlib
import json
import re

import frictionless
import pandas as pd
import pytest
from shelf import (
    DATA,
    PACKED,
    RECIPES,
    RESOURCES,
    ROOT,
    TABLES,
    caveats,
    every_resource,
    every_table,
    load,
    loaded,
    run_recipes,
)

import diplomacy_lib

FIELDS = [
    pytest.param(name, field, id=f"{name}.{field['name']}")
    for name, resource in RESOURCES.items()
    for field in resource["schema"]["fields"]
]
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
    "military_spending": ["year"],
    "economies": ["year"],
    "us_troops": ["year"],
    "dispute_lists": ["first_year"],
    "vetoes": ["date"],
    "expulsions": ["date"],
    "us_trade_yearly": ["year"],
    "us_trade_monthly": ["month"],
    "ofac_listings": ["month"],
    "rouble_rate": ["month"],
    "oil_price": ["month"],
}


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
    stored = load(name)[field["name"]]
    assert set(stored.dropna()) <= {entry["value"] for entry in entries}
    said = stored.map({entry["value"]: entry["label"] for entry in entries})
    words = loaded(name)[field["name"]]
    assert words.isna().equals(stored.isna()), "a blank is a blank, and nothing else is"
    assert words.dropna().tolist() == said.dropna().tolist()


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

    from diplomacy_lib import catalog, records, unpacking

    content = change((DATA / f"{name}.csv").read_bytes())
    (tmp_path / f"{name}.csv").write_bytes(content)
    table = replace(
        catalog.find(name),
        path=tmp_path / f"{name}.csv",
        sha256=hashlib.sha256(content).hexdigest(),
    )
    with pytest.raises(records.DamagedTable, match="not packed as the manifest says"):
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


NOBODY = re.compile("by hand|Nothing to refresh|No newer file will come|is closed")  # no address


@every_resource
def test_table_says_who_reads_it_and_where_the_next_one_is_published(name):
    resource = RESOURCES[name]
    assert resource["lessons"]
    assert resource["lessons"] == sorted(set(resource["lessons"]))
    assert all(re.fullmatch(r"0\d|1[0-4]", lesson) for lesson in resource["lessons"])
    assert resource["refresh"].endswith(".")
    assert "http" in resource["refresh"] or NOBODY.search(resource["refresh"])
    words = set(resource["refresh"].lower().replace("/", " ").split())
    assert not {"npm", "pypi", "cran"} & words, "a copy of a copy"


@pytest.mark.parametrize(
    "notebook", sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")), ids=lambda p: p.stem
)
def test_lesson_loads_the_tables_that_name_it(notebook):
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = "".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    number = notebook.stem[:2]
    named = {name for name, resource in RESOURCES.items() if number in resource["lessons"]}
    assert set(re.findall(r"lesson\.(?:load|shapes)\(\"(\w+)\"\)", code)) == named


def test_refresh_says_where_every_table_is_published_next():
    done = run_recipes("--refresh")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [f"{n}: {r['refresh']}" for n, r in RESOURCES.items()]


def test_recipes_without_a_folder_ask_for_it():
    done = run_recipes()
    assert done.returncode == 2
    assert "say where the upstream files are" in done.stderr


# Keys and pairs


def keys_of(name):
    return RESOURCES[name]["schema"].get("foreignKeys", ())


def to_countries(key):
    return key["reference"]["resource"] == "countries"


KEYS = [
    pytest.param(name, key, id=f"{name}.{'+'.join(key['fields'])}")
    for name in TABLES
    for key in keys_of(name)
]


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_foreign_key_holds(name, key):
    reference = key["reference"]
    known = load(reference["resource"])[reference["fields"]]
    ours = load(name)[key["fields"]].dropna().set_axis(reference["fields"], axis="columns")
    assert len(ours)
    assert len(ours.merge(known)) == len(ours)
    assert not known.duplicated().any()


PAIRS = [
    pytest.param(name, pair, id=f"{name}.{'+'.join(pair['fields'])}")
    for name, resource in RESOURCES.items()
    for pair in resource.get("pairs", ())
]


def test_every_table_of_pairs_is_declared_as_one():
    """Two columns of countries or parties, or a column of pairs, are a pair."""
    ends = {"state_a", "state_b", "initiator", "target", "sender", "opinion_of", "pair", "dyad"}
    found = {
        name
        for name in TABLES
        if ends & set(load(name).columns) or sum(to_countries(key) for key in keys_of(name)) > 1
    }
    assert found == {case.values[0] for case in PAIRS}


@pytest.mark.parametrize(("name", "pair"), PAIRS)
def test_pair_is_directed_or_has_one_order(name, pair):
    assert re.search(rf"\b{pair['kind']}\b", caveats(name)), "the card does not say it"
    table = load(name)
    first, second = (
        table["pair"].str.split("-", expand=True).T.to_numpy()
        if pair["fields"] == ["pair"]
        else table[pair["fields"]].T.to_numpy()
    )
    seen = set(zip(first, second, strict=True))
    both_ways = {ends for ends in seen if ends[::-1] in seen and ends[0] != ends[1]}
    if pair["kind"] == "undirected":
        assert not both_ways, "one pair under two orders"
    assert all(one != other for one, other in seen) or name == "opinion_views"
