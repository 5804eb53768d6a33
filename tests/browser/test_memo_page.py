"""The exported memo in a real Chromium: opened from disk, with no server and no network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from diplomacy_lib.models.briefing import export, sample_album
from diplomacy_lib.models.briefing.practice import faulty, sample_memo, with_claim

pytestmark = pytest.mark.browser

LONG = "Donaudampfschifffahrtsgesellschaft" * 12
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
MEMOS = {
    "complete": sample_memo("a"),
    "draft": faulty(2),
    "strange": with_claim(
        sample_memo("b"), "c1", text=f"{LONG} {{n1}} {{n2}} \u202eשלום <b>🕊️</b>", reader=LONG
    ),
}


@pytest.fixture(params=MEMOS)
def memo(request: pytest.FixtureRequest, page: Page, tmp_path: Path) -> Iterator[Page]:
    """Return a page that shows an exported memo, and notes what it asks for."""
    path = export(MEMOS[request.param], sample_album(), tmp_path / "memo.html")
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    yield page
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []
    assert said == [], "the browser complains"


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_axe_finds_nothing(memo: Page, size: dict[str, int]):
    memo.set_viewport_size(size)
    found = Axe().run(memo, options={"resultTypes": ["violations"]})
    assert len(found.response["passes"]) > 15, "axe looked at little"
    faults = [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in found.response["violations"]
        for node in fault["nodes"]
    ]
    assert faults == []


def test_it_reads_at_320_pixels_without_scrolling_sideways(memo: Page):
    memo.set_viewport_size(NARROW)
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert memo.evaluate(wide) == 0
    picture = memo.locator("figure img").first
    assert picture.evaluate("image => image.getBoundingClientRect().width") >= 500
    memo.set_viewport_size(WIDE)
    assert memo.evaluate(wide) == 0


def test_every_picture_is_drawn_and_the_style_is_obeyed(memo: Page):
    pictures = memo.locator("figure img")
    assert pictures.count() >= 4
    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        assert picture.evaluate("image => image.complete && image.naturalWidth > 200")
    assert memo.locator("body").evaluate("body => getComputedStyle(body).maxWidth") != "none"


def test_the_keyboard_skips_to_the_memo_and_reaches_a_chart(memo: Page):
    memo.keyboard.press("Tab")
    assert memo.evaluate("() => document.activeElement.className") == "skip"
    memo.keyboard.press("Enter")
    assert memo.url.endswith("#memo")
    for _ in range(30):
        memo.keyboard.press("Tab")
        if memo.evaluate("() => document.activeElement.className") == "scroll":
            return
    raise AssertionError("no chart is reached by Tab")


def test_it_prints_whole(memo: Page, tmp_path: Path):
    pages = memo.pdf(format="A4", print_background=True)
    assert pages.startswith(b"%PDF")
    assert 3 <= pages.count(b"/Type /Page\n") <= 20
    memo.emulate_media(media="print")
    memo.set_viewport_size({"width": 680, "height": 900})
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert memo.evaluate(wide) <= 0
    memo.emulate_media(media="screen")
