"""The admin wears the portal's name, mark and colours, and its menu follows what people do."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from django.utils import translation

from core.models import User
from core.site_name import portal_name
from home.setup import PORTAL_MODERATORS
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db
STYLE = Path(finders.find("css/admin.css")).read_text()
#: Text on its ground, with the ratio it needs: 4.5 for words, 3 for what is a border or a sign.
PAIRS = [
    ("text-context", "surface-page", 4.5),
    ("text-label", "surface-page", 4.5),
    ("text-label", "surface-header", 4.5),
    ("text-context", "surface-header", 4.5),
    ("text-context", "surface-field", 4.5),
    ("text-meta", "surface-page", 4.5),
    ("text-meta", "surface-field", 4.5),
    ("text-placeholder", "surface-field", 4.5),
    ("text-link-default", "surface-page", 4.5),
    ("text-link-default", "surface-dashboard-panel", 4.5),
    ("text-link-hover", "surface-page", 4.5),
    ("text-button", "surface-button-default", 4.5),
    ("text-button", "surface-button-hover", 4.5),
    ("text-button-outline-default", "surface-page", 4.5),
    ("text-button-outline-hover", "surface-button-outline-hover", 4.5),
    ("text-label-menus-default", "surface-menus", 4.5),
    ("text-label-menus-active", "surface-menu-item-active", 4.5),
    ("text-error", "surface-page", 4.5),
    ("text-error", "surface-field", 4.5),
    ("border-field-default", "surface-page", 3),
    ("focus", "surface-page", 3),
]


def rule(selector):
    body = re.search(re.escape(selector) + r"\s*\{(.*?)\}", STYLE, re.DOTALL)[1]
    return dict(re.findall(r"--w-color-([\w-]+):\s*(#\w+)", body))


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = (int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def menu(client):
    """Names of the main menu in order, and the labels by name."""
    soup = BeautifulSoup(client.get("/admin/").text, "html.parser")
    props = json.loads(soup.find(id="wagtail-sidebar-props").string)
    modules = [module for module in props["modules"] if "MainMenuModule" in str(module.get("_type"))]
    items = [item["_args"][0] for item in modules[0]["_args"][0]]
    return {item["name"]: item["label"] for item in items}


def person(email, group):
    user = User.objects.create_user(email=email, password="a long password")
    user.groups.add(Group.objects.get(name=group))
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(user)
    return client


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: " on ".join(pair[:2]))
@pytest.mark.parametrize("scheme", [":host", ".w-theme-dark", ".w-theme-system"])
def test_text_can_be_read_in_both_schemes(scheme, pair):
    colours = rule(":host") | ({} if scheme == ":host" else rule(scheme))
    text, ground, needed = pair
    assert contrast(colours[text], colours[ground]) >= needed


def test_dark_is_the_same_whether_chosen_or_asked_for_by_the_system():
    assert rule(".w-theme-dark") == rule(".w-theme-system")


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_pages_carry_the_name_in_the_readers_language_and_the_mark(admin, portal, language):  # noqa: F811
    admin.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    name = pages.HOME_TITLES[language]
    for address in ("/admin/", reverse("wagtailadmin_explore_root"), reverse("wagtailimages:index")):
        text = admin.get(address).text
        soup = BeautifulSoup(text, "html.parser")
        assert soup.title.text.strip().endswith(f"- {name}")
        assert "mark" in soup.find("link", rel="icon")["href"]
        assert soup.find("link", href=re.compile("css/admin"))
        assert '<template data-wagtail-sidebar-branding-logo><span class="portal-brand"><svg' in text
    assert BeautifulSoup(admin.get("/admin/").text, "html.parser").h1.text.strip() == name


def test_signing_in_names_the_portal_and_not_the_software(client, portal):  # noqa: F811
    text = client.get(reverse("wagtailadmin_login"), headers={"Accept-Language": "fr"}).text
    assert pages.HOME_TITLES["fr"] in BeautifulSoup(text, "html.parser").h1.text
    assert "Wagtail" not in BeautifulSoup(text, "html.parser").text


def test_name_is_the_setting_where_no_home_page_is_public(portal):  # noqa: F811
    portal.homes["fr"].unpublish()
    with translation.override("fr"):
        assert portal_name() == settings.SITE_NAME == str(settings.WAGTAIL_SITE_NAME)


def test_menu_begins_with_writing_and_ends_with_what_is_rarely_opened(admin, portal):  # noqa: F811
    names = list(menu(admin))
    first = ["explorer", "waiting", "reports", "institutions", "topics"]
    assert [name for name in names if name in first] == first
    assert names[:3] == first[:3]
    assert names[-2:] == ["settings", "help"]
    assert names.index("topics") < names.index("images") < names.index("documents") < names.index("settings")


def test_menu_holds_what_the_role_can_use_and_nothing_else(portal):  # noqa: F811
    writer = menu(person("writer@portal.example", "Editors"))
    assert {"explorer", "waiting", "images", "documents", "help"} <= set(writer)
    assert not {"institutions", "topics", "settings", "snippets"} & set(writer)
    moderator = menu(person("moderator@portal.example", PORTAL_MODERATORS))
    assert {"explorer", "waiting", "institutions", "topics"} <= set(moderator)
    assert "images" not in moderator


def test_help_is_about_the_portal(admin, portal):  # noqa: F811
    text = admin.get("/admin/").text
    assert "guide.wagtail.org" not in text
    assert reverse("content_model") in text


def test_report_of_translations_is_for_those_who_translate(portal):  # noqa: F811
    address = reverse("wagtail_localize:translations_report")
    client = person("moderator@portal.example", PORTAL_MODERATORS)
    assert address not in client.get("/admin/").text
    permission = Permission.objects.get(codename="submit_translation")
    Group.objects.get(name=PORTAL_MODERATORS).permissions.add(permission)
    assert address in client.get("/admin/").text


def test_menu_counts_what_waits_for_the_reader(admin, portal):  # noqa: F811
    item = pages.add_item(
        pages.add_institution(portal, pages.make_institution("agency", fr="Agence")), "Guide", live=False
    )
    item.save_revision()
    item.get_workflow().start(item, User.objects.create_user(email="author@portal.example"))
    moderator = person("moderator@portal.example", PORTAL_MODERATORS)
    assert menu(moderator)["waiting"] == "To approve: 1"
    assert menu(person("writer@portal.example", "Editors"))["waiting"] == "Waiting for approval"
