"""Damaged tables and manifests: each gets a sentence, none loads silently, nothing is written."""

import hashlib
import json
import shutil
from contextlib import suppress

import pytest
from damage import frozen, publish, rewrite
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shelf import DATA, RESOURCES, TABLES

from diplomacy_lib import catalog, cite, info, load, shapes, tables
from diplomacy_lib.errors import CourseError
from diplomacy_lib.records import DamagedManifest, DamagedTable

SMALL = ["doomsday_clock", "nato_members", "un_emergency_votes", "new_start_exchanges"]
RESTORE = "git checkout -- data/"
some = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def refused(folder, ask, *arguments):
    """Return the sentence with which the library refuses; it has written nothing."""
    catalog.read_catalog.cache_clear()
    before = frozen(folder)
    with pytest.raises(CourseError) as error:
        ask(*arguments)
    assert frozen(folder) == before
    assert error.value.__suppress_context__ or error.value.__context__ is None
    said = str(error.value)
    assert said.endswith((".", "`.", "again."))
    assert "Traceback" not in said
    assert len(said) < 600
    return said


# Any change of a file


@some
@given(
    name=st.sampled_from([*SMALL, "countries", "treaties"]),
    place=st.floats(0, 1, exclude_max=True),
    how=st.sampled_from(["cut", "drop", "repeat", "flip", "insert"]),
    byte=st.integers(0, 255),
)
def test_any_changed_byte_is_refused(copy, name, place, how, byte):
    content = (DATA / f"{name}.csv").read_bytes()
    at = int(place * len(content))
    rest = {
        "cut": b"",
        "drop": content[at + 1 :],
        "repeat": content[at : at + 1] + content[at:],
        "flip": bytes([content[at] ^ (byte or 1)]) + content[at + 1 :],
        "insert": bytes([byte]) + content[at:],
    }[how]
    (copy / f"{name}.csv").write_bytes(content[:at] + rest)
    assert RESTORE in refused(copy, load, name)
    (copy / f"{name}.csv").write_bytes(content)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_file_in_another_encoding_is_refused(copy, encoding):
    text = (copy / "treaties.csv").read_text(encoding="utf-8").replace("a", "é", 1)
    (copy / "treaties.csv").write_bytes(text.encode(encoding))
    assert "edited it" in refused(copy, load, "treaties") or encoding == "utf-16"


@pytest.mark.parametrize("name", ["treaties", "un_votes", "coastlines"])
def test_a_folder_in_place_of_a_file_is_refused(copy, name):
    path = copy / RESOURCES[name]["path"]
    path.unlink(missing_ok=True)
    path.mkdir()
    assert "cannot be read" in refused(copy, load if name in TABLES else shapes, name)


# A file that is not as the manifest declares, although its checksum is right


def lines(change):
    """Return a change of a file from a change of its lines."""
    return lambda content: b"\n".join(change(content.split(b"\n")))


def everywhere(cell):
    """Return a change that adds a cell to every line, the first of which is the header."""
    return lines(lambda all_: [line and line + b"," + cell for line in all_])


def first_row(old, new):
    return lines(lambda all_: [all_[0], all_[1].replace(old, new, 1), *all_[2:]])


UNLIKE = {
    "a row twice": ("treaties", lines(lambda all_: [*all_[:2], *all_[1:]]), "rows and not 32"),
    "a row less": ("treaties", lines(lambda all_: [all_[0], *all_[2:]]), "31 rows and not 32"),
    "a key twice": ("doomsday_clock", lines(lambda a: [*a[:2], a[1], *a[3:]]), "year repeat"),
    "a column more": ("treaties", everywhere(b"new"), "columns differ (new)"),
    "a column twice": (
        "doomsday_clock", lines(lambda a: [a[0] + b",year", *(x and x + b",7" for x in a[1:])]),
        "columns differ (year.1)",
    ),
    "a column less": (
        "doomsday_clock", lines(lambda all_: [line.split(b",")[0] for line in all_]),
        "columns differ (seconds_to_midnight)",
    ),
    "no column for a date": ("nato_members", first_row(b"", b""), "joined"),
    "columns in another order": (
        "doomsday_clock", lines(lambda all_: [b",".join(x.split(b",")[::-1]) for x in all_]),
        "their order or number",
    ),
    "a cell more in each row": (
        "doomsday_clock", lines(lambda a: [a[0], *(x and x + b",7" for x in a[1:])]),
        "their order or number",
    ),
    "a cell more in one row": (
        "doomsday_clock", lines(lambda a: [*a[:3], a[3] + b",7", *a[4:]]), "Expected 2 fields",
    ),
    "a word for a number": ("doomsday_clock", first_row(b"1947", b"year"), "manifest says"),
    "a number too large": ("doomsday_clock", first_row(b"1947", b"9" * 40), "manifest says"),
    "a blank that may not be": ("doomsday_clock", first_row(b",420", b","), "manifest says"),
    "a blank word": ("treaties", first_row(b"bilateral", b""), "kind has a blank or unknown"),
    "no date": ("nato_members", first_row(b"20", b"2O"), "joined holds what is no date"),
    "no word of the scale": (
        "new_start_exchanges", lambda content: content.replace(b",all\n", b",most\n", 1),
        "not in that dtype's categories",
    ),
    "another encoding": ("treaties", lambda content: content[:-1] + b"\xe9\n", "codec"),
    "UTF-16": ("treaties", lambda content: content.decode().encode("utf-16"), "codec"),
    "nothing": ("treaties", lambda _: b"", "No columns"),
    "a header alone": ("treaties", lines(lambda all_: [all_[0], b""]), "0 rows and not 32"),
    "votes of a country too many": ("un_votes", lambda c: c.replace(b"Y\n", b"YY\n", 1), "packed"),
    "votes in other letters": ("un_votes", lambda c: c.replace(b"Y\n", b"X\n", 1), "packed"),
    "one vote less": ("un_votes", lambda c: c.replace(b"Y\n", b".\n", 1), "packed"),
    "a roll call twice": ("un_votes", lines(lambda a: [*a[:2], a[1], *a[3:]]), "packed"),
    "a roll call without number": ("un_votes", first_row(b"3,", b"x,"), "packed"),
    "votes under another header": ("un_votes", lambda c: b"x" + c, "packed"),
    "a conversation more": (
        "tape_participants", lambda c: c[:-1] + b" 001-001\n", "packed",
    ),
    "two spaces in a list": ("tape_participants", lambda c: c.replace(b" 0", b"  0", 1), "packed"),
    "a list with a new column": ("tape_participants", everywhere(b"new"), "packed"),
    "a person twice": (
        "tape_participants", lines(lambda a: [*a[:2], a[1], *a[3:]]), "packed",
    ),
    "a list that is no CSV": ("tape_participants", lambda c: c + b'"', "packed"),
    "a list in no UTF-8": ("tape_participants", lambda c: c + b"\xff", "packed"),
    "shapes that are cut off": ("coastlines", lambda content: content[:-9] + b"\n", "not JSON"),
    "shapes in no UTF-8": ("coastlines", lambda content: b'"\xff"' + content, "not JSON"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "change", "sentence"), UNLIKE.values(), ids=UNLIKE)
def test_a_file_unlike_its_manifest_is_refused(copy, name, change, sentence):
    content = change((DATA / RESOURCES[name]["path"]).read_bytes())
    if sentence == "joined":
        content = content.replace(b",joined", b",entered")
    publish(copy, name, content)
    said = refused(copy, load if name in TABLES else shapes, name)
    assert RESTORE in said
    assert sentence in said


# The manifest

WRONG_FILES = {
    "not there": (None, "cannot be read (No such file or directory)"),
    "empty": (b"", "is not JSON"),
    "cut off": ((DATA / "datapackage.json").read_bytes()[:5000], "is not JSON"),
    "not JSON": (b"resources: []", "is not JSON"),
    "another encoding": ('{"resources": "é"}'.encode("cp1252"), "is not written in UTF-8"),
    "with a byte order mark": (b"\xef\xbb\xbf{}", "is not JSON"),
    "UTF-16": ("{}".encode("utf-16"), "is not written in UTF-8"),
    "a list": (b"[]", "the file is '[]' and not a record"),
    "a number": (b"1", "the file is '1' and not a record"),
    "a record without tables": (b"{}", "the file has no 'resources'"),
    "no list of tables": (b'{"resources": {}}', "'resources' of the file is '{}' and not a list"),
    "no tables": (b'{"resources": []}', "'resources' of the file is empty"),
    "a table that is a text": (b'{"resources": ["x"]}', "is 'x' and not a record"),
    "an entry twice": (b'{"resources": [], "resources": []}', "two entries of one record"),
    "nested without end": (b"[" * 100_000, "is not JSON"),
}


@pytest.mark.parametrize(("content", "sentence"), WRONG_FILES.values(), ids=WRONG_FILES)
@pytest.mark.parametrize("ask", [(load, "treaties"), (info, "treaties"), (tables,)])
def test_a_manifest_that_cannot_be_read_is_refused(copy, content, sentence, ask):
    path = copy / "datapackage.json"
    path.unlink() if content is None else path.write_bytes(content)
    said = refused(copy, *ask)
    assert sentence in said
    assert RESTORE in said


OUTSIDE = [
    "../outside.csv", "recipes/x.csv", "/etc/hostname", "..", ".", "", "C:treaties.csv",
    "..\\outside.csv", "treaties.csv/../../x", "\0", "~/x.csv", "./treaties.csv",
]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_manifest_that_leaves_its_folder_is_refused(copy, path):
    (copy.parent / "outside.csv").write_bytes((copy / "treaties.csv").read_bytes())
    rewrite(copy, "treaties", lambda record: record.update(path=path))
    assert "leaves the data folder" in refused(copy, load, "treaties")
    assert "leaves the data folder" in refused(copy, load, "countries")


def places(value, path=()):
    """Yield the place of every entry of a record, as the keys that lead to it."""
    for key in value if isinstance(value, dict) else range(len(value)):
        yield (*path, key)
        if isinstance(value[key], dict | list):
            yield from places(value[key], (*path, key))


def put(record, place, new):
    *way, last = place
    for key in way:
        record = record[key]
    if new is LEFT_OUT:
        del record[last]
    else:
        record[last] = new


LEFT_OUT = object()
NOT_READ = {"type", "format", "mediatype", "encoding", "bytes", "foreignKeys", "constraints"}
NOT_READ |= {"missingValues", "listed", "pairs"}  # by the library: the recipes and frictionless do
REQUIRED = [
    (name, place)
    for name in ("treaties", "un_votes", "tape_participants", "us_troops", "coastlines")
    for place in places(RESOURCES[name])
    if not NOT_READ & set(place) and not isinstance(place[-1], int)
] + [("treaties", ("schema", "fields", 0, "type"))]


@some
@given(
    chosen=st.sampled_from(REQUIRED),
    new=st.sampled_from([None, 7, 1.5, True, [], {}, "", [7], {"x": 1}, LEFT_OUT]),
)
def test_a_record_of_another_shape_is_refused_or_means_the_same(copy, chosen, new):
    """Whatever stands in a record: a sentence, or the rows of the table; never another error."""
    name, place = chosen
    for file in ("datapackage.json", RESOURCES[name]["path"]):
        shutil.copyfile(DATA / file, copy / file)
    rewrite(copy, name, lambda record: put(record, place, new))
    before = frozen(copy)
    for ask in (load if name in TABLES else shapes, info, cite):
        with suppress(CourseError):
            ask(name)
    assert frozen(copy) == before


MUST = [
    "name", "title", "description", "path", "hash", "rows", "licenses", "licence_class", "sources",
    "retrieved", "coverage", "caveats", "schema", "lessons", "refresh",
]  # fmt: skip


@pytest.mark.parametrize("key", MUST)
def test_a_record_without_what_we_need_is_refused(copy, key):
    rewrite(copy, "treaties", lambda record: record.pop(key))
    what = "table 1" if key == "name" else "table 'treaties'"
    assert f"{what} has no {key!r}" in refused(copy, load, "countries")


@pytest.mark.parametrize("key", MUST)
def test_a_record_of_the_wrong_kind_is_refused(copy, key):
    rewrite(copy, "treaties", lambda record: record.update({key: None}))
    assert f"{key!r} of table" in refused(copy, tables)


def test_two_tables_of_one_name_and_two_fields_of_one_name_are_refused(copy):
    rewrite(copy, "treaties", lambda record: record.update(name="countries"))
    assert "names two tables 'countries'" in refused(copy, load, "countries")
    rewrite(copy, "countries", lambda record: record.update(name="treaties"))
    shutil.copyfile(DATA / "datapackage.json", copy / "datapackage.json")
    rewrite(copy, "treaties", lambda record: record["schema"]["fields"][1].update(name="treaty"))
    assert "two fields of treaties 'treaty'" in refused(copy, load, "treaties")


def test_a_key_of_no_field_and_letters_that_are_none_are_refused(copy):
    rewrite(copy, "treaties", lambda record: record["schema"].update(primaryKey=["id"]))
    assert "no field 'id' for the key of treaties" in refused(copy, load, "treaties")
    shutil.copyfile(DATA / "datapackage.json", copy / "datapackage.json")
    rewrite(copy, "un_votes", lambda record: record["packing"].update(absent=".."))
    assert "more or less than a plain letter" in refused(copy, load, "un_votes")


def test_what_is_refused_is_a_damaged_manifest_and_that_a_damaged_table():
    assert issubclass(DamagedManifest, DamagedTable)
    assert issubclass(DamagedTable, CourseError)


def test_every_checksum_of_the_manifest_is_that_of_its_file():
    for record in RESOURCES.values():
        content = (DATA / record["path"]).read_bytes()
        assert record["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))["resources"]
