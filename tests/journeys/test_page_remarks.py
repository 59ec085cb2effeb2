"""From the end of a page to the form and back, by keyboard and without JavaScript; the form on a phone and on a desk."""

import sqlite3
from contextlib import closing
from urllib.parse import unquote

import pytest

from tests.journeys.visits import misplaced, violations

pytestmark = pytest.mark.journey
WORDS = {"ar": "الأجل المذكور غير صحيح.", "fr": "Le délai indiqué est faux."}
MOST_STOPS = 400


def stored(portal):
    with closing(sqlite3.connect(portal.folder / "db.sqlite3")) as database:
        return database.execute("SELECT kind, text, address, language FROM feedback_pageremark ORDER BY id").fetchall()


def press_until(page, selector):
    """Press Tab until the focus is on what the selector names; nothing else moves it."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"The keyboard never reached {selector}.")


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_an_error_is_reported_by_keyboard_without_script(visits, ways, portal, language):
    way = ways[language]
    before = len(stored(portal))
    page = visits.open(way.institution, 360, java_script_enabled=False)
    press_until(page, ".remarks a[href*='about=error']")
    enter(page)
    assert page.locator("input[value=error]").is_checked()
    press_until(page, "main form button[type=submit]")
    enter(page)
    assert page.locator("[role=alert]").is_visible(), "an error without words was taken"
    assert len(stored(portal)) == before
    press_until(page, "main textarea")
    page.keyboard.insert_text(WORDS[language])
    press_until(page, "main form button[type=submit]")
    enter(page)
    assert "/page-remarks/sent/" in page.url
    assert stored(portal)[before:] == [("error", WORDS[language], unquote(way.institution), language)]
    press_until(page, "main a.btn")
    enter(page)
    assert way.is_at(page.url, way.institution)


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_line_and_the_form_fit_and_are_accessible(visits, ways, language, width):
    page = visits.open(ways[language].law, width)
    line = page.locator(".remarks")
    line.scroll_into_view_if_needed()
    assert line.locator("a").count() == 3
    assert all(
        box["height"] >= 44 and box["width"] >= 44 for box in (a.bounding_box() for a in line.locator("a").all())
    )
    visits.shoot(page, "line")
    with page.expect_navigation():
        line.locator("a[href*='about=useful']").click()
    assert page.locator("input[value=useful]").is_checked()
    assert (misplaced(page), violations(page)) == ([], [])
    visits.shoot(page, "form", full=True)
    page.locator("input[value=error]").check()
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    assert page.locator("textarea[aria-invalid=true]").count() == 1
    assert (misplaced(page), violations(page)) == ([], [])
    visits.shoot(page, "refused", full=True)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_reader_without_a_cookie_reads_on_after_the_form(visits, ways, language):
    """The cookie of the form belongs to the form: the pages that were read before set none."""
    page = visits.open(ways[language].theme)
    assert page.context.cookies() == []
    with page.expect_navigation():
        page.locator(".remarks a[href*='about=not_useful']").click()
    assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]
