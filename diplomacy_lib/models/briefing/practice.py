"""Memos to practise on: two samples with opposite advice, and faulty ones with planted defects."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from .evidence import SAMPLES
from .memo import Memo, Option, Outside
from .numbers import Number


def sample_memo(name: str) -> Memo:
    """Return sample memo `a` or `b`: the same claims on the same evidence, opposite advice."""
    return Memo.load(SAMPLES / f"memo_{name}.json")


def with_claim(memo: Memo, name: str, **values: Any) -> Memo:
    """Return the memo with other values in one claim."""
    claims = (replace(c, **values) if c.id == name else c for c in memo.claims)
    return replace(memo, claims=tuple(claims))


def _numbers(memo: Memo, name: str, **values: Number) -> Memo:
    (claim,) = (claim for claim in memo.claims if claim.id == name)
    return with_claim(memo, name, numbers=claim.numbers | values)


def _typed(memo: Memo) -> Memo:
    (claim,) = (claim for claim in memo.claims if claim.id == "c4")
    text = claim.text.replace("{n1} warheads", "63,476 warheads")
    return with_claim(memo, "c4", text=text, numbers={"n2": claim.numbers["n2"]})


def _no_cost(memo: Memo) -> Memo:
    first, *others = memo.options
    return replace(memo, options=(Option(first.text), *others))


def _nowhere(memo: Memo) -> Memo:
    source = Outside("A blog", "What everybody knows", "2026", "")
    return with_claim(memo, "c3", outside=(source,))


# What a memo can lack, as (rule, spot): a change to a sample that brings this finding and no other.
DEFECTS: dict[tuple[str, str], Callable[[Memo], Memo]] = {
    ("E1", "all"): lambda memo: replace(memo, limits=""),
    ("E2", "all"): _no_cost,
    ("E3", "c2"): lambda memo: with_claim(memo, "c2", evidence=("06.b4", "06.b60")),
    ("E4", "c3"): lambda memo: with_claim(memo, "c3", reason="Most experts think so."),
    ("E4", "c1"): lambda memo: with_claim(memo, "c1", confidence=""),
    ("E5", "c2"): lambda memo: with_claim(memo, "c2", counter=("06.b4",)),
    ("E5", "c4"): lambda memo: with_claim(memo, "c4", counter=()),
    ("E6", "c1"): lambda memo: _numbers(
        memo, "c1", n2=Number("04.b8", "deployed_warheads", {"country": "USA"})
    ),
    ("E6", "c2"): lambda memo: with_claim(memo, "c2", numbers={}),
    ("E7", "c4"): _typed,
    ("E8", "c3"): lambda memo: with_claim(memo, "c3", low=0.3, high=0.1),
    ("E9", "all"): lambda memo: replace(memo, rests_on=("c1",)),
    ("E10", "c3"): _nowhere,
    ("E10", "all"): lambda memo: replace(memo, tables={"04.b3": ("stockpiles",)}),
}


def spot(place: str) -> str:
    """Return the coarse place of a finding: the id of a claim, or `all` for what is outside them.

    >>> spot("claim c2 · number n1"), spot("advice · limits")
    ('c2', 'all')
    """
    within = place.partition(" · ")[0]
    return within.removeprefix("claim ") if within.startswith("claim ") else "all"


def faulty(seed: int = 1, planted: int = 4) -> Memo:
    """Return sample A with some defects planted, others for each seed.

    One claim is graded *high* on one source as well: that is worth a word, and is no defect.
    """
    memo = with_claim(sample_memo("a"), "c1", confidence="high")
    drawn = random.Random(seed).sample(sorted(DEFECTS), planted)
    for defect in drawn:
        memo = DEFECTS[defect](memo)
    return memo


def told(memo: Memo) -> str:
    """Return everything that a memo's file holds as text to read, what is empty included."""
    lines = [f"{memo.title} · {memo.author} · {memo.date}", f"To: {memo.addressee}"]
    lines += [f"Question: {memo.question}"]
    for claim in memo.claims:
        lines += ["", f"{claim.id} · {claim.kind} · confidence: {claim.confidence}", claim.text]
        lines += [
            f"  {name} = {number.record}, {number.column}, {number.row}, {number.form}"
            for name, number in claim.numbers.items()
        ]
        lines += [f"  rests on: {', '.join(claim.evidence)}", f"  reason: {claim.reason}"]
        lines += [f"  against: {', '.join(claim.counter)}: {claim.counter_says}"]
        lines += [
            f"  outside: {s.author}; {s.title}; {s.year}; link: {s.link}" for s in claim.outside
        ]
        lines += [f"  read differently by {claim.reader}: {claim.reading}"]
        if claim.kind == "forecast":
            lines += [f"  chance from {claim.low} to {claim.high}, judged on {claim.by}"]
    lines += ["", f"Advice: {memo.recommendation}", f"  rests on: {', '.join(memo.rests_on)}"]
    lines += [f"  option: {option.text} cost: {option.cost}" for option in memo.options]
    lines += [f"  would change my mind by {memo.change_by}: {memo.change_my_mind}"]
    lines += [f"Contested: {memo.contested}", f"Limits: {memo.limits}"]
    lines += [f"Help received: {memo.help_received}"]
    lines += [f"  {name} rests on: {', '.join(tables)}" for name, tables in memo.tables.items()]
    return "\n".join(lines)
