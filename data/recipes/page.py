"""The page of all tables, data/README.md: written from the manifest and from nothing else."""

HEAD = """# The tables

{count} tables, {size:.1f} MB. This page is written by `python data/recipes --page` from
[datapackage.json](datapackage.json), which has the columns, units, caveats and citations too; in
Python `info("treaties")` shows them. Each table has a recipe in [recipes](recipes) or, for the
scenario of lesson 12, was written for the course. `make data SOURCES=folder` rebuilds them, and
`python data/recipes --refresh` says where next year's files are published.

`cite-only` has no formal licence: a small extract, cited.
"""
COLUMNS = ["table", "what it holds", "licence", "source", "rows", "kB", "years", "lessons"]


def page(package: dict) -> str:
    """Return the page as Markdown: one table of tables for each class of licence."""
    resources = package["resources"]
    size = sum(resource["bytes"] for resource in resources) / 1e6
    parts = [HEAD.format(count=len(resources), size=size)]
    for kind in sorted({resource["licence_class"] for resource in resources}):
        rows = [line(r) for r in resources if r["licence_class"] == kind]
        rule = ["---:" if name in {"rows", "kB"} else "---" for name in COLUMNS]
        table = "\n".join(f"| {' | '.join(cells)} |" for cells in (COLUMNS, rule, *rows))
        parts.append(f"## {kind[0].upper()}{kind[1:]}\n\n{table}\n")
    return "\n".join(parts)


def line(resource: dict) -> list[str]:
    """Return the cells of one table."""
    rows = resource.get("packing", resource)["rows"]
    return [
        f"[{resource['name']}]({resource['path']})",
        resource["title"],
        ", ".join(link(licence["name"], licence["path"]) for licence in resource["licenses"]),
        "; ".join(link(source["title"], source["path"]) for source in resource["sources"]),
        f"{rows:,}" if resource.get("storage") != "topojson" else "shapes",
        f"{resource['bytes'] / 1000:,.1f}",
        "–".join(str(year) for year in resource["coverage"]["years"]),
        ", ".join(resource["lessons"]),
    ]


def link(text: str, address: str) -> str:
    """Return a link; what has no address stands as it is. A bar would end the cell."""
    plain = text.replace("|", "·").replace("[", "(").replace("]", ")")
    return f"[{plain}]({address})" if address else plain
