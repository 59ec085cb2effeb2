"""How many queries the lists of pages take: as many for many rows and many institutions as for few."""

# ruff: noqa: F811 - `world` is a fixture: tests name it as their argument

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from institutions.provisioning import institution_provision
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.isolation.pages_world import browser, world  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

MOST = 40


def addresses(world):
    face = world.a.face.pk
    return {
        "above": reverse("wagtailadmin_explore", args=[world.a.face.get_parent().pk]),
        "choose": reverse("wagtailadmin_choose_page_child", args=[face]),
        "choose others": reverse("wagtailadmin_choose_page_child", args=[world.b.face.pk]),
        "choose search": reverse("wagtailadmin_choose_page_search") + "?q=row",
        "tasks": reverse("wagtailadmin_reports:workflow_tasks"),
        "types": reverse("wagtailadmin_reports:page_types_usage"),
        "copy": reverse("wagtailadmin_pages:copy", args=[world.a.draft_key]),
        "usage": reverse("wagtailadmin_pages:usage", args=[world.a.live_key]),
    }


def counts(world, user):
    client = browser(user)
    client.get(reverse("wagtailadmin_home"))
    found = {}
    for name, url in addresses(world).items():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        found[name] = len(queries)
    return found


def add_rows(world, number):
    now = timezone.now()
    for side in (world.a, world.b):
        for place in range(number):
            page = pages.add_item(side.face, f"Row {place} of {side.institution.code}", live=bool(place % 2))
            page.save_revision(user=side.editor, log_action=True)
            if place % 3 == 0:
                Page.objects.filter(pk=page.pk).update(locked=True, locked_by=side.moderator, locked_at=now)
            else:
                page.get_workflow().start(page, side.editor)


def test_lists_take_as_many_queries_for_many_rows_and_institutions(world):
    add_rows(world, 3)
    few = counts(world, world.a.moderator)
    add_rows(world, 15)
    for number in range(8):
        institution_provision(institution=pages.make_institution(f"more-{number}", fr=f"More {number}"))
    many = counts(world, world.a.moderator)
    growing = {name: (few[name], many[name]) for name in few if many[name] > few[name]}
    assert growing == {}
    assert {name: many[name] for name in ("choose", "choose others", "choose search") if many[name] > MOST} == {}
