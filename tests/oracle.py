"""Print what negmas and nashpy give for the course's scenario: `python tests/oracle.py data`.

Needs `pip install negmas==0.16.0 nashpy==0.0.43` in an environment of its own; the course does
not depend on them (negmas is AGPL and half a gigabyte). Fixtures in test_bargaining.py hold this.
"""

import csv
import sys
from pathlib import Path

FLOOR = 55


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"negotiation_{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def sides(folder: Path):
    """Return an outcome space and the two negotiators' utility functions in it."""
    from negmas import make_issue
    from negmas.outcomes import make_os
    from negmas.preferences import LinearAdditiveUtilityFunction
    from negmas.preferences.value_fun import TableFun

    issues = sorted(rows(folder, "issues"), key=lambda row: int(row["order"]))
    space = make_os([make_issue(int(row["n_options"]), name=row["issue"]) for row in issues])
    paid = {(row["issue"], int(row["option"])): row for row in rows(folder, "payoffs")}
    functions = [
        LinearAdditiveUtilityFunction(
            [
                TableFun(
                    {n: int(paid[row["issue"], n][side]) for n in range(int(row["n_options"]))}
                )
                for row in issues
            ],
            outcome_space=space,
            reserved_value=float(FLOOR),
        )
        for side in ("rus", "usa")
    ]
    return space, functions


def main() -> None:
    import nashpy
    import negmas
    import numpy as np
    from negmas.preferences import ops

    print(f"negmas {negmas.__version__}, nashpy {nashpy.__version__}")
    space, functions = sides(Path(sys.argv[1]))
    packages = list(space.enumerate())
    points = [tuple(int(function(package)) for function in functions) for package in packages]
    zone = [pair for pair in points if min(pair) >= FLOOR]
    ranges = tuple((FLOOR, max(pair[side] for pair in zone)) for side in (0, 1))
    frontier, _ = ops.pareto_frontier(functions, outcomes=packages)
    print("outcomes", len(packages))
    print("frontier", sorted((int(a), int(b)) for a, b in frontier))
    for name in ("nash", "kalai", "max_welfare"):
        found = getattr(ops, f"{name}_points")(functions, frontier, outcome_space=space)
        print(name, [tuple(map(int, pair)) for pair, _ in found])
    found = ops.ks_points(functions, frontier, ranges=ranges, outcome_space=space)
    print("kalai_smorodinsky", [tuple(map(int, pair)) for pair, _ in found])
    game = nashpy.Game(np.array([[6, 0], [9, 2]]), np.array([[6, 9], [0, 2]]))
    print("equilibria", [[side.tolist() for side in pair] for pair in game.support_enumeration()])


if __name__ == "__main__":
    main()
