"""Filters of a list: swapped in place with JavaScript, ordinary pages without, the same results and addresses in both."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.journey
FACET = "#facets a[href*='kind=']"
TITLES = "all => all.map(one => one.textContent.trim())"


def titles(page):
    return page.locator("#listing .entry-title").evaluate_all(TITLES)


def number(text):
    return int(re.search(r"\d+", re.sub(r"[.,\s\u00a0\u202f]", "", text))[0])


def said(page):
    """The number in the heading of the results; Arabic says one and two in words alone."""
    heading = page.locator("#results-heading").text_content()
    return number(heading) if re.search(r"\d", heading) else len(titles(page))


def open_filters(page, width):
    if width < 1024 and not page.locator("#facets").is_visible():
        page.locator("[popovertarget=facets].sheet-open").click()


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_filter_swaps_the_list_in_place_and_back_restores_it(visits, ways, language, width):
    page = visits.open(ways[language].theme, width)
    before, address = titles(page), page.url
    page.evaluate("() => { window.stayed = true; }")
    open_filters(page, width)
    link = page.locator(FACET).last
    wanted, count = link.get_attribute("href"), number(link.locator(".num").text_content())
    link.click()
    page.wait_for_url(re.compile(r"kind="))
    page.wait_for_function("() => document.querySelector('#listing .chosen')")
    assert page.url.endswith(wanted)
    assert page.evaluate("() => window.stayed") is True, "the whole page was loaded again"
    assert said(page) == count
    assert len(titles(page)) == min(count, 20)
    page.wait_for_function("() => document.querySelector('[role=status]')?.textContent")
    visits.shoot(page, "filtered")
    page.go_back()
    page.wait_for_function("() => !document.querySelector('#listing .chosen')")
    assert page.url == address
    assert titles(page) == before


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_same_filters_work_without_script(visits, ways, language, width):
    page = visits.open(ways[language].theme, width, java_script_enabled=False)
    open_filters(page, width)
    link = page.locator(FACET).last
    count = number(link.locator(".num").text_content())
    with page.expect_navigation():
        link.click()
    assert "kind" in parse_qs(urlsplit(page.url).query)
    assert said(page) == count
    plain = titles(page)
    assert titles(visits.open(page.url, width)) == plain
    with page.expect_navigation():
        page.locator("#listing .chosen a").first.click()
    assert page.locator("#listing .chosen").count() == 0


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_filters_add_up_and_an_address_can_be_shared(visits, ways, language):
    page = visits.open(ways[language].theme)
    for name in ("kind", "year"):
        link = page.locator(f"#facets a[href*='{name}=']").first
        count = number(link.locator(".num").text_content())
        link.click()
        page.wait_for_url(re.compile(f"{name}="))
        page.wait_for_function(
            f"() => document.querySelectorAll('#listing .chosen a').length >= {1 + (name == 'year')}"
        )
        assert said(page) == count
    shared = visits.open(page.url, 360, java_script_enabled=False)
    assert titles(shared) == titles(page)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_an_entry_opens_as_a_page_of_its_own_after_a_swap(visits, ways, language):
    page = visits.open(ways[language].theme)
    page.locator(FACET).first.click()
    page.wait_for_function("() => document.querySelector('#listing .chosen')")
    title = titles(page)[0]
    with page.expect_navigation():
        page.locator("#listing .entry-title a").first.click()
    assert page.locator("h1").all_text_contents() == [title]
    assert "kind=" not in page.url


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_feed_is_left_to_the_browser(visits, ways, language):
    page = visits.open(ways[language].theme)
    page.route("**/feed/**", lambda route: route.fulfill(status=204))  # the browser would leave the page for it
    with page.expect_request("**/feed/**") as asked:
        page.locator("#listing a[type='application/atom+xml']").click()
    assert asked.value.is_navigation_request()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_sorting_keeps_the_filters(visits, ways, language):
    page = visits.open(f"{ways[language].theme}?languages=own", 1280)
    newest = titles(page)
    page.locator("#listing .sorts a[href*='sort=title']").click()
    page.wait_for_url(re.compile("sort=title"))
    page.wait_for_function("() => document.querySelector('#listing .sorts a[aria-current][href*=title]')")
    assert "languages=own" in page.url
    assert sorted(titles(page)) == sorted(newest)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_directory_and_search_work_without_script(visits, portal, language):
    page = visits.open(portal.catalogue["page:InstitutionIndexPage"][language], 360, java_script_enabled=False)
    name = page.locator(".entry-title a").first.text_content().strip()
    page.locator("#find-in-directory").fill(name)
    with page.expect_navigation():
        page.locator("#find-in-directory").press("Enter")
    assert name in [title.strip() for title in page.locator(".entry-title a").all_text_contents()]
    search = visits.open(f"/{language}/", 360, java_script_enabled=False)
    search.locator("main input[type=search]").fill(name)
    with search.expect_navigation():
        search.locator("main input[type=search]").press("Enter")
    assert name in [title.strip() for title in search.locator(".entry-title a").all_text_contents()]
