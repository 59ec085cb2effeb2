"""Fixtures for what is proved on the whole portal from outside: over HTTP and in a real browser."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys import portal as portals
from tests.journeys.visits import Visits


@pytest.fixture(scope="session")
def portal(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[portals.Portal]:
    """A running portal with the demonstration content: this process's own, or the one that JOURNEYS_AT names."""
    if address := os.environ.get("JOURNEYS_AT"):
        yield portals.running(address, tmp_path_factory.mktemp("portal"))
        return
    source = portals.loaded(Path(request.config.cache.mkdir("portal")))
    with portals.served(source, tmp_path_factory.mktemp("portal")) as served:
        yield served


@pytest.fixture(scope="session")
def chromium() -> Iterator:
    """A real browser."""
    from playwright.sync_api import sync_playwright

    from tools.needs import chromium

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield browser
        browser.close()


@pytest.fixture
def visits(portal: portals.Portal, chromium, request: pytest.FixtureRequest) -> Iterator[Visits]:
    """Opens addresses in the browser; the test fails when a page it opened had an error or asked a third party."""
    opened = Visits(portal, chromium, request.node.name)
    yield opened
    opened.close()
    assert opened.problems == []
