"""Tables as a learner loads them: dtypes, cards, citations, and damaged files."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from damage import frozen, publish, rewrite
from shelf import DATA, PACKED, RESOURCES, ROOT, SHAPES, TABLES, every_resource, every_table

import diplomacy_lib
from diplomacy_lib import catalog, cite, info, load, shapes, tables
from diplomacy_lib.errors import CourseError
from diplomacy_lib.records import PANDAS_TYPES, DamagedTable, UnknownTable

TIMES = {"date": "%Y-%m-%d", "datetime": "%Y-%m-%dT%H:%M:%S"}


def declared(name):
    """Return what the manifest says of a table as it is loaded: its rows, fields and key."""
    record = RESOURCES[name]
    return record.get("packing") or {"rows": record["rows"]} | record["schema"]


def fields(name):
    return declared(name)["fields"]


def words_of(field):
    """Return the words of a code list or of a scale, in their order."""
    entries = field["categories"]
    return [entry["label"] if isinstance(entry, dict) else entry for entry in entries]


def printed(name):
    """Return the cells of a file as text, with packed lines taken apart and words for codes.

    It takes the long way on purpose: row by row, in plain Python.
    """
    table = pd.read_csv(DATA / f"{name}.csv", dtype="str", keep_default_na=False)
    if name in PACKED:
        return unpacked(table, PACKED[name])
    for field in fields(name):
        entries = [entry for entry in field.get("categories", ()) if isinstance(entry, dict)]
        if entries:
            said = {"": ""} | {entry["value"]: entry["label"] for entry in entries}
            table[field["name"]] = table[field["name"]].map(said)
    return table


def unpacked(table, packing):
    """Return the rows of a packed file as text: each line, then what its last cell holds."""
    rows = []
    for *line, cell in table.itertuples(index=False):
        if packing["kind"] == "letters":
            found = zip(packing["keys"], cell, strict=True)
            rows += [(*line, key, packing["letters"][c]) for key, c in found if c != "."]
        else:
            rows += [(*line, entry) for entry in cell.split(" ")]
    names = [field["name"] for field in packing["fields"]]
    stored = names if packing["kind"] == "letters" else [*table.columns[:-1], packing["listed"]]
    return pd.DataFrame(rows, columns=stored)[names]


def words(text):
    """Return a text with its line breaks and indents taken out."""
    return " ".join(str(text).split())


# What load gives


@every_table
def test_columns_have_the_declared_dtypes(name):
    frame = load(name)
    assert frame.columns.tolist() == [field["name"] for field in fields(name)]
    for field in fields(name):
        dtype = frame[field["name"]].dtype
        if field["type"] in TIMES:
            assert pd.api.types.is_datetime64_dtype(dtype)
        elif field.get("categories"):
            assert dtype.ordered == field.get("categoriesOrdered", False)
            assert dtype.categories.tolist() == words_of(field)
        elif isinstance(dtype, pd.CategoricalDtype):  # the keys of a packing
            assert not dtype.ordered
            assert dtype.categories.tolist() == PACKED[name]["keys"]
        else:
            filled, with_blanks = PANDAS_TYPES[field["type"]]
            assert str(dtype) == (with_blanks if field.get("missing") else filled)


@every_table
def test_every_row_is_there(name):
    lines = (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    assert len(load(name)) == declared(name)["rows"] > 0
    assert len(lines) >= RESOURCES[name]["rows"] + 1


@every_table
def test_load_agrees_with_plain_pandas(name):
    plain, ours = printed(name), load(name)
    for field in fields(name):
        text, loaded = plain[field["name"]], ours[field["name"]]
        filled = text != ""
        assert loaded.notna().equals(filled), f"{field['name']}: blank and missing differ"
        text, loaded = text[filled], loaded[filled]
        if field["type"] in TIMES:
            assert loaded.dt.strftime(TIMES[field["type"]]).tolist() == text.tolist()
        elif field["type"] in {"integer", "number"}:
            assert loaded.astype("float64").tolist() == text.astype("float64").tolist()
        elif field["type"] == "boolean":
            assert loaded.astype("str").str.lower().tolist() == text.tolist()
        else:
            assert loaded.astype("str").tolist() == text.tolist()


def test_a_blank_is_missing_and_not_zero():
    treaties = load("treaties").set_index("treaty")
    assert pd.isna(treaties.loc["SALT II", "in_force"])
    numbers = [
        (name, field["name"])
        for name in TABLES
        for field in fields(name)
        if field.get("missing") and field["type"] in {"integer", "number"}
    ]
    assert numbers
    for name, column in numbers:
        text = printed(name)[column]
        assert (load(name)[column] == 0).sum() == text.str.fullmatch(r"-?0+(\.0*)?").sum()


# What shapes gives


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_are_what_the_file_holds(name):
    topology = shapes(name)
    assert topology["type"] == "Topology"
    assert topology == json.loads((DATA / RESOURCES[name]["path"]).read_text(encoding="utf-8"))
    topology["objects"].clear()
    assert shapes(name)["objects"], "two calls give two dictionaries"


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_are_no_rows_and_load_says_so(name):
    with pytest.raises(CourseError) as refused:
        load(name)
    assert str(refused.value) == f"{name} holds shapes, not rows: shapes('{name}') gives them."


@every_table
def test_rows_are_no_shapes_and_shapes_says_so(name):
    with pytest.raises(CourseError) as refused:
        shapes(name)
    assert str(refused.value) == f"{name} holds rows, not shapes: load('{name}') gives them."


def test_a_country_whose_code_reads_like_a_blank_stays(copy):
    """Namibia is NA in one source: only an empty cell is missing."""
    content = (copy / "countries.csv").read_text(encoding="utf-8")
    assert "\nUSA," in content
    publish(copy, "countries", content.replace("\nUSA,", "\nNA,").encode())
    assert "NA" in load("countries")["country"].tolist()


def test_two_loads_are_two_frames():
    first = load("nuclear_stockpiles")
    first["warheads"] = -1
    assert (load("nuclear_stockpiles")["warheads"] >= 0).all()


def test_tables_lists_every_table_with_its_rows_and_licence():
    listed = tables()
    assert listed.index.tolist() == list(RESOURCES)
    for name, record in RESOURCES.items():
        first, last = record["coverage"]["years"]
        assert listed.loc[name, "rows"] == declared(name)["rows"]
        assert listed.loc[name, "title"] == record["title"]
        assert listed.loc[name, "licence"] == record["licenses"][0]["name"]
        assert listed.loc[name, "years"] == f"{first}–{last}"


# Names that are not there


@pytest.mark.parametrize("ask", [load, shapes, info, cite])
def test_an_unknown_name_is_answered_with_the_near_ones(ask):
    with pytest.raises(UnknownTable, match="Did you mean nuclear_stockpiles") as refused:
        ask("nuclear_stockpile")
    assert refused.value.__suppress_context__


def test_a_name_like_no_other_is_answered_with_the_whole_list():
    with pytest.raises(UnknownTable) as refused:
        load("zzz")
    assert all(name in str(refused.value) for name in RESOURCES)


@pytest.mark.parametrize("name", [None, 4, ["treaties"], "", "../treaties", "treaties.csv"])
def test_a_name_of_the_wrong_kind_is_refused_with_a_sentence(name):
    with pytest.raises(UnknownTable, match="There is no table"):
        load(name)


# Cards and citations


@every_resource
def test_the_card_says_all_there_is_to_say(name):
    record, card = RESOURCES[name], info(name)
    html = card._repr_html_()
    first, last = record["coverage"]["years"]
    units = [field["unit"] for field in fields(name) if field.get("unit")]
    wanted = [
        name,
        record["title"],
        record["description"],
        f"{first}–{last}",
        record["coverage"]["countries"],
        record["licenses"][0]["title"],
        record["licence_class"],
        *record["caveats"],
        *units,
        *(source["citation"] for source in record["sources"]),
    ]
    as_text, as_html = words(card).replace(" - ", " "), words(plain_text(html))
    for said in wanted:
        assert broken(said) in broken(as_text), f"not in the text: {said}"
        assert broken(said.replace("`", "")) in broken(as_html), f"not in the HTML: {said}"
    for field in fields(name):
        assert broken(field["description"].replace("`", "")) in broken(as_html)


def plain_text(html):
    text = re.sub(r"<[^>]+>", "", html)
    for code, sign in {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'"}.items():
        text = text.replace(code, sign)
    return text.replace("&amp;", "&")


def broken(text):
    """Return a text without spaces: where lines are broken, also at a dash, does not matter."""
    return "".join(text.split())


def test_the_card_escapes_what_looks_like_html(copy):
    rewrite(copy, "treaties", lambda record: record.update(caveats=["<script>x</script> & more."]))
    html = info("treaties")._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;x&lt;/script&gt; &amp; more." in html


@every_resource
def test_the_citation_is_that_of_each_source(name):
    sources = RESOURCES[name]["sources"]
    assert cite(name).split("\n\n") == [source["citation"] for source in sources]
    assert all(source["citation"].strip() for source in sources)


@every_resource
def test_bibtex_can_be_read_back(name):
    entries = parse_bibtex(cite(name, style="bibtex"))
    assert entries == [source["bibtex"] for source in RESOURCES[name]["sources"]]


def parse_bibtex(text):
    """Read entries as BibTeX does: @kind{key, name = {balanced braces}, …}."""
    entries, place = [], 0
    while head := re.compile(r"\s*@(\w+)\{([^\s,{}]+),").match(text, place):
        entry, place = {"type": head[1], "key": head[2]}, head.end()
        while field := re.compile(r"\s*(\w+)\s*=\s*\{").match(text, place):
            place, depth, start = field.end(), 1, field.end()
            while depth:
                depth += {"{": 1, "}": -1}.get(text[place], 0)
                place += 1
            entry[field[1]] = text[start : place - 1]
            place = re.compile(r",?").match(text, place).end()
        place = re.compile(r"\s*\}").match(text, place).end()
        entries.append(entry)
    assert not text[place:].strip(), f"not BibTeX: {text[place:]!r}"
    return entries


def test_bibtex_keys_are_not_used_for_two_works():
    works = {}
    for record in RESOURCES.values():
        for source in record["sources"]:
            entry = source["bibtex"]
            assert works.setdefault(entry["key"], entry["title"]) == entry["title"]


def test_an_unknown_style_of_citation_names_both():
    with pytest.raises(CourseError, match="'text' or as 'bibtex', not as 'apa'"):
        cite("treaties", style="apa")


# Files that are not the published ones


def cut(content):
    return content[: len(content) // 2 + 1].rstrip(b"\n")


def convert_line_ends(content):
    return content.replace(b"\n", b"\r\n")


def change_one_byte(content):
    middle = next(i for i in range(len(content) // 2, len(content)) if content[i : i + 1].isdigit())
    other = b"1" if content[middle : middle + 1] != b"1" else b"2"
    return content[:middle] + other + content[middle + 1 :]


DAMAGE = {cut: "is cut off", convert_line_ends: "other line ends", change_one_byte: "edited it"}


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda function: function.__name__)
@every_resource
def test_a_damaged_file_is_refused_with_its_likely_cause(copy, name, damage):
    for file in copy.glob("*.csv"):
        file.unlink()
    path = RESOURCES[name]["path"]
    (copy / path).write_bytes(damage((DATA / path).read_bytes()))
    before = frozen(copy)
    with pytest.raises(DamagedTable) as refused:
        (shapes if name in SHAPES else load)(name)
    told = str(refused.value)
    assert DAMAGE[damage] in told
    assert sum(cause in told for cause in DAMAGE.values()) == 1
    assert "git checkout -- data/" in told
    assert frozen(copy) == before


def test_a_missing_file_is_refused_and_not_made(copy):
    (copy / "treaties.csv").unlink()
    with pytest.raises(DamagedTable, match=r"'treaties' cannot be read .*To restore it"):
        load("treaties")
    assert not (copy / "treaties.csv").exists()
    assert len(load("countries")) == RESOURCES["countries"]["rows"]


# Where the tables lie


def test_the_checkout_has_no_packaged_copy_and_reads_its_own_folder():
    assert catalog.data_folder() == DATA


def test_the_packaged_copy_comes_first(tmp_path, monkeypatch):
    package = tmp_path / "diplomacy_lib"
    (package / "data").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(catalog, "__file__", str(package / "catalog.py"))
    assert catalog.data_folder() == tmp_path / "data"
    (package / "data" / "datapackage.json").write_text("{}", encoding="utf-8")
    assert catalog.data_folder() == package / "data"


def test_a_wheel_brings_its_tables_along(tmp_path):
    source, site = tmp_path / "source", tmp_path / "site"
    unwanted = shutil.ignore_patterns("__pycache__", ".*", "build", "dist", "tests", "notebooks")
    shutil.copytree(ROOT, source, ignore=unwanted)
    build = "import hatchling.build; print(hatchling.build.build_wheel('..'))"
    done = subprocess.run(
        [sys.executable, "-c", build], cwd=source, check=True, capture_output=True, text=True
    )
    with zipfile.ZipFile(tmp_path / done.stdout.split()[-1]) as wheel:
        wheel.extractall(site)
    shutil.rmtree(source)
    assert (site / "diplomacy_lib" / "data" / "datapackage.json").exists()
    ask = (
        f"import sys; sys.path.insert(0, {str(site)!r}); import diplomacy_lib as d; "
        "print(d.tables.__globals__['catalog'].data_folder()); print(len(d.load('treaties')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    folder, rows = done.stdout.splitlines()
    assert Path(folder) == site / "diplomacy_lib" / "data"
    assert int(rows) == RESOURCES["treaties"]["rows"]


def test_the_front_door_has_what_it_says():
    assert all(hasattr(diplomacy_lib, name) for name in diplomacy_lib.__all__)
