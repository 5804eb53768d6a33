"""Five pieces of advice on a memo: what a complete one may still be short of."""

import re
from collections import Counter

from .evidence import Evidence
from .memo import Claim, Memo
from .report import Found, at


def measurers(claim: Claim, memo: Memo, evidence: Evidence) -> set[str]:
    """Return who measured what a claim rests on: the authors of its tables, each once."""
    return {
        re.split(r"[.(]", citations[0], maxsplit=1)[0].strip()
        for name in claim.evidence
        if name in evidence
        for citations in evidence[name].cited(memo.tables.get(name, ())).values()
    }


def two_for_high(memo: Memo, evidence: Evidence) -> Found:
    """W1: a high grade with fewer than two measurers."""
    for claim in memo.claims:
        if claim.confidence == "high" and (n := len(measurers(claim, memo, evidence))) < 2:
            says = f"Graded high on {n} independent source{'s' * (n != 1)}."
            yield at(claim, "confidence"), says, "Independent means: measured by somebody else."


def one_series(memo: Memo, evidence: Evidence) -> Found:
    """W2: a cause on one series."""
    for claim in memo.claims:
        known = [evidence[name] for name in claim.evidence if name in evidence]
        if claim.kind == "causal" and len(known) == 1 and known[0].is_over_time:
            fix = "Compare with a case to which it did not happen."
            yield at(claim, "type"), "A cause is claimed from one series over time.", fix


def one_source(memo: Memo, evidence: Evidence) -> Found:
    """W3: over half of the claims on one source alone."""
    alone = Counter(
        next(iter(found))
        for claim in memo.claims
        if len(found := measurers(claim, memo, evidence)) == 1
    )
    for name, n in alone.most_common(1):
        if n > len(memo.claims) / 2:
            says = f"{n} of {len(memo.claims)} claims rest on {name} alone."
            yield "claims", says, "Who else has measured it?"


def three_lessons(memo: Memo, _: Evidence) -> Found:
    """W4: few lessons."""
    lessons = {name[:2] for claim in memo.claims for name in claim.evidence}
    if len(lessons) < 3:
        says = f"The evidence comes from {len(lessons)} lesson{'s' * (len(lessons) != 1)}."
        yield "claims", says, "Three or more show a question from more than one side."


def one_reader(memo: Memo, _: Evidence) -> Found:
    """W5: one reader everywhere."""
    readers = [claim.reader.strip().casefold() for claim in memo.claims if claim.reader.strip()]
    if len(readers) > 1 and len(set(readers)) == 1:
        says = "Every claim is read differently by the same reader."
        yield "claims", says, "Who else has a stake in the question?"
