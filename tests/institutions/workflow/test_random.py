"""Random sequences of what people do: never a page without proof, every refusal a sentence, never an error."""

import random

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale, TaskState
from wagtail_localize.models import Translation, TranslationSource

from core.finishing import PublicationRefused
from tests.factories import pages
from tests.factories.admin import send_form
from tests.institutions.workflow.world import (
    action_url,
    again,
    decide,
    faults,
    open_step,
    portal,  # noqa: F401
    said,
    sign_in,
    stored,
    world,  # noqa: F401
    write,
)

pytestmark = pytest.mark.django_db
PEOPLE = ("editor", "moderator", "second", "portal", "portal2", "administrator")
STEPS = 60


class Play:
    """One sequence: each move is something a person can do, in code or in the admin."""

    def __init__(self, world, client, seed):  # noqa: F811
        self.world, self.client, self.random = world, client, random.Random(seed)
        self.items = [world.item, pages.add_item(world.face, "Zweites", live=False, owner=world.editor)]
        self.sentences = []
        self.published = 0

    def person(self):
        return again(getattr(self.world, self.random.choice(PEOPLE)))

    def move(self):
        name = self.random.choices(
            (
                "write",
                "send",
                "approve",
                "approve_in_admin",
                "reject",
                "resend",
                "translate",
                "revert",
                "copy",
                "publish",
            ),
            weights=(5, 8, 14, 6, 2, 4, 1, 1, 1, 2),
        )[0]
        getattr(self, name)(stored(self.random.choice(self.items)))

    def write(self, page):
        write(page, self.person(), title=f"Title {self.random.random()}")

    def send(self, page):
        if page.latest_revision_id and page.current_workflow_state is None:
            page.get_workflow().start(page, self.person())

    def resend(self, page):
        state = page.current_workflow_state
        if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
            state.resume(self.person())

    def approve(self, page, action="approve", **answers):
        if open_step(page) is None:
            return
        try:
            decide(page, self.person(), action, **answers)
        except PublicationRefused as refusal:
            self.sentences.append(str(refusal))

    def reject(self, page):
        self.approve(page, "reject", comment=self.random.choice(("", "Shorter.")))

    def approve_in_admin(self, page):
        step = open_step(page)
        if step is None:
            return
        response = sign_in(self.client, self.person()).post(action_url(page, step))
        assert response.status_code == 302
        if TaskState.objects.get(pk=step.pk).status == TaskState.STATUS_IN_PROGRESS:
            self.sentences.append(said(response))

    def translate(self, page):
        if page.latest_revision_id is None or len(self.items) > 4:
            return
        source, _made = TranslationSource.get_or_create_from_instance(page.get_latest_revision_as_object())
        locale = Locale.objects.get(language_code=self.random.choice(("ar", "en")))
        others = Translation.objects.filter(source__object_id=page.translation_key, target_locale=locale)
        if locale == page.locale or others.exclude(source=source).exists():
            return  # the form offers no language that has a page already
        translation_, _made = Translation.objects.get_or_create(source=source, target_locale=locale)
        translation_.save_target(user=self.person(), publish=True)
        target = translation_.get_target_instance()
        if target.pk not in {item.pk for item in self.items}:
            self.items.append(target)

    def revert(self, page):
        revisions = list(page.revisions.order_by("pk"))
        if not revisions:
            return
        old = self.random.choice(revisions)
        try:
            old.as_object().save_revision(user=self.person(), previous_revision=old, log_action=True)
        except ValidationError as error:  # a revision of a copy has the address of the page it was copied from
            self.sentences.extend(error.messages)

    def copy(self, page):
        if page.latest_revision_id and len(self.items) < 5:
            attrs = {"slug": f"copy-{len(self.items)}", "title": f"Copy {len(self.items)}"}
            self.items.append(page.copy(keep_live=False, user=self.person(), update_attrs=attrs))

    def publish(self, page):
        person, live = self.person(), page.live_revision_id
        if page.permissions_for_user(person).can_edit():
            url = reverse("wagtailadmin_pages:edit", args=[page.pk])
            response = send_form(sign_in(self.client, person), url, **{"action-publish": "1"})
            assert response.status_code in (200, 302)
        assert stored(page).live_revision_id == live


@pytest.mark.parametrize("seed", range(4))
def test_every_public_page_is_proved_after_every_move(world, client, seed):  # noqa: F811
    play = Play(world, client, seed)
    for _number in range(STEPS):
        play.move()
    assert faults() == []
    assert all(len(sentence.strip()) > 20 for sentence in play.sentences)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 140))
def test_many_more_sequences(world, client, seed):  # noqa: F811
    play = Play(world, client, seed)
    for _number in range(STEPS * 3):
        play.move()
        assert faults() == []
    assert all(len(sentence.strip()) > 20 for sentence in play.sentences)
