"""The recipes: they rebuild every table, and answer a file of another shape with a sentence."""

import importlib
import re
import shutil

import pytest
from shelf import (
    DATA,
    PACKAGE,
    RECIPES,
    RESOURCES,
    ROOT,
    SOURCES,
    TABLES,
    is_table,
    needs_sources,
    run_recipes,
)


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
    into = ("doomsday_clock", "--into", tmp_path / "out")
    assert run_recipes(SOURCES, *into, recipes=recipes).returncode == 0
    assert (copy / "datapackage.json").read_bytes() == damaged
    check = run_recipes(SOURCES, "doomsday_clock", "--check", recipes=recipes)
    assert check.returncode == 1
    assert "doomsday_clock" in check.stderr
    assert run_recipes(SOURCES, "doomsday_clock", recipes=recipes).returncode == 0
    assert run_recipes(SOURCES, "doomsday_clock", "--check", recipes=recipes).returncode == 0
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


# One wrong thing in an upstream file

WRONG = {  # table, file, what is replaced in it, by what, the sentence
    "a dyad that does not fit its states": (
        "cyber_incidents", "cyber_dcid2/dcid2_incidents.csv", ",2365,US,Russia,", ",2365,US,Iran,",
        "Expected the dyads to fit their states",
    ),
    "a code for a method that nobody knows": (
        "cyber_incidents", "cyber_dcid2/dcid2_incidents.csv", ",4.4,", ",9.4,",
        "new here: 9",
    ),
    "a group without a code that is new": (
        "co2_emissions", "co2_energy_owid/annual_co2_by_country_later_vintage.csv",
        "Ryukyu Islands (GCP),", "Old Ryukyu (GCP),", "new: Old Ryukyu (GCP)",
    ),
    "a code that is not ISO": (
        "co2_vintages", "co2_energy_owid/co2_selected_two_vintages.csv", "OWID_WRL", "OWID_ALL",
        "new here: OWID_ALL",
    ),
    "a place that is gone": (
        "energy_use", "co2_energy_owid/primary_energy_cons.csv", "Belarus", "Byelorussia",
        "Expected rows on Belarus",
    ),
    "a nationality that is new": (
        "space_missions", "space/astronaut_missions_1961_2019.csv", "Malysia", "Malaya",
        "new here: Malaya",
    ),
    "a total that is not the sum": (
        "us_visas_yearly", "us_visas/niv_issued_russia_fy1997_2015.csv",
        "2013,F-1,6278", "2013,F-1,6279", "to be the sum of its classes",
    ),
    "a month that is gone": (
        "approval_extract", "presidential_approval/putin_approval_levada_1999.csv",
        "2014-03-15", "2004-03-15", "Expected 37 months by Levada",
    ),
    "a month of the index that is gone": (
        "risk_extract", "geopolitical_risk_gpr/gpr_monthly.csv", "2014-03-01", "2094-03-01",
        "Expected 45 months",
    ),
}  # fmt: skip


@needs_sources
@pytest.mark.parametrize(
    ("table", "file", "old", "new", "sentence"), WRONG.values(), ids=WRONG.keys()
)
def test_wrong_source_is_explained(tmp_path, table, file, old, new, sentence):
    text = (SOURCES / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).parent.mkdir()
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    done = run_recipes(tmp_path, table, "--into", tmp_path / "out")
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


@needs_sources
@pytest.mark.parametrize(
    ("file", "table", "old", "new", "sentence"),
    [
        ("us_troops_troopdata/troopdata_v1_country_year.csv", "us_troops",
         "Canada,20,CAN,1952,", "Canada,20,CAN,1952,9", "Expected 1952 to copy 1951"),
        ("milex_worldbank/ms.mil.xpnd.gd.zs.csv", "military_spending",
         "World,WLD,", "World,XYZ,", "new or gone: WLD, XYZ"),
        ("us_census_trade/us_goods_trade_annual_all_partners.csv", "us_trade_yearly",
         "1993,4610,USSR,0.0", "1993,4610,USSR,5.0", "Expected only zeros"),
        ("sanctions_gsdb_v4/GSDB_V4.csv", "sanctions_cases",
         "Russia,Ukraine,1993,1996", "Russia,Ukraine,1993,2023", "running cases to end in 2023"),
        ("hand_compiled_facts/unsc_vetoes_since_2022-09-30.csv", "vetoes",
         "2026-04-07", "2027-04-07", "new: 2027-04-07; gone: 2026-04-07"),
        ("hand_compiled_facts/expulsions.csv", "expulsions",
         "staff cap", "party", "a kind of step; new here: party"),
        ("basemaps_iso/world-atlas_countries-110m.json", "coastlines",
         "[[163,164]]", "[[164,163]]", "Expected Crimea as a polygon of its own"),
    ],
)  # fmt: skip
def test_a_file_of_another_shape_is_refused(tmp_path, file, table, old, new, sentence):
    for folder in {file.split("/")[0], "basemaps_iso", "unsc_vetoes"}:
        shutil.copytree(SOURCES / folder, tmp_path / folder, copy_function=shutil.copyfile)
        (tmp_path / folder).chmod(0o755)
    text = (tmp_path / file).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / file).write_text(
        text.replace(old, new, 1 if "WLD" not in old else -1), encoding="utf-8"
    )
    done = run_recipes(tmp_path, table, "--into", tmp_path / "out")
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


NAMES = sorted(path.stem for path in RECIPES.glob("*.py") if is_table(path))

# A file that is not there, and one of quite another shape: every recipe


@pytest.fixture
def recipe(request, monkeypatch):
    """Return the function that builds a table, as the recipes' command line calls it."""
    monkeypatch.syspath_prepend(RECIPES)
    return importlib.import_module(request.param).build


def refusal(build, folder):
    """Return the sentence with which a recipe refuses what is in a folder, or nothing."""
    try:
        build(folder)
    except Exception as error:  # only the recipes' own error has a sentence
        assert type(error).__name__ == "UpstreamError", f"{type(error).__name__}: {error}"  # noqa: PT017
        return str(error)
    return ""


COMPILED_HERE = {
    "stakeholders",
    "stakeholder_interests",
}  # their facts stand in the recipe


@pytest.mark.parametrize("recipe", [pytest.param(n, id=n) for n in NAMES], indirect=True)
@pytest.mark.parametrize("content", ["wrong\n1\n", "", "{}", "\xff\xfe", "a,b\n1\n2,3,4\n"])
def test_recipe_says_what_it_expected(recipe, tmp_path, content):
    said = refusal(recipe, tmp_path)
    if recipe.__module__ in COMPILED_HERE:
        assert said == ""
        return
    file = re.match(r"Expected the file (\S+) in the sources folder; it is not there", said)
    assert file, said
    upstream = tmp_path / file[1]
    upstream.parent.mkdir(parents=True)
    upstream.write_text(content, encoding="latin-1")
    assert refusal(recipe, tmp_path).startswith(f"Expected {file[1]} to ")


# The page of all tables


def test_page_is_the_one_that_the_manifest_gives(monkeypatch):
    monkeypatch.syspath_prepend(RECIPES)
    page = importlib.import_module("page").page(PACKAGE)
    assert (DATA / "README.md").read_bytes().decode("utf-8") == page, "python data/recipes --page"
    for name, resource in RESOURCES.items():
        (line,) = (line for line in page.splitlines() if f"| [{name}](" in line)
        section = page[: page.index(line)].rpartition("\n## ")[2].partition("\n")[0]
        assert section.lower() == resource["licence_class"].lower()
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        rows = resource.get("packing", resource)["rows"]
        first, last = resource["coverage"]["years"]
        assert len(cells) == 8
        assert cells[1] == resource["title"]
        assert all(licence["name"] in cells[2] for licence in resource["licenses"])
        assert all(source["path"] in cells[3] for source in resource["sources"])
        assert cells[4:] == [
            f"{rows:,}" if rows else "shapes",
            f"{resource['bytes'] / 1000:,.1f}",
            f"{first}–{last}",
            ", ".join(resource["lessons"]),
        ]


def test_page_leads_to_files_and_the_front_page_leads_to_it():
    page = (DATA / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", page):
        assert target.startswith("https://") or (DATA / target).exists(), target
    assert "](data/README.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
