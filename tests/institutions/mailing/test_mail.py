"""The e-mails themselves: language, both parts, link, headers; nothing gets into them that breaks them."""

import pytest
from django.utils import translation

from core.outbox import enqueue
from institutions.mailing import send_notice
from institutions.mailing.kinds import WORDS
from institutions.models import Notice, NoticeKind, NoticePreference
from tests.factories import pages
from tests.institutions.mailing.conftest import send, speaks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


def parts(mail):
    return mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()


def test_every_kind_can_be_sent(sink, editor, item):
    for kind in NoticeKind:
        send_notice(kind, [editor], item)
    send()
    assert len(sink.mails) == len(NoticeKind) == len(WORDS)
    assert all(mail["Subject"] for mail in sink.mails)


def test_both_parts_say_the_same_with_one_thing_to_do(sink, editor, item):
    speaks(editor, "en")
    send_notice("returned", [editor], item, by="A. Moderator", reason="The figure has no source.", step="Approval")
    send()
    (mail,) = sink.mails
    plain, html = parts(mail)
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    address = f"http://localhost/admin/pages/{item.pk}/edit/"
    for text in (plain, html):
        assert "Guide du citoyen" in text
        assert "The figure has no source." in text
        assert text.count(address) == 1
    assert mail["Subject"] == "Returned for correction: Guide du citoyen"
    assert "<img" not in html
    assert "http" not in html.replace("http://localhost/admin/", "")


def test_headers_stop_automatic_answers_and_name_the_message(sink, editor, item):
    send_notice("published", [editor], item)
    send()
    (mail,) = sink.mails
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<notice-{Notice.objects.get().pk}@localhost>"
    assert mail["To"] == editor.email
    assert mail["Date"]
    assert sink.envelopes[0][1] == [editor.email]


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_each_person_reads_their_own_language(sink, editor, moderator, item, language):
    speaks(editor, language)
    speaks(moderator, "fr")
    with translation.override("en"):
        send_notice("scheduled", [editor, moderator], item)
        send()
    mail = next(mail for mail in sink.mails if mail["To"] == editor.email)
    _plain, html = parts(mail)
    assert mail["Content-Language"] == language
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in html
    other = next(mail for mail in sink.mails if mail["To"] == moderator.email)
    assert other["Content-Language"] == "fr"


def test_without_a_choice_it_is_the_portals_language(sink, editor, item, settings):
    with translation.override("en"):
        send_notice("published", [editor], item)
        send()
    assert sink.mails[0]["Content-Language"] == settings.LANGUAGE_CODE


def test_a_title_of_the_other_direction_is_kept_apart(sink, editor, place):
    item = pages.add_item(place, "ميثاق النزاهة")
    send_notice("published", [editor], item)
    send()
    plain, _html = parts(sink.mails[0])
    assert "\u2068ميثاق النزاهة\u2069" in plain
    assert sink.mails[0]["Subject"].endswith("ميثاق النزاهة")


@pytest.mark.parametrize(
    "title", ["Guide\r\nBcc: other@example.org", "Guide\nX: y\n\n<b>", "Guide\u2028Bcc: x", "‮Guide"]
)
def test_a_title_begins_no_header_and_no_markup(sink, editor, place, title):
    item = pages.add_item(place, "Guide", live=False)
    type(item).objects.filter(pk=item.pk).update(title=title, draft_title=title)
    send_notice("returned", [editor], item, reason="<script>alert(1)</script>\r\nBcc: x@example.org")
    send()
    (mail,) = sink.mails
    assert mail["Bcc"] is None
    assert mail["X"] is None
    assert sink.envelopes[0][1] == [editor.email]
    _plain, html = parts(mail)
    assert "<script" not in html
    assert "<b>" not in html
    assert "\u202e" not in mail["Subject"]


def test_an_address_that_no_header_holds_is_given_up(sink, editor, item):
    type(editor).objects.filter(pk=editor.pk).update(email="a@b.example\nBcc: c@d.example")
    editor.refresh_from_db()
    send_notice("published", [editor], item)
    send()
    assert sink.mails == []
    assert Notice.objects.get().state == "dropped"


def test_facts_are_known_and_kinds_too(editor, item):
    with pytest.raises(ValueError, match="birthday"):
        send_notice("birthday", [editor], item)
    with pytest.raises(ValueError, match="body"):
        send_notice("returned", [editor], item, body="Text of the page")
    assert not Notice.objects.exists()


def test_a_digest_puts_first_what_waits(sink, editor, item):
    speaks(editor, "en")
    NoticePreference.objects.create(user=editor, rhythm="daily")
    send_notice("published", [editor], item)
    send_notice("returned", [editor], item, reason="No source.")
    Notice.objects.update(due_at="2026-01-01T08:00:00Z")
    enqueue("mail", [f"digest:{editor.pk}"])
    send()
    (mail,) = sink.mails
    plain, html = parts(mail)
    assert mail["Subject"] == "2 notices from the portal"
    assert plain.index("came back") < plain.index("was approved and published")
    assert html.index("Returned") < html.index("Published")
