"""Role sheets to print: one page each, with one party's own points and nobody else's."""

from html import escape
from pathlib import Path

from ..models.bargaining.scenarios import Issue, Party, Scenario

STYLE = """
@page { size: A4; margin: 12mm }
body { font: 9.5pt/1.25 "DejaVu Sans", Verdana, sans-serif; color: black; max-width: 62em;
       margin: 0 auto; padding: 0 }
@media screen { body { padding: 1em; font-size: 11pt } }
section { break-after: page }
section:last-child { break-after: auto }
h1 { font-size: 16pt; margin: 0 0 2mm } p { margin: 0 0 2.5mm }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; font-weight: bold }
th, td { border-bottom: 1px solid #999; padding: 0.5mm 2mm; text-align: left; vertical-align: top }
th[scope=rowgroup] { width: 24% }
td.points { text-align: right; font-weight: bold }
"""


def role_sheets(scenario: Scenario, folder: Path | str = ".") -> Path:
    """Write the role sheets of all parties as one HTML file, one page each, and return its path."""
    order = sorted(scenario.parties, key=lambda party: not party.negotiates)
    pages = "".join(_sheet(scenario, party) for party in order)
    path = Path(folder) / "role_sheets.html"
    path.write_text(
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Role sheets</title>'
        f"<style>{STYLE}</style></head><body>{pages}</body></html>\n",
        encoding="utf-8",
    )
    return path


def _sheet(scenario: Scenario, party: Party) -> str:
    rows = "".join(_rows(issue, party.code) for issue in scenario.issues)
    return (
        f"<section><h1>Role sheet: {escape(party.name)}</h1>"
        f"<p><strong>For your eyes only.</strong> {escape(party.note)}</p>"
        f"<p>{_task(party)} The points of a package are the sum of its options.</p>"
        "<table><caption>What each option is worth to you</caption><thead><tr>"
        '<th scope="col">Issue</th><th scope="col">Option</th><th scope="col">Points</th></tr>'
        f"</thead><tbody>{rows}</tbody></table>"
        "<p>All points were invented for teaching. They say nothing about what a government wants. "
        "Territory and the war in Ukraine are not on this table; that is the course's own choice, "
        "and it is disputed.</p></section>"
    )


def _task(party: Party) -> str:
    if party.negotiates:
        return (
            f"Without a deal you have {party.floor} points. Agree on one option for each issue, or "
            "walk away. You may say what you like about your points, and show this sheet to nobody."
        )
    return (
        "You have no vote. When a text is close, you make one public statement of at most three "
        "sentences."
    )


def _rows(issue: Issue, code: str) -> str:
    cells = []
    for option, (text, points) in enumerate(zip(issue.texts, issue.worth[code], strict=True)):
        head = f'<th scope="rowgroup" rowspan="{len(issue.texts)}">{escape(issue.title)}</th>'
        cells.append(
            f"<tr>{head if option == 0 else ''}<td>{option} · {escape(text)}</td>"
            f'<td class="points">{points}</td></tr>'
        )
    return "".join(cells)
