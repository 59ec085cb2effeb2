"""Every page in a real browser: accessible, light, alone, never wider than the window."""

import pytest

from tests.journeys.places import case_id, cases
from tests.journeys.test_every_place import STATUSES, address_of
from tests.journeys.visits import HEIGHT, misplaced, violations

pytestmark = pytest.mark.journey

LARGEST = 120 * 1024  # bytes; DESIGN.md, section 12
PAGES = cases(pages_only=True)
#: The whole text on one page, to print: read only by whoever asks for exactly that.
HEAVY = {"route:LegalTextPage:print/", "route:LegalTextPage:version/<int:number>/print/"}


@pytest.mark.parametrize(("place", "language"), PAGES, ids=case_id)
def test_page_holds_what_every_page_must(visits, portal, place, language):
    """Light on the first view, without an axe violation in either scheme, nowhere wider than the window."""
    page = visits.open(address_of(portal, place, language), status=STATUSES.get(place.name, 200))
    page.evaluate("() => document.fonts.ready")
    assert visits.weight > 10_000, "nothing was weighed"
    assert visits.weight <= LARGEST or place.name in HEAVY, visits.answers
    assert violations(page) == []
    assert misplaced(page) == []
    visits.shoot(page, full=place.name.startswith("page:"))
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": HEIGHT})
    assert violations(page) == []
    assert misplaced(page) == []
    visits.shoot(page, "dark-360")
    page.set_viewport_size({"width": 768, "height": HEIGHT})
    assert misplaced(page) == []
