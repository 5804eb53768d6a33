"""By hand → stakeholder_interests: one published list of what four parties want, and our coding.

The interests are the list's, not ours. The topic of each, and the lesson in which its traces are
measured, are ours; a learner changes the coding and adds to the list.
"""

from pathlib import Path

import pandas as pd

INTERESTS = [
    ("CHN", "regional power balance", "order", "05"),
    ("CHN", "economic partnerships", "economy", "07"),
    ("CHN", "global governance", "institutions", "09"),
    ("EU", "stability in eastern Europe", "order", "05"),
    ("EU", "energy security", "economy", "09"),
    ("EU", "trade policies", "economy", "07"),
    ("RUS", "security", "security", "04"),
    ("RUS", "sanctions relief", "economy", "07"),
    ("RUS", "military presence", "security", "05"),
    ("RUS", "regional influence", "order", "05"),
    ("USA", "human rights", "rights", "03"),
    ("USA", "counter-terrorism", "security", None),
    ("USA", "NATO relations", "order", "05"),
    ("USA", "trade agreements", "economy", "07"),
]


def build(sources: Path) -> pd.DataFrame:
    """One row per interest, sorted by party and interest: stakeholder, interest, topic, lesson.

    No upstream file is read.
    """
    table = pd.DataFrame(INTERESTS, columns=["stakeholder", "interest", "topic", "lesson"])
    return table.sort_values(["stakeholder", "interest"], ignore_index=True)
