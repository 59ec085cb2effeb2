"""Pages for failures of ours need no database. Any query would fail here: no test of this module asks for one."""

import re

import pytest
from django.test import Client, RequestFactory

from home.errors import bad_request, server_error

LANGUAGES = {"ar": "rtl", "fr": "ltr", "en": "ltr", "zgh": "ltr"}


def opening(response):
    return re.search(r'<html lang="([a-z]+)" dir="([a-z]+)">', response.content.decode()).groups()


def heading(response):
    return re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL).group(1).strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("view", "status"), [(server_error, 500), (bad_request, 400)])
def test_page_is_in_the_language_of_the_address(view, status, language):
    response = view(RequestFactory().get(f"/{language}/themes/"))
    assert response.status_code == status
    assert opening(response) == (language, LANGUAGES[language])
    assert f'href="/{language}/"' in response.content.decode()


def test_headings_differ_by_language_and_say_what_happened():
    views = [
        view(RequestFactory().get(f"/{code}/")) for view in (server_error, bad_request) for code in ("ar", "fr", "en")
    ]
    assert len({heading(response) for response in views}) == 6


def test_view_that_fails_is_answered_with_the_page():
    client = Client(raise_request_exception=False)  # asking for the database is what fails
    response = client.get("/ar/")
    assert response.status_code == 500
    assert opening(response) == ("ar", "rtl")


def test_host_that_is_not_ours_is_answered_with_the_page():
    response = Client().get("/ar/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert opening(response) == ("ar", "rtl")
