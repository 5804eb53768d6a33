"""From a table to the lines of its file, where the manifest declares codes or a packing.

Codes: a short code is stored for each word of a list.
`letters`: one line per value of the first column, with one letter for each key of the packing.
`lists`: one line per person or thing, with the values of one column joined by spaces.
The library undoes all three; `diplomacy_lib/unpacking.py` is the other half of this module.
"""

import numpy as np
import pandas as pd
from upstream import UpstreamError, recode


def pack(table: pd.DataFrame | dict, resource: dict) -> pd.DataFrame | dict:
    """Return the table as it is stored: packed and coded, where the manifest says so."""
    if isinstance(table, dict):  # a topology
        return table
    packing = resource.get("packing")
    if packing is None:
        return coded(table, resource["schema"]["fields"])
    return {"letters": as_letters, "lists": as_lists}[packing["kind"]](table, packing)


def coded(table: pd.DataFrame, fields: list[dict]) -> pd.DataFrame:
    """Replace the words of a code list by their codes, in the columns that have one."""
    codes = {
        field["name"]: {entry["label"]: entry["value"] for entry in field["categories"]}
        for field in fields
        if isinstance(field.get("categories", [None])[0], dict)
    }
    return table.assign(
        **{name: recode(table[name].dropna(), of, name) for name, of in codes.items()}
    )


def as_letters(table: pd.DataFrame, packing: dict) -> pd.DataFrame:
    """One line per value of the first column; the second is the key, the third the letter."""
    line, key, word = table.columns
    unknown = sorted(set(table[key]) - set(packing["keys"]))
    if unknown:
        raise UpstreamError(f"Expected the keys of the packing; new here: {', '.join(unknown)}.")
    lines, rows = np.unique(table[line], return_inverse=True)
    letters = {meaning: letter for letter, meaning in packing["letters"].items()}
    places = {name: place for place, name in enumerate(packing["keys"])}
    cells = np.full((len(lines), len(places)), packing["absent"])
    cells[rows, table[key].map(places)] = table[word].map(letters)
    return pd.DataFrame({line: lines, packing["packed"]: ["".join(row) for row in cells]})


def as_lists(table: pd.DataFrame, packing: dict) -> pd.DataFrame:
    """One line for every combination of the other columns, in the order of the table."""
    if table[packing["listed"]].str.contains(" ").any():
        raise UpstreamError(f"Expected no space inside a {packing['listed']}.")
    declared = [field["name"] for field in packing["fields"]]
    others = [name for name in declared if name != packing["listed"]]
    lists = table.groupby(others, sort=False)[packing["listed"]].agg(" ".join)
    return lists.rename(packing["packed"]).reset_index()
