"""Every page type, route and public address: there in Arabic and French, answered, well formed, within its queries."""

import re
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from tests.journeys.counting import FORGET, HEADER
from tests.journeys.documents import read
from tests.journeys.http import FRESH, fetch
from tests.journeys.places import EXCEPTIONS, case_id, cases, named_patterns, page_types, places, route_patterns

MOST_QUERIES = 30
STATUSES = {"state:no such page": 404, "name:root": 302, "name:favicon": 302}
#: Of a text's hundreds of articles, three prove the links of all: the first, one between two, one in pieces.
ALIKE = re.compile(r"/article/art-(?![127]/)\d+/")
DIRECTIONS = {"ar": "rtl", "fr": "ltr", "en": "ltr", "zgh": "ltr"}
HOMES = ("/ar/", "/fr/", "/en/", "/zgh/")

#: Places whose form needs a token, and so a cookie: signing in, and the password of a closed page.
WITH_A_FORM = {"name:wagtailcore_login", "name:feedback:page-remark-add", "state:restricted by a password"}


def address_of(portal, place, language):
    """Where the demonstration shows it; fails by name when it does not."""
    address = portal.catalogue.get(place.name, {}).get(language)
    assert address, f"{place.name} has no published demonstration instance in {language}."
    return address


@pytest.mark.parametrize(("place", "language"), cases(), ids=case_id)
def test_place_is_published_and_answers(portal, place, language):
    answer = fetch(portal, address_of(portal, place, language), **FRESH)
    assert answer.status == STATUSES.get(place.name, 200)
    is_html = (
        answer.headers.get("content-type", "").startswith("text/html") and "content-disposition" not in answer.headers
    )
    assert is_html == place.is_page or answer.status == 302
    assert "set-cookie" not in answer.headers or place.name in WITH_A_FORM
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("place", "language"), cases(), ids=case_id)
def test_place_takes_at_most_thirty_queries(portal, place, language):
    address = address_of(portal, place, language)
    fetch(portal, address, **FRESH)  # what a process reads once, such as content types, is read here
    for headers in (FRESH, FRESH | FORGET):
        assert int(fetch(portal, address, **headers).headers[HEADER.lower()]) <= MOST_QUERIES


@pytest.mark.parametrize(("place", "language"), cases(pages_only=True), ids=case_id)
def test_document_names_its_language_and_itself(portal, place, language):
    answer = fetch(portal, address_of(portal, place, language))
    document = read(answer.text)
    assert (document.lang, document.direction) == (language, DIRECTIONS[language])
    assert len(document.headings) == 1
    assert document.headings[0].strip()
    assert document.title.strip()
    assert document.inline == []
    policy = answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy
    assert "script-src 'self'" in policy
    skipped = [(a, b) for a, b in zip(document.levels, document.levels[1:], strict=False) if b > a + 1]
    assert skipped == [], "a level of headings is skipped"


def test_exceptions_name_what_exists():
    everything = {f"name:{name}" for name in named_patterns()} | {place.name for place in places()}
    assert set(EXCEPTIONS) - everything == set()


def test_the_list_is_computed_from_the_code():
    names = {place.name for place in places()}
    assert {f"page:{model.__name__}" for model in page_types()} <= names
    assert {"page:HomePage", "page:LegalTextPage", "route:ThemePage:feed/", "name:search:page-list"} <= names
    assert all(f"route:LegalTextPage:{one.pattern}" in names for one in route_patterns(_model("LegalTextPage")))


def _model(name):
    return next(model for model in page_types() if model.__name__ == name)


def test_no_link_is_broken(portal):
    """Follows every link without a query from the home pages on, in all languages, and every place on a page."""
    seen, waiting, broken, ids = set(HOMES), list(HOMES), [], {}
    wanted: dict[str, list[tuple[str, str]]] = {}
    while waiting:
        path = waiting.pop()
        answer = fetch(portal, path)
        if answer.status >= 400 or answer.status in {301, 302}:
            broken.append(f"{answer.status} {unquote(path)}")
        if answer.status != 200 or not answer.headers["content-type"].startswith("text/html"):
            continue
        document = read(answer.text) if "content-disposition" not in answer.headers else read("")
        ids[path] = document.names
        for href in document.links:
            target, fragment = urldefrag(urljoin(portal.address + path, href))
            parts = urlsplit(target)
            if f"{parts.scheme}://{parts.netloc}" != portal.address or parts.path.startswith("/admin"):
                continue
            if fragment and not parts.query:
                wanted.setdefault(parts.path, []).append((fragment, path))
            if not parts.query and parts.path not in seen and not ALIKE.search(parts.path):
                seen.add(parts.path)
                waiting.append(parts.path)
    assert len(seen) > 200
    assert broken == []
    lost = [
        f"{unquote(page)} links to {unquote(target)}#{unquote(fragment)}"
        for target, asked in wanted.items()
        for fragment, page in asked
        if target in ids and unquote(fragment) not in ids[target] and fragment not in ids[target]
    ]
    assert lost == []


@pytest.mark.parametrize("command", ["check_published", "check_content", "check_files"])
def test_the_record_is_whole(portal, command):
    done = portal.manage(command)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("language", ["ar", "fr"])
@pytest.mark.parametrize("place", ["page:ThemeIndexPage", "page:ThemePage", "page:InstitutionPage"])
def test_navigation_marks_the_part_one_is_in(portal, place, language):
    text = fetch(portal, portal.catalogue[place][language]).text
    menu = text.partition('id="menu"')[2].partition("</nav>")[0]
    assert menu.count("aria-current=") == 1


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_the_language_switch_leads_to_the_same_article_or_filter(portal, language):
    other = {"ar": "fr", "fr": "ar"}[language]
    for place, tail in (("page:LegalTextPage", "article/art-2/"), ("page:ThemePage", "?kind=guide")):
        here, there = (portal.catalogue["page:LegalTextPage"][code] for code in (language, other))
        if place == "page:ThemePage":
            here = portal.catalogue[place][language]
        links = read(fetch(portal, here + tail).text).links
        wanted = there + tail if place == "page:LegalTextPage" else tail
        assert any(link.startswith(f"/{other}/") and link.endswith(wanted) for link in links), links[:8]
