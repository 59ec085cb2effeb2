"""A reader's way: home, theme, institution, law, article, the other language; with and without JavaScript."""

import pytest

from tests.journeys.visits import misplaced

pytestmark = pytest.mark.journey

READERS = [(language, width, script) for language in ("ar", "fr") for width in (360, 1280) for script in (True, False)]
DIRECTIONS = {"ar": "rtl", "fr": "ltr"}


@pytest.mark.parametrize(("language", "width", "script"), READERS)
def test_from_home_to_an_article_in_the_other_language(visits, ways, language, width, script):
    way = ways[language]
    page = visits.open(way.home, width, java_script_enabled=script)
    steps = []

    def follow(selector, path):
        steps.append(selector)
        with page.expect_navigation():
            page.locator(selector).first.click()
        assert way.is_at(page.url, path), page.url
        assert page.locator("h1").count() == 1
        if script:  # Playwright looks into a page by running script in it
            assert page.locator("html").get_attribute("dir") == DIRECTIONS[page.locator("html").get_attribute("lang")]
            assert misplaced(page) == []
        visits.shoot(page, str(len(steps)))

    follow(f'#themes a[href="{way.theme}"], main .tiles a[href="{way.theme}"]', way.theme)
    follow(f'#listing a[href="{way.institution}"]', way.institution)
    follow(f'#listing a[href="{way.law}"]', way.law)
    article = page.locator('.article-tools a[href*="/article/"]').nth(1).get_attribute("href")
    follow(f'.article-tools a[href="{article}"]', article)
    anchor = article.rstrip("/").rpartition("/")[2]
    follow(f'.langs a[hreflang="{way.other}"]', f"{way.other_law}article/{anchor}/")
    assert page.locator("html").get_attribute("lang") == way.other
    assert page.locator(".law").get_attribute("dir") == DIRECTIONS[way.other]
    assert page.locator(f"#{anchor}").is_visible()


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_contents_lead_to_an_article_on_a_phone_without_script(visits, ways, language):
    page = visits.open(ways[language].law, 360, java_script_enabled=False)
    page.locator("[popovertarget=toc].sheet-open").click()
    link = page.locator("#toc a[href*='#']").last
    anchor = link.get_attribute("href").rpartition("#")[2]
    link.click()
    assert page.url.endswith(f"#{anchor}")
    assert page.locator(f"[id='{anchor}']").count() == 1


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_long_text_is_read_part_by_part(visits, portal, language):
    second = portal.catalogue["route:LegalTextPage:part/<int:part>/"][language]
    page = visits.open(second.removesuffix("part/2/"), 360)
    articles = set(page.locator(".article").evaluate_all("all => all.map(one => one.id)"))
    with page.expect_navigation():
        page.locator(".pager a[rel=next]").click()
    assert page.url.endswith("/part/2/")
    after = set(page.locator(".article").evaluate_all("all => all.map(one => one.id)"))
    assert articles
    assert after
    assert not articles & after


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_reader_without_a_language_prefix_is_led_to_their_own(visits, language):
    page = visits.open("/", locale={"ar": "ar-MA", "fr": "fr-MA"}[language])
    assert page.url.endswith(f"/{language}/")


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_a_password_opens_a_restricted_page(visits, portal, language):
    page = visits.open(portal.catalogue["state:restricted by a password"][language])
    page.locator("main input[type=password]").fill("wrong")
    with page.expect_navigation():
        page.locator("main button[type=submit]").click()
    assert page.locator("[role=alert]").is_visible()
    page.locator("main input[type=password]").fill("secret")
    with page.expect_navigation():
        page.locator("main button[type=submit]").click()
    assert page.locator("main input[type=password]").count() == 0
