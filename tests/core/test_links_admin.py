"""The report of links: who sees it, what it says, its filters and its downloads."""

from datetime import date
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.users.models import UserProfile

from core.links import NamedLink, register_link_source, registry
from core.links.models import fingerprint
from core.models import LinkCheck
from tests.factories.pages import add_standard, make_tree

pytestmark = pytest.mark.django_db
LIST = "/admin/reports/links/"


@pytest.fixture
def links(monkeypatch, settings):
    monkeypatch.setattr(registry, "sources", {})
    settings.LINK_CHECKS = True
    page = add_standard(make_tree(indexes=False), "Where to <complain>")
    gone, fine = "https://gone.example/?a=1&b=2", "https://fine.example/"
    uses = [NamedLink(gone, page.title, page.pk), NamedLink(gone, "Ministry"), NamedLink(fine, page.title, page.pk)]
    register_link_source("test", lambda: [*uses, *uses])
    now = timezone.now()
    for url, outcome, status, since in ((fine, "answers", 200, None), (gone, "gone", 404, date(2026, 11, 3))):
        LinkCheck.objects.create(
            url=url,
            url_hash=fingerprint(url),
            outcome=outcome,
            status_code=status,
            failing_since=since,
            failures=2 if since else 0,
            is_dead=since is not None,
            checked_at=now,
            next_check_at=now,
        )
    return page


def person(*permissions):
    user = get_user_model().objects.create_user(email="moderator@example.org", password="a long password")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    UserProfile.objects.create(user=user, preferred_language="en")
    return user


def test_people_without_the_permission_do_not_reach_it(client, links):
    client.force_login(person())
    for address in (LIST, f"{LIST}results/", f"{LIST}?export=csv"):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert LIST not in client.get("/admin/").content.decode()


def test_the_permission_opens_it_from_the_menu(client, links):
    client.force_login(person("view_linkcheck"))
    assert LIST in client.get("/admin/").content.decode()
    assert client.get(LIST).status_code == 200


def test_it_says_what_fails_since_when_and_where_it_is_named(client, links):
    client.force_login(person("view_linkcheck"))
    text = client.get(LIST).content.decode()
    assert "The site says that there is no such page (404)." in text
    assert "3 November 2026" in text or "Nov. 3, 2026" in text
    assert text.count(f"/admin/pages/{links.pk}/edit/") == 2, "once an address, however often a page names it"
    assert "Where to &lt;complain&gt;" in text
    assert "Ministry" in text
    assert text.index("gone.example") < text.index("fine.example"), "what fails comes first"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"state": "failing"}, ["gone"]),
        ({"state": "dead"}, ["gone"]),
        ({"state": "unchecked"}, []),
        ({"outcome": "answers"}, ["fine"]),
        ({"outcome": "gone"}, ["gone"]),
    ],
)
def test_it_is_filtered(client, links, query, shown):
    client.force_login(person("view_linkcheck"))
    text = client.get(f"{LIST}results/", query).content.decode()
    assert [name for name in ("gone", "fine") if f"{name}.example" in text] == shown


def test_it_is_downloaded_with_headings_and_sentences(client, links):
    client.force_login(person("view_linkcheck"))
    answer = client.get(LIST, {"export": "csv"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert lines[0] == "Address,Named by,Result,Failing since,Last checked"
    assert lines[1].startswith('https://gone.example/?a=1&b=2,"Where to <complain>, Ministry",The site says')
    assert "2026-11-03" in lines[1]
    book = load_workbook(BytesIO(b"".join(client.get(LIST, {"export": "xlsx"}).streaming_content)))
    rows = list(book.active.values)
    assert rows[0][0] == "Address"
    assert [row[0] for row in rows[1:]] == ["https://gone.example/?a=1&b=2", "https://fine.example/"]


def test_it_says_that_nothing_is_checked_when_that_is_so(client, links, settings):
    client.force_login(person("view_linkcheck"))
    assert "LINK_CHECKS" not in client.get(LIST).content.decode()
    settings.LINK_CHECKS = False
    assert "LINK_CHECKS" in client.get(LIST).content.decode()


def test_the_number_of_links_costs_no_more_queries(client, links, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(person("view_linkcheck"))
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    now = timezone.now()
    urls = [f"https://{number}.example/" for number in range(40)]
    LinkCheck.objects.bulk_create(LinkCheck(url=url, url_hash=fingerprint(url), next_check_at=now) for url in urls)
    with django_assert_num_queries(len(few)):
        client.get(LIST)
