"""The tables of this checkout as the tests read them: files, manifest, recipes."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import diplomacy_lib

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
RECIPES = DATA / "recipes"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
TABLES = {name: r for name, r in RESOURCES.items() if r.get("storage") != "topojson"}
SHAPES = [name for name in RESOURCES if name not in TABLES]
PACKED = {name: r["packing"] for name, r in RESOURCES.items() if "packing" in r}
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
    return path.stem not in {"__main__", "packing", "page", "upstream"}
