"""What a page tells its readers about its translations, in the HTML they get."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import timezone

from core.i18n.formats import format_date
from core.i18n.origin import mark_translated
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.knowledge.factories import make_institution_page, make_text, make_version, publish_text

pytestmark = pytest.mark.django_db

OUT_OF_DATE = {
    "fr": ("Non à jour depuis le {date}", "Traduit depuis العربية"),
    "ar": ("غير محيَّن منذ {date}", "مترجم عن Français"),
}
SOURCES = {"fr": "ar", "ar": "fr"}
NOT_TRANSLATED = {
    "fr": "non traduite : page proche",
    "ar": "غير مترجمة: أقرب صفحة",
    "en": "not translated: nearest page",
    "zgh": "non traduite : page proche",
}
NOT_REVIEWED = "Traduction pas encore relue"


@pytest.fixture
def faces(portal):  # noqa: F811
    """The page of one institution in two languages."""
    french = make_institution_page(portal)
    return {"fr": french, "ar": pages.translate(french, "ar")}


def soup_of(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def words(element):
    """What a reader sees of it, with a single space between words."""
    return " ".join(element.get_text(" ", strip=True).split())


def outdated(source, language):
    """The source's translation, made ten days ago; the source was published since."""
    copy = pages.translate(source, language)
    mark_translated(copy, source.locale, timezone.now() - timedelta(days=10))
    return copy


@pytest.mark.parametrize("language", SOURCES)
def test_an_outdated_item_says_so_to_its_readers(client, faces, language):
    source = pages.publish(pages.add_item(faces[SOURCES[language]], "Guide", live=False))
    assert_says_that_it_is_outdated(client, outdated(source, language), language)
    assert not soup_of(client, source.get_url()).select(".badge-warn")


@pytest.mark.parametrize("language", SOURCES)
def test_an_outdated_legal_text_says_so_to_its_readers(client, faces, language):
    source = publish_text(make_text(faces[SOURCES[language]]))
    copy = outdated(source, language)
    copy.version = make_version(copy, ["النص الأول."])
    copy.save()
    for tail in ("", "article/art-1/", "print/"):
        assert_says_that_it_is_outdated(client, copy, language, tail)
        assert not soup_of(client, source.get_url() + tail).select(".badge-warn")


def assert_says_that_it_is_outdated(client, page, language, tail=""):
    title = soup_of(client, page.get_url() + tail).select_one("main .title")
    since, source = OUT_OF_DATE[language]
    assert words(title.select_one(".badge-warn")) == since.format(date=format_date(timezone.now(), language))
    assert source in words(title)


def test_a_legal_text_translated_since_is_said_to_be_up_to_date(client, faces):
    source = publish_text(make_text(faces["fr"]))
    copy = pages.translate(source, "ar")
    assert words(soup_of(client, copy.get_url()).select_one("main .badge-good")) == "محيَّن"


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_switch_says_in_words_which_languages_a_page_is_missing_in(client, portal, language):  # noqa: F811
    page = pages.add_standard(portal, "Page", language)
    links = soup_of(client, page.get_url()).select(".langs a")
    said = {link["hreflang"]: words(link) for link in links}
    for code, text in said.items():
        assert (NOT_TRANSLATED[language] in text) == (code != language)
    assert not any(link.has_attr("title") or link.select(".sr") for link in links)
    for link in soup_of(client, portal.homes[language].get_url()).select(".langs a"):
        assert NOT_TRANSLATED[language] not in words(link)


def test_the_pages_of_an_unreviewed_language_say_so(client, portal, faces):  # noqa: F811
    assert "zgh" in settings.UNREVIEWED_LANGUAGES
    theme = pages.add_theme(portal, pages.make_topic("ethics", fr="Éthique"), "zgh")
    standard = pages.add_standard(portal, "ⵖⴼ ⵓⵡⵡⵓⵔ", "zgh")
    for page in (portal.homes["zgh"], portal.themes["zgh"], theme, standard):
        soup = soup_of(client, page.get_url())
        assert NOT_REVIEWED in words(soup.select_one(".head-note"))
        assert NOT_REVIEWED in words(soup.select_one(".foot"))
    assert NOT_REVIEWED not in words(soup_of(client, portal.homes["fr"].get_url()))
