"""How readers judge a memo: a rubric of five criteria, a sheet of levels, their agreement."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ...errors import CourseError, did_you_mean

RUBRIC = {
    "evidence": (
        "Type, period and unit of the evidence match the claim.",
        "… and the memo says what the chart cannot show.",
    ),
    "uncertainty": (
        "The reasons fit the grade.",
        "… and the memo names what would move it.",
    ),
    "counter": (
        "The counter-evidence is real, and the strongest there is.",
        "… and the claim is adjusted in reply.",
    ),
    "perspectives": (
        "Each side would recognise itself.",
        "… and what is disputed is kept apart from what is valued.",
    ),
    "advice": (
        "Options, costs and choice follow from the claims.",
        "… and the named reader could act on it.",
    ),
}
LEVELS = {0: "absent", 1: "partial", 2: "sound", 3: "excellent"}


def rubric() -> pd.DataFrame:
    """Return the rubric: five criteria, what is sound (2), and what is excellent (3).

    Opposite advice on equal support gets equal points; whether a memo is complete gets none.
    """
    rows = [(name, sound, excellent) for name, (sound, excellent) in RUBRIC.items()]
    return pd.DataFrame(rows, columns=["criterion", "sound (2)", "excellent (3)"])


def rated(memo_id: str, rater: str, levels: Mapping[str, int]) -> pd.DataFrame:
    """Return one rater's levels of one memo as rows, as `ratings_example` has them.

    >>> sheet = rated("A", "me", dict.fromkeys(RUBRIC, 2))
    >>> int(sheet["level"].sum())
    10
    """
    for name, level in levels.items():
        if name not in RUBRIC:
            raise CourseError(f"There is no criterion {name!r}. {did_you_mean(name, RUBRIC)}")
        if level not in LEVELS:
            raise CourseError(f"{name} cannot be {level!r}: a level is 0, 1, 2 or 3.")
    if missing := [name for name in RUBRIC if name not in levels]:
        raise CourseError(f"Not rated yet: {', '.join(missing)}.")
    rows = [(memo_id, rater, name, int(levels[name])) for name in RUBRIC]
    return pd.DataFrame(rows, columns=["memo_id", "rater", "criterion", "level"])


def kappa(first: Sequence[int], second: Sequence[int]) -> float | None:
    """Cohen's kappa: how far two raters agree beyond what their habits alone would give.

    (observed − expected) / (1 − expected), where *expected* is the sum over levels of the product
    of the two raters' shares. Undefined, and None, where expected is 1: both gave one level only.
    Cohen, J. (1960). A coefficient of agreement for nominal scales.

    >>> kappa([2, 2, 1, 0], [2, 1, 1, 0])
    0.6363636363636364
    """
    pairs = list(zip(first, second, strict=True))
    if not pairs:
        return None
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    levels = {level for pair in pairs for level in pair}
    shares = [(list(first).count(level) / n, list(second).count(level) / n) for level in levels]
    expected = sum(a * b for a, b in shares)
    return None if expected == 1 else (observed - expected) / (1 - expected)
