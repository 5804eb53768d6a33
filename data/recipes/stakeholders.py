"""By hand → stakeholders: the players beside the states, what each wants and what it can do.

Words, choice and coding are ours. One row is one interest of one kind of player, on any side.
"""

from pathlib import Path
from typing import NamedTuple

import pandas as pd


class Player(NamedTuple):
    """One interest of one kind of player."""

    stakeholder: str
    interest: str
    means: str
    lesson: str | None
    traces: str | None


PLAYERS = [
    Player(
        "intelligence agencies",
        "know the other side's plans",
        "collect and assess; brief the leader before a meeting",
        "08",
        "incidents that a dataset attributes to a government",
    ),
    Player(
        "intelligence agencies",
        "keep a channel that is not public",
        "carry messages, arrange exchanges",
        "02",
        "advisers and envoys in the records of meetings",
    ),
    Player(
        "intelligence agencies",
        "limit the other side's agents",
        "name officers for expulsion",
        "06",
        "expulsions and the answers to them",
    ),
    Player(
        "think tanks and NGOs",
        "shape what officials believe possible",
        "publish estimates, host unofficial talks",
        "04",
        "stockpile estimates made outside governments",
    ),
    Player(
        "think tanks and NGOs",
        "hold governments to what they signed",
        "count, report, campaign",
        "01",
        "a clock that a group of scientists sets",
    ),
    Player(
        "private sector",
        "sell, buy and invest across the border",
        "lobby, comply, leave a market",
        "07",
        "trade before and after sanctions",
    ),
    Player(
        "private sector",
        "protect its networks",
        "detect attacks and name who it thinks did them",
        "08",
        "targets and attribution of incidents",
    ),
    Player(
        "private sector",
        "secure energy supply and sales",
        "sign long contracts, build pipelines",
        "09",
        "energy mix and production",
    ),
    Player(
        "public opinion",
        "live without war or its costs",
        "reward or punish leaders, where elections are open",
        "11",
        "surveys of how one public sees another country",
    ),
    Player(
        "public opinion",
        "travel, study and keep in touch",
        "visit, write, exchange",
        "11",
        "visas issued in a year",
    ),
]


def build(sources: Path) -> pd.DataFrame:
    """One row per interest, sorted by player: stakeholder, interest, means, lesson, traces.

    No upstream file is read.
    """
    return pd.DataFrame(PLAYERS).sort_values(["stakeholder", "interest"], ignore_index=True)
