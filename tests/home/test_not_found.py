"""A page that does not exist helps in the language of the address."""

import re

import pytest

from tests.factories.portal import portal  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

LANGUAGES = {"ar": "rtl", "fr": "ltr", "en": "ltr", "zgh": "ltr"}


def opening(response):
    return re.search(r'<html lang="([a-z]+)" dir="([a-z]+)">', response.content.decode()).groups()


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_is_in_the_language_of_the_address_whatever_the_reader_prefers(client, language):
    response = client.get(f"/{language}/nothing-here/", headers={"accept-language": "en"})
    assert response.status_code == 404
    assert opening(response) == (language, LANGUAGES[language])


def test_page_helps_with_a_search_field_and_the_sections(client):
    html = client.get("/fr/nothing-here/").content.decode()
    assert 'action="/fr/search/"' in html
    assert 'href="/fr/themes/"' in html
    assert 'name="robots" content="noindex"' in html


def test_address_without_a_language_follows_the_reader(client):
    response = client.get("/nothing/here.txt", headers={"accept-language": "ar"})
    assert response.status_code == 404
    assert opening(response) == ("ar", "rtl")


def test_page_sets_no_cookie(client):
    assert not client.get("/fr/nothing-here/").cookies
