"""Whether a value read from JSON has the shape that a record needs; if not, where and why.

A shape is one of these; what a record has besides does not matter:

- a type, or a set of the texts that are allowed;
- a list with the shape of its entries, of which there is at least one: `[str]`, or that need not
  have any: `[str, ...]`; a tuple with the shape of each entry;
- a dictionary with the shape of each entry that must be there.
"""

from dataclasses import dataclass
from typing import Any

NAMES = {str: "a text", int: "a whole number", bool: "true or false", dict: "a record"}


@dataclass(frozen=True)
class Optional:
    """The shape of an entry that may be left out."""

    shape: Any


def optional(shape: Any) -> Optional:
    """Return the shape of an entry that may be left out."""
    return Optional(shape)


def misfit(value: Any, shape: Any, place: str = "the file") -> str:
    """Return a sentence on the first place that has another shape, or nothing.

    >>> misfit({"rows": "32"}, {"rows": int}, "treaties")
    "'rows' of treaties is '32' and not a whole number"
    >>> misfit({}, {"rows": int}, "treaties")
    "treaties has no 'rows'"
    """
    if isinstance(shape, dict):
        return _of_record(value, shape, place)
    if isinstance(shape, list | tuple):
        return _of_list(value, shape, place)
    if isinstance(shape, set):
        fits, wanted = isinstance(value, str) and value in shape, " or ".join(sorted(shape))
    else:
        fits, wanted = type(value) is shape, NAMES.get(shape, "a list")
    return "" if fits else f"{place} is {str(value)[:40]!r} and not {wanted}"


def _of_list(value: Any, shape: list | tuple, place: str) -> str:
    if not isinstance(value, list):
        return f"{place} is {str(value)[:40]!r} and not a list"
    if isinstance(shape, tuple) and len(value) != len(shape):
        return f"{place} has {len(value)} entries and not {len(shape)}"
    if not value and len(shape) == 1:
        return f"{place} is empty"
    inner = shape if isinstance(shape, tuple) else shape[:1] * len(value)
    pairs = zip(value, inner, strict=True)
    wrong = (misfit(entry, each, f"an entry of {place}") for entry, each in pairs)
    return next(filter(None, wrong), "")


def _of_record(value: Any, shape: dict[str, Any], place: str) -> str:
    if not isinstance(value, dict):
        return f"{place} is {str(value)[:40]!r} and not a record"
    for name, inner in shape.items():
        may_lack = isinstance(inner, Optional)
        if name not in value:
            if may_lack:
                continue
            return f"{place} has no {name!r}"
        wrong = misfit(value[name], inner.shape if may_lack else inner, f"{name!r} of {place}")
        if wrong:
            return wrong
    return ""
