"""What each person wants: rhythm, kinds, and the mornings on which people work."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from institutions.mailing import send_notice
from institutions.mailing.calendar import next_morning, next_week
from institutions.models import Notice, NoticePreference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

ZONE = ZoneInfo("Africa/Casablanca")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "morning", "week"),
    [
        ("2026-06-01T07:00", "2026-06-01T08:00", "2026-06-01T08:00"),  # Monday, before work
        ("2026-06-01T09:00", "2026-06-02T08:00", "2026-06-08T08:00"),
        ("2026-06-05T18:00", "2026-06-08T08:00", "2026-06-08T08:00"),  # Friday evening
        ("2026-06-06T10:00", "2026-06-08T08:00", "2026-06-08T08:00"),
    ],
)
def test_mornings_are_working_mornings(settings, now, morning, week):
    settings.TIME_ZONE = "Africa/Casablanca"
    assert next_morning(at(now)) == at(morning)
    assert next_week(at(now)) == at(week)


@pytest.mark.parametrize(
    ("rhythm", "kind", "when"),
    [
        ("at_once", "published", "now"),
        ("daily", "published", "later"),
        ("weekly", "submitted", "later"),
        ("waiting", "submitted", "now"),
        ("waiting", "published", "never"),
        ("daily", "access_changed", "now"),
    ],
)
def test_a_rhythm_decides_when(editor, item, rhythm, kind, when):
    NoticePreference.objects.create(user=editor, rhythm=rhythm)
    send_notice(kind, [editor], item)
    notice = Notice.objects.first()
    assert (None if notice is None else notice.is_collected) == {"now": False, "later": True, "never": None}[when]


def test_a_person_chooses_in_their_account(client, editor):
    client.force_login(editor)
    address = reverse("wagtailadmin_account")
    answer = client.get(address, headers={"accept-language": "en"})
    assert "E-mails from the portal" in answer.text
    assert "submitted_notifications" not in answer.text
    assert 'value="escalated"' not in answer.text
    data = {
        "name_email-first_name": "A",
        "name_email-last_name": "B",
        "name_email-email": editor.email,
        "locale-preferred_language": "fr",
        "locale-current_time_zone": "Africa/Casablanca",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "mail-rhythm": "daily",
        "mail-kinds_off": ["published", "comment"],
    }
    assert client.post(address, data).status_code == 302
    row = NoticePreference.objects.get(user=editor)
    assert (row.rhythm, sorted(row.kinds_off)) == ("daily", ["comment", "published"])
    assert client.post(address, data | {"mail-rhythm": "never"}).status_code == 200
