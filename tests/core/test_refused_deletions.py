"""Deleting what something still refers to is refused in a sentence that names it."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import translation

from core.deleting import refusal
from core.models import Institution, PortalDocument, Topic
from institutions.viewsets import InstitutionViewSet
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.knowledge.factories import make_text, publish_text
from themes.models import ThemePage
from themes.viewsets import TopicViewSet

pytestmark = pytest.mark.django_db


def sentence(response):
    """The only message of an answer that leads elsewhere."""
    assert response.status_code == 302
    (message,) = get_messages(response.wsgi_request)
    assert str(message).startswith("This cannot be deleted while it is used")
    return str(message)


@pytest.fixture
def document(portal, make_document):  # noqa: F811
    document = make_document("original.pdf")
    text = make_text(pages.add_institution(portal, pages.make_institution("agency", fr="Agence")), "Loi 46-19")
    text.version.source_file = document
    text.version.save()
    publish_text(text)
    return document


def test_original_file_of_a_text(admin, document):
    answer = admin.post(reverse("wagtaildocs:delete", args=[document.pk]))
    assert "“Loi 46-19, Version 1” (version of a legal text)" in sentence(answer)
    assert PortalDocument.objects.filter(pk=document.pk).exists()


def test_original_file_of_a_text_among_others(admin, document, make_document):
    other = make_document("other.pdf")
    url = reverse("wagtail_bulk_action", args=["core", "portaldocument", "delete"])
    answer = admin.post(f"{url}?id={document.pk}&id={other.pk}")
    assert "“Loi 46-19, Version 1”" in sentence(answer)
    assert PortalDocument.objects.count() == 2


@pytest.mark.parametrize("method", ["get", "post"])
def test_institution_with_bodies(admin, method):
    above, body = pages.make_institution("above", fr="Ministère"), pages.make_institution("body", fr="Office")
    Institution.objects.filter(pk=body.pk).update(parent=above)
    answer = getattr(admin, method)(reverse(InstitutionViewSet().get_url_name("delete"), args=[above.pk]))
    assert "“Office” (institution)" in sentence(answer)
    assert Institution.objects.count() == 2


def test_topic_with_a_page_below_it(admin, portal):  # noqa: F811
    top = pages.make_topic("public-life", fr="Vie publique")
    topic = pages.make_topic("ethics", fr="Éthique", parent=top)
    subtopic = pages.make_topic("gifts", fr="Cadeaux", parent=topic)
    pages.add_theme(portal, subtopic, title="Cadeaux et dons")
    answer = admin.post(reverse(TopicViewSet().get_url_name("delete"), args=[topic.pk]))
    assert "“Cadeaux et dons” (theme page)" in sentence(answer)
    assert Topic.objects.count() == 3
    assert Topic.find_problems() == ([], [], [], [], [])


def test_several_topics_at_once(admin, portal):  # noqa: F811
    used, free = pages.make_topic("ethics", fr="Éthique"), pages.make_topic("gifts", fr="Cadeaux")
    pages.add_theme(portal, used)
    url = reverse("wagtail_bulk_action", args=["core", "topic", "delete"])
    sentence(admin.post(f"{url}?id={used.pk}&id={free.pk}"))
    assert Topic.objects.count() == 2


def test_topic_that_a_draft_names(admin, portal):  # noqa: F811
    named = pages.make_topic("gifts", fr="Cadeaux")
    page = pages.add_theme(portal, pages.make_topic("ethics", fr="Éthique"), title="Page d’éthique")
    page.entity = named
    page.save_revision()
    url = reverse(TopicViewSet().get_url_name("delete"), args=[named.pk])
    assert "“Page d’éthique” (theme page)" in sentence(admin.post(url))
    assert ThemePage.objects.get(pk=page.pk).get_latest_revision_as_object().entity == named
    page = ThemePage.objects.get(pk=page.pk)
    page.save_revision()
    assert admin.post(url).status_code == 302
    assert not Topic.objects.filter(pk=named.pk).exists()


def test_institution_that_a_draft_names(admin, portal):  # noqa: F811
    named = pages.make_institution("other", fr="Autre")
    page = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    page.entity = named
    page.save_revision()
    sentence(admin.post(reverse(InstitutionViewSet().get_url_name("delete"), args=[named.pk])))
    assert Institution.objects.filter(pk=named.pk).exists()


def test_unused_topic_is_deleted(admin):
    topic = pages.make_topic("gifts", fr="Cadeaux")
    admin.post(reverse(TopicViewSet().get_url_name("delete"), args=[topic.pk]))
    assert not Topic.objects.exists()


def test_first_five_are_named_and_all_are_counted(portal):  # noqa: F811
    rows = [pages.add_standard(portal, f"Page {number}", slug=f"page-{number}") for number in range(7)]
    with translation.override("en"):
        words = refusal([*rows, rows[0].page_ptr])
    assert "Page 4" in words
    assert "Page 5" not in words
    assert "Number of uses: 7." in words
