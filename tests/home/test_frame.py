"""The frame of every page names what a reader can open."""

import pytest
from wagtail.models import PageViewRestriction

from core.cache import changed
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


def test_a_section_under_a_restriction_is_not_in_the_menu(client, portal):  # noqa: F811
    themes = portal.themes["fr"]
    address = f'href="{themes.get_url()}"'
    assert address in client.get("/fr/").text
    PageViewRestriction.objects.create(page=themes, restriction_type=PageViewRestriction.LOGIN)
    changed()
    assert address not in client.get("/fr/").text
