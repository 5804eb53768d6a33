"""The desk of lesson 14 by keyboard: what is typed is kept, a number picked, a page written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from room import Seat

from diplomacy_lib.models.briefing import Memo

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(first_page: Page, address: str) -> Iterator[Seat]:
    """Return a seat in lesson 14, after Run All."""
    seat = Seat(first_page.context.new_page(), address)
    seat.open("14_your_briefing")
    seat.run_all()
    yield seat
    seat.leave()


def form(desk: Seat, title: str) -> Locator:
    """Return the form that begins with a title."""
    return desk.page.locator(".memo-form").filter(has=desk.page.locator("strong", has_text=title))


def choose(field: Locator, begin: str) -> None:
    """Choose the entry that begins so (the page writes its spaces as non-breaking)."""
    entries = field.locator("option").all_text_contents()
    place = next(i for i, e in enumerate(entries) if e.replace("\xa0", " ").startswith(begin))
    field.select_option(index=place)


def test_a_claim_is_typed_a_number_picked_and_a_page_written(desk: Seat, folder: Path, page: Page):
    file = folder / "notebooks" / "my_memo.json"
    assert not file.exists(), "Run All writes nothing"

    header = form(desk, "Header")
    header.get_by_label("Title", exact=True).focus()
    desk.page.keyboard.type("Numbers first, x and dd")  # letters that JupyterLab would take
    desk.page.keyboard.press("Tab")
    expect(header.get_by_role("status")).to_contain_text("Saved.")
    assert Memo.load(file).title == "Numbers first, x and dd"

    claim = form(desk, "Claim c1")
    claim.get_by_label("Claim, 40 words at most", exact=True).focus()
    desk.page.keyboard.type("The limit was")
    desk.page.keyboard.press("Tab")
    expect(claim.get_by_role("status")).to_contain_text("Saved.")
    choose(claim.get_by_label("Number from", exact=True), "04.b5 ")
    row = claim.get_by_label("its row", exact=True)
    expect(row.locator("option")).to_have_count(2)
    row.focus()
    desk.page.keyboard.press("x")
    assert row.count() == 1, "a letter in a menu cuts the cell"
    claim.get_by_role("button", name="Put it into the claim").focus()
    desk.page.keyboard.press("Enter")
    text = claim.get_by_label("Claim, 40 words at most", exact=True)
    expect(text).to_have_value("The limit was {n1}")

    finish = desk.page.locator(".memo-form").last
    finish.get_by_role("button", name="Export the page").focus()
    desk.page.keyboard.press("Enter")
    expect(finish.get_by_role("status")).to_contain_text("Written: my_memo.html")

    page.goto((folder / "notebooks" / "my_memo.html").as_uri())
    expect(page.locator("h1")).to_have_text("Numbers first, x and dd")
    expect(page.locator(".claim")).to_contain_text("The limit was 3,346")
    expect(page.locator("#draft")).to_contain_text("Draft")

    desk.run_cell("desk-claim-1", "Desk('my_memo.json').claim(1)")
    again = form(desk, "Claim c1").get_by_label("Claim, 40 words at most", exact=True)
    expect(again).to_have_value("The limit was {n1}")
