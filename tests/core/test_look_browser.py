"""The style guide in a real browser: accessible, never wider than the window, its Arabic shaped, its script working."""

import itertools
import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from django.urls import path
from playwright.sync_api import Browser, Page

from core.styleguide import styleguide

pytestmark = pytest.mark.journey

PAGES = ("/styleguide/", "/styleguide/fr/", "/styleguide/ar/")
urlpatterns = [path("styleguide/", styleguide), path("styleguide/<str:language>/", styleguide)]

# Elements that stick out of the window; sheets and what is hidden for the eye may.
OUTSIDE = """() => [...document.querySelectorAll("body *")].filter(e => {
  const box = e.getBoundingClientRect();
  return box.width > 1 && (box.right > innerWidth + 1 || box.left < -1) && !e.closest(".sr, .skip, .zellige, .sheet");
}).map(e => e.outerHTML.slice(0, 80))"""

# Widths of two texts in one font; lam-alef as a ligature is narrower than its two letters kept apart.
WIDTHS = """async ([font, first, second]) => {
  await document.fonts.load(font, first + second);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  return [pen.measureText(first).width, pen.measureText(second).width];
}"""


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Tests write nothing to the terminal."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A running server that knows only the style guide and needs no database."""
    with override_settings(DEBUG=True, ROOT_URLCONF=__name__):
        server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
        server.set_app(StaticFilesHandler(get_wsgi_application()))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        server.server_close()


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator:
    """Opens a path; the test fails when the page logged an error or any request failed."""
    contexts, problems = [], []

    def open_(where: str, width: int = 1280, **options) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        page.on("response", lambda answer: problems.append(answer.url) if answer.status >= 400 else None)
        page.on("request", lambda ask: None if ask.url.startswith(address) else problems.append(ask.url))
        page.goto(address + where, wait_until="networkidle")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


@pytest.mark.parametrize(
    ("where", "width", "scheme"),
    [(PAGES[0], 1280, "light"), (PAGES[1], 1280, "dark"), (PAGES[1], 360, "light"), (PAGES[2], 360, "dark")],
)
def test_every_component_is_accessible(open_page, where, width, scheme):
    violations = Axe().run(open_page(where, width, color_scheme=scheme)).response["violations"]
    assert [(found["id"], [node["html"] for node in found["nodes"]]) for found in violations] == []


@pytest.mark.parametrize("where", PAGES[1:])
def test_nothing_is_wider_than_the_window(open_page, where):
    page = open_page(where)
    for width in (320, 360, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0, width
        assert page.evaluate(OUTSIDE) == [], width


def test_arabic_is_shaped_after_the_cut(open_page):
    page = open_page("/styleguide/ar/")
    for family, weight in itertools.product(("Noto Sans Arabic", "Noto Naskh Arabic"), (400, 700)):
        font = f'{weight} 40px "{family}"'
        ligature, apart = page.evaluate(WIDTHS, [font, "لا", "ل\u200cا"])
        assert ligature < apart, font
        joined, isolated = page.evaluate(WIDTHS, [font, "سس", "س\u200cس"])
        assert joined < isolated, font
        vowelled, plain = page.evaluate(WIDTHS, [font, "أَسَاسِيٌّ", "أساسي"])
        assert vowelled == pytest.approx(plain, abs=0.5), font


def test_phone_menu_opens_and_closes_without_script(open_page):
    page = open_page("/styleguide/ar/", 360, java_script_enabled=False)
    menu = page.locator("#menu-ar")
    assert not menu.is_visible()
    page.locator("[popovertarget=menu-ar].sheet-open").click()
    assert menu.is_visible()
    menu.locator(".sheet-close").click()
    assert not menu.is_visible()


def test_menu_stands_in_place_on_wide_windows(open_page):
    page = open_page("/styleguide/fr/", 1280)
    assert page.locator("#menu-fr").is_visible()
    assert not page.locator("[popovertarget=menu-fr].sheet-open").is_visible()


def test_contents_sheet_closes_when_a_place_is_chosen(open_page):
    page = open_page("/styleguide/fr/", 360)
    page.locator("[popovertarget=toc-fr].sheet-open").click()
    page.locator("#toc-fr a", has_text="Article 13").click()
    assert not page.locator("#toc-fr").is_visible()


def test_citation_is_copied_and_said(open_page):
    page = open_page("/styleguide/fr/", permissions=["clipboard-read", "clipboard-write"])
    button = page.locator(".article-tools [data-copy]").first
    button.click()
    page.wait_for_function("() => document.querySelector('[role=status]')?.textContent")
    assert page.evaluate("() => navigator.clipboard.readText()") == button.get_attribute("data-copy")
    assert page.locator("[role=status]").text_content() == button.get_attribute("data-copied")


def test_copying_is_not_offered_without_script(open_page):
    page = open_page("/styleguide/fr/", java_script_enabled=False)
    assert page.locator("[data-copy]:visible").count() == 0


def test_low_data_mode_uses_no_font_of_ours_and_shows_no_cover(open_page):
    page = open_page("/styleguide/ar/")
    page.evaluate("() => document.documentElement.classList.add('low-data')")
    assert page.locator(".cover:visible, .cover-band:visible, .hero-art:visible").count() == 0
    family = page.evaluate("() => getComputedStyle(document.querySelector('[lang=ar] .lead')).fontFamily")
    assert "Noto" not in family


def test_print_leaves_out_what_paper_cannot_do(open_page):
    page = open_page("/styleguide/fr/")
    page.emulate_media(media="print")
    assert page.locator(".pager:visible, .sheet:visible, .btn:visible, .find:visible").count() == 0
    assert page.locator(".article:visible").count() > 0
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_motion_stops_when_asked(open_page):
    page = open_page("/styleguide/fr/", reduced_motion="reduce")
    assert page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert page.evaluate("() => getComputedStyle(document.querySelector('.btn')).transitionDuration") == "0s"
