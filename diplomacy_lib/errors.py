"""Errors that one sentence explains, and the sentence that names what was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


class CourseError(Exception):
    """A mistake that its own sentence explains: Jupyter shows the sentence and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


def did_you_mean(wrong: object, known: Iterable[str]) -> str:
    """Return a sentence that names the near matches of `wrong`, or `known` if none is near.

    >>> did_you_mean("polls", ["nuclear_stockpiles", "treaties"])
    'There are: nuclear_stockpiles, treaties.'
    >>> did_you_mean("treatys", ["nuclear_stockpiles", "treaties"])
    'Did you mean treaties?'
    """
    names = list(known)
    near = get_close_matches(str(wrong), names, n=3)
    if near:
        return f"Did you mean {' or '.join(near)}?"
    if len(names) > 100:
        return f"None of the {len(names)} is near."
    return f"There are: {', '.join(names)}." if names else "There are none."
