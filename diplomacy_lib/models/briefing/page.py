"""The memo as one file for a reader: no script, nothing from outside, charts with words."""

import base64
import hashlib
import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any
from urllib.parse import quote

from .evidence import Evidence, Record, Row, _printed
from .memo import Memo, Outside, put
from .rules import check, web_address

FOLDER = Path(__file__).parent
ROWS = 60
ALT = 150
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
FLOATS = re.compile(r"-?\d+\.\d{2,}")
LAND = re.compile(r' d="(M[-\d.,MLZ]{80,})"')
SHAPE = re.compile(r' (?:d|transform|x|y|x1|x2|y1|y2)="[^"]*"')
ABOUT_MARKS = re.compile(r' (?:aria-[a-z]+|role|class|pointer-events)="[^"]*"')


@dataclass(frozen=True)
class Figure:
    """One record on the page: its number, picture, words, data and the numbers of its sources."""

    number: int
    record: Record
    picture: str
    alt: str
    facts: str
    tables: list[dict[str, Any]]
    citations: list[int]


class Sources:
    """The sources of a page, numbered in the order in which they first appear."""

    def __init__(self) -> None:
        self.entries: dict[str, dict[str, Any]] = {}

    def number(self, text: str, licence: str = "", link: str = "") -> int:
        """Return the number of a source; one that is cited twice keeps its number."""
        entry = {"number": len(self.entries) + 1, "licence": licence, "link": link}
        return self.entries.setdefault(text, entry)["number"]

    def of(self, record: Record, tables: Iterable[str]) -> list[int]:
        """Return the numbers of a record's sources."""
        licences = record.licences
        cited = record.cited(tables).items()
        found = [self.number(text, licences.get(t, "")) for t, texts in cited for text in texts]
        return sorted(set(found))

    def outside(self, source: Outside) -> int:
        """Return the number of a source from outside the course."""
        text = f"{source.author} ({source.year}). {source.title}."
        return self.number(text, "not a source of this course", source.link)


def render(memo: Memo, evidence: Evidence, *, blind: bool = False) -> str:
    """Return the memo as one HTML page.

    The page asks nothing of a network, has no script, and is the same at every rendering. With
    `blind` it names neither author nor advice, for raters who judge the support first.
    """
    import jinja2

    sources = Sources()
    figures = _figures(memo, evidence, sources)
    outside = {source: sources.outside(source) for c in memo.claims for source in c.outside}
    settings = jinja2.Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
        loader=jinja2.FileSystemLoader(FOLDER),
        finalize=lambda value: UNSEEN.sub("", value) if type(value) is str else value,
    )  # fmt: skip
    settings.globals["percent"] = _percent
    style = (FOLDER / "page.css").read_text(encoding="utf-8").strip()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return settings.get_template("page.html").render(
        memo=memo,
        blind=blind,
        report=check(memo, evidence),
        claims=[
            (claim, claim.filled(evidence), shown)
            for claim, shown in zip(memo.claims, _first_shown(memo, figures), strict=True)
        ],
        place_of={claim.id: place for place, claim in enumerate(memo.claims, 1)},
        figures=figures,
        number_of={name: figure.number for name, figure in figures.items()},
        outside=outside,
        sources=[
            entry | {"text": text, "link": web_address(entry["link"])}
            for text, entry in sources.entries.items()
        ],
        style=style,
        policy=(
            f"default-src 'none'; img-src data:; style-src 'sha256-{digest}';"
            " base-uri 'none'; form-action 'none'"
        ),
        edition=_edition(),
    )


def _edition() -> str:
    """Say which version of the course this is; an instructor's copy runs without an install."""
    try:
        return f"version {version('diplomacy-lib')}"
    except PackageNotFoundError:
        return "an instructor's edition"


def export(
    memo: Memo, evidence: Evidence, path: str | Path = "my_memo.html", *, blind: bool = False
) -> Path:
    """Write the memo as one HTML file that opens anywhere; an unfinished one says so on top."""
    path = Path(path)
    page = render(memo, evidence, blind=blind)
    put(page, path)
    return path


def _figures(memo: Memo, evidence: Evidence, sources: Sources) -> dict[str, Figure]:
    """Return each record once, in the order of first use: evidence, numbers, counter-evidence."""
    figures: dict[str, Figure] = {}
    for claim in memo.claims:
        for name in (*claim.records, *claim.counter):
            if name in evidence and name not in figures:
                record = evidence[name]
                numbers = sources.of(record, memo.tables.get(name, ()))
                figures[name] = _figure(len(figures) + 1, record, numbers)
    return figures


def _figure(number: int, record: Record, citations: list[int]) -> Figure:
    parameters = ", ".join(f"{name}: {_plain(v)}" for name, v in record.parameters.items())
    facts = [f"Lesson {record.lesson}", _axes(record), _period(record)]
    facts += [f"chosen: {parameters}"] if parameters else []
    return Figure(
        number=number,
        record=record,
        picture=picture(record),
        alt=shortened(record.description),
        facts="; ".join(filter(None, facts)),
        tables=[_table(rows) for rows in record.tables],
        citations=citations,
    )


def picture(record: Record) -> str:
    """Return the chart as a data address of an SVG, or nothing where it cannot be drawn."""
    return _drawn(json.dumps(record.drawn))


@lru_cache(maxsize=64)
def _drawn(spec: str) -> str:
    import vl_convert

    try:
        drawn = vl_convert.vegalite_to_svg(spec, vl_version="5.8")
    except ValueError:
        return ""
    drawn = ABOUT_MARKS.sub("", drawn)
    if '"Topology"' in spec:
        drawn = LAND.sub(lambda found: f' d="{_thinned(found[1])}"', drawn)
    drawn = SHAPE.sub(lambda found: FLOATS.sub(_rounded, found[0]), drawn)
    return "data:image/svg+xml," + quote(drawn.replace('"', "'"), safe=" =:/;,'()!*+@$&?~-._")


def _thinned(path: str) -> str:
    """Return an outline without the points that lie within a pixel of the one before."""
    kept, last = [], (0.0, 0.0)
    for sign, x, y in re.findall(r"([MLZ])(?:([-\d.]+),([-\d.]+))?", path):
        at = (float(x or 0), float(y or 0))
        if sign == "L" and abs(at[0] - last[0]) + abs(at[1] - last[1]) < 1.2:
            continue
        kept.append(f"{sign}{x},{y}" if x else sign)
        last = at
    return "".join(kept)


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")


def shortened(text: str, longest: int = ALT) -> str:
    """Return the sentences that fit, or the words that fit and an ellipsis.

    >>> shortened("One sentence. And another one.", 20), shortened("Only one sentence", 10)
    ('One sentence.', 'Only one…')
    """
    if len(text) <= longest:
        return text
    whole = re.findall(r".*?[.!?](?=\s)", text[: longest + 1])
    if whole:
        return "".join(whole).strip()
    return text[: longest - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"


def _first_shown(memo: Memo, figures: dict[str, Figure]) -> list[list[Figure]]:
    """Return for each claim the figures that no earlier claim has shown."""
    left = dict(figures)
    return [
        [left.pop(name) for name in (*claim.records, *claim.counter) if name in left]
        for claim in memo.claims
    ]


def _axes(record: Record) -> str:
    """Return the titles of a chart's axes, where the unit stands."""
    from ...specs import views

    found: dict[str, str] = {}
    for view in views(record.spec):
        for channel in ("x", "y"):
            definition = view.get("encoding", {}).get(channel, {})
            title = definition.get("title") or definition.get("field")
            if isinstance(title, str) and title.strip():
                found.setdefault(channel, title.replace("_", " "))
    said = [f"{'across' if channel == 'x' else 'up'}: {title}" for channel, title in found.items()]
    return ", ".join(said)


def _period(record: Record) -> str:
    """Return the first and last year that the chart's data name, where they name any."""
    found = [
        int(str(value)[:4])
        for rows in record.tables
        for row in rows
        for value in row.values()
        if re.fullmatch(r"(19|20)\d\d(\.0)?|(19|20)\d\d-\d\d-\d\d.*", str(value))
        and not isinstance(value, float)
    ]
    return f"years {min(found)}–{max(found)}" if found else ""


def _plain(value: Any) -> str:
    if not isinstance(value, list):
        return str(value)
    return ("–" if all(isinstance(part, int) for part in value) else ", ").join(map(str, value))


def _table(rows: list[Row]) -> dict[str, Any]:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_cell(row.get(name)) for name in columns] for row in rows[:ROWS]]
    return {"columns": columns, "rows": cells, "of": len(rows)}


def _cell(value: Any) -> str:
    """Return a cell as text; one without a value is empty."""
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return _printed(float(f"{value:.6g}"))
    return _printed(value)


def _percent(share: float | None) -> str:
    return "?" if share is None or not math.isfinite(share) else f"{share:.0%}"
