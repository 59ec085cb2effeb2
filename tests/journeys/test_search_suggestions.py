"""Suggestions while typing: by keyboard, by mouse, and never in the way."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.journeys.searching import (
    BEGUN,
    FIELD,
    LANGUAGES,
    LIST,
    WORD,
    open_search,
    titles,
)
from tests.journeys.visits import violations

pytestmark = pytest.mark.journey


def active(page):
    """The option that the field points at, or None."""
    name = page.locator(FIELD).get_attribute("aria-activedescendant")
    return page.locator(f"[id='{name}']") if name else None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_a_suggestion_is_chosen_by_keyboard(visits, language, width):
    page = visits.open(f"/{language}/", width)
    field = page.locator(FIELD)
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "false"
    field.press_sequentially(BEGUN[language])
    page.wait_for_selector(LIST)
    assert field.get_attribute("aria-expanded") == "true"
    assert active(page) is None
    page.keyboard.press("ArrowDown")
    first = active(page)
    assert first.get_attribute("aria-selected") == "true"
    assert page.evaluate(f"() => document.activeElement === document.querySelector({FIELD!r})")
    page.wait_for_function("() => document.querySelector('[role=status]')?.textContent")
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    visits.shoot(page, "open")
    wanted, title = first.get_attribute("href"), first.locator("span").text_content()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert urlsplit(page.url).path == wanted
    assert page.locator("h1").text_content().strip() == title


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suggestion_is_chosen_by_mouse_in_the_header(visits, ways, language):
    page = visits.open(ways[language].theme)
    field = page.locator("#q-head")
    field.press_sequentially(BEGUN[language])
    option = page.locator(f"{LIST} [role=option]").first
    option.hover()
    assert violations(page) == []
    wanted = option.get_attribute("href")
    with page.expect_navigation():
        option.click()
    assert urlsplit(page.url).path == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_keys_of_the_field_do_what_they_do_everywhere(visits, language):
    page = open_search(visits, language)
    field = page.locator(FIELD)
    field.press_sequentially(WORD[language])
    page.wait_for_selector(LIST)
    count = page.locator("[role=option]").count()
    page.keyboard.press("ArrowUp")
    assert active(page).get_attribute("id") == f"q-list-{count}"
    page.keyboard.press("ArrowDown")
    assert active(page) is None, "after the last one comes the field itself"
    page.keyboard.press("Escape")
    assert page.locator(LIST).count() == 0
    assert field.input_value() == WORD[language]
    page.keyboard.press("ArrowDown")
    page.wait_for_selector(LIST)
    page.keyboard.press("Tab")
    assert page.locator(LIST).count() == 0
    assert page.evaluate("() => document.activeElement.type") == "submit"
    field.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert parse_qs(urlsplit(page.url).query)["q"] == [WORD[language]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_asked_for_an_empty_field_nor_while_data_is_saved(visits, language):
    page = open_search(visits, language)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
    page.locator(FIELD).press_sequentially("  ")
    page.wait_for_timeout(500)
    page.evaluate("() => document.documentElement.classList.add('low-data')")
    page.locator(FIELD).press_sequentially(WORD[language])
    page.wait_for_timeout(500)
    assert asked == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_late_answer_never_shows_over_a_newer_one(visits, language):
    page = open_search(visits, language)
    page.route("**/suggest/**", lambda route: None if route.request.url.endswith("?q=zz") else route.continue_())
    page.locator(FIELD).press_sequentially("zz")
    page.wait_for_timeout(400)
    page.locator(FIELD).fill(WORD[language])
    page.wait_for_selector(LIST)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert titles(page)
