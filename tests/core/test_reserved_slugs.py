"""No page takes an address at which the portal answers itself."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import Page

from core.importing.slugs import free_slugs
from core.models import User
from core.reserved import reserved_slugs
from home.models import StandardPage
from institutions.models import ItemPage
from tests.factories import pages
from tests.factories.admin import send_form
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db
SENTENCE = "The portal itself answers at the address"


@pytest.fixture
def agency(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))


def address_of_new(page_type, parent):
    return reverse("wagtailadmin_pages:add", args=[*page_type._meta.label_lower.split("."), parent.pk])


def test_reserved_slugs_are_read_from_the_addresses(portal, agency):  # noqa: F811
    assert reserved_slugs(agency) == {"feed"}
    assert reserved_slugs(portal.homes["fr"]) == {"for", "page-remarks", "regions", "search", "_util"}
    assert reserved_slugs(portal.themes["fr"]) == set()


@pytest.mark.parametrize("slug", ["search", "_util"])
def test_page_below_a_home_page_cannot_hide_behind_an_address_of_the_portal(admin, portal, slug):  # noqa: F811
    response = send_form(admin, address_of_new(StandardPage, portal.homes["fr"]), title="Page", slug=slug)
    assert SENTENCE in str(response.context["form"].errors["slug"])
    assert not StandardPage.objects.filter(slug=slug).exists()


def test_item_cannot_replace_the_feed_of_its_institution(admin, agency):
    response = send_form(admin, address_of_new(ItemPage, agency), title="Feed", slug="feed", kind="guide")
    assert SENTENCE in str(response.context["form"].errors["slug"])
    item = pages.add_item(agency, live=False)
    item.save_revision()
    response = send_form(admin, reverse("wagtailadmin_pages:edit", args=[item.pk]), slug="feed")
    assert len(response.context["form"].errors["slug"]) == 1
    assert admin.get(f"{agency.url}feed/")["Content-Type"].startswith("application/atom+xml")


def test_page_below_another_may_be_called_search(portal):  # noqa: F811
    about = pages.add_standard(portal)
    assert pages.add_page(StandardPage, about, "Search").slug == "search"


@pytest.mark.parametrize("live", [True, False])
def test_code_that_saves_a_page_is_refused_too(agency, live):
    with pytest.raises(ValidationError):
        pages.add_item(agency, slug="feed", live=live)


def test_slugs_made_from_titles_avoid_reserved_ones(agency):
    assert pages.add_item(agency, "Feed").slug == "feed-2"
    assert free_slugs(Page.objects.get(pk=agency.pk), ["Feed", "Guide"], ["1", "2"]) == ["feed-3", "guide"]


def test_copy_is_refused_a_reserved_slug(admin, agency):
    item = pages.add_item(agency)
    response = send_form(admin, reverse("wagtailadmin_pages:copy", args=[item.pk]), new_slug="feed")
    assert SENTENCE in str(response.context["form"].errors["new_slug"])
    assert not ItemPage.objects.filter(slug="feed").exists()


def test_page_does_not_move_where_its_slug_is_reserved(portal):  # noqa: F811
    about = pages.add_standard(portal)
    page = pages.add_page(StandardPage, about, "Search")
    home = Page.objects.get(pk=portal.homes["fr"].pk)
    mover = User.objects.create_superuser("mover@portal.example")
    with pytest.raises(PermissionDenied):
        page.move(home, pos="last-child", user=mover)
    page.slug = "find"
    page.save()
    page.move(home, pos="last-child", user=mover)
