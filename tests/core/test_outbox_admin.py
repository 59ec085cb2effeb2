"""The report of background tasks: who may see it, what it offers, that nothing changes without a confirmation."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from core.models import OutboxEntry, PeriodicJob
from core.outbox import enqueue

pytestmark = pytest.mark.django_db
LIST = "/admin/reports/background-tasks/"


def person(*permissions):
    user = get_user_model().objects.create_user(email="moderator@example.org", password="a long password")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


@pytest.fixture
def rows():
    enqueue("search", ["page:1", "page:2"])
    OutboxEntry.objects.filter(key="page:2").update(set_aside_at=timezone.now(), error="It was refused.", failures=10)
    return {row.key: row for row in OutboxEntry.objects.all()}


def test_people_without_the_permission_do_not_reach_any_of_it(client, rows):
    client.force_login(person())
    pk = rows["page:2"].pk
    for name, args in (("list", []), ("list-results", []), ("retry-all", []), ("retry", [pk]), ("discard", [pk])):
        answer = client.post(reverse(f"outbox:task-{name}", args=args))
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/admin/"
    assert OutboxEntry.objects.set_aside().count() == 1
    assert LIST not in client.get("/admin/").content.decode()


def test_the_list_shows_errors_and_is_filtered_by_state_and_topic(client, rows):
    client.force_login(person("view_outboxentry"))
    text = client.get(LIST).content.decode()
    assert "It was refused." in text
    assert "No worker has shown a sign of life" in text
    assert "page:1" not in client.get(LIST, {"state": "aside"}).content.decode()
    assert "page:2" not in client.get(LIST, {"state": "waiting"}).content.decode()
    assert "page:1" not in client.get(LIST, {"state": "held"}).content.decode()
    assert "page:1" in client.get(LIST, {"topic": "search"}).content.decode()


def test_seeing_is_not_changing(client, rows):
    client.force_login(person("view_outboxentry"))
    assert "/retry/" not in client.get(LIST).content.decode()
    client.post(reverse("outbox:task-retry", args=[rows["page:2"].pk]))
    client.post(reverse("outbox:task-discard", args=[rows["page:2"].pk]))
    assert OutboxEntry.objects.set_aside().count() == 1


def test_a_failed_job_is_named(client):
    PeriodicJob.objects.create(name="prune", due_at=timezone.now(), error="ValueError in x, line 1.")
    client.force_login(person("view_outboxentry"))
    assert "ValueError in x, line 1." in client.get(LIST).content.decode()


def test_the_menu_counts_what_was_set_aside(client, rows):
    client.force_login(person("view_outboxentry"))
    assert "Background tasks (1 set aside)" in client.get("/admin/").content.decode()


def test_retry_asks_first(client, rows):
    client.force_login(person("view_outboxentry", "change_outboxentry"))
    address = reverse("outbox:task-retry", args=[rows["page:2"].pk])
    assert "Yes, try again" in client.get(address).content.decode()
    assert OutboxEntry.objects.set_aside().count() == 1
    assert "1 task will be tried again." in client.post(address, follow=True).content.decode()
    assert OutboxEntry.objects.waiting().count() == 2


def test_all_that_was_set_aside_can_be_tried_again(client, rows):
    client.force_login(person("view_outboxentry", "change_outboxentry"))
    assert reverse("outbox:task-retry-all") in client.get(LIST).content.decode()
    client.post(reverse("outbox:task-retry-all"))
    assert not OutboxEntry.objects.set_aside().exists()
    assert reverse("outbox:task-retry-all") not in client.get(LIST).content.decode()


def test_discard_asks_first_and_refuses_what_still_waits(client, rows):
    client.force_login(person("view_outboxentry", "delete_outboxentry"))
    address = reverse("outbox:task-discard", args=[rows["page:2"].pk])
    assert "Yes, discard" in client.get(address).content.decode()
    assert OutboxEntry.objects.count() == 2
    client.post(address)
    client.post(reverse("outbox:task-discard", args=[rows["page:1"].pk]))
    assert list(OutboxEntry.objects.values_list("key", flat=True)) == ["page:1"]
    assert client.get(address).status_code == 404
