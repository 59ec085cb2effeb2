"""The admin's search answers whatever is typed."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.urls import reverse
from modelsearch.query import Phrase
from wagtail.models import Page

from core.models import PortalDocument, User
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

ODD = {
    "a quote": '"',
    "a quote inside": 'a"b',
    "a quote opened": '"a',
    "two words opened": '"a b',
    "a phrase": '"a b"',
    "many phrases": '"a" ' * 1250,
    "many phrases of many words": ("a " * 40 + '"b" ') * 40,
    "an empty phrase": '""',
    "a phrase of space": '" "',
    "a phrase and a word": '"a" b',
    "a quote in a phrase": "'a\"b'",
    "only signs": '" ? !',
    "a star": "*",
    "a call": "NEAR(",
    "an operator": "a AND",
    "a negation": "NOT a",
    "an apostrophe": "'",
    "words with apostrophes": "l'administration d'aujourd'hui",
    "a backslash": "a\\",
    "per cent": "100% %s %(n)s",
    "braces": "{title} : a",
    "a filter": "live:yes",
    "a filter and a quote": 'live:yes a"b',
    "an unknown filter": "title:x a:b",
    "a hyphen": "-",
    "hyphens": "loi-cadre 43-12",
    "nothing": "",
    "spaces": "   ",
    "long": "mot " * 1250,
    "a long word": "a" * 5000,
    "NUL": "a\0b",
    "only NUL": "\0",
    "arabic": "قانون \u200f«الشفافية»",
    "newlines": "a\nb\tc",
}


@pytest.fixture
def admin(client):
    client.force_login(User.objects.create_superuser("admin@portal.example"))
    client.raise_request_exception = False
    return client


@pytest.fixture
def files(make_document, make_image):
    """One of each; the index of a type without rows is never asked."""
    make_document(title="a b")
    make_image()


def places(tree):
    """Every search of the admin that goes through the search backend: pages, choosers, files."""
    parent = tree.institutions["fr"].pk
    return [
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_explore", args=[parent]),
        reverse("wagtailadmin_explore", args=[tree.homes["fr"].pk]),
        reverse("wagtailadmin_choose_page_search"),
        reverse("wagtailimages:index"),
        reverse("wagtailimages_chooser:choose_results"),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs_chooser:choose_results"),
    ]


@pytest.mark.no_cover  # the same lines for every text, covered below
@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_every_text_gets_an_answer(admin, portal, text):  # noqa: F811
    answers = {place: admin.get(place, {"q": text}).status_code for place in places(portal)}
    assert {place: status for place, status in answers.items() if status not in (200, 302)} == {}


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_every_text_is_searched_for_in_whole_words_too(text):
    list(PortalDocument.objects.search(text))
    list(Page.objects.search(Phrase(text)))


@pytest.mark.parametrize("text", ["budg", "budget commun", "budget", 'budget "commune', "l'été"])
def test_pages_are_still_found(admin, portal, text):  # noqa: F811
    pages.add_standard(portal, "Le \"budget\" d'une commune, l'été")
    response = admin.get(reverse("wagtailadmin_pages:search"), {"q": text})
    assert "d&#x27;une commune" in response.content.decode()
    assert "No results" not in response.content.decode()


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("way", "index"), [("search", "core_search_title_body_gin"), ("autocomplete", "wagtailsear_autocom_476c89_gin")]
)
def test_an_index_serves_the_search_on_postgresql(way, index):
    PortalDocument.objects.bulk_create(PortalDocument(title=f"mot{n}", file=f"{n}.pdf") for n in range(3000))
    entries = """
        INSERT INTO wagtailsearch_indexentry
            (content_type_id, object_id, title_norm, title, body, autocomplete, title_text, body_text)
        SELECT %s, id::text, 1, to_tsvector(title), to_tsvector('corps'), to_tsvector(title), '', ''
        FROM core_portaldocument
    """
    sql, values = getattr(PortalDocument.objects, way)("mot277").get_queryset().query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(entries, [ContentType.objects.get_for_model(PortalDocument).pk])
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL enable_seqscan = off")  # three thousand rows are read as fast without an index
        cursor.execute(f"EXPLAIN {sql}", values)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert f"Bitmap Index Scan on {index}" in plan, plan
