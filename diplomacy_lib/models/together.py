"""Who was together: counts of persons and of pairs in the same conversation.

`Together` is prepared once from a table of names and then answers every question of a panel fast.
"""

from collections.abc import Collection

import numpy as np
import pandas as pd


class Together:
    """Who was with whom: `rows` has one row for each name in each conversation.

    Needs the columns `conversation_id`, `person` and `people` (how many names the log has in the
    conversation). Another column can stand for `conversation_id`: give its name as `unit`.

    >>> rows = pd.DataFrame({"conversation_id": [1, 1, 1, 2, 2], "person": list("abcab")})
    >>> Together(rows.assign(people=[3, 3, 3, 2, 2])).people().loc["a"].tolist()
    [2, 3, 2]
    """

    def __init__(self, rows: pd.DataFrame, unit: str = "conversation_id") -> None:
        rows = rows.drop_duplicates([unit, "person"])
        person, names = pd.factorize(rows["person"], sort=True)
        room, _ = pd.factorize(rows[unit])
        order = np.lexsort((person, room))
        self._names = pd.Index(names, name="person")
        self._person, self._room = person[order], room[order]
        self._size = rows["people"].to_numpy()[order]
        first, second = _pairs(self._room)
        self._ends = self._person[first], self._person[second]
        self._pair_size = self._size[first]
        codes = self._ends[0].astype("int64") * len(names) + self._ends[1]
        links, self._link = np.unique(codes, return_inverse=True)
        self._links = links // len(names), links % len(names)

    def links(
        self,
        largest: float = np.inf,
        without: Collection[str] = (),
        *,
        among: Collection[str] | None = None,
    ) -> pd.DataFrame:
        """Return each pair that was ever together: first, second, records (those with both).

        `largest` leaves out conversations with more names; `without` leaves out persons, after
        that rule; `among` keeps only links between these persons.
        """
        both = self._both(largest, without)
        met = both > 0
        if among is not None:
            wanted = self._names.isin(list(among))
            met &= wanted[self._links[0]] & wanted[self._links[1]]
        first, second = (self._names[end[met]] for end in self._links)
        return pd.DataFrame({"first": first, "second": second, "records": both[met]})

    def people(self, largest: float = np.inf, without: Collection[str] = ()) -> pd.DataFrame:
        """Return for each person the different partners, the encounters and the records.

        Meeting the same partner again is another encounter. Records count those with company.
        Most partners first. See `links` for what can be left out.
        """
        both = self._both(largest, without)
        kept = self._kept(without)[self._person] & (self._size <= largest)
        kept &= np.bincount(self._room, kept)[self._room] > 1
        count, ends = len(self._names), np.concatenate(self._links)
        columns = {
            "partners": np.bincount(ends, np.tile(both > 0, 2), count),
            "encounters": np.bincount(ends, np.tile(both, 2), count),
            "records": np.bincount(self._person[kept], minlength=count),
        }
        table = pd.DataFrame(columns, index=self._names).astype("int64")
        return table[table["partners"] > 0].sort_values("partners", ascending=False, kind="stable")

    def _both(self, largest: float, without: Collection[str]) -> np.ndarray:
        """Return for each pair the number of conversations with both."""
        kept = self._kept(without)
        chosen = (self._pair_size <= largest) & kept[self._ends[0]] & kept[self._ends[1]]
        return np.bincount(self._link[chosen], minlength=len(self._links[0]))

    def _kept(self, without: Collection[str]) -> np.ndarray:
        return ~self._names.isin(list(without))


def _pairs(room: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of every two rows in the same room; `room` is sorted."""
    size = np.bincount(room)
    end = np.cumsum(size)[room]
    later = end - np.arange(len(room)) - 1
    first = np.repeat(np.arange(len(room)), later)
    step = np.arange(len(first)) - np.repeat(np.cumsum(later) - later, later)
    return first, first + 1 + step
