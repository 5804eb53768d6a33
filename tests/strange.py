"""Objects that no exercise asks for, and that must not bring a check down."""

import datetime as dt
from decimal import Decimal

import altair as alt
import numpy as np
import pandas as pd


class Trap:
    """An object of which one special method or property raises."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Trap({self.name!r})"


def trap(name):
    """Return an object that raises when Python asks it for `name`."""

    def spring(*_):
        raise RuntimeError(f"{name} is a trap")

    body = {name: property(spring) if name in {"__class__", "shape", "name"} else spring}
    if name == "__eq__":
        body["__hash__"] = object.__hash__
    return type("Trap", (), body)()


class Endless(list):
    """A list that does not say how long it is."""

    def __len__(self):
        raise RuntimeError("no length")


TRAPS = ["__class__", "__eq__", "__len__", "__float__", "__int__", "__hash__", "__iter__",
         "__repr__", "__bool__", "__getattr__"]  # fmt: skip

STRANGE = {
    "None": None,
    "NaN": float("nan"),
    "infinity": float("inf"),
    "minus infinity": float("-inf"),
    "dots in a list": [...],
    "nothing in a list": [None],
    "NaN in a list": [float("nan")],
    "infinity in a list": [float("inf")],
    "an endless list": Endless([1]),
    "a number as text": "1986",
    "no text": "",
    "a Series": pd.Series([1986, 1991]),
    "a Series of one": pd.Series([1986]),
    "a Series of things": pd.Series([object(), None]),
    "no Series": pd.Series([], dtype="float64"),
    "a DataFrame": pd.DataFrame({"year": [1986]}),
    "no DataFrame": pd.DataFrame(),
    "an index": pd.Index([1986]),
    "an array": np.array([1986, 1991]),
    "an array without dimension": np.array(1986),
    "a function": len,
    "a class": int,
    "true": True,
    "false": False,
    "numpy's true": np.True_,
    "a complex number": 1986 + 0j,
    "numpy's complex number": np.complex128(1986 + 1j),
    "a small complex number": np.complex64(1967 + 1j),
    "a complex number in a list": [1j],
    "a huge whole number": 10**400,
    "a huge number in a list": [10**400],
    "numpy's NaN": np.float64("nan"),
    "numpy's small NaN": np.float32("nan"),
    "not a time": np.datetime64("NaT"),
    "pandas' NA": pd.NA,
    "pandas' NaT": pd.NaT,
    "NA in a list": [pd.NA],
    "days": pd.Timedelta(days=1986),
    "numpy's days": np.timedelta64(1986, "D"),
    "numpy's days in a list": [np.timedelta64(1986, "D")],
    "a far date": np.datetime64("20000-01-01"),
    "a signalling NaN": Decimal("sNaN"),
    "a decimal NaN": Decimal("NaN"),
    "a time of day": dt.time(12),
    "a dictionary": {"a": None, 1: [...]},
    "no dictionary": {},
    "lists in a set's place": [[1], [2]],
    "bytes": b"1986",
    "a range": range(3),
    "a generator": (n for n in ()),
    "an empty chart": alt.Chart(),
    "half a chart": alt.Chart(pd.DataFrame({"a": [1]})).encode(x="b"),
    "an exception": ValueError("no"),
} | {f"a trap in {name}": trap(name) for name in TRAPS}

STRANGE |= {f"a list with a trap in {name}": [trap(name)] for name in TRAPS}
STRANGE |= {f"a dictionary with a trap in {name}": {"a": trap(name)} for name in TRAPS}
STRANGE |= {f"a Series with a trap in {name}": pd.Series([trap("__eq__")]) for name in ["__eq__"]}
