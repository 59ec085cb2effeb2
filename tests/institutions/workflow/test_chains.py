"""Chains that administrators put together: legal review, translations, accessibility."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import Locale, Workflow, WorkflowPage, WorkflowTask
from wagtail.workflows import get_task_types

from core.finishing import PublicationRefused
from core.models import User
from institutions.models import AccessibilityStep, LegalReview, PublicationApproval, TranslationStep
from tests.factories import pages
from tests.institutions.workflow.world import (
    action_url,
    actions,
    approve_through,
    decide,
    faults,
    open_step,
    portal,  # noqa: F401
    publish,
    said,
    send,
    sign_in,
    stored,
    world,  # noqa: F401
    write,
)

pytestmark = pytest.mark.django_db
CHECKS = dict.fromkeys(("pictures", "headings", "links", "recordings", "language"), True)


@pytest.fixture
def experts(world):  # noqa: F811
    group = Group.objects.create(name="Experts")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    people = [User.objects.create_user(f"expert{number}@portal.example") for number in range(3)]
    for person in people:
        person.groups.add(group)
    return group, people


def chain(page, *steps):
    """The workflow of this page and what is below it, of these steps."""
    workflow = Workflow.objects.create(name="Chain")
    for order, step in enumerate(steps):
        WorkflowTask.objects.create(workflow=workflow, task=step.task_ptr, sort_order=order)
    WorkflowPage.objects.update_or_create(page_id=page.pk, defaults={"workflow": workflow})


def step(kind, group, **fields):
    made = kind.objects.create(name=str(kind._meta.verbose_name), **fields)
    made.groups.add(group)
    return made


class TestTypes:
    def test_administrators_choose_among_them(self, world, client):  # noqa: F811
        assert {LegalReview, TranslationStep, AccessibilityStep, PublicationApproval} == set(get_task_types())
        text = sign_in(client, world.administrator).get(reverse("wagtailadmin_workflows:select_task_type")).text
        for words in ("Legal review", "Translation check", "Accessibility check"):
            assert words in text

    @pytest.mark.parametrize("kind", [LegalReview, TranslationStep, AccessibilityStep, PublicationApproval])
    def test_each_is_made_in_the_admin(self, world, experts, client, kind):  # noqa: F811
        url = reverse("wagtailadmin_workflows:add_task", args=["institutions", kind._meta.model_name])
        sign_in(client, world.administrator)
        assert client.get(url).status_code == 200
        fields = {"name": "Step", "groups": [experts[0].pk], "days": "5", "languages": [Locale.objects.first().pk]}
        assert client.post(url, fields).status_code == 302
        made = kind.objects.get(name="Step")
        assert made.days == 5
        assert client.get(reverse("wagtailadmin_workflows:edit_task", args=[made.pk])).status_code == 200


class TestLegalReview:
    def test_every_step_needs_another_person_and_none_may_have_written(self, world, experts):  # noqa: F811
        group, people = experts
        chain(world.face, step(LegalReview, group), step(PublicationApproval, group))
        write(world.item, people[0])
        send(world.item, world.editor)
        assert actions(world.item, people[0]) == []
        decide(world.item, people[1])
        with pytest.raises(PublicationRefused, match="earlier step"):
            decide(world.item, people[1])
        decide(world.item, people[2])
        assert stored(world.item).live
        assert faults() == []


class TestTranslationStep:
    @pytest.fixture
    def waiting(self, world, experts):  # noqa: F811
        group, people = experts
        check = step(TranslationStep, group)
        check.languages.set(Locale.objects.filter(language_code__in=["fr", "ar", "en"]))
        chain(world.face, check)
        write(world.item, world.editor)
        return send(world.item, world.editor), people[0]

    def test_it_says_which_are_missing(self, world, waiting):  # noqa: F811
        with pytest.raises(PublicationRefused, match="no translation yet in: العربيّة, English"):
            decide(world.item, waiting[1])
        pages.translate(stored(world.item), "en", live=False)
        with pytest.raises(PublicationRefused, match="no translation yet in: العربيّة\\."):
            decide(world.item, waiting[1])

    def test_it_is_said_in_the_admin(self, world, waiting, client):  # noqa: F811
        state, expert = waiting
        response = sign_in(client, expert).post(action_url(world.item, state))
        assert "no translation yet in" in said(response)
        assert open_step(world.item).pk == state.pk

    def test_it_is_approved_once_they_exist(self, world, waiting):  # noqa: F811
        for language in ("en", "ar"):
            pages.translate(stored(world.item), language, live=False)
        decide(world.item, waiting[1])
        assert stored(world.item).live
        assert faults() == []

    def test_a_mirror_is_no_translation(self, world, waiting):  # noqa: F811
        stored(world.item).copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
        with pytest.raises(PublicationRefused, match="English"):
            decide(world.item, waiting[1])


class TestAccessibilityStep:
    @pytest.fixture
    def waiting(self, world, experts):  # noqa: F811
        group, people = experts
        chain(world.face, step(AccessibilityStep, group))
        write(world.item, world.editor)
        return send(world.item, world.editor), people[0]

    def test_every_statement_is_ticked_or_it_is_refused(self, world, waiting):  # noqa: F811
        for answers in ({}, {"comment": "Fine"}, CHECKS | {"links": False}):
            with pytest.raises(PublicationRefused):
                decide(world.item, waiting[1], **answers)
        decide(world.item, waiting[1], **CHECKS, comment="Well done.")
        assert stored(world.item).live
        assert faults() == []

    def test_what_was_ticked_is_kept(self, world, waiting):  # noqa: F811
        decide(world.item, waiting[1], **CHECKS, comment="Well done.")
        waiting[0].refresh_from_db()
        assert "Every link says where it leads" in waiting[0].comment
        assert waiting[0].comment.endswith("Well done.")

    def test_it_is_asked_in_the_admin(self, world, waiting, client):  # noqa: F811
        state, expert = waiting
        url = action_url(world.item, state)
        ajax = {"x-requested-with": "XMLHttpRequest"}
        sign_in(client, expert)
        assert "Every picture" in client.get(url, headers=ajax).json()["html"]
        assert "html" in client.post(url, {}, headers=ajax).json()
        assert client.post(url, dict.fromkeys(CHECKS, "on"), headers=ajax).json()["step"] == "success"
        assert stored(world.item).live


def test_a_chain_of_one_section_leaves_others_alone(world, experts):  # noqa: F811
    section = pages.add_item(world.face, "Section", live=False)
    chain(section, step(LegalReview, experts[0]))
    write(section, world.editor)
    send(section, world.editor)
    approve_through(section, experts[1][0])
    assert stored(section).live
    publish(world.item, world.editor, world.moderator, world.portal)
    assert faults() == []
