"""A portal with two institutions, each with an editor and a page of its own."""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission

from core.models import User
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401


@dataclass
class Side:
    """One institution: its page, an item below it, and a browser in which its editor is signed in."""

    page: Any
    item: Any
    editor: User
    client: Client


def editor_of(page: Any, name: str) -> User:
    """Somebody who may write the pages from here on, and nothing else."""
    group = Group.objects.create(name=name)
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_pageremark"]))
    user = User.objects.create_user(f"{name}@portal.example")
    user.groups.add(group)
    return user


def signed_in(user: User) -> Client:
    """A browser that reads the admin in the words of the code."""
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(user)
    return client


@pytest.fixture(scope="module")
def made_sides(portal) -> dict[str, tuple[Any, Any, User]]:  # noqa: F811
    """Of the module: making them takes longer than most tests."""
    made = {}
    for name in ("a", "b"):
        page = pages.add_institution(portal, pages.make_institution(f"agency-{name}", fr=f"Agence {name.upper()}"))
        item = pages.add_item(page, f"Guide {name.upper()}")
        made[name] = page, item, editor_of(page, f"editor-{name}")
    return made


@pytest.fixture
def sides(made_sides) -> dict[str, Side]:
    """Institutions A and B."""
    return {name: Side(*side, signed_in(side[-1])) for name, side in deepcopy(made_sides).items()}
