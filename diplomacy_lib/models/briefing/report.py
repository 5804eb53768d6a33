"""What the rules found in a memo, in words: where, what is the matter, and how to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ...cards import Card
from .memo import Claim

if TYPE_CHECKING:
    import pandas as pd


Found = Iterator[tuple[str, str, str]]  # place, what is the matter, how to mend it


@dataclass(frozen=True)
class Finding:
    """One open item: which rule, where, what is the matter, and how to mend it."""

    rule: str
    place: str
    says: str
    fix: str

    @property
    def severity(self) -> str:
        """`open` where the memo is incomplete without it, `advice` where it is not."""
        return "open" if self.rule.startswith("E") else "advice"

    def __str__(self) -> str:
        return f"{self.rule}, {self.place}: {self.says} {self.fix}"


@dataclass(frozen=True)
class Report:
    """All findings on one memo, the open items first."""

    findings: tuple[Finding, ...]
    words: int

    @cached_property
    def open(self) -> tuple[Finding, ...]:
        """What keeps the memo from being complete."""
        return tuple(found for found in self.findings if found.severity == "open")

    @property
    def complete(self) -> bool:
        """Whether no item is open; that says nothing about whether the memo is wise."""
        return not self.open

    @property
    def state(self) -> str:
        """`complete`, or the rules with open items: `E1 E7`."""
        return " ".join(dict.fromkeys(found.rule for found in self.open)) or "complete"

    @property
    def sentence(self) -> str:
        """The report in one sentence."""
        advice = len(self.findings) - len(self.open)
        items = f"{len(self.open)} open item{'s' * (len(self.open) != 1)}"
        state = "Complete: no open items" if self.complete else f"Draft: {items}"
        said = f", {advice} piece{'s' * (advice != 1)} of advice" if advice else ""
        return f"{state}{said}; {self.words} words."

    def table(self) -> "pd.DataFrame":
        """Return the findings as a table."""
        import pandas as pd

        rows = [(f.rule, f.severity, f.place, f.says, f.fix) for f in self.findings]
        return pd.DataFrame(rows, columns=["rule", "severity", "place", "says", "fix"])

    def card(self) -> Card:
        """Return the report as a card."""
        groups = {"Open": self.open, "Advice": self.findings[len(self.open) :]}
        parts = tuple((name, [str(f) for f in found]) for name, found in groups.items() if found)
        return Card(self.sentence, parts=parts, tone="right" if self.complete else "blank")

    def __repr__(self) -> str:
        return str(self.card())

    def _repr_html_(self) -> str:
        return self.card()._repr_html_()


def at(claim: Claim, part: str) -> str:
    """Say where in a memo a part of a claim stands."""
    return f"claim {claim.id or 'without an id'} · {part}"
