"""How many queries the lists of pages take: as many for many rows and many institutions as for few."""

# ruff: noqa: F811 - `world` is a fixture: tests name it as their argument

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from bench import institutions as lists
from core.models import User
from institutions.provisioning import institution_provision
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.isolation.pages_world import browser, world  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]

MOST = 40


def addresses(world):
    """Every list of the admin that `python -m bench.institutions` measures, and windows that list pages."""
    face = world.a.face
    yield from lists.addresses(face)
    yield "choosing among others", reverse("wagtailadmin_choose_page_child", args=[world.b.face.pk])
    yield "search while choosing", reverse("wagtailadmin_choose_page_search") + "?q=row"
    yield "copying", reverse("wagtailadmin_pages:copy", args=[world.a.draft_key])
    yield "usage", reverse("wagtailadmin_pages:usage", args=[world.a.live_key])


def counts(world, user):
    client = browser(user)
    client.get(reverse("wagtailadmin_home"))
    found = {}
    for name, url in addresses(world):
        with CaptureQueriesContext(connection) as queries:
            status = client.get(url).status_code
        if status == 200:
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


def test_lists_take_as_many_queries_for_many_rows_and_institutions_and_not_over_forty(world, settings):
    """The home page of the admin among them, for whoever writes, approves, or looks after the portal."""
    settings.CACHE_URL = "memory://"  # as in production: menus and the portal's name are kept between requests
    people = {
        "editor": world.a.editor,
        "moderator": world.a.moderator,
        "administrator": User.objects.create_superuser("admin@portal.example"),
    }
    add_rows(world, 4)
    few = {role: counts(world, user) for role, user in people.items()}
    add_rows(world, 15)
    for number in range(8):
        institution_provision(institution=pages.make_institution(f"more-{number}", fr=f"More {number}"))
    many = {role: counts(world, user) for role, user in people.items()}
    growing = {
        (role, name): (few[role][name], number)
        for role, found in many.items()
        for name, number in found.items()
        if number > few[role][name]
    }
    assert growing == {}
    over = {(role, name): number for role, found in many.items() for name, number in found.items() if number > MOST}
    assert over == {}
    assert {role for role, found in many.items() if len(found) < 19} == set()
