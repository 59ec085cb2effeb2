"""The portal by keyboard alone: skip link, menu and filter sheets, search; focus is always to be seen."""

import re

import pytest

pytestmark = pytest.mark.journey
SEEN = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  const marked = [e, e.parentElement].some(one => getComputedStyle(one).outlineStyle !== "none");
  return box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth && marked;
}"""


def focus(page, what):
    return page.evaluate(f"() => document.activeElement.matches({what!r})")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_first_key_leads_past_the_header(visits, ways, language):
    page = visits.open(ways[language].theme)
    page.keyboard.press("Tab")
    assert focus(page, ".skip")
    assert page.evaluate(SEEN)
    page.keyboard.press("Enter")
    assert focus(page, "#main")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("sheet", ["menu", "facets"])
def test_sheets_open_and_close_by_keyboard_on_a_phone(visits, ways, language, sheet):
    page = visits.open(ways[language].theme, 360)
    button = page.locator(f"[popovertarget={sheet}].sheet-open")
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator(f"#{sheet}").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate(f"() => document.getElementById({sheet!r}).contains(document.activeElement)")
    assert page.evaluate(SEEN)
    page.keyboard.press("Escape")
    assert not page.locator(f"#{sheet}").is_visible()
    assert focus(page, f"[popovertarget={sheet}].sheet-open")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_filter_is_chosen_by_keyboard_and_the_results_are_announced(visits, ways, language):
    page = visits.open(ways[language].theme)
    page.locator("#facets a[href*='kind=']").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("kind="))
    page.wait_for_function("() => document.querySelector('[role=status]')?.textContent")
    heading = page.locator("#results-heading").text_content()
    assert page.locator("[role=status]").text_content().strip() == heading.strip()
    assert page.evaluate("() => document.activeElement !== document.body"), "the keyboard lost its place"


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_stop_of_the_keyboard_can_be_seen(visits, ways, language):
    page = visits.open(ways[language].law)
    stops = []
    for _ in range(30):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("() => document.activeElement.outerHTML.slice(0, 80)"))
        assert page.evaluate(SEEN), stops[-1]
    assert len(set(stops)) > 20


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_search_is_reached_and_sent_by_keyboard(visits, ways, language):
    page = visits.open(ways[language].home)
    for _ in range(40):
        page.keyboard.press("Tab")
        if focus(page, "main input[type=search]"):
            break
    page.keyboard.type("2020")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=2020"))
    assert page.locator("main input[type=search]").input_value() == "2020"
