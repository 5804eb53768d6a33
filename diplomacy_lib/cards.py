"""A card: a title, a paragraph and labelled parts; HTML in a notebook, plain text elsewhere.

Everything the course says in its own words (a table's facts, feedback, a hint, the sources)
is a card, so that it looks the same everywhere and reads well without HTML.
"""

import re
from dataclasses import dataclass
from html import escape
from textwrap import fill

EDGES = {
    "plain": "var(--jp-border-color1, #999999)",
    "right": "#117733",
    "blank": "#767676",
    "wrong": "#b34700",
}


@dataclass(frozen=True)
class Card:
    """One card: labelled `parts` are sentences or lists of them; `folded` is a card behind a fold.

    >>> print(Card("Tests", "What one row is.", parts=(("Caveats", ["One.", "Two."]),)))
    Tests
    What one row is.
    Caveats:
      - One.
      - Two.
    """

    title: str
    text: str = ""
    parts: tuple[tuple[str, str | list[str]], ...] = ()
    tone: str = "plain"
    folded: "Card | None" = None

    def __str__(self) -> str:
        lines = [self.title]
        if self.text:
            lines.append(fill(self.text, 88))
        for label, content in self.parts:
            lines += _part_as_text(label, content)
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        style = f"border-left:4px solid {EDGES[self.tone]};padding:2px 0 2px 12px;max-width:56em"
        return f'<div style="{style}"><strong>{escape(self.title)}</strong>{self._body()}</div>'

    def _body(self) -> str:
        html = f"<div>{_inline(self.text)}</div>" if self.text else ""
        html += "".join(_part_as_html(label, content) for label, content in self.parts)
        if self.folded:
            summary = f"<summary>{escape(self.folded.title)}</summary>"
            html += f"<details>{summary}{self.folded._body()}</details>"
        return html


def _inline(text: str) -> str:
    """Return a sentence as HTML, what stands between backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text, quote=False))


def _part_as_text(label: str, content: str | list[str]) -> list[str]:
    if isinstance(content, str):
        return [fill(f"{label}: {content}", 88, subsequent_indent="  ")]
    items = [
        fill(f"- {item}", 86, initial_indent="  ", subsequent_indent="    ") for item in content
    ]
    return [f"{label}:", *items]


def _part_as_html(label: str, content: str | list[str]) -> str:
    if isinstance(content, str):
        return f'<div style="margin-top:4px"><b>{escape(label)}</b>: {_inline(content)}</div>'
    items = "".join(f"<li>{_inline(item)}</li>" for item in content)
    return (
        f'<div style="margin-top:4px"><b>{escape(label)}</b><ul style="margin:0">{items}</ul></div>'
    )
