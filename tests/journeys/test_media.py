"""On paper for a reader of the dark scheme, and with motion turned off. What holds for every page: test_every_page.py."""

import pytest

pytestmark = pytest.mark.journey
BACKGROUND = "() => getComputedStyle(document.body).backgroundColor"


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
