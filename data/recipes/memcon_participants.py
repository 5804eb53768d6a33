"""participants_long.csv → memcon_participants: who is listed in the documents of one FRUS volume.

`person` is our one spelling of a name, `entry` says whether a line is one person at all. Both are
coded here; a name that a list gives without certainty stays blank.
"""

import re
from pathlib import Path

import pandas as pd
from upstream import UpstreamError, read, recode

COLUMNS = ["doc", "side", "participant", "date", "place", "type"]
KINDS = {"Memorandum of conversation": "memorandum", "Other": "other"}

# How a line that is not the name of one person begins.
SEVERAL = (
    "The Vice President, Senators", "The Speaker, Congressmen", "Secretary Hodges, Mr. Behrman",
    "Secretary Rusk and Mr.", "Mr. Guthe and Mr.", "President Keita of MaliVarious",
    "Stewart L. Udall, Ambassador",
)  # fmt: skip
NOT_A_PERSON = (
    "[Here follow", "Mr. Kennan made", "II. Khrushchev", "Post Dinner conversation",
    "I met with the President", "East-West Relations", "Mr. Gromyko then noted",
)  # fmt: skip

OFFICES = {
    r"The President( of the United States)?": "John F. Kennedy",
    r"The Secretary( of State)?": "Dean Rusk",
    r"The Under Secretary of State": "Chester Bowles",
}
KENNEDY_TO = "1963-11-22"

# Full names as the lists or the course give them, each with the words by which it is found.
NAMES = {
    "Dean Rusk": "Rusk", "Chester Bowles": "Bowles", "Adlai Stevenson": "Stevenson",
    "George Ball": "Ball", "Paul Nitze": "Nitze", "McGeorge Bundy": "Bundy",
    "Averell Harriman": "Harriman", "Llewellyn Thompson": "(Llewellyn E.|Amb.|Ambassador) Thompson",
    "Charles Bohlen": "Bohlen", "Foy Kohler": "Kohler", "A. Akalovsky": "Akalo[vs]+ky",
    "William Tyler": "Tyler", "Richard Davis": "(Richard|Richard H.|R.H.) Davis",
    "John Guthrie": "Guthrie", "John McSweeney": "McSweeney", "William Burdett": "Burdett",
    "John Armitage": "Armitage", "David Bruce": "Bruce", "Pierre Salinger": "Salinger",
    "George McGhee": "McGhee", "George Morgan": "George Morgan", "Henry Brodie": "Brodie",
    "Leon Fuller": "Fuller", "Howard Furnas": "Furnas", "Henry Owen": "Henry Owen",
    "George Kennan": "Kennan", "Henry Ramsey": "Ramsey", "Edward Rice": "Edward Rice",
    "Carlton Savage": "Savage", "Evan Wilson": "Evan Wilson", "William Webb": "Webb",
    "John Curtis": "John Curtis", "Robert Packard": "Packard", "Howard Wriggins": "Wriggins",
    "Robert McNamara": "McNamara", "Walt Rostow": "Rostow", "Robert Owen": "Robert I. Owen",
    "Philip Coombs": "Coombs", "Angier Duke": "Angier B. Duke",
    "Nikita Khrushchev": "Khrushchev|KHRUSHCHEV", "Andrei Gromyko": "Gromyko",
    "Anastas Mikoyan": "Mikoyan", "Vasiliy Kuznetsov": "Kuznetsov, First Deputy",
    "Vladimir Semenov": "Semenov", "Arkadiy Sobolev": "Sobolev",
    "Mikhail Menshikov": "Menshikov", "Anatoliy Dobrynin": "Dobrynin",
    "M. N. Smirnovsky": "Smirnovsk[iy]", "Georgi Kornienko": "Kornienko",
    "Igor Bubnov": "Bubnov", "Yuri Volsky": "Volsky", "Viktor Sukhodrev": "Sukhodrev",
    "Lev Mendelevich": "Mendelevich", "Viktor Karpov": "Karpov", "Alexei Adzhubei": "Adzhubei",
    "Georgi Bolshakov": "Bolshakov", "Harold Macmillan": "Macmillan",
    "David Ormsby Gore": "Ormsby Gore", "Harold Caccia": "Caccia",
}  # fmt: skip

NO_SIDE = 339  # its Soviet side is one name in capitals, to which the file gives no side


def entry(listed: str) -> str:
    """Say what a line of a list is: one person, several, or none."""
    if listed.startswith(SEVERAL):
        return "several"
    return "not_a_person" if listed.startswith(NOT_A_PERSON) else "person"


def person(listed: str, date: str) -> str | None:
    """Return our spelling of the one person that a line names; None where that is not certain."""
    for office, holder in OFFICES.items():
        if re.fullmatch(office, listed):
            after = holder == "John F. Kennedy" and date > KENNEDY_TO
            return "Lyndon B. Johnson" if after else holder
    found = [name for name, words in NAMES.items() if re.search(rf"\b({words})\b", listed)]
    if len(found) > 1:
        raise UpstreamError(f"Expected one person in {listed!r}; found {', '.join(found)}.")
    return found[0] if found else None


def us_soviet(upstream: pd.DataFrame, entries: pd.Series) -> pd.Series:
    """Say which lines belong to a memorandum of a conversation with Soviet officials."""
    soviet = (upstream["side"] == "USSR") & (entries != "not_a_person")
    documents = set(upstream.loc[soviet, "doc"]) | {str(NO_SIDE)}
    return upstream["doc"].isin(documents) & (upstream["type"] == "Memorandum of conversation")


def build(sources: Path) -> pd.DataFrame:
    """One row per line of a list, sorted by document and line.

    Columns: document, person_as_listed, side, entry, person, date, place, kind, us_soviet.
    """
    path = sources / "frus_1961_63_v05_soviet_union" / "participants_long.csv"
    upstream = read(path, COLUMNS)
    listed = upstream["participant"].str.strip()
    entries = listed.map(entry)
    persons = [
        person(*line) if kind == "person" else None
        for line, kind in zip(zip(listed, upstream["date"], strict=True), entries, strict=True)
    ]
    table = pd.DataFrame(
        {
            "document": upstream["doc"].astype(int),
            "person_as_listed": listed,
            "side": upstream["side"],
            "entry": entries,
            "person": persons,
            "date": upstream["date"],
            "place": upstream["place"],
            "kind": recode(upstream["type"], KINDS, "a kind of document"),
            "us_soviet": us_soviet(upstream, entries),
        }
    )
    return table.sort_values(["document", "person_as_listed"], ignore_index=True)
