"""The course's scenario for tests, and small ones made of numbers."""

from functools import cache

import numpy as np

from diplomacy_lib import load
from diplomacy_lib.models.bargaining.scenario_files import FILES, scenario
from diplomacy_lib.models.bargaining.scenarios import Issue, Party, Scenario


@cache
def table_tops() -> Scenario:
    """Return the scenario that the course's tables hold."""
    return scenario(tables())


def tables() -> dict:
    return {name: load(f"negotiation_{name}") for name in FILES}


def invented(worths: list[list[tuple[int, int]]], floors: tuple[int, int] = (0, 0)) -> Scenario:
    """Return a scenario of two sides, A and B; `worths` has (A, B) of each option of each issue."""
    issues = tuple(
        Issue(f"issue{n}", f"Issue {n}", tuple(map(str, range(len(options)))), worth_of(options))
        for n, options in enumerate(worths)
    )
    return Scenario(issues, tuple(Party(c, c, True, f) for c, f in zip("AB", floors, strict=True)))


def worth_of(options: list[tuple[int, int]]) -> dict[str, tuple[int, ...]]:
    return {"A": tuple(a for a, _ in options), "B": tuple(b for _, b in options)}


def dominated(points: np.ndarray) -> np.ndarray:
    """Say of each row, slowly and by the definition, whether another improves on it."""
    return np.array([any((p >= q).all() and (p > q).any() for p in points) for q in points])
