"""The pages beside an edition's notebooks, as a browser prints them."""

import re
from types import SimpleNamespace

import pytest
from edition import SHELF
from playwright.sync_api import Page
from rehearsal import expectation, room

from diplomacy_lib.editions import pages
from diplomacy_lib.editions.copies import Edited
from diplomacy_lib.editions.course import Chosen, Course

pytestmark = pytest.mark.browser
SHEET_OF_PAPER = re.compile(rb"/Type\s*/Page\b")


def whole_course(tmp_path):
    """Return every lesson on its full path with the answers of its keys, as a build hands it on."""
    chosen = {number: Chosen(number, "full", tuple(SHELF[number].keys.keys)) for number in SHELF}
    course = Course(tmp_path / "whole.toml", "POLS 210", "hidden", tuple(chosen.values()))
    for number, published in SHELF.items():
        lesson = room(published.path).lesson
        answers = {
            name: repr(plain(expectation(key, lesson).value))
            for name, key in published.keys.keys.items()
        }
        yield SimpleNamespace(edited=Edited(published, chosen[number], course), answers=answers)


def plain(value):
    return value.item() if hasattr(value, "item") else value


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_answers_of_the_whole_course_print_on_one_page(paper, page: Page, tmp_path):
    built = list(whole_course(tmp_path))
    page.set_content(pages._page("POLS 210 · Answers", "\n".join(pages._answers(built))))
    assert page.locator("tbody tr").count() == sum(len(each.answers) for each in built)
    assert len(SHEET_OF_PAPER.findall(page.pdf(format=paper))) == 1
