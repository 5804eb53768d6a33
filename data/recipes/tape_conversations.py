"""nixon_conversations.csv → tape_conversations: every logged conversation on the tapes.

Times are kept as clock times of the day on which it began. People are counted in the list of
participants, after its repeats are dropped.
"""

from pathlib import Path

import pandas as pd
from tape_participants import PREFIX, participants
from upstream import UpstreamError, read, recode

COLUMNS = [
    "conversation_id", "room", "date", "start", "end", "time_certainty", "duration_min",
    "soviet_participant",
]  # fmt: skip
ROOMS = {
    "Oval Office": "Oval Office",
    "White House Telephone": "White House telephone",
    "Executive Office Building (hideaway office)": "Hideaway office",
    "Camp David, Aspen Lodge (hard wire)": "Camp David, Aspen Lodge",
    "Camp David study table telephone": "Camp David study table telephone",
    "Camp David study desk telephone": "Camp David study desk telephone",
    "Cabinet Room": "Cabinet Room",
}


def build(sources: Path) -> pd.DataFrame:
    """One row per conversation, sorted by its number.

    Columns: conversation_id, room, date, start, end, time_certainty, minutes, people,
    soviet_present.
    """
    upstream = read(sources / "nixon_tapes" / "nixon_conversations.csv", COLUMNS)
    if (upstream["start"].str[:10] != upstream["date"]).any():
        raise UpstreamError("Expected every conversation to start on its date.")
    number = upstream["conversation_id"].str.removeprefix(PREFIX)
    people = participants(sources).groupby("conversation_id").size()
    table = pd.DataFrame(
        {
            "conversation_id": number,
            "room": recode(upstream["room"], ROOMS, "a room"),
            "date": upstream["date"],
            "start": upstream["start"].str[11:16],
            "end": upstream["end"].str[11:16],
            "time_certainty": upstream["time_certainty"],
            "minutes": upstream["duration_min"].astype(float).astype(int),
            "people": number.map(people).fillna(0).astype(int),
            "soviet_present": upstream["soviet_participant"].notna(),
        }
    )
    return table.sort_values("conversation_id", ignore_index=True)
