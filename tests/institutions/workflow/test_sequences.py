"""Whatever several people do in the admin, in whatever order: no error, every refusal a sentence, every page proved."""

import pytest
from django.contrib.messages import get_messages
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Locale, Page, TaskState

from tests.factories.admin import send_form
from tests.factories.people import member
from tests.institutions.workflow.world import (
    action_url,
    again,
    faults,
    open_step,
    portal,  # noqa: F401
    said,
    sign_in,
    stored,
    world,  # noqa: F401
)

pytestmark = [pytest.mark.django_db, pytest.mark.either]
PEOPLE = ("editor", "moderator", "second", "portal", "portal2", "administrator", "stranger")
SETTLED = {"deadline": None, "suppress_health_check": list(HealthCheck)}


class Admin:
    """One person in front of one page; each method is something they can click, and gives the answer."""

    def __init__(self, client, page):
        self.client, self.page = client, page

    def at(self, name, *args):
        return reverse(f"wagtailadmin_pages:{name}", args=[self.page.pk, *args])

    def edit(self, **changes):
        if self.client.get(self.at("edit")).status_code != 200:
            return self.client.get(self.at("edit"))
        return send_form(self.client, self.at("edit"), **{"dated_on": "2026-11-30"} | changes)

    def save(self):
        return self.edit(title=f"Title {self.page.revisions.count()}")

    def submit(self):
        return self.edit(**{"action-submit": "1"})

    def publish(self):
        return self.edit(**{"action-publish": "1"})

    def schedule(self):
        return self.edit(go_live_at="2031-01-01 10:00")

    def cancel(self):
        return self.edit(**{"action-cancel-workflow": "1"})

    def restart(self):
        return self.edit(**{"action-restart-workflow": "1"})

    def _decide(self, action, **answers):
        step = open_step(self.page) or TaskState.objects.for_instance(self.page).order_by("pk").last()
        return self.client.post(action_url(self.page, step, action), answers) if step else None

    def approve(self):
        return self._decide("approve")

    def send_back(self):
        return self._decide("reject", comment="Shorter, please.")

    def send_back_without_reason(self):
        return self._decide("reject", comment="")

    def take_down(self):
        return self.client.post(self.at("unpublish"), {"reason": "error", "text": "Published too early."})

    def take_down_without_reason(self):
        return self.client.post(self.at("unpublish"), {"reason": "withdrawn", "text": ""})

    def copy(self):
        form = {"new_title": "Copy", "new_slug": f"copy-{Page.objects.count()}", "publish_copies": "on"}
        return self.client.post(self.at("copy"), form | {"new_parent_page": str(self.page.get_parent().pk)})

    def revert(self):
        first = self.page.revisions.order_by("pk").first()
        return self.edit(revision=str(first.pk)) if first else None

    def lock(self):
        return self.client.post(self.at("lock"))

    def unlock(self):
        return self.client.post(self.at("unlock"))

    def translate(self):
        locale = Locale.objects.get(language_code="ar")
        address = reverse("wagtail_localize:submit_page_translation", args=[self.page.pk])
        return self.client.post(address, {"locales": [str(locale.pk)], "publish_translations": "on"})

    def review(self):
        form = {"next": "somewhere"}  # no address: what is sent to a form may be anything
        return self.client.post(reverse("page-review", args=[self.page.pk]), form)

    def delete(self):
        return self.client.post(self.at("delete"))


MOVES = sorted(name for name in vars(Admin) if not name.startswith("_") and name not in ("at", "edit"))


def is_said(response):
    """Whether an answer tells the person something: a message, or what is wrong with the form."""
    if list(get_messages(response.wsgi_request)) or response.status_code == 404:
        return True
    return response.status_code == 200 or b"success" in response.content


def play(world, client, moves):  # noqa: F811
    for who, what in moves:
        page = Page.objects.filter(pk=world.item.pk).first()
        if page is None:
            return
        response = getattr(Admin(sign_in(client, again(getattr(world, who))), stored(page.specific)), what)()
        assert response is None or response.status_code in (200, 302, 404), (who, what, response.status_code)
        assert response is None or is_said(response), (who, what, response)
        assert faults() == [], (who, what)


def sequences(longest):
    # Most of what people do moves a page forward: without that, few examples get to the second step.
    forward = st.sampled_from(
        [("editor", "save"), ("editor", "submit"), ("moderator", "approve"), ("portal", "approve")]
    )
    return st.lists(st.one_of(forward, st.tuples(st.sampled_from(PEOPLE), st.sampled_from(MOVES))), max_size=longest)


@pytest.fixture
def with_stranger(world):  # noqa: F811
    from tests.factories import pages

    world.stranger = member(pages.make_institution("office", fr="Office"), "moderator", "stranger@office.example")
    return world


def run(world, client, examples, longest, *, always_the_same):  # noqa: F811
    @settings(max_examples=examples, derandomize=always_the_same, **SETTLED)
    @given(sequences(longest))
    def example(moves):
        with transaction.atomic():
            play(world, client, moves)
            transaction.set_rollback(True)

    example()


def test_no_sequence_ends_in_an_error_or_leaves_a_page_unproved(with_stranger, client):
    run(with_stranger, client, 12, 12, always_the_same=True)


def test_the_whole_way_and_back(with_stranger, client):
    way = [
        ("editor", "save"),
        ("editor", "submit"),
        ("moderator", "send_back_without_reason"),
        ("moderator", "send_back"),
    ]
    way += [("editor", "save"), ("editor", "submit"), ("moderator", "approve"), ("moderator", "approve")]
    play(with_stranger, client, way)
    assert not stored(with_stranger.item).live
    play(with_stranger, client, [("portal", "approve")])
    assert stored(with_stranger.item).live
    play(with_stranger, client, [("editor", "take_down"), ("moderator", "take_down_without_reason")])
    assert stored(with_stranger.item).live
    play(with_stranger, client, [("moderator", "take_down")])
    assert not stored(with_stranger.item).live


def test_a_lock_says_whose_it_is(world, client):  # noqa: F811
    world.second.last_name = "Second"
    world.second.save()
    page = stored(world.item)
    answer = Admin(sign_in(client, again(world.second)), page).lock()
    assert "nobody but you edits it" in said(answer)
    answer = Admin(sign_in(client, again(world.moderator)), page).lock()
    assert "was locked already, by Second" in said(answer)
    assert stored(page).locked_by == world.second


@pytest.mark.long
def test_hundreds_of_sequences(with_stranger, client):
    run(with_stranger, client, 300, 25, always_the_same=False)
