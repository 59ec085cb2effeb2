"""What the public reads: the text whole or by part, each article at its address, old versions at theirs."""

import gzip
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from core.publishing import approve_and_publish, system_user
from knowledge.enums import RelationKind
from knowledge.models import LegalRelation, LegalTextPage, TextVersion
from knowledge.reading import PIECE, pieces
from knowledge.services import provision_save
from knowledge.services.provisions import wording_mark
from tests.knowledge.factories import approver, make_institution_page, make_text, publish_text
from tests.knowledge.rows import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def short(institution) -> LegalTextPage:
    return publish_text(make_text(institution, rows=[(1, "Titre I"), "Premier <b>article</b>.", "Second article."]))


@pytest.fixture
def long(institution) -> LegalTextPage:
    rows = [row for n in range(1, 5) for row in [(1, f"Titre {n}"), *[words(400, n * 100 + i) for i in range(12)]]]
    return publish_text(make_text(institution, "Loi longue", rows=rows))


def new_version(page: LegalTextPage, text: str) -> LegalTextPage:
    draft = LegalTextPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    seen = wording_mark(draft.version.provisions.get(anchor="art-1"))
    provision_save(page=draft, user=approver(), anchor="art-1", seen=seen, text=text)
    from core.models import User
    from core.publishing import approve_and_publish, system_user

    other = User.objects.filter(email="second@portal.example").first() or User.objects.create_user(
        "second@portal.example", "secret-for-tests"
    )
    draft = LegalTextPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    approve_and_publish(page=draft, author=system_user("import"), approver=other)
    return LegalTextPage.objects.get(pk=page.pk)


def body(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_short_text_is_read_whole(client, short):
    html = body(client.get(short.url))
    assert 'id="art-1"' in html
    assert 'id="art-2"' in html
    assert "Premier &lt;b&gt;article&lt;/b&gt;." in html
    assert 'lang="fr" dir="ltr"' in html


def test_long_text_is_read_by_part_and_every_article_is_in_exactly_one(client, long):
    count = long.version.part_count
    assert count > 1
    pages = [body(client.get(long.url if n == 1 else f"{long.url}part/{n}/")) for n in range(1, count + 1)]
    found = [anchor for html in pages for anchor in re.findall(r'<section class="article" id="([^"]+)"', html)]
    assert found == [f"art-{n}" for n in range(1, 49)]
    assert all(len(gzip.compress(html.encode())) < 30_000 for html in pages)


@pytest.mark.parametrize("part", [0, 1, 99])
def test_part_that_does_not_exist_is_not_found(client, long, part):
    assert client.get(f"{long.url}part/{part}/").status_code == 404


def test_print_and_downloads_have_the_whole_long_text(client, long):
    for way in ("print/", "download/txt/", "download/html/"):
        html = body(client.get(long.url + way))
        assert all(f"Article {n}" in html for n in range(1, 49)), way
    assert "attachment" in client.get(long.url + "download/txt/")["Content-Disposition"]
    assert client.get(long.url + "download/exe/").status_code == 404


def test_article_has_its_own_page_with_its_neighbours(client, short):
    html = body(client.get(f"{short.url}article/art-1/"))
    assert "Premier" in html
    assert "Second article." not in html
    assert f'href="{short.url}article/art-2/"' in html
    assert "Titre I" in html
    assert client.get(f"{short.url}article/art-9/").status_code == 404


def test_address_of_a_division_leads_to_its_place(client, long):
    response = client.get(f"{long.url}article/div-4/")
    assert response.status_code == 302
    assert response["Location"] == f"{long.url}part/{long.version.part_count}/#div-4"


def test_article_too_long_for_a_page_is_read_piece_by_piece(client, institution):
    text = "\n".join(words(100, n) for n in range(150))
    page = publish_text(make_text(institution, "Loi à un article", rows=[text, "Court."]))
    count = len(pieces(text))
    assert count > 1
    shown = [body(client.get(f"{page.url}article/art-1/" + (f"{n}/" if n > 1 else ""))) for n in range(1, count + 1)]
    assert all(any(line in html for html in shown) for line in text.split("\n"))
    assert client.get(f"{page.url}article/art-1/{count + 1}/").status_code == 404
    assert f"{page.url}article/art-1/2/" in body(client.get(page.url))


def test_pieces_join_to_the_text():
    text = "\n".join(f"{n} " + "é" * 900 for n in range(300))
    cut = pieces(text)
    assert "\n".join(cut) == text
    assert all(len(piece.encode()) <= PIECE + 2000 for piece in cut)


def test_old_version_keeps_its_addresses_and_says_that_it_is_old(client, short):
    again = new_version(short, "Un article nouveau.")
    assert "Un article nouveau." in body(client.get(again.url))
    old = body(client.get(f"{again.url}version/1/"))
    assert "Premier" in old
    assert "Un article nouveau." not in old
    assert f'href="{again.url}"' in old
    assert "Premier" in body(client.get(f"{again.url}version/1/article/art-1/"))
    assert "Un article nouveau." in body(client.get(f"{again.url}version/2/article/art-1/"))
    assert f'href="{again.url}version/1/"' in body(client.get(again.url))


def test_draft_version_is_not_public(client, short):
    draft = LegalTextPage.objects.get(pk=short.pk).get_latest_revision_as_object()
    seen = wording_mark(draft.version.provisions.get(anchor="art-1"))
    provision_save(page=draft, user=approver(), anchor="art-1", seen=seen, text="SECRET DRAFT")
    number = TextVersion.objects.filter(text_key=short.translation_key).count()
    for way in ("", "article/art-1/", "version/2/", f"version/{number}/", "print/", "download/txt/"):
        assert "SECRET DRAFT" not in client.get(short.url + way).content.decode()


def test_text_of_a_draft_page_is_not_found(client, institution):
    page = make_text(institution, "Loi non publiée")
    for way in ("", "article/art-1/", "print/", "version/1/"):
        assert client.get(page.get_url() + way).status_code == 404


def test_text_without_articles_points_to_its_source(client, institution):
    page = make_text(institution, "Loi sans texte", rows=[])
    TextVersion.objects.filter(pk=page.version_id).update(source_url="https://source.example/loi")
    html = body(client.get(publish_text(page).url))
    assert 'href="https://source.example/loi"' in html


def test_page_without_version_is_shown(client, institution):
    page = make_text(institution, "Loi sans version", rows=[])
    page.version = None
    page.save_revision(user=system_user("import"))
    approve_and_publish(page=page, author=system_user("import"), approver=approver())
    assert "Loi sans version" in body(client.get(LegalTextPage.objects.get(pk=page.pk).url))


@pytest.fixture
def institution_in_arabic(portal, institution):
    return make_institution_page(portal, institution.entity.code, "ar")


def linked_entries(client, page: LegalTextPage) -> dict[str, str]:
    """Title and address of each text in a list of the page: its relations."""
    soup = BeautifulSoup(body(client.get(page.url)), "html.parser")
    return {link.text: link["href"] for link in soup.select(".entry-title a")}


def test_relations_show_at_both_ends_in_the_readers_language(client, institution, institution_in_arabic, short):
    key = short.translation_key
    short_ar = publish_text(make_text(institution_in_arabic, "القانون 1-23", translation_key=key))
    other = publish_text(make_text(institution, "Loi modifiante"))
    other_ar = publish_text(make_text(institution_in_arabic, "القانون المعدل", translation_key=other.translation_key))
    french_only = publish_text(make_text(institution, "Décret d’application"))
    LegalRelation.objects.create(page=other, kind=RelationKind.AMENDS, target=short)
    LegalRelation.objects.create(page=french_only, kind=RelationKind.IMPLEMENTS, target=short)
    in_french = {"Loi modifiante": other.url, "Décret d’application": french_only.url}
    assert linked_entries(client, short) == in_french
    assert linked_entries(client, short_ar) == {
        "القانون المعدل": other_ar.url,
        "Décret d’application": french_only.url,
    }
    assert linked_entries(client, other) == {short.title: short.url}
    assert linked_entries(client, other_ar) == {"القانون 1-23": short_ar.url}


def test_relation_of_a_draft_is_not_shown(client, institution, short):
    hidden = make_text(institution, "Loi cachée")
    LegalRelation.objects.create(page=hidden, kind=RelationKind.REPEALS, target=short)
    assert linked_entries(client, short) == {}
    LegalRelation.objects.create(page=short, kind=RelationKind.REPEALS, target=hidden)
    assert linked_entries(client, short) == {}


def citation(client, url: str) -> str:
    soup = BeautifulSoup(body(client.get(url)), "html.parser")
    shown = soup.select_one(".cite p").text
    assert soup.select_one(".cite [data-copy]")["data-copy"] == shown
    return shown


def test_a_text_and_its_articles_say_how_to_cite_them(client, settings, short):
    settings.SITE_URL = "https://integrity.example"
    page = new_version(short, "Un article nouveau.")
    place = f"https://integrity.example{page.url}"
    first, second = TextVersion.objects.filter(text_key=page.translation_key).order_by("number")
    with translation.override("fr"):
        assert str(first) != str(second)
        assert citation(client, page.url) == f"{page.full_title} ({second}). {place}"
        said = f"{page.full_title}, Article 1 ({second}). {place}article/art-1/"
        assert citation(client, f"{page.url}article/art-1/") == said


def test_status_is_not_verified_until_an_editor_sets_it(client, short):
    html = body(client.get(short.url))
    assert "schema.org/InForce" not in html
    LegalTextPage.objects.filter(pk=short.pk).update(status="in_force", status_source="BO 7000")
    html = body(client.get(short.url))
    assert "BO 7000" in html
    assert "schema.org/InForce" in html


def test_structured_data_cannot_break_out_of_its_block(client, institution):
    page = publish_text(make_text(institution, "Loi </script><script>alert(1)</script>"))
    html = body(client.get(page.url))
    assert "<script>alert(1)" not in html


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_number_of_queries_is_the_same_for_short_and_long_texts(client, short, long):
    for way in ("", "article/art-1/", "print/"):
        few, many = queries(client, short.url + way), queries(client, long.url + way)
        assert many <= few + 1, way  # the outline of a divided text is one more
        assert many <= 30, way


def test_what_is_drawn_for_all_readers_shows_no_draft_and_follows_its_publication(
    client, short, settings, tmp_path, monkeypatch, django_capture_on_commit_callbacks
):
    settings.CACHE_URL, settings.VAR_DIR = "memory://", tmp_path
    monkeypatch.setattr("core.cache.remember_value.LONGEST_AGE", 10**12)  # no window ends during the test
    drawn = []
    monkeypatch.setattr(LegalTextPage, "_surroundings", lambda *_args: drawn.append("text") or {})
    client.force_login(approver())  # a person is not answered from the page cache

    def read(address=""):
        host = {"host": "localhost"}  # as previews are asked for
        return client.get(address or short.get_url(), headers=host).content.decode()

    assert "Second article." in read()
    draft = LegalTextPage.objects.get(pk=short.pk).get_latest_revision_as_object()
    seen = wording_mark(draft.version.provisions.get(anchor="art-2"))
    provision_save(page=draft, user=approver(), anchor="art-2", seen=seen, text="Texte nouveau.")
    assert "Texte nouveau." in read(reverse("wagtailadmin_pages:view_draft", args=[short.pk]))
    assert "Second article." in read()
    assert len(drawn) == 2, "drawn for all readers once, and once for the preview"
    connection.run_on_commit.clear()  # what was noted above would be the same change
    with django_capture_on_commit_callbacks(execute=True):
        new_version(short, "Encore un texte.")
    shown = read()
    assert "Texte nouveau." in shown
    assert "Encore un texte." in shown
