"""The admin of topics: a place in a tree, names in every language, and no copies of their pages."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Locale

from core.models import Topic, User
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from themes.viewsets import TopicViewSet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


@pytest.fixture
def admin(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"  # the sentences are asserted in the words of the code
    client.force_login(User.objects.create_superuser("admin@portal.example"))
    return client


def url(name, *args):
    return reverse(TopicViewSet().get_url_name(name), args=args)


def form_of(*, code="ethics", tree="theme", parent=None, names=None, kept=0):
    """What the browser sends for a topic with these names; `kept` of them were there before."""
    rows = names or {"fr": "Éthique", "ar": "الأخلاقيات"}
    data = {"code": code, "tree": tree, "order": "0", "parent": str(parent.pk) if parent else ""}
    data |= {"names-TOTAL_FORMS": str(len(rows)), "names-INITIAL_FORMS": str(kept)}
    data |= {"names-MIN_NUM_FORMS": "0", "names-MAX_NUM_FORMS": "1000"}
    for number, (language, text) in enumerate(rows.items()):
        locale = Locale.objects.get(language_code=language)
        data |= {f"names-{number}-locale": str(locale.pk), f"names-{number}-text": text, f"names-{number}-id": ""}
    return data


def edited(topic, **changes):
    """The same for a topic that exists."""
    rows = list(topic.names.order_by("pk"))
    data = form_of(code=topic.code, tree=topic.tree, names={row.locale.language_code: row.text for row in rows})
    data |= {f"names-{number}-id": str(row.pk) for number, row in enumerate(rows)}
    return data | {"names-INITIAL_FORMS": str(len(rows))} | changes


def test_topic_is_made_below_another_with_its_names(admin):
    parent = pages.make_topic("integrity", fr="Intégrité")
    response = admin.post(url("add"), form_of(parent=parent))
    assert response.status_code == 302
    topic = Topic.objects.get(code="ethics")
    assert topic.get_parent() == parent
    assert (topic.name("fr"), topic.name("ar"), topic.name("en")) == ("Éthique", "الأخلاقيات", "Éthique")
    assert Topic.find_problems() == ([], [], [], [], [])


def test_topic_without_a_parent_stands_at_the_top(admin):
    admin.post(url("add"), form_of())
    assert Topic.objects.get(code="ethics").is_root()


def test_parent_of_another_tree_is_refused_in_words(admin):
    sector = pages.make_topic("health", "sector", fr="Santé")
    response = admin.post(url("add"), form_of(parent=sector))
    assert "belongs to another tree" in response.content.decode()
    assert not Topic.objects.filter(code="ethics").exists()


def test_topic_needs_a_name(admin):
    response = admin.post(url("add"), form_of() | {"names-TOTAL_FORMS": "0"})
    assert response.status_code == 200
    assert not Topic.objects.filter(code="ethics").exists()


def test_topic_moves_with_everything_below(admin):
    old, new = pages.make_topic("old", fr="Ancien"), pages.make_topic("new", fr="Nouveau")
    topic = pages.make_topic("ethics", parent=old, fr="Éthique")
    below = pages.make_topic("gifts", parent=topic, fr="Cadeaux")
    response = admin.post(url("edit", topic.pk), edited(topic, parent=str(new.pk)))
    assert response.status_code == 302
    assert list(Topic.objects.get(pk=below.pk).get_ancestors()) == [new, topic]
    assert Topic.find_problems() == ([], [], [], [], [])


def test_topic_cannot_move_below_itself(admin):
    topic = pages.make_topic("ethics", fr="Éthique")
    below = pages.make_topic("gifts", parent=topic, fr="Cadeaux")
    response = admin.post(url("edit", topic.pk), edited(topic, parent=str(below.pk)))
    assert "parent" in response.context["form"].errors
    assert Topic.objects.get(pk=below.pk).get_parent() == topic


def test_code_and_tree_of_a_topic_never_change(admin):
    topic = pages.make_topic("ethics", fr="Éthique")
    admin.post(url("edit", topic.pk), edited(topic, code="other", tree="sector"))
    stored = Topic.objects.get(pk=topic.pk)
    assert (stored.code, stored.tree) == ("ethics", "theme")


def test_list_shows_every_tree(admin):
    for tree in ("theme", "sector", "region"):
        pages.make_topic(f"one-{tree}", tree, fr=f"Un {tree}")
    html = admin.get(url("list")).content.decode()
    assert all(f"Un {tree}" in html for tree in ("theme", "sector", "region"))


@pytest.mark.parametrize("method", ["get", "post"])
def test_copy_of_a_topics_page_is_refused_in_words(admin, portal, method):  # noqa: F811
    page = pages.add_theme(portal, pages.make_topic("ethics", fr="Éthique"))
    response = getattr(admin, method)(reverse("wagtailadmin_pages:copy", args=[page.pk]))
    assert response.url == reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    assert any("cannot be copied" in str(message) for message in get_messages(response.wsgi_request))
    assert page.get_parent().get_children().count() == 1


def test_other_pages_can_be_copied(admin, portal):  # noqa: F811
    page = pages.add_standard(portal)
    assert admin.get(reverse("wagtailadmin_pages:copy", args=[page.pk])).status_code == 200
