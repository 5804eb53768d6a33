"""Tables whose file packs many rows into a line, unpacked: one letter each, or a list of ids.

The manifest declares the packing of such a table; nothing here knows a table by its name.
"""

from io import BytesIO

import numpy as np
import pandas as pd

from .records import RESTORE, DamagedTable, Table


def unpack(table: Table) -> pd.DataFrame:
    """Return a packed table one observation a row, with the columns that the manifest declares."""
    kinds = {"letters": _from_letters, "lists": _from_lists}
    return kinds[table.packing.kind](table)


def grid(table: Table) -> tuple[np.ndarray, np.ndarray]:
    """Return the keys of the lines, and for each line one number per key of the packing.

    The number is the place of the letter in the packing's `letters`, and -1 where there is none.
    """
    keys, letters = _lines(table)
    numbers = np.full(256, -2, dtype=np.int8)
    numbers[ord(table.packing.absent)] = -1
    numbers[[ord(letter) for letter in table.packing.letters]] = range(len(table.packing.letters))
    places = numbers[letters]
    if (places == -2).any():
        raise _unlike(table)
    return keys, places


def _lines(table: Table) -> tuple[np.ndarray, np.ndarray]:
    """Split every line after its key; the letters stand at its end, one byte each."""
    header, _, body = table.read().partition(b"\n")
    width = len(table.packing.keys)
    content = np.frombuffer(body, dtype=np.uint8)
    ends = np.flatnonzero(content == ord("\n"))
    commas = np.flatnonzero(content == ord(","))
    named = f"{table.fields[0].name},{table.packing.packed}".encode()
    if header != named or not np.array_equal(commas + width + 1, ends):
        raise _unlike(table)
    starts = np.concatenate(([0], ends[:-1] + 1))
    try:
        keys = [int(body[start:comma]) for start, comma in zip(starts, commas, strict=True)]
    except ValueError:
        raise _unlike(table) from None
    if len(set(keys)) < len(keys):
        raise _unlike(table)
    return np.array(keys), content[commas[:, None] + np.arange(1, width + 1)]


def _from_letters(table: Table) -> pd.DataFrame:
    lines, places = grid(table)
    present = places >= 0
    line, key = np.nonzero(present)
    if len(line) != table.rows:
        raise _unlike(table)
    key = key.astype(np.int16)
    words = list(table.packing.letters.values())
    line_name, key_name, word_name = (field.name for field in table.fields)
    return pd.DataFrame(
        {
            line_name: lines[line],
            key_name: pd.Categorical.from_codes(key, list(table.packing.keys)),
            word_name: pd.Categorical.from_codes(places[present], words, ordered=True),
        }
    )


def _from_lists(table: Table) -> pd.DataFrame:
    content = table.read()
    try:
        stored = pd.read_csv(BytesIO(content), dtype="str", keep_default_na=False, encoding="utf-8")
    except ValueError:  # no UTF-8, or no CSV
        raise _unlike(table) from None
    others = [field.name for field in table.fields if field.name in stored]
    if list(stored.columns) != [*others, table.packing.packed] or stored.duplicated(others).any():
        raise _unlike(table)
    lists = stored.pop(table.packing.packed)
    frame = stored.loc[np.repeat(stored.index, lists.str.count(" ") + 1)].reset_index(drop=True)
    (listed,) = {field.name for field in table.fields} - set(others)
    frame[listed] = " ".join(lists).split(" ")
    if len(frame) != table.rows or (frame == "").any(axis=None):
        raise _unlike(table)
    return frame[[field.name for field in table.fields]]


def _unlike(table: Table) -> DamagedTable:
    return DamagedTable(f"{table.path.name} is not packed as the manifest says. {RESTORE}")
