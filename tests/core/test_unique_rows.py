"""Rows of one parent may exchange the values that are unique among them; the database still refuses doubles."""

import pytest
from django.db import IntegrityError, transaction

from core.models import Institution, Topic, TopicName
from knowledge.models import LegalRelation, LegalTextPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.knowledge.factories import make_text, publish_text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


def exchange(rows, name):
    """Gives each of two rows the other's value."""
    one, other = rows
    mine, theirs = getattr(one, name), getattr(other, name)
    setattr(one, name, theirs)
    setattr(other, name, mine)


@pytest.mark.parametrize("make", [pages.make_topic, pages.make_institution])
def test_two_names_exchange_their_languages(make):
    entity = make("ethics", fr="Ethics", en="Éthique")
    keys = set(entity.names.values_list("pk", flat=True))
    rows = list(entity.names.all())
    exchange(rows, "locale")
    entity.names = rows
    entity.save()
    stored = type(entity).objects.get(pk=entity.pk)
    assert (stored.name("fr"), stored.name("en")) == ("Éthique", "Ethics")
    assert set(stored.names.values_list("pk", flat=True)) == keys


def test_a_name_takes_the_language_that_another_leaves():
    topic = pages.make_topic("ethics", fr="A", en="B")
    first, second = topic.names.order_by("pk")
    first.locale, second.locale = second.locale, pages.Locale.objects.get(language_code="ar")
    topic.names = [first, second]
    topic.save()
    stored = Topic.objects.get(pk=topic.pk)
    assert (stored.name("en"), stored.name("ar")) == ("A", "B")


def test_two_functions_are_exchanged():
    institution = pages.make_institution("agency", fr="Agence")
    for function in ("audit", "inform"):
        institution.roles.create(function=function)
    institution.save()
    exchange(rows := list(institution.roles.all()), "function")
    institution.roles = rows
    institution.save()
    stored = Institution.objects.get(pk=institution.pk)
    assert [row.function for row in stored.roles.order_by("pk")] == ["inform", "audit"]


def test_two_relations_to_one_text_are_exchanged_by_a_draft(portal):  # noqa: F811
    agency = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    target = publish_text(make_text(agency, "Cible"))
    page = make_text(agency)
    draft = LegalTextPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.relations = [
        LegalRelation(kind=kind, target=target, sort_order=order) for order, kind in enumerate(("amends", "repeals"))
    ]
    draft.save_revision()
    draft = publish_text(page)
    exchange(rows := list(draft.relations.all()), "kind")
    draft.relations = rows
    draft.save_revision()
    stored = publish_text(page)
    assert [row.kind for row in stored.relations.order_by("sort_order")] == ["repeals", "amends"]


def test_a_second_name_in_a_language_is_still_refused():
    topic = pages.make_topic("ethics", fr="Éthique")
    with pytest.raises(IntegrityError), transaction.atomic():
        TopicName.objects.create(topic=topic, locale=topic.names.get().locale, text="Morale")
    topic.names.add(TopicName(locale=topic.names.get().locale, text="Morale"))
    with pytest.raises(IntegrityError), transaction.atomic():
        topic.save()
    assert [row.text for row in TopicName.objects.filter(topic=topic)] == ["Éthique"]
