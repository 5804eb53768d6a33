"""What a complete memo has: ten rules that must hold, and five pieces of advice.

They look at form alone: whether a claim is tied to its evidence, and whether doubt and objection
have their place. No rule reads a direction, a tone, a country or a recommendation.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ...errors import CourseError, did_you_mean
from . import advice
from .evidence import Evidence, Record
from .memo import CONFIDENCE, KINDS, PLACEHOLDER, Memo, words
from .numbers import FORMS
from .report import Finding, Found, Report, at

if TYPE_CHECKING:
    import pandas as pd

BODY = (500, 900)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# What may hold digits: a day with its month, a year from 1900 to 2099, and names such as ES-11/1.
DATED = re.compile(
    rf"\b\d{{1,2}} (?:{MONTHS})\b|\b(?:19|20)\d\d(?:[–-](?:19|20)\d\d)?\b(?![.,]?\d)"
)
NAMED = re.compile(r"\b[A-Z][A-Za-z]*-?\d+(?:/\d+)*\b")
NEEDED = {
    "title": "header · title",
    "author": "header · pseudonym",
    "addressee": "header · addressee",
    "question": "header · question",
    "date": "header · date",
    "recommendation": "advice · recommendation",
    "change_my_mind": "advice · what would change my mind",
    "contested": "advice · contested point",
    "limits": "advice · limits",
    "help_received": "advice · help received",
}


def day(text: str) -> dt.date | None:
    """Return the day that a text like 2027-03-31 names, if it is one."""
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        return None


def _filled_in(memo: Memo, _: Evidence) -> Found:
    for name, place in NEEDED.items():
        if not words(getattr(memo, name)):
            yield place, "This field is empty.", "Fill it in; “none” is an answer where it is true."
    if words(memo.date) and not day(memo.date):
        yield NEEDED["date"], "This is no date.", "Write it as year-month-day: 2026-11-30."
    if (n := words(memo.recommendation)) > 60:
        yield NEEDED["recommendation"], f"It has {n} words.", "Say it in at most 60."
    low, high = BODY
    if not low <= (n := words(memo.body)) <= high:
        yield "the whole memo", f"The body has {n} words.", f"Two pages are {low} to {high}."


def _counted(memo: Memo, _: Evidence) -> Found:
    if not 3 <= (n := len(memo.claims)) <= 5:
        yield "claims", f"The memo has {n}.", "Three to five can be read with care."
    if not 2 <= (n := len(memo.options)) <= 3:
        reason = "One is no choice, and a fourth is seldom weighed: keep two or three."
        yield "advice · options", f"The memo has {n}.", reason
    for place, option in enumerate(memo.options, 1):
        if not words(option.text) or not words(option.cost):
            said = "An option without words or without its cost."
            yield f"advice · option {place}", said, "Say what to do, and what it costs whom."
    names = Counter(claim.id for claim in memo.claims)
    for claim in memo.claims:
        if not claim.id or names[claim.id] > 1:
            yield at(claim, "id"), "A claim needs an id of its own.", "Call them c1, c2, c3."
        if not 1 <= (n := words(claim.text)) <= 40:
            yield at(claim, "text"), f"It has {n} words.", "Say one thing in at most 40 words."


def _tied(memo: Memo, evidence: Evidence) -> Found:
    for claim in memo.claims:
        if not claim.evidence:
            fix = "Name a record, such as 04.b8; `evidence.find()` lists them."
            yield at(claim, "evidence"), "It rests on no record.", fix
        for name in claim.records:
            if name not in evidence:
                fix = f"Run lesson {name[:2]} and show it. {did_you_mean(name, evidence.ids)}"
                yield at(claim, "evidence"), f"{name!r} is not in the album.", fix
            elif not evidence[name].intact:
                says = f"{name} is not as the lesson kept it: its checksum differs."
                yield at(claim, "evidence"), says, f"Run lesson {name[:2]} again to keep it anew."


def _graded(memo: Memo, _: Evidence) -> Found:
    for claim in memo.claims:
        for part, value, known in (
            ("type", claim.kind, KINDS),
            ("confidence", claim.confidence, CONFIDENCE),
        ):
            if value not in known:
                yield at(claim, part), "It is not chosen.", f"Choose one of {', '.join(known)}."
        if (n := words(claim.reason)) < 8:
            yield at(claim, "reason"), f"It has {n} words.", "Say in 8 or more why you are so sure."


def _countered(memo: Memo, evidence: Evidence) -> Found:
    for claim in memo.claims:
        place = at(claim, "counter-evidence")
        if not claim.counter and not claim.outside:
            yield place, "There is none.", "Which record, or outside source, hurts it most?"
        elif not words(claim.counter_says):
            yield place, "It is named but not told.", "Say in a sentence what it shows against you."
        for name in claim.counter:
            if name in claim.records:
                fix = "Look at another period, another country or another measure."
                yield place, f"{name} is what the claim rests on.", fix
            elif name not in evidence or not evidence[name].intact:
                says = f"{name!r} is not in the album as a lesson kept it."
                yield place, says, f"Run lesson {name[:2]} and show it."


def _bound(memo: Memo, evidence: Evidence) -> Found:
    for claim in memo.claims:
        asked = set(PLACEHOLDER.findall(claim.text))
        for name in sorted(asked - set(claim.numbers)):
            fix = f"Add the number {name}, or take {{{name}}} out of the text."
            yield at(claim, f"number {name}"), "The text asks for it, and it is not given.", fix
        for name in sorted(set(claim.numbers) - asked):
            fix = f"Write {{{name}}} where it belongs."
            yield at(claim, f"number {name}"), "It is given, and the text does not use it.", fix
        for name, number in sorted(claim.numbers.items()):
            if number.form not in FORMS:
                fix = did_you_mean(number.form, FORMS)
                yield at(claim, f"number {name}"), f"There is no form {number.form!r}.", fix
                continue
            try:
                number.value(evidence)
            except CourseError as problem:
                fix = "Look at `evidence[…].rows`: which row, which column?"
                yield at(claim, f"number {name}"), str(problem), fix


def _typed(memo: Memo, _: Evidence) -> Found:
    for claim in memo.claims:
        text = PLACEHOLDER.sub(" ", claim.text)
        rest = NAMED.sub(" ", DATED.sub(" ", text))
        if found := re.findall(r"\S*[\d½¼¾]\S*", rest):
            says = f"A number is typed: {', '.join(found)}."
            yield at(claim, "text"), says, "Bind it to a record: a typed number cannot follow it."


def _forecast(memo: Memo, _: Evidence) -> Found:
    for claim in memo.claims:
        if claim.kind != "forecast":
            continue
        place = at(claim, "forecast")
        low, high = claim.low, claim.high
        if low is None or high is None or not 0 <= low <= high <= 1:
            yield place, "It has no range.", "Give low and high, fractions between 0 and 1."
        until, written = day(claim.by), day(memo.date)
        if not until or (written and until <= written):
            yield place, "It has no day to be judged on.", "Give a day after the memo's, by=…"


def _led_to(memo: Memo, _: Evidence) -> Found:
    cited = set(memo.rests_on)
    unknown = sorted(cited - {claim.id for claim in memo.claims})
    if len(cited) - len(unknown) < 2:
        fix = "Name the ids of at least two claims in rests_on."
        yield "advice · rests on", "The recommendation rests on fewer than two claims.", fix
    for name in unknown:
        yield "advice · rests on", f"There is no claim {name!r}.", "Name claims of this memo."
    until, written = day(memo.change_by), day(memo.date)
    if not until or (written and until <= written):
        fix = "By when would it have to be seen? Give a day after the memo's."
        yield "advice · what would change my mind", "It has no day.", fix


def _sourced(memo: Memo, evidence: Evidence) -> Found:
    for claim in memo.claims:
        for name in claim.records + claim.counter:
            if name in evidence and not _has_sources(evidence[name]):
                says, fix = f"{name} names no source.", f"Run lesson {name[:2]} again to keep it."
                yield at(claim, "evidence"), says, fix
        for source in claim.outside:
            parts = {"author": source.author, "title": source.title, "year": source.year}
            lacking = [name for name, text in parts.items() if not words(text)]
            lacking += [] if web_address(source.link) else ["link (http or https)"]
            if lacking:
                says = f"An outside source lacks: {', '.join(lacking)}."
                yield at(claim, "outside source"), says, "A reader must be able to find it."
    for name, tables in sorted(memo.tables.items()):
        known = evidence[name].sources if name in evidence else {}
        for table in sorted(set(tables) - set(known)):
            fix = did_you_mean(table, known)
            yield f"sources · {name}", f"The record names no table {table!r}.", fix


def _has_sources(record: Record) -> bool:
    cited, licences = record.sources, record.licences
    return bool(cited) and all(words(str(cited[t])) and licences.get(t) for t in cited)


def web_address(link: str) -> str:
    """Return a link that leads to a page of the web, or nothing."""
    try:
        parts = urlsplit(link.strip())
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return ""
    plain = not re.search(r"[\s\x00-\x1f\x7f<>\"'`\\]", link.strip())
    return link.strip() if sound and plain else ""


Rule = tuple[str, Callable[[Memo, Evidence], Found]]
RULES: dict[str, Rule] = {
    "E1": ("Every field is filled in; advice in 60 words, the body on two pages.", _filled_in),
    "E2": ("Three to five claims of at most 40 words; two or three options with costs.", _counted),
    "E3": ("Every claim rests on a record of the album, its checksum intact.", _tied),
    "E4": ("Type and confidence are chosen, the reason has eight words or more.", _graded),
    "E5": ("Every claim has counter-evidence, not a record that it rests on.", _countered),
    "E6": ("Placeholders and numbers match; each number is one cell.", _bound),
    "E7": ("No number is typed into a claim, years and days apart.", _typed),
    "E8": ("A forecast has a range between 0 and 1, and a day after the memo's.", _forecast),
    "E9": ("The advice rests on two claims; what would change it has a day.", _led_to),
    "E10": ("Every source can be found.", _sourced),
    "W1": ("High confidence has two independent sources.", advice.two_for_high),
    "W2": ("A cause needs more than one series over time.", advice.one_series),
    "W3": ("Not more than half of the claims rest on one source alone.", advice.one_source),
    "W4": ("The evidence comes from three lessons or more.", advice.three_lessons),
    "W5": ("Not every claim has the same other reader.", advice.one_reader),
}


def check(memo: Memo, evidence: Evidence) -> Report:
    """Look at a memo by every rule."""
    found = [
        Finding(rule, place, says, fix)
        for rule, (_, look) in RULES.items()
        for place, says, fix in look(memo, evidence)
    ]
    return Report(tuple(found), words(memo.body))


def overview(reports: Mapping[str, Report]) -> "pd.DataFrame":
    """Return rules × memos: how many findings each memo has by each rule, in words."""
    import pandas as pd

    columns = {"rule": [says for says, _ in RULES.values()]}
    for name, report in reports.items():
        times = Counter(found.rule for found in report.findings)
        columns[name] = [f"{times[rule]} found" if times[rule] else "holds" for rule in RULES]
    return pd.DataFrame(columns, index=pd.Index(list(RULES), name="id"))
