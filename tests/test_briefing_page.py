"""The exported page, read by a parser: whole, closed, and with every learner's text as text."""

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from importlib.metadata import PackageNotFoundError
from itertools import pairwise
from urllib.parse import unquote

import altair as alt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplomacy_lib import keepsakes, open_lesson, pictures
from diplomacy_lib.models.briefing import (
    Claim,
    Evidence,
    Memo,
    Number,
    Option,
    Outside,
    export,
    open_album,
    render,
    sample_album,
)
from diplomacy_lib.models.briefing.evidence import record
from diplomacy_lib.models.briefing.page import picture, shortened
from diplomacy_lib.models.briefing.practice import faulty, sample_memo, with_claim

ALBUM = sample_album()
A = sample_memo("a")
VOID = {"meta", "img", "br"}


class Page(HTMLParser):
    """A page as tags and text; it fails where an element is closed that is not open."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.text, self.attributes = [], [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def four_figures():
    """Return a memo with no more than four charts."""
    claims = tuple(c for c in A.claims if c.id != "c2")
    return replace(
        A, claims=tuple(replace(c, counter=("04.b8",)) if c.id == "c3" else c for c in claims)
    )


PAGE = render(A, ALBUM)
READ = Page(PAGE)


def test_the_page_is_closed():
    assert not READ.all("script") + READ.all("link") + READ.all("iframe") + READ.all("form")
    assert not [name for name, _ in READ.attributes if name.startswith("on")]
    (policy,) = [m["content"] for m in READ.all("meta") if "http-equiv" in m]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")
    assert all(image["src"].startswith("data:image/svg+xml,") for image in READ.all("img"))
    for image in READ.all("img"):
        svg = unquote(image["src"])
        assert not re.search(r"href|<script|<image|url\((?!#)|https?://(?!www\.w3\.org)", svg)


def test_the_page_has_its_landmarks_in_order():
    assert READ.all("html") == [{"lang": "en"}]
    assert [tag for tag, _ in READ.tags].count("h1") == 1
    levels = [int(tag[1]) for tag, _ in READ.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [value for name, value in READ.attributes if name == "id"]
    assert len(set(ids)) == len(ids)
    inner = {a["href"][1:] for a in READ.all("a") if a["href"].startswith("#")}
    assert inner <= set(ids)
    assert "memo" in inner


def test_charts_have_words_and_tables_have_heads():
    images = READ.all("img")
    assert len(images) == len({n for c in A.claims for n in (*c.records, *c.counter)})
    assert all(4 < len(image["alt"]) <= 150 for image in images)
    assert len(READ.all("figcaption")) == len(images)
    assert READ.all("table")
    assert all(th["scope"] in {"col", "row"} for th in READ.all("th"))
    assert len(READ.all("caption")) == len(READ.all("table"))


def test_what_was_drawn_and_written_stands_there():
    text = " ".join(" ".join(READ.text).split())
    for claim in A.claims:
        assert claim.filled(ALBUM) in text
        assert claim.reason in text
        for name in claim.records + claim.counter:
            assert ALBUM[name].limits in text
    for said in (A.title, A.recommendation, A.contested, A.options[1].cost, A.checksum):
        assert said in text
    assert not re.search(r"\bnan\b|\bNaN\b|\bNone\b.(?<!None.)|NaT|undefined", text)
    assert "Draft" not in text


def test_sources_are_numbered_as_they_appear_and_only_if_used():
    cited = [
        int(a["href"].removeprefix("#source-")) for a in READ.all("a") if "source-" in a["href"]
    ]
    order = list(dict.fromkeys(cited))
    assert order == sorted(order) == list(range(1, len(order) + 1))
    entries = [li["id"] for li in READ.all("li") if li.get("id", "").startswith("source-")]
    assert entries == [f"source-{n}" for n in order]
    text = " ".join(READ.text)
    assert "Federation of American Scientists" in text
    assert "Yordan" not in text, "no vetoes in this memo"
    assert text.count("Arms control agreements of the United States") == 1
    assert "Licence: Creative Commons Zero 1.0" in text


def test_an_unfinished_memo_says_so_on_top():
    page = " ".join(Page(render(faulty(1), ALBUM)).text)
    assert re.search(r"Draft – \d items open", page)
    assert page.index("Draft –") < page.index("Bottom line")
    empty = Page(render(Memo(), Evidence([])))
    assert "No claim yet." in empty.text
    assert [tag for tag, _ in empty.tags].count("h1") == 1


def test_a_blind_copy_names_neither_author_nor_advice():
    text = " ".join(Page(render(A, ALBUM, blind=True)).text)
    for said in (A.author, A.recommendation, A.options[0].text, A.change_my_mind, "Bottom line"):
        assert said not in text
    assert A.claims[0].filled(ALBUM) in text


def test_the_page_is_the_same_at_every_rendering_and_small(tmp_path):
    assert render(A, ALBUM) == PAGE
    memo = four_figures()
    path = export(memo, ALBUM, tmp_path / "memo.html")
    assert path.read_text(encoding="utf-8") == render(memo, ALBUM)
    assert len(Page(path.read_text(encoding="utf-8")).all("img")) == 4
    assert path.stat().st_size < 200_000
    assert [each.name for each in tmp_path.iterdir()] == ["memo.html"]


STRANGE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ memo.title }}", "{% if %}",
    "javascript:alert(1)", "</style><script>", "&lt;b&gt; & <b>bold</b>", "x" * 3000,
    "\u202eright to left",
    "שלום עולם", "🕊️ 🇺🇳 👩🏽‍🚀", "a\x00b\x1b[31m", "\ud800", "]]>", "<!--", "'", "-->", "%s {0}",
]  # fmt: skip


def everywhere(text):
    """Return a memo with one text in every field that takes one."""
    claim = Claim(
        id=text, text=text, kind=text, evidence=("04.b5", text), confidence=text,
        numbers={"n1": Number(text, text, {text: text}, text)}, reason=text,
        counter=(text, "06.b4"),
        outside=(Outside(text, text, text, text),), counter_says=text, reader=text,
        reading=text, by=text,
    )  # fmt: skip
    forecast = replace(claim, id="c2", kind="forecast", low=float("nan"))
    return Memo(
        title=text, author=text, addressee=text, question=text, date=text, claims=(claim, forecast),
        options=(Option(text, text),), recommendation=text, rests_on=(text, "c2"),
        change_my_mind=text,
        change_by=text, contested=text, limits=text, help_received=text,
        tables={text: (text,), "04.b5": (text,)},
    )  # fmt: skip


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_a_strange_text_comes_out_as_text(text, tmp_path):
    check_page(text)
    export(everywhere(text), ALBUM, tmp_path / "memo.html")


@settings(deadline=None, max_examples=25)
@given(st.text(min_size=1, max_size=30))
def test_any_text_comes_out_as_text(text):
    check_page(text)


PLAIN = Page(render(everywhere("plain"), ALBUM))


def check_page(text):
    page = Page(render(everywhere(text), ALBUM))
    kinds = {"bdi", "p", "li", "a", "span"}  # an empty field has other words around it
    assert [t for t, _ in page.tags if t not in kinds] == [
        t for t, _ in PLAIN.tags if t not in kinds
    ]
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    for link in page.all("a"):
        assert link["href"].startswith(("#", "http://", "https://")), link
    shown = "".join(page.text)
    kept = "".join(c for c in text if c.isprintable() and c.strip())
    assert kept in "".join(c for c in shown if c.isprintable() and c.strip())


def test_a_page_address_becomes_a_link_and_anything_else_stays_text():
    for link, count in [("https://example.org/a", 1), ("javascript:alert(1)", 0), ("ftp://a.b", 0)]:
        memo = with_claim(A, "c1", outside=(Outside("A", "B", "2020", link),))
        links = [a["href"] for a in Page(render(memo, ALBUM)).all("a")]
        assert links.count(link) == count
        assert not [a for a in links if not a.startswith(("#", "https://"))]


def test_blank_cells_are_blank_and_long_tables_are_cut():
    rows = [
        {"who": f"a{i}", "n": None if i % 2 else float("nan"), "share": 1 / 3} for i in range(75)
    ]
    spec = {
        "datasets": {"d": rows}, "data": {"name": "d"}, "mark": "point",
        "description": "Some points.",
        "encoding": {"x": {"field": "share", "type": "quantitative"}},
    }  # fmt: skip
    kept = {"lesson": "04 · X", "description": "Some points.", "limits": "None known.",
            "spec": spec,
            "parameters": {}, "sources": {"t": "A (2000)."}, "licences": {"t": "CC0"}}  # fmt: skip
    memo = Memo(claims=(Claim(id="c1", text="So it is.", evidence=("04.b1",)),))
    page = Page(render(memo, Evidence([record("04.b1", kept)])))
    text = " ".join(page.text)
    assert "First 60 of 75 rows" in text
    assert "0.333333" in text
    assert not re.search(r"\bnan\b|None\b(?! known)", text)
    assert len(page.all("tr")) == 61


def test_a_chart_that_cannot_be_drawn_leaves_its_data():
    bad = record(
        "04.b1",
        {"spec": {"mark": "no such mark", "datasets": {"d": [{"a": 1}]}}, "sources": {"t": "A"}},
    )
    assert picture(bad) == ""
    memo = Memo(claims=(Claim(id="c1", evidence=("04.b1",)),))
    page = Page(render(memo, Evidence([bad])))
    assert page.all("img") == []
    assert len(page.all("table")) == 1


def test_a_picture_keeps_its_words_and_loses_what_an_image_has_no_use_for():
    drawn = unquote(picture(ALBUM["03.b1"]))
    assert "aria-" not in drawn
    assert "1950" in drawn
    assert not re.search(r" d='[^']*\d\.\d\d", drawn)


@pytest.mark.parametrize(
    ("text", "short"),
    [("Short.", "Short."), ("One. Two three.", "One."), ("word " * 60, None), ("x" * 400, "…")],
)
def test_an_alternative_text_fits(text, short):
    found = shortened(text, 12) if short and len(text) < 100 else shortened(text)
    assert short is None or found == short
    assert len(found) <= 150


# Maps: every map of the course draws the same coastlines


def test_a_page_is_made_where_the_course_is_not_installed(monkeypatch):
    """A student's copy of an edition carries the library as a folder."""

    def unknown(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr("diplomacy_lib.models.briefing.page.version", unknown)
    assert "The Room Where It Happened, an instructor's edition." in unescape(render(A, ALBUM))


def test_a_map_is_kept_without_its_coastlines_and_drawn_with_them(home, capsys):
    cities = pd.DataFrame(
        {"longitude": [37.6, -77.0], "latitude": [55.8, 38.9], "city": ["Moscow", "Washington"]}
    )
    points = (
        alt.Chart(cities)
        .mark_circle()
        .encode(alt.Longitude("longitude:Q"), alt.Latitude("latitude:Q"))
    )
    lesson = open_lesson("04")
    lesson.load("treaties")
    drawn = pictures.world_map(lesson.shapes("coastlines"), points)
    said = "A map of the world with two capital cities on it."
    lesson.show(drawn, said, beat="04.b1", limits=pictures.BORDERS)
    assert (home / "lesson_04.json").stat().st_size < 6_000
    kept = open_album()["04.b1"]
    assert kept.intact
    assert kept.drawn == lesson.shown[0]["spec"]
    assert keepsakes.folded(kept.drawn) == kept.spec
    memo = Memo(claims=(Claim(id="c1", evidence=("04.b1",)),))
    page = render(memo, open_album())
    assert len(page) < 120_000
    assert unquote(Page(page).all("img")[0]["src"]).count("<path") > 150


def test_other_shapes_are_kept_whole():
    other = {"data": {"values": {"type": "Topology", "arcs": [], "objects": {}}}}
    assert keepsakes.folded(other) == other == keepsakes.unfolded(other)
