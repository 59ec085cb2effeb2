"""What the mail server does wrong loses nothing; who may no longer see a page learns nothing of it."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from core.models import OutboxEntry
from core.outbox import enqueue
from core.outbox.queue import MOST_FAILURES
from core.outbox.worker import drain
from institutions.enums import Role
from institutions.mailing import send_notice
from institutions.models import Notice, NoticeKind, NoticePreference
from institutions.provisioning import institution_suspend
from tests.factories import pages
from tests.factories.people import member
from tests.institutions.mailing.conftest import send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


def state():
    return Notice.objects.get().state


def test_rows_roll_back_with_what_happened(editor, item):
    from django.db import transaction

    with transaction.atomic():
        send_notice("published", [editor], item)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert not OutboxEntry.objects.filter(topic="mail").exists()


def test_nothing_is_sent_before_the_worker_does(sink, editor, item):
    send_notice("published", [editor], item)
    assert sink.mails == []
    send()
    assert len(sink.mails) == 1
    assert state() == "sent"
    assert not OutboxEntry.objects.filter(topic="mail").exists()


def test_a_key_that_comes_twice_is_sent_once(sink, editor, item):
    send_notice("published", [editor], item)
    send()
    enqueue("mail", [f"notice:{Notice.objects.get().pk}"])
    send()
    assert len(sink.mails) == 1


def test_one_event_is_told_once_and_may_bring_its_reason_later(sink, editor, item):
    for reason in ("", "Out of date.", "Out of date."):
        send_notice("unpublished", [editor], item, event="down 1", reason=reason)
    send()
    assert len(sink.mails) == 1
    assert "Out of date." in sink.mails[0].get_body(("plain",)).get_content()


@pytest.mark.parametrize("verb", ["RCPT", "DATA", "MAIL"])
def test_a_refused_message_is_tried_again_then_set_aside_without_its_address(sink, editor, item, verb, caplog):
    sink.answers[verb] = f"550 no such person {editor.email}"
    send_notice("published", [editor], item)
    for _ in range(MOST_FAILURES):
        send()
    row = OutboxEntry.objects.set_aside().get(topic="mail")
    assert "550" in row.error
    assert editor.email not in row.error
    assert editor.email not in caplog.text
    sink.answers.clear()
    OutboxEntry.objects.update(set_aside_at=None, failures=0)
    send()
    assert len(sink.mails) == 1


def test_one_refused_person_holds_up_nobody(sink, editor, moderator, item):
    sink.refuses = editor.email
    send_notice("published", [editor, moderator], item)
    send()
    assert [people for _sender, people in sink.envelopes] == [[moderator.email]]


@pytest.mark.parametrize(
    "fault",
    [{"hangs_at": "EHLO"}, {"hangs_at": "DATA"}, {"breaks_at": "MAIL"}, {"answers": {"CONNECT": "421 too busy"}}],
)
def test_a_server_that_hangs_or_breaks_off_costs_no_attempt(sink, editor, item, fault):
    before = {name: getattr(sink, name) for name in fault}
    for name, value in fault.items():
        setattr(sink, name, value)
    send_notice("published", [editor], item)
    send()
    assert sink.mails == []
    row = OutboxEntry.objects.get(topic="mail")
    assert row.failures == 0
    assert row.set_aside_at is None
    assert state() == "waiting"
    for name, value in before.items():
        setattr(sink, name, value if value or name != "answers" else {})
    sink.answers.clear()
    send()
    assert len(sink.mails) == 1


def test_a_server_that_is_not_there_costs_no_attempt(sink, editor, item, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    send_notice("published", [editor], item)
    send()
    assert OutboxEntry.objects.get(topic="mail").failures == 0
    settings.EMAIL_PORT = port
    send()
    assert len(sink.mails) == 1


def test_no_line_of_the_log_names_a_person_or_a_title(sink, editor, item, caplog):
    caplog.set_level(logging.DEBUG)
    sink.answers["DATA"] = "554 no"
    send_notice("returned", [editor], item, reason="A secret reason")
    send()
    for words in (editor.email, item.title, "secret"):
        assert words not in caplog.text


def leave(editor, agency):
    editor.groups.clear()


def close(editor, agency):
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)


def suspend(editor, agency):
    institution_suspend(institution=agency, by=None)
    Notice.objects.filter(kind=NoticeKind.ACCESS_CHANGED).delete()  # that much they are told


@pytest.mark.parametrize("change", [leave, close, suspend])
def test_who_may_no_longer_see_the_page_gets_nothing(sink, editor, item, agency, change):
    send_notice("returned", [editor], item, reason="A reason")
    change(editor, agency)
    send()
    assert sink.mails == []
    assert state() == "dropped"


def test_an_editor_of_another_institution_gets_nothing(sink, item):
    other = member(pages.make_institution("other", fr="Autre"), Role.EDITOR)
    send_notice("comment", [other], item)
    send()
    assert sink.mails == []


def test_a_page_that_is_gone_takes_its_notices_along(sink, editor, item):
    send_notice("published", [editor], item)
    item.delete()
    send()
    assert sink.mails == []


def test_a_kind_that_is_not_wanted_is_not_sent_even_when_it_waits_already(sink, editor, item):
    send_notice("published", [editor], item)
    NoticePreference.objects.create(user=editor, kinds_off=["published"])
    send()
    send_notice("published", [editor], item)
    send()
    assert sink.mails == []


def test_a_task_that_was_decided_needs_no_mail(sink, editor, item):
    send_notice("task_reminder", [editor], item, task_state="999999")
    send()
    assert state() == "dropped"


def test_inactive_and_nameless_people_get_no_row(editor, item):
    editor.is_active = False
    send_notice("published", [editor, None], item)
    assert not Notice.objects.exists()


def test_collected_mail_leaves_in_the_morning_together(sink, editor, item):
    from institutions.mailing.jobs import send_collected

    NoticePreference.objects.create(user=editor, rhythm="weekly")
    send_notice("published", [editor], item)
    send_notice("comment", [editor], item)
    send_notice("access_changed", [editor], change="Editor of Agence")
    send()
    assert len(sink.mails) == 1, "what always leaves at once"
    send_collected()
    drain()
    assert len(sink.mails) == 1
    Notice.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    send_collected()
    drain()
    assert len(sink.mails) == 2
    assert not Notice.objects.filter(state="waiting").exists()
