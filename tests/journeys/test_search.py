"""The search as visitors use it: typing, suggestions, filters, an article, another spelling; with script and without."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from knowledge.extraction.pdf import read_pdf
from tests.journeys.extras import PRINTED_PAGE, PRINTED_TITLE, PRINTED_WORD
from tests.journeys.http import fetch
from tests.journeys.searching import (
    BEGUN,
    FIELD,
    LANGUAGES,
    SLIP,
    WORD,
    open_filters,
    open_search,
    titles,
    total,
    wait_for,
)
from tests.journeys.visits import misplaced, violations

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_filters_with_several_values_in_place_and_back(visits, language, width):
    page = open_search(visits, language, f"?q={WORD[language]}", width)
    everything = titles(page)
    page.evaluate("() => { window.stayed = true; }")
    counts = []
    for chosen in (1, 2):
        open_filters(page, width)
        link = page.locator("#facets a[href*='kind=']:not([aria-current])").first
        counts.append(int(re.sub(r"\D", "", link.locator(".num").text_content())))
        link.click()
        wait_for(page, chosen)
        assert total(page) == sum(counts)
    assert page.evaluate("() => window.stayed") is True, "the whole page was loaded again"
    assert page.locator(f"{FIELD} >> xpath=.. >> css=[type=hidden][name=kind]").count() == 2
    assert violations(page) == []
    assert misplaced(page) == []
    visits.shoot(page, "two values")
    page.locator(".chosen li a").first.click()
    wait_for(page, 1)
    assert total(page) == counts[1]
    page.go_back()
    wait_for(page, 2)
    page.go_back()
    wait_for(page, 1)
    page.go_back()
    wait_for(page, 0)
    assert titles(page) == everything


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_query_keeps_the_filters_until_they_are_removed(visits, language):
    page = open_search(visits, language, f"?q={WORD[language]}")
    page.locator("#facets a[href*='kind=']").first.click()
    wait_for(page, 1)
    page.locator(FIELD).fill(BEGUN[language])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert set(parse_qs(urlsplit(page.url).query)) == {"q", "kind"}
    assert page.locator(".chosen li").count() == 1
    page.locator(".search-notes span a").click()
    page.wait_for_url(lambda url: "kind=" not in url)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("script", [True, False])
def test_a_result_leads_to_the_article_that_has_the_words(visits, portal, ways, language, script):
    law = ways[language].law
    article = BeautifulSoup(fetch(portal, law).text, "html.parser").select_one("[id=art-3]")
    words = " ".join(article.select_one(".article-text, p").get_text().split()[:6]).strip(".,؛:«»")
    page = open_search(visits, language, f'?q="{words}"', 360, java_script_enabled=script)
    place = page.locator(".place-best").first
    assert article.select_one("h2, h3, h4").get_text().startswith(place.text_content().strip())
    with page.expect_navigation():
        place.click()
    assert unquote(page.url).endswith(unquote(f"{law}article/art-3/"))
    assert words in " ".join(page.locator("main").text_content().split())
    visits.shoot(page)
    page.go_back()
    assert page.locator(".place-best").count()


def test_a_word_on_page_seven_of_an_arabic_file_is_found_and_opened_there(visits, portal):
    page = open_search(visits, "ar", f"?q={PRINTED_WORD}", 360)
    place = page.locator(".place-best").first
    assert PRINTED_TITLE in place.text_content()
    assert str(PRINTED_PAGE) in place.text_content()
    address = place.get_attribute("href")
    assert address.endswith(f"#page={PRINTED_PAGE}")
    visits.shoot(page)
    pages = read_pdf(page.request.get(f"{portal.address}{address}").body()).pages
    assert [one.number for one in pages if PRINTED_WORD in one.text] == [PRINTED_PAGE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_opened_result_is_reported_without_delay_or_cookie(visits, language):
    page = open_search(visits, language, f"?q={WORD[language]}")
    with page.expect_request("**/search/opened/") as sent, page.expect_navigation():
        page.locator(".entry-title a").nth(1).click()
    body = parse_qs(sent.value.post_data)
    assert body == {"q": [WORD[language]], "language": [language], "position": ["2"]}
    assert page.context.cookies() == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("script", [True, False])
def test_another_spelling_leads_to_results(visits, language, script):
    page = open_search(visits, language, f"?q={SLIP[language]}", 360, java_script_enabled=script)
    link = page.locator(".instead a")
    better = link.text_content()
    if script:
        assert violations(page) == []
        visits.shoot(page)
    with page.expect_navigation():
        link.click()
    assert page.locator(FIELD).input_value() == better
    assert titles(page)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_everything_works_without_script(visits, language, width):
    page = visits.open(f"/{language}/", width, java_script_enabled=False)
    page.locator(FIELD).fill(WORD[language])
    with page.expect_navigation():
        page.locator(FIELD).press("Enter")
    found = total(page)
    assert found > len(titles(page)) > 0
    counts = 0
    for chosen in (1, 2):
        open_filters(page, width)
        link = page.locator("#facets a[href*='kind=']:not([aria-current])").first
        counts += int(re.sub(r"\D", "", link.locator(".num").text_content()))
        with page.expect_navigation():
            link.click()
        assert page.locator(".chosen li a:not(.chosen-clear)").count() == chosen
        assert total(page) == counts
    open_filters(page, width)
    page.locator("#date-from").fill("2015-01-01")
    with page.expect_navigation():
        page.locator(".dates button").click()
    assert page.locator(".chosen li a:not(.chosen-clear)").count() == 3
    with page.expect_navigation():
        page.locator(".chosen-clear").click()
    assert total(page) == found
    with page.expect_navigation():
        page.locator(".pager a[rel=next]").click()
    assert "page=2" in page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_explains_with_examples_that_lead_to_results(visits, language):
    page = open_search(visits, language, "?q=zzqqxx")
    with page.expect_navigation():
        page.locator(".search-notes a").first.click()
    example = page.locator("main .example").first
    words = example.text_content()
    with page.expect_navigation():
        example.click()
    assert page.locator(FIELD).input_value() == words
    assert titles(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_on_paper_are_results_alone(visits, language):
    page = open_search(visits, language, f"?q={WORD[language]}")
    page.emulate_media(media="print")
    assert page.locator(".entry-title:visible").count() == len(titles(page))
    assert (
        page.locator("#facets:visible, .find:visible, .sorts:visible, .search-notes:visible, .pager:visible").count()
        == 0
    )
    visits.shoot(page, full=True)
