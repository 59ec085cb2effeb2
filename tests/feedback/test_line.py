"""The line at the end of public pages: where it stands, what it leads to, and that it costs no cookie and no cache."""

import re
from urllib.parse import unquote

import pytest
from django.template import Context
from django.test import Client
from wagtail.models import PageViewRestriction

from core.cache import changed, stores
from feedback.models import PageRemark
from feedback.templatetags.remarks import remark_links
from tests.factories import pages

pytestmark = pytest.mark.django_db
LINKS = re.compile(r'href="(/\w+/page-remarks/new/[^"]*)"')


@pytest.fixture
def cached(settings, tmp_path):
    """The page cache on and empty."""
    settings.CACHE_URL = "memory://"
    settings.VAR_DIR = tmp_path
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "whitenoise" not in name]
    return stores.current_store()


def links(text):
    return [link.replace("&amp;", "&") for link in LINKS.findall(text)]


@pytest.mark.parametrize("place", ["home", "institutions", "institution", "item", "search"])
def test_every_page_ends_with_three_links_to_the_form(client, portal, sides, place):
    address = {
        "home": "/fr/",
        "institutions": portal.institutions["fr"].get_url(),
        "institution": sides["a"].page.get_url(),
        "item": sides["a"].item.get_url(),
        "search": "/fr/search/",
    }[place]
    answer = client.get(address)
    found = links(answer.text)
    assert [link.rpartition("about=")[2] for link in found] == ["useful", "not_useful", "error"]
    assert not answer.cookies
    for link in found:
        form = client.get(link)
        assert form.status_code == 200
        assert f'href="{address}"' in form.text


def test_a_route_below_a_page_names_the_route(client, portal, sides, rf):
    page = pages.translate(sides["a"].page, "ar", title="الوكالة")
    own = unquote(page.get_url())
    assert links(client.get(own).text)[2].endswith(f"?page={page.pk}&about=error")
    link = remark_links(Context({"request": rf.get(f"{own}article/2/"), "page": page})).error
    assert f"?page={page.pk}&at=%2Far%2F" in link
    assert f'href="{own}article/2/"' in client.get(link).text


@pytest.mark.parametrize(
    "address",
    [
        "/fr/no-such-page/",
        "/ar/no-such-page/",
        "/fr/page-remarks/new/?at=/fr/search/",
        "/fr/page-remarks/sent/?at=/fr/search/",
        "/fr/page-remarks/new/",
        "/fr/_util/login/",
    ],
)
def test_it_is_absent_where_it_would_lead_nowhere(client, sides, address):
    assert links(client.get(address).text.partition("<main")[2]) == []


def test_it_is_absent_from_restricted_pages_and_previews(client, sides, rf):
    PageViewRestriction.objects.create(page=sides["a"].page, restriction_type="login")
    changed()
    client.force_login(sides["b"].editor)
    answer = client.get(sides["a"].item.get_url())
    assert answer.status_code == 200
    assert links(answer.text) == []
    assert links(client.get(sides["b"].item.get_url()).text) != []
    preview = sides["b"].item.make_preview_request(rf.get("/"))
    assert links(preview.rendered_content) == []


def test_pages_with_the_line_stay_in_the_cache(cached, sides):
    address = sides["a"].item.get_url()
    first, size = Client().get(address), len(cached.plain)
    assert size == 1
    assert links(first.text)
    assert "Set-Cookie" not in first.headers
    assert not first.cookies
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    returning = Client()
    returning.get(f"/fr/page-remarks/new/?page={sides['a'].item.pk}")
    assert "csrftoken" in returning.cookies
    again = returning.get(address)
    assert again.content == first.content
    assert "Set-Cookie" not in again.headers


def test_the_form_and_the_thanks_are_never_kept(cached, sides):
    for query in (f"page={sides['a'].item.pk}", "at=/fr/search/", "page=0"):
        for name in ("new", "sent"):
            answer = Client().get(f"/fr/page-remarks/{name}/?{query}")
            assert "no-store" in answer.headers["Cache-Control"]
    assert len(cached.plain) == len(cached.asked) == len(cached.missing) == 0


def test_two_readers_get_forms_of_their_own(cached, sides):
    address = f"/fr/page-remarks/new/?page={sides['a'].item.pk}"
    tokens = {Client().get(address).cookies["csrftoken"].value for _ in range(2)}
    assert len(tokens) == 2


def test_a_remark_empties_no_cache(cached, sides, django_capture_on_commit_callbacks):
    Client().get(sides["a"].item.get_url())
    before = cached.generation()
    with django_capture_on_commit_callbacks(execute=True):
        answer = Client().post(f"/fr/page-remarks/new/?page={sides['a'].item.pk}", {"kind": "useful", "text": ""})
    assert answer.status_code == 302
    assert PageRemark.objects.count() == 1
    assert cached.generation() == before
    assert len(cached.plain) == 1


def test_parameters_of_the_form_are_no_tracking(cached, sides):
    """What else is written behind the address reaches neither the form nor what is kept."""
    address = f"/fr/page-remarks/new/?page={sides['a'].item.pk}&utm_source=letter"
    assert "utm_source" not in Client().get(address).text
