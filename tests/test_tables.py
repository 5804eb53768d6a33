"""Tables as a learner loads them: dtypes, cards, citations, and damaged files."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import diplomacy_lib
from diplomacy_lib import catalog, cite, info, load, tables
from diplomacy_lib.catalog import PANDAS_TYPES, DamagedTable, UnknownTable
from diplomacy_lib.errors import CourseError

ROOT = Path(__file__).parents[1]
MANIFEST = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
RECORDS = {record["name"]: record for record in MANIFEST["resources"]}
every_table = pytest.mark.parametrize("name", RECORDS)


def fields(name):
    return RECORDS[name]["schema"]["fields"]


def words(text):
    """Return a text with its line breaks and indents taken out."""
    return " ".join(str(text).split())


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """Let the catalog read a copy of the data folder, which a test may damage."""
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    monkeypatch.setattr(catalog, "data_folder", lambda: folder)
    return folder


# What load gives


@every_table
def test_columns_have_the_declared_dtypes(name):
    frame = load(name)
    assert frame.columns.tolist() == [field["name"] for field in fields(name)]
    for field in fields(name):
        dtype = frame[field["name"]].dtype
        if field["type"] == "date":
            assert pd.api.types.is_datetime64_dtype(dtype)
        elif field.get("categories"):
            assert dtype.ordered
            assert dtype.categories.tolist() == field["categories"]
        else:
            filled, with_blanks = PANDAS_TYPES[field["type"]]
            assert str(dtype) == (with_blanks if field.get("missing") else filled)


@every_table
def test_every_row_is_there(name):
    lines = (ROOT / "data" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    assert len(load(name)) == RECORDS[name]["rows"] > 0
    assert len(lines) >= RECORDS[name]["rows"] + 1


@every_table
def test_load_agrees_with_plain_pandas(name):
    path = ROOT / "data" / f"{name}.csv"
    plain = pd.read_csv(path, encoding="utf-8", dtype="str", keep_default_na=False)
    ours = load(name)
    for field in fields(name):
        printed, loaded = plain[field["name"]], ours[field["name"]]
        filled = printed != ""
        assert loaded.notna().equals(filled), f"{field['name']}: blank and missing differ"
        printed, loaded = printed[filled], loaded[filled]
        if field["type"] == "date":
            assert loaded.dt.strftime("%Y-%m-%d").tolist() == printed.tolist()
        elif field["type"] in {"integer", "number"}:
            assert loaded.astype("float64").tolist() == printed.astype("float64").tolist()
        else:
            same_spelling = loaded.astype("str").str.lower() == printed.str.lower()
            assert same_spelling.all()


def test_a_blank_is_missing_and_not_zero():
    treaties = load("treaties").set_index("treaty")
    assert pd.isna(treaties.loc["SALT II", "in_force"])
    numbers = [
        (name, field["name"])
        for name in RECORDS
        for field in fields(name)
        if field.get("missing") and field["type"] in {"integer", "number"}
    ]
    assert numbers
    for name, column in numbers:
        path = ROOT / "data" / f"{name}.csv"
        printed = pd.read_csv(path, dtype="str", keep_default_na=False)[column]
        assert (load(name)[column] == 0).sum() == printed.str.fullmatch(r"0+(\.0*)?").sum()


def test_a_country_whose_code_reads_like_a_blank_stays(copy):
    """Namibia is NA in one source: only an empty cell is missing."""
    content = (copy / "countries.csv").read_text(encoding="utf-8")
    assert "\nUSA," in content
    publish(copy, "countries", content.replace("\nUSA,", "\nNA,").encode())
    assert "NA" in load("countries")["country"].tolist()


def publish(folder, name, content):
    """Write a table and its checksum, as a recipe would."""
    manifest = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    record = next(r for r in manifest["resources"] if r["name"] == name)
    (folder / record["path"]).write_bytes(content)
    record["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
    (folder / "datapackage.json").write_text(json.dumps(manifest), encoding="utf-8")
    catalog.read_catalog.cache_clear()


def test_two_loads_are_two_frames():
    first = load("nuclear_stockpiles")
    first["warheads"] = -1
    assert (load("nuclear_stockpiles")["warheads"] >= 0).all()


def test_tables_lists_every_table_with_its_rows_and_licence():
    listed = tables()
    assert listed.index.tolist() == list(RECORDS)
    for name, record in RECORDS.items():
        first, last = record["coverage"]["years"]
        assert listed.loc[name, "rows"] == record["rows"]
        assert listed.loc[name, "title"] == record["title"]
        assert listed.loc[name, "licence"] == record["licenses"][0]["name"]
        assert listed.loc[name, "years"] == f"{first}–{last}"


# Names that are not there


@pytest.mark.parametrize("ask", [load, info, cite])
def test_an_unknown_name_is_answered_with_the_near_ones(ask):
    with pytest.raises(UnknownTable, match="Did you mean nuclear_stockpiles") as refused:
        ask("nuclear_stockpile")
    assert refused.value.__suppress_context__


def test_a_name_like_no_other_is_answered_with_the_whole_list():
    with pytest.raises(UnknownTable) as refused:
        load("zzz")
    assert all(name in str(refused.value) for name in RECORDS)


@pytest.mark.parametrize("name", [None, 4, ["treaties"], "", "../treaties", "treaties.csv"])
def test_a_name_of_the_wrong_kind_is_refused_with_a_sentence(name):
    with pytest.raises(UnknownTable, match="There is no table"):
        load(name)


# Cards and citations


@every_table
def test_the_card_says_all_there_is_to_say(name):
    record, card = RECORDS[name], info(name)
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
    manifest = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    manifest["resources"][0]["caveats"] = ["<script>x</script> & more."]
    (copy / "datapackage.json").write_text(json.dumps(manifest), encoding="utf-8")
    catalog.read_catalog.cache_clear()
    html = info(manifest["resources"][0]["name"])._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;x&lt;/script&gt; &amp; more." in html


@every_table
def test_the_citation_is_that_of_each_source(name):
    sources = RECORDS[name]["sources"]
    assert cite(name).split("\n\n") == [source["citation"] for source in sources]
    assert all(source["citation"].strip() for source in sources)


@every_table
def test_bibtex_can_be_read_back(name):
    entries = parse_bibtex(cite(name, style="bibtex"))
    assert entries == [source["bibtex"] for source in RECORDS[name]["sources"]]


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
    for record in RECORDS.values():
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
@every_table
def test_a_damaged_file_is_refused_with_its_likely_cause(copy, name, damage):
    path = copy / RECORDS[name]["path"]
    path.write_bytes(damage(path.read_bytes()))
    before = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    with pytest.raises(DamagedTable) as refused:
        load(name)
    told = str(refused.value)
    assert DAMAGE[damage] in told
    assert sum(cause in told for cause in DAMAGE.values()) == 1
    assert "git checkout -- data/" in told
    assert {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()} == before


def test_a_missing_file_is_refused_and_not_made(copy):
    (copy / "treaties.csv").unlink()
    with pytest.raises(DamagedTable, match=r"'treaties' cannot be read .*To restore it"):
        load("treaties")
    assert not (copy / "treaties.csv").exists()
    assert len(load("nuclear_tests")) == RECORDS["nuclear_tests"]["rows"]


@pytest.mark.parametrize("path", ["../outside.csv", "recipes/x.csv", "/etc/hostname"])
def test_a_manifest_that_leaves_its_folder_is_refused(copy, path):
    manifest = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    manifest["resources"][0]["path"] = path
    (copy / "datapackage.json").write_text(json.dumps(manifest), encoding="utf-8")
    catalog.read_catalog.cache_clear()
    with pytest.raises(DamagedTable, match="leaves the data folder"):
        load("treaties")


# Where the tables lie


def test_the_checkout_has_no_packaged_copy_and_reads_its_own_folder():
    assert catalog.data_folder() == ROOT / "data"


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
    assert int(rows) == RECORDS["treaties"]["rows"]


def test_the_front_door_has_what_it_says():
    assert all(hasattr(diplomacy_lib, name) for name in diplomacy_lib.__all__)
