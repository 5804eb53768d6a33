"""nixon_conversation_participants.csv → tape_participants: who is logged in which conversation."""

from pathlib import Path

import pandas as pd
from upstream import read, recode

PREFIX = "OVAL "  # five conversations of one tape carry it; tape and number are unique without it
ENTITIES = {"persname": "person", "corpname": "group"}


def participants(sources: Path) -> pd.DataFrame:
    """Return who is logged where, each name once: conversation_id, person, entity."""
    path = sources / "nixon_tapes" / "nixon_conversation_participants.csv"
    upstream = read(path, ["conversation_id", "participant", "entity_type"])
    upstream["conversation_id"] = upstream["conversation_id"].str.removeprefix(PREFIX)
    upstream = upstream.drop_duplicates(["conversation_id", "participant"])
    entity = recode(upstream["entity_type"], ENTITIES, "a kind of name")
    return upstream.assign(entity=entity).rename(columns={"participant": "person"})


def build(sources: Path) -> pd.DataFrame:
    """One row per conversation and person, sorted by person: conversation_id, person, entity."""
    table = participants(sources)[["conversation_id", "person", "entity"]]
    return table.sort_values(["person", "conversation_id"], ignore_index=True)
