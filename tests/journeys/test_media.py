"""The same pages on paper, in the dark, with motion turned off."""

import pytest

from tests.journeys.visits import misplaced

pytestmark = pytest.mark.journey
PAGES = ("page:HomePage", "page:ThemePage", "page:InstitutionPage", "page:LegalTextPage", "page:ItemPage")
BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"
DARKNESS = """() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
  return (r + g + b) / 3;
}"""


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("place", PAGES)
def test_paper_gets_the_words_and_nothing_to_press(visits, portal, place, language):
    page = visits.open(portal.catalogue[place][language], 760)
    page.emulate_media(media="print")
    assert page.locator(".find:visible, .nav:visible, .btn:visible, .sheet:visible, .pager:visible").count() == 0
    assert page.locator("h1:visible").count() == 1
    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"
    assert misplaced(page) == []
    visits.shoot(page)


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("place", PAGES)
def test_the_dark_scheme_is_dark_and_asks_for_nothing_more(visits, portal, place, language):
    light = visits.open(portal.catalogue[place][language])
    assert light.evaluate(DARKNESS) > 200
    dark = visits.open(portal.catalogue[place][language], color_scheme="dark")
    assert dark.evaluate(DARKNESS) < 60
    visits.shoot(dark)


def test_a_dark_reader_prints_on_white(visits, portal):
    page = visits.open(portal.catalogue["page:LegalTextPage"]["fr"], color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"


def test_motion_stops_when_asked(visits, portal):
    page = visits.open(portal.catalogue["page:ThemePage"]["fr"], reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter(one => {
      const style = getComputedStyle(one);
      return parseFloat(style.transitionDuration) > 0.01 || parseFloat(style.animationDuration) > 0.01;
    }).map(one => one.outerHTML.slice(0, 60))"""
    assert page.evaluate(moving) == []
