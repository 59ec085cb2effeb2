"""The page that explains the content model is complete because the code writes it."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, get_page_models

from core.content_model.fields import FILTERS, field_rows
from core.content_model.purpose import english, own_types
from core.content_model.types import tree, type_rows
from core.listing import params
from core.models import ContentPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db
TYPES = [model for model in get_page_models() if issubclass(model, ContentPage) and model is not ContentPage]


@pytest.fixture
def page(admin, portal):  # noqa: F811
    return BeautifulSoup(admin.get(reverse("content_model")).text, "html.parser")


@pytest.mark.parametrize("model", TYPES, ids=lambda model: model.__name__)
def test_every_type_is_described_with_every_field_of_its_own(page, model):
    section = page.find(id=f"type-{model._meta.label_lower.replace('.', '-')}")
    assert section, f"{model.__name__} is missing"
    assert english(model), f"{model.__name__} does not say what it is for"
    assert english(model) in section.text
    shown = {code.text for code in section.select("tbody th code")}
    own = {field.name for field in model._meta.local_fields if not getattr(field.remote_field, "parent_link", False)}
    own |= {field.name for field in model._meta.local_many_to_many}
    assert own <= shown
    assert {"title", "summary", "kind", "topics", "audience"} <= shown
    assert len(section.select("table")[0].select("tbody tr")) == len(model.kinds) + 1


def test_rows_edited_on_a_page_are_described_too():
    from institutions.models import InstitutionPage

    with translation.override("en"):
        rows = {row.name: row for row in field_rows(InstitutionPage)}
    assert "Value" in rows["contacts"].holds
    assert rows["contacts"].translation == "translated"
    assert rows["topics"].translation == "taken over from the source"
    assert rows["summary"].translation == "translated"
    assert rows["institution"].is_computed
    assert rows["title"].is_required
    assert not rows["summary"].is_required


def test_filters_that_are_named_are_those_of_the_lists():
    named = {"topics" if name in {"theme", "sector", "region"} else name for name in params.FILTERS}
    assert {"dated_on" if name == "year" else name for name in named} == set(FILTERS)


def test_diagram_holds_every_type_where_it_may_stand():
    def walk(nodes, above=None):
        for node in nodes:
            yield above, node.link.name
            yield from walk(node.nodes, node.link.name)

    drawn = set(walk(tree()))
    names = {name for _above, name in drawn}
    assert names == {row.name for row in type_rows(["fr"])}
    for row in type_rows(["fr"]):
        for parent in row.parents:
            assert (parent.name if parent.anchor else None, row.name) in drawn


def test_numbers_are_those_of_published_pages_by_language(portal):  # noqa: F811
    from institutions.models import ItemPage

    own = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    pages.add_item(own, "un", kind="news")
    pages.add_item(own, "deux", kind="news")
    pages.add_item(own, "trois", kind="guide", live=False)
    pages.translate(pages.add_item(own, "quatre", kind="guide"), "ar")
    row = next(row for row in type_rows(["ar", "fr"]) if row.class_name == ItemPage.__name__)
    kinds = {found.kind.code: found.counts for found in row.kinds}
    assert row.counts == [1, 3]
    assert kinds["news"] == [0, 2]
    assert kinds["guide"] == [1, 1]


def test_number_of_queries_does_not_depend_on_pages(portal):  # noqa: F811
    type_rows(["fr"])
    with CaptureQueriesContext(connection) as few:
        type_rows(["fr"])
    own = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    for number in range(4):
        pages.add_item(own, f"item {number}")
    with CaptureQueriesContext(connection) as many:
        type_rows(["fr"])
    assert len(many) == len(few) <= 4


def test_every_link_of_the_page_leads_somewhere_on_it_and_the_help_menu_leads_to_it(page, admin):
    anchors = {tag["id"] for tag in page.select("section[id]")}
    assert {link["href"][1:] for link in page.select(".content-model a")} <= anchors
    assert anchors == {f"type-{model._meta.label_lower.replace('.', '-')}" for model in own_types()}
    assert Page not in own_types()
    assert reverse("content_model") in admin.get("/admin/").text


def test_people_who_write_nothing_are_not_led_to_it(client, django_user_model):
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user(email="nobody@portal.example", password="a long password")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert reverse("content_model") not in client.get("/admin/").text


@pytest.mark.parametrize("language", [code for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES])
def test_page_is_read_in_every_language_of_the_admin(admin, portal, language):  # noqa: F811
    admin.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    html = BeautifulSoup(admin.get(reverse("content_model")).text, "html.parser").html
    assert html["lang"] == language
    assert html["dir"] == ("rtl" if language == "ar" else "ltr")


def test_what_a_type_is_for_is_said_where_an_editor_chooses_what_to_add(admin, portal):  # noqa: F811
    from institutions.models import ItemPage

    own = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    assert english(ItemPage) in admin.get(reverse("wagtailadmin_pages:add_subpage", args=[own.pk])).text
