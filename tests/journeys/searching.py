"""How a visitor's search is opened and read; words that find something in the demonstration."""

import re

FIELD = "main input[type=search]"
LIST = ".suggest:not([hidden])"
LANGUAGES = ("ar", "fr")
#: A word of many texts, the beginning of a title, and a word with one slip.
WORD = {"ar": "الفساد", "fr": "corruption"}
BEGUN = {"ar": "التصريح بالمم", "fr": "déclaration de pat"}
SLIP = {"ar": "الفسااد", "fr": "corrupttion"}
TITLES = "all => all.map(one => one.textContent.trim())"


def open_search(visits, language, query="", width=1280, **options):
    return visits.open(f"/{language}/search/{query}", width, **options)


def titles(page):
    return page.locator(".entry-title").evaluate_all(TITLES)


def total(page):
    """The number in the heading; Arabic says one and two in words alone."""
    heading = page.locator("#results-heading").text_content()
    digits = re.sub(r"\D", "", heading)
    return int(digits) if digits else len(titles(page))


def wait_for(page, count):
    """Wait until so many filters are chosen."""
    page.wait_for_function(f"() => document.querySelectorAll('.chosen li a:not(.chosen-clear)').length === {count}")


def open_filters(page, width):
    if width < 1024 and not page.locator("#facets").is_visible():
        page.locator("[popovertarget=facets].sheet-open").click()
