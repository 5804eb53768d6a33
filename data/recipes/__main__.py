"""Build the tables from the upstream files: `python data/recipes SOURCES [TABLE ...]`.

`python data/recipes --refresh` says for each table where next year's file is published.
`--page` writes data/README.md, the page of all tables; a rebuild of data/ writes it too.
`--into DIR` writes the CSV files there and leaves data/ alone. `--check` builds into a temporary
folder and compares with data/ byte for byte. Otherwise data/ and the `bytes`, `hash` and `rows`
of each resource in data/datapackage.json are brought up to date.
"""

import argparse
import hashlib
import importlib
import json
import sys
import tempfile
from pathlib import Path

import pandas as pd
from packing import pack
from page import page
from upstream import UpstreamError

DATA = Path(__file__).resolve().parent.parent
MANIFEST = DATA / "datapackage.json"
PAGE = DATA / "README.md"


def read_manifest() -> dict:
    """Return data/datapackage.json."""
    return json.loads(MANIFEST.read_text(encoding="utf-8"))


def with_recipe(package: dict) -> dict[str, dict]:
    """Return the resources that have a recipe, by name."""
    here = Path(__file__).parent
    return {r["name"]: r for r in package["resources"] if (here / f"{r['name']}.py").is_file()}


def build(resource: dict, sources: Path) -> pd.DataFrame | dict:
    """Run one recipe and hold it to the manifest: the same columns, a unique key, its order."""
    name, schema = resource["name"], resource.get("packing") or resource["schema"]
    table = importlib.import_module(name).build(sources)
    if resource.get("storage") == "topojson":
        return table
    declared = [field["name"] for field in schema["fields"]]
    if list(table.columns) != declared:
        raise UpstreamError(f"{name}: built {list(table.columns)}, the manifest says {declared}.")
    if table.duplicated(schema["primaryKey"]).any():
        raise UpstreamError(f"{name}: the key {schema['primaryKey']} is not unique.")
    return table


def write(table: pd.DataFrame | dict, path: Path) -> int:
    """Write a table the one way we store tables: UTF-8, LF, true and false, blank for missing.

    A topology is written as compact JSON. Return the number of rows; a topology has none.
    """
    if isinstance(table, dict):
        text = json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n"
        path.write_bytes(text.encode("utf-8"))
        return 0
    flags = table.select_dtypes(["bool", "boolean"]).columns
    words = {name: table[name].map({True: "true", False: "false"}) for name in flags}
    table.assign(**words).to_csv(path, index=False, encoding="utf-8", lineterminator="\n")
    return len(table)


def measure(path: Path, rows: int) -> dict:
    """Return what the manifest records about a file."""
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {"bytes": len(content), "hash": f"sha256:{digest}", "rows": rows}


def rebuild(resources: list[dict], sources: Path, into: Path) -> None:
    """Build the named tables into a folder and put their measures into their resources."""
    built = [(resource, build(resource, sources)) for resource in resources]
    into.mkdir(parents=True, exist_ok=True)
    for resource, table in built:
        path = into / resource["path"]
        resource.update(measure(path, write(pack(table, resource), path)))
        if "packing" in resource:
            resource["packing"]["rows"] = len(table)


def differing(resources: list[dict], folder: Path) -> list[str]:
    """Return the tables whose file in `folder` is not the file in data/."""
    pairs = {r["name"]: (DATA / r["path"], folder / r["path"]) for r in resources}
    return [
        name
        for name, (ours, fresh) in pairs.items()
        if not ours.is_file() or ours.read_bytes() != fresh.read_bytes()
    ]


def arguments(known: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="data/recipes", description=__doc__.splitlines()[0])
    parser.add_argument("sources", type=Path, nargs="?", help="the folder of upstream files")
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=f"default: all {len(known)}")
    goal = parser.add_mutually_exclusive_group()
    goal.add_argument("--into", type=Path, help="write here and leave data/ alone")
    goal.add_argument("--check", action="store_true", help="compare with data/, change nothing")
    goal.add_argument("--refresh", action="store_true", help="say where next year's files are")
    goal.add_argument("--page", action="store_true", help="write the page of all tables")
    options = parser.parse_args()
    if options.sources is None and not (options.refresh or options.page):
        parser.error("say where the upstream files are: python data/recipes SOURCES")
    unknown = sorted(set(options.tables) - set(known))
    if unknown:
        parser.error(f"no recipe for {', '.join(unknown)}; there are {', '.join(known)}")
    return options


def main() -> str | None:
    """Do what the command line says; return a sentence when it did not work."""
    package = read_manifest()
    recipes = with_recipe(package)
    options = arguments(sorted(recipes))
    if options.refresh:
        print("\n".join(f"{r['name']}: {r['refresh']}" for r in package["resources"]))
        return None
    if options.page:
        PAGE.write_bytes(page(package).encode("utf-8"))
        return None
    chosen = [r for name, r in recipes.items() if not options.tables or name in options.tables]
    try:
        if options.check:
            with tempfile.TemporaryDirectory() as folder:
                rebuild(chosen, options.sources, Path(folder))
                changed = differing(chosen, Path(folder))
            return f"Not as in data/: {', '.join(changed)}." if changed else None
        rebuild(chosen, options.sources, options.into or DATA)
    except UpstreamError as error:
        return str(error)
    if options.into is None:
        text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
        MANIFEST.write_bytes(text.encode("utf-8"))
        PAGE.write_bytes(page(package).encode("utf-8"))
    return None


if __name__ == "__main__":
    sys.exit(main())
