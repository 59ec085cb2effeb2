"""Pages that move keep their old addresses; translations know their source and are filed as it is."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, TranslationSource

from core.i18n.origin import align_topics, mark_translated, origin_of
from core.models import ContentPage
from home.models import StandardPage
from tests.factories import pages
from tests.knowledge.factories import make_institution_page, make_portal, make_text, publish_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return pages.make_tree(indexes=False)


def fresh(page):
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def do(page, slug):
        with django_capture_on_commit_callbacks(execute=True):
            pages.publish(page, slug=slug)

    return do


@pytest.mark.parametrize(
    ("language", "old", "new"), [("fr", "un", "deux"), ("ar", "قديم", "جديد"), ("zgh", "ⴰⵢⵜ", "ⵙⵉⵏ")]
)
def test_a_new_slug_leaves_a_redirect_in_every_language(client, tree, rename, language, old, new):
    page = pages.add_standard(tree, "Page", language, slug=old)
    child = pages.add_page(StandardPage, page, "Child", slug="child")
    old_urls = page.get_url(), child.get_url()
    rename(page, new)
    new_urls = fresh(page).get_url(), fresh(child).get_url()
    assert new_urls != old_urls
    for before, after in zip(old_urls, new_urls, strict=True):
        response = client.get(before)
        assert (response.status_code, response["Location"]) == (301, after)
        assert client.get(after).status_code == 200


def test_a_move_leaves_redirects_for_the_page_and_those_below(client, tree):
    first = pages.add_standard(tree, "First", slug="first")
    second = pages.add_standard(tree, "Second", slug="second")
    child = pages.add_page(StandardPage, first, "Child", slug="child")
    fresh(first).move(fresh(second), pos="last-child")
    assert client.get("/fr/first/")["Location"] == "/fr/second/first/"
    assert client.get("/fr/first/child/")["Location"] == fresh(child).get_url() == "/fr/second/first/child/"


def test_several_renames_need_one_redirect(client, tree, rename):
    page = pages.add_standard(tree, "Page", slug="a")
    for slug in ("b", "c", "d"):
        rename(page, slug)
    for slug in ("a", "b", "c"):
        assert client.get(f"/fr/{slug}/")["Location"] == "/fr/d/"


def test_renaming_back_leaves_no_redirect_from_the_page_to_itself(client, tree, rename):
    page = pages.add_standard(tree, "Page", slug="a")
    pages.add_page(StandardPage, page, "Child", slug="child")
    rename(page, "b")
    rename(page, "a")
    assert set(Redirect.objects.values_list("old_path", flat=True)) == {"/fr/b", "/fr/b/child"}
    fresh(page).unpublish()
    assert client.get("/fr/a/").status_code == 404


def test_a_new_page_in_an_old_place_takes_the_redirect_away(client, tree, rename):
    rename(pages.add_standard(tree, "Page", slug="a"), "b")
    newcomer = pages.publish(pages.add_standard(tree, "Newcomer", slug="a", live=False))
    assert client.get("/fr/a/").status_code == 200
    newcomer.unpublish()
    assert client.get("/fr/a/").status_code == 404
    assert not Redirect.objects.filter(old_path="/fr/a").exists()


def test_a_page_moved_into_an_old_place_takes_the_redirect_away(tree, rename):
    rename(pages.add_standard(tree, "Page", slug="a"), "b")
    parent = pages.add_standard(tree, "Parent", slug="parent")
    other = pages.add_page(StandardPage, parent, "Other", slug="a")
    fresh(other).move(fresh(tree.homes["fr"]), pos="last-child")
    assert set(Redirect.objects.values_list("old_path", flat=True)) == {"/fr/parent/a"}


def test_a_redirect_made_by_hand_is_kept(tree, rename):
    page = pages.add_standard(tree, "Page", slug="page")
    Redirect.objects.create(old_path="/fr/short", redirect_page=page)
    pages.publish(pages.add_standard(tree, "Short", slug="short", live=False))
    assert Redirect.objects.filter(old_path="/fr/short").exists()


@pytest.mark.parametrize("path", ["/fr/a/b/c/%00/", "/fr/" + "x/" * 800, "/fr/%FF/", "/fr/a/b/?" + "q" * 9000])
def test_a_strange_address_that_is_not_there_is_a_404(client, tree, path):
    assert client.get(path).status_code == 404


@pytest.fixture
def text(db):
    tree = make_portal()
    text = publish_text(make_text(make_institution_page(tree), slug="loi"))
    pages.translate(text.get_parent(), "ar")
    return text


def test_an_article_of_a_renamed_text_is_still_found(client, text, rename):
    rename(text, "loi-54-19")
    new = fresh(text).get_url()
    assert client.get(f"{new}article/art-2/").status_code == 200
    response = client.get(new.replace("loi-54-19", "loi") + "article/art-2/?from=mail")
    assert (response.status_code, response["Location"]) == (301, f"{new}article/art-2/?from=mail")
    assert client.get(new.replace("loi-54-19", "other") + "article/art-2/").status_code == 404


def test_an_article_leads_to_the_text_in_another_language_and_names_no_alternate_it_does_not_know(client, text):
    html = client.get(f"{text.get_url()}article/art-1/").content.decode()
    assert 'rel="alternate" hreflang' not in html
    arabic = pages.translate(text, "ar", slug="قانون")
    html = client.get(f"{text.get_url()}article/art-1/").content.decode()
    assert f'<a href="{arabic.get_url()}" hreflang="ar">' in html
    assert 'rel="alternate" hreflang="ar"' not in html
    html = client.get(f"{text.get_url()}print/").content.decode()
    assert f'<a href="{arabic.get_url()}print/" hreflang="ar">' in html


def badge(page):
    template = Template("{% translation_state page as s %}{{ s.source }}|{{ s.url }}|{{ s.outdated_since }}")
    return template.render(Context({"page": page}))


def test_a_copy_knows_where_it_comes_from(tree):
    source = pages.publish(pages.add_standard(tree, "Page", slug="page", live=False))
    for code in ("ar", "en", "zgh"):
        copy = fresh(pages.translate(source, code))
        assert copy.translated_from == Locale.objects.get(language_code="fr")
        assert badge(copy) == "fr|/fr/page/|"
    assert origin_of(source) is None


def test_a_translation_is_out_of_date_from_the_first_publication_after_it(tree):
    source = pages.publish(pages.add_standard(tree, "Page", slug="page", live=False))
    copy = pages.translate(source, "en")
    mark_translated(copy, source.locale)
    before = timezone.now()
    source = pages.publish(source, title="Changed")
    between = timezone.now()
    source = pages.publish(source, title="Changed again")
    assert before <= origin_of(fresh(copy)).outdated_since <= between
    mark_translated(copy, source.locale)
    assert origin_of(fresh(copy)).outdated_since is None


def test_editing_the_translation_does_not_hide_that_it_is_out_of_date(tree):
    source = pages.publish(pages.add_standard(tree, "Page", slug="page", live=False))
    copy = pages.translate(source, "en")
    mark_translated(copy, source.locale, timezone.now() - timedelta(days=1))
    pages.publish(source, title="Changed")
    copy = pages.publish(copy, title="Typo corrected")
    assert origin_of(copy).outdated_since is not None


def test_a_source_that_is_not_public_is_not_named(tree):
    source = pages.publish(pages.add_standard(tree, "Page", slug="page", live=False))
    copy = pages.translate(source, "en")
    source.unpublish()
    assert origin_of(fresh(copy)) is None


def test_a_translation_by_segments_is_marked_and_brought_up_to_date(tree):
    source = pages.publish(pages.add_standard(tree, "À propos", slug="a-propos", live=False))
    english = Locale.objects.get(language_code="en")
    segments, _created = TranslationSource.update_or_create_from_instance(source)
    for segment in segments.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string, context=segment.context, locale=english, data="About"
        )
    copy, _created = segments.create_or_update_translation(english, publish=False, fallback=True)
    copy = fresh(copy)
    assert copy.get_latest_revision_as_object().title == "About"
    assert not copy.live
    assert copy.translated_from.language_code == "fr"
    mark_translated(copy, source.locale, timezone.now() - timedelta(days=1))
    pages.publish(source, summary="Nouveau.")
    assert origin_of(fresh(copy)).outdated_since is not None
    segments, _created = TranslationSource.update_or_create_from_instance(fresh(source))
    segments.create_or_update_translation(english, publish=False, fallback=True)
    assert origin_of(fresh(copy)).outdated_since is None


def test_a_translation_by_segments_keeps_an_arabic_slug(tree):
    source = pages.publish(pages.add_standard(tree, "À propos", slug="a-propos", live=False))
    arabic = Locale.objects.get(language_code="ar")
    segments, _created = TranslationSource.update_or_create_from_instance(source)
    for segment in segments.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string, context=segment.context, locale=arabic, data="حول البوابة"
        )
    copy, _created = segments.create_or_update_translation(arabic, publish=False, fallback=True)
    assert fresh(copy).slug == "حول-البوابة"


@pytest.fixture
def filed(db):
    tree = pages.make_tree(indexes=True)
    ethics, audit, water = (pages.make_topic(code, fr=code.title()) for code in ("ethics", "audit", "water"))
    agency = pages.add_institution(tree, pages.make_institution("agency", fr="Agence"))
    source = pages.add_item(agency, "Guide", topics=[ethics])
    copies = {}
    for code in ("ar", "en", "zgh"):
        pages.translate(agency, code)
        copies[code] = pages.translate(source, code)
    return source, copies, (ethics, audit, water)


def topics_of(page):
    return set(ContentPage.objects.get(pk=page.pk).topics.values_list("code", flat=True))


def test_refiling_a_source_changes_every_translation_when_it_is_published(filed):
    source, copies, (_ethics, audit, water) = filed
    assert {code: topics_of(copy) for code, copy in copies.items()} == {code: {"ethics"} for code in copies}
    source = fresh(source)
    source.topics.set([audit, water])
    revision = source.save_revision()
    assert topics_of(copies["ar"]) == {"ethics"}
    revision.publish()
    assert {code: topics_of(copy) for code, copy in copies.items()} == {code: {"audit", "water"} for code in copies}


def test_an_old_draft_of_a_translation_does_not_bring_its_topics_back(filed):
    source, copies, (_ethics, audit, _water) = filed
    draft = fresh(copies["en"]).save_revision()
    source = fresh(source)
    source.topics.set([audit])
    source.save_revision().publish()
    draft.publish()
    assert topics_of(copies["en"]) == {"audit"}


def test_removing_every_topic_reaches_the_translations(filed):
    source, copies, _topics = filed
    source = fresh(source)
    source.topics.clear()
    source.save_revision().publish()
    assert topics_of(copies["zgh"]) == set()


def test_a_translation_of_a_translation_follows_the_original(filed):
    source, copies, (_ethics, audit, _water) = filed
    mark_translated(copies["zgh"], Locale.objects.get(language_code="ar"))
    source = fresh(source)
    source.topics.set([audit])
    source.save_revision().publish()
    assert topics_of(copies["zgh"]) == {"audit"}


def test_two_pages_that_name_each_other_as_source_do_not_hang(filed):
    source, copies, _topics = filed
    mark_translated(source, Locale.objects.get(language_code="ar"))
    align_topics(fresh(copies["ar"]))
    assert topics_of(source) == {"ethics"}


def test_the_tree_is_sound_after_all_this(filed):
    assert not any(Page.find_problems())
