"""Every page in a real browser: accessible, light, alone, never wider than the window, in either scheme and on paper."""

import pytest

from tests.journeys.places import case_id, cases
from tests.journeys.test_every_place import STATUSES, address_of
from tests.journeys.visits import HEIGHT, misplaced, violations

pytestmark = pytest.mark.journey

LARGEST = 120 * 1024  # bytes; DESIGN.md, section 12
PAGES = cases(pages_only=True)
#: The whole text on one page, to print: read only by whoever asks for exactly that.
HEAVY = {"route:LegalTextPage:print/", "route:LegalTextPage:version/<int:number>/print/"}
#: How light the background is, from 0 to 255.
LIGHTNESS = """() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
  return (r + g + b) / 3;
}"""
NOT_ON_PAPER = ".find:visible, .find-label:visible, .nav:visible, .btn:visible, .sheet:visible, .pager:visible"


@pytest.mark.parametrize(("place", "language"), PAGES, ids=case_id)
def test_page_holds_what_every_page_must(visits, portal, place, language):
    """Light on the first view, without an axe violation in either scheme, nothing out of place at any width."""
    page = visits.open(address_of(portal, place, language), status=STATUSES.get(place.name, 200))
    page.evaluate("() => document.fonts.ready")
    assert visits.weight > 10_000, "nothing was weighed"
    assert visits.weight <= LARGEST or place.name in HEAVY, visits.answers
    is_shot_whole = place.name.startswith("page:")
    assert page.evaluate(LIGHTNESS) > 200
    assert violations(page) == []
    assert misplaced(page) == []
    visits.shoot(page, full=is_shot_whole)

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": HEIGHT})
    assert violations(page) == []
    assert page.evaluate(LIGHTNESS) < 60
    assert misplaced(page) == []
    visits.shoot(page, "dark-360")

    page.set_viewport_size({"width": 768, "height": HEIGHT})
    assert misplaced(page) == []
    page.emulate_media(media="print", color_scheme="light")
    assert page.locator(NOT_ON_PAPER).count() == 0
    assert page.locator("h1:visible").count() == 1
    assert page.evaluate(LIGHTNESS) == 255
    assert misplaced(page) == []
    if is_shot_whole:
        visits.shoot(page, "paper")
