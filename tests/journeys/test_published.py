"""What institutions publish, as readers use it: the guide to a phone number, a platform by purpose, a video, a term."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.journeys.test_page_remarks import enter, press_until
from tests.journeys.visits import HEIGHT, violations

pytestmark = pytest.mark.journey

MOST_QUESTIONS = 12
#: The state of a video's captions: 2 is loaded, 3 is failed (HTML standard, text track readiness state).
LOADED = 2


def test_the_guide_leads_to_a_phone_number_in_arabic_by_keyboard_without_script(visits, portal):
    page = visits.open(portal.catalogue["page:HelpGuidePage"]["ar"], 360, java_script_enabled=False)
    asked = [page.locator("#step-title").text_content()]
    while not page.locator("a[href^='tel:']").count():
        assert len(asked) <= MOST_QUESTIONS, asked
        press_until(page, ".guide-answers a")
        enter(page)
        asked.append(page.locator("#step-title").text_content())
        assert page.locator("h1").count() == 1
    assert len(asked) >= 2
    assert len(set(asked)) == len(asked), "a question came twice"
    press_until(page, "a[href^='tel:']")
    number = page.locator("a[href^='tel:']").first
    assert re.fullmatch(r"tel:\+?\d{2,}", number.get_attribute("href"))
    assert number.is_visible()
    assert number.bounding_box()["height"] >= 44
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert urlsplit(page.url).query == "", "the address says more than the result"
    assert page.context.cookies() == []
    result = page.url
    press_until(page, "main .btns a")
    enter(page)
    assert page.url != result
    assert page.locator(".guide-answers a").count() >= 2
    visits.shoot(page)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_every_way_through_the_guide_ends_at_somebody(visits, portal, language):
    """Each answer of each question, followed as links: no dead end, and a way back from every result."""
    start = portal.catalogue["page:HelpGuidePage"][language]
    page = visits.open(start)
    waiting, seen, results = [page.url], {page.url}, 0
    while waiting:
        page.goto(waiting.pop())
        answers = page.locator(".guide-answers a").evaluate_all("all => all.map(one => one.href)")
        if not answers:
            results += 1
            assert page.locator(".guide-way a[href]").count() >= 1, page.url
            assert page.locator("main .btns a[href]").count() >= 1, page.url
        waiting += set(answers) - seen
        seen |= set(answers)
    assert results >= 5


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("script", [True, False])
def test_a_platform_is_found_by_its_purpose_on_a_phone(visits, portal, language, script):
    page = visits.open(portal.catalogue["page:PlatformIndexPage"][language], 360, java_script_enabled=script)
    everything = page.locator(".entry-title a").count()
    page.locator("[popovertarget=facets].sheet-open").click()
    purpose = page.locator("#facets a[href*='purpose=report']")
    label = purpose.locator(":scope > :first-child").text_content().strip()
    count = int(purpose.locator(".num").text_content())
    with page.expect_navigation():
        purpose.click()
    assert parse_qs(urlsplit(page.url).query) == {"purpose": ["report"]}
    assert 0 < page.locator(".entry-title a").count() == count < everything
    assert all(label in text for text in page.locator(".entry .by").all_text_contents())
    title = page.locator(".entry-title a").first.text_content().strip()
    with page.expect_navigation():
        page.locator(".entry-title a").first.click()
    assert page.locator("h1").text_content().strip() == title
    assert label in page.locator(".facts").first.text_content()
    way = page.locator("main .btns a[href^='tel:'], main .btns a[href^='http']").first
    assert way.bounding_box()["height"] >= 44
    visits.shoot(page)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_words_find_a_platform_within_the_filter(visits, portal, language):
    index = portal.catalogue["page:PlatformIndexPage"][language]
    page = visits.open(f"{index}?purpose=report", 360, java_script_enabled=False)
    wanted = page.locator(".entry-title a").last.text_content().strip()
    page.locator("#find-in-directory").fill(wanted)
    with page.expect_navigation():
        page.locator("#find-in-directory").press("Enter")
    assert parse_qs(urlsplit(page.url).query)["purpose"] == ["report"]
    assert [one.strip() for one in page.locator(".entry-title a").all_text_contents()] == [wanted]


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_video_is_watched_with_captions_and_its_transcript_read(visits, portal, language):
    page = visits.open(portal.catalogue["state:kind video"][language], 360)
    video = page.locator("main video").first
    assert video.evaluate("one => one.controls")
    assert video.evaluate("one => one.readyState") == 0, "it is loaded before anybody asked for it"
    own = video.locator(f"track[kind=captions][srclang={language}][default]")
    assert own.count() == 1
    press_until(page, "main video")
    page.keyboard.press("Space")
    page.wait_for_function("() => document.querySelector('main video').readyState >= HTMLMediaElement.HAVE_METADATA")
    assert video.evaluate("one => one.error") is None
    assert video.evaluate("one => one.duration") > 5
    page.wait_for_function(f"() => document.querySelector('video track[srclang={language}]').readyState === {LOADED}")
    cues = own.evaluate("one => [...one.track.cues].map(cue => cue.text)")
    assert len(cues) >= 3
    assert own.evaluate("one => one.track.mode") == "showing"
    page.wait_for_function("() => document.querySelector('main video').currentTime > 1")
    page.wait_for_function("() => document.querySelector('main video track[default]').track.activeCues.length")
    visits.shoot(page, "playing")
    video.evaluate("one => one.pause()")
    link = page.locator("main .media a[href='#transcript']")
    assert link.bounding_box()["height"] >= 44
    link.click()
    assert page.url.endswith("#transcript")
    page.wait_for_function("() => Math.abs(document.getElementById('transcript').getBoundingClientRect().top) < 200")
    said = re.sub(r"\W+", " ", page.locator("main").text_content())
    assert [cue for cue in cues if re.sub(r"\W+", " ", cue).strip() not in said] == [], "not in the transcript"
    visits.shoot(page)


def page_with_a_term(visits, portal, language, **options):
    """The page whose text explains a term in place: found among the rights sheets, recordings and programmes."""
    for name in (
        "state:kind audio",
        "page:RightsSheetPage",
        "page:ItemPage",
        "page:InstitutionPage",
        "state:kind video",
    ):
        page = visits.open(portal.catalogue[name][language], **options)
        if page.locator("button.term").count():
            return page
    raise AssertionError("No page explains a term.")


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("script", [True, False])
def test_a_term_opens_in_place_by_keyboard(visits, portal, language, script):
    still = {"reduced_motion": "reduce"}  # a page that still scrolls has no place to measure
    page = page_with_a_term(visits, portal, language, width=360, java_script_enabled=script, **still)
    press_until(page, "button.term")
    term = page.locator("button.term:focus")
    box = page.locator(f"[id='{term.get_attribute('popovertarget')}']")
    address = page.url
    assert not box.is_visible()
    page.keyboard.press("Enter")
    assert box.is_visible()
    assert box.locator("p").nth(1).text_content().strip()
    size = box.bounding_box()
    assert 0 <= size["x"] <= size["x"] + size["width"] <= 360, size
    assert 0 <= size["y"] <= size["y"] + size["height"] <= HEIGHT, size
    if script:  # axe is a script
        assert violations(page) == []
    visits.shoot(page, "open")
    page.keyboard.press("Tab")
    more = box.locator("a:focus")
    assert more.count() == 1, "the next stop is not in the explanation"
    assert more.bounding_box()["height"] >= 44
    page.keyboard.press("Escape")
    assert not box.is_visible()
    assert term.count() == 1, "the focus did not return to the term"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.url == address
    enter(page)
    assert page.locator("h1").count() == 1
    assert page.url != address
