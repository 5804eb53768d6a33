"""nixon_conversations.csv → tape_events: the 30 records with Soviet officials, merged to 25 events.

The rule: a record is an event of its own if it starts when or after all earlier ones have ended;
else it belongs to the event before it. An event with a telephone record is not face to face. Who
had come is read in the list of participants and coded by hand.
"""

from pathlib import Path

import pandas as pd
from upstream import expect_same_keys, read

COLUMNS = ["conversation_id", "room", "start", "end", "soviet_participant"]
KINDS = {
    "521-005": "ambassador", "532-006": "ambassador", "006-040": "ambassador",
    "006-079": "ambassador", "261-031": "ambassador", "580-020": "top", "634-012": "visitor",
    "019-065": "ambassador", "705-013": "ambassador", "022-097": "ambassador",
    "024-070": "ambassador", "723-005": "visitor", "190-020": "ambassador",
    "756-019": "ambassador", "764-002": "visitor", "764-001": "ambassador", "765-025": "visitor",
    "790-007": "top", "798-013": "visitor", "803-018": "visitor", "812-004": "visitor",
    "384-004": "ambassador", "034-030": "ambassador", "872-011": "ambassador",
    "884-008": "visitor", "890-015": "visitor", "040-052": "ambassador", "943-008": "top",
    "944-001": "top", "126-003": "top",
}  # fmt: skip


def event_numbers(records: pd.DataFrame) -> pd.Series:
    """Number the events of records in order of their start, by the rule above."""
    earlier = records["end"].cummax().shift(fill_value="")
    return (records["start"] >= earlier).cumsum()


def build(sources: Path) -> pd.DataFrame:
    """One row per record, sorted by event.

    Columns: event_id, conversation_id, start, end, face_to_face, kind.
    Start and end are those of the event, and so the same in all its rows.
    """
    upstream = read(sources / "nixon_tapes" / "nixon_conversations.csv", COLUMNS)
    records = upstream.dropna(subset="soviet_participant")
    expect_same_keys(records["conversation_id"], KINDS, "records with Soviet officials")
    records = records.sort_values(["start", "conversation_id"], ignore_index=True)
    records["event_id"] = event_numbers(records)
    records["telephone"] = records["room"].str.contains("elephone")
    event = records.groupby("event_id")
    table = pd.DataFrame(
        {
            "event_id": records["event_id"],
            "conversation_id": records["conversation_id"],
            "start": event["start"].transform("min"),
            "end": event["end"].transform("max"),
            "face_to_face": ~event["telephone"].transform("any"),
            "kind": records["conversation_id"].map(KINDS),
        }
    )
    return table.sort_values(["event_id", "conversation_id"], ignore_index=True)
