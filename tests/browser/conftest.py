"""One JupyterLab and one Chromium for all browser tests, and a seat in it for each lesson."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from classroom import NAMES
from playwright.sync_api import Page
from room import Seat, chromium, find_chromium, jupyterlab


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of one lesson in one worker, so that it is opened and run once."""
    for item in filter(lambda item: item.get_closest_marker("browser"), items):
        place = getattr(item, "callspec", None)
        seated = place.params.get("lesson") if place else None
        item.add_marker(pytest.mark.xdist_group(seated or item.path.stem))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which this session's learner works."""
    return tmp_path_factory.mktemp("learner")


@pytest.fixture(scope="session")
def first_page() -> Iterator[Page]:
    """Return a page of the session's browser; without a browser skip loudly, in CI fail."""
    if not find_chromium():
        reason = "NO CHROMIUM ON THIS MACHINE: nothing was tested in a browser. Install chromium."
        required = os.environ.get("DIPLOMACY_BROWSER_REQUIRED") or os.environ.get("CI") == "true"
        (pytest.fail if required else pytest.skip)(reason)
    with chromium() as page:
        yield page


@pytest.fixture(scope="session")
def address(first_page: Page, folder: Path) -> Iterator[str]:
    """Return the address of the session's JupyterLab."""
    with jupyterlab(folder) as address:
        yield address


@pytest.fixture
def page(first_page: Page) -> Iterator[Page]:
    """Return a fresh page."""
    page = first_page.context.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module", params=NAMES)
def lesson(request: pytest.FixtureRequest, first_page: Page, address: str) -> Iterator[Seat]:
    """Return a seat in each lesson in turn, after Run All."""
    seat = Seat(first_page.context.new_page(), address)
    seat.open(request.param)
    seat.run_all()
    yield seat
    seat.leave()
