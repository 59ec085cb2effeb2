"""The admin speaks Arabic and French throughout: no text on its pages falls back to another language."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real

from core.enums import TopicTree
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.either]

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
#: A word in Latin letters in a page in Arabic, where no name of ours is written so.
ENGLISH = re.compile(r"\b[A-Za-z]{3,}")
#: What stays in Latin letters: formats, code, and what this portal's pages, groups and workflows are called in its data.
NAMES = re.compile(
    r"^admin$|\S+@\S+|https?://\S+|\b[A-Z]{3,4}\b|CC BY|JavaScript|Wagtail|slug|\w+\.(png|pdf|py)|WebM|Opus|run_worker"
    r"|(?i:français|english)|\w+\.\w+page|Integrity Portal|Portal moderators|Moderators approval"
    r"|Approbation par les modérateurs du portail"
    r"|\b(Root|Portail|Portal|Publication|Institutions|Themes|Sectors|Platforms|Knowledge|Plateformes|Ressources"
    r"|Editors|Moderators|operator|setup|agency|audit)\b"
)


@pytest.fixture
def world(portal, make_image, make_document):  # noqa: F811
    """One of everything, named in Arabic."""
    institution = pages.make_institution("agency", ar="وكالة", fr="وكالة")
    own = pages.add_institution(portal, institution, "ar")
    item = pages.add_item(own, "دليل")
    pages.add_institution(portal, institution, "fr")
    draft = pages.add_item(own, "مسودة", live=False)
    draft.save_revision()
    return {
        "item": item,
        "draft": draft,
        "own": own,
        "institution": institution,
        "topic": pages.make_topic("audit", TopicTree.THEME, ar="تدقيق", fr="تدقيق"),
        "image": make_image("صورة.png"),
        "document": make_document("ملف.pdf", title="ملف"),
    }


def addresses(world) -> Iterator[str]:
    item, draft = world["item"].pk, world["draft"].pk
    own = world["own"].pk
    for name in ("home", "explore_root", "account", "choose_page", "collections:index"):
        yield reverse(f"wagtailadmin_{name}")
    for name in ("locked_pages", "workflow", "workflow_tasks", "site_history", "aging_pages", "page_types_usage"):
        yield reverse(f"wagtailadmin_reports:{name}")
    for name in ("edit", "history", "copy", "move", "unpublish", "delete", "usage", "workflow_history"):
        yield reverse(f"wagtailadmin_pages:{name}", args=[draft if name == "delete" else item])
    yield reverse("wagtailadmin_explore", args=[own])
    yield reverse("wagtailadmin_pages:add_subpage", args=[own])
    yield reverse("wagtailadmin_pages:add", args=["institutions", "itempage", own])
    yield reverse("wagtailadmin_pages:edit", args=[draft])
    yield reverse("wagtailadmin_choose_page_child", args=[own])
    yield reverse("wagtailadmin_workflows:index")
    yield reverse("wagtailadmin_workflows:task_index")
    for app, arguments in (("images", [world["image"].pk]), ("docs", [world["document"].pk])):
        yield reverse(f"wagtail{app}:index")
        yield reverse(f"wagtail{app}:add_multiple")
        yield reverse(f"wagtail{app}:add")
        yield reverse(f"wagtail{app}:edit", args=arguments)
        yield reverse(f"wagtail{app}:delete", args=arguments)
        yield reverse(f"wagtail{app}_chooser:choose")
    for name, entity in (("institution", "institution"), ("topic", "topic")):
        yield reverse(f"wagtailsnippets_core_{name}:list")
        yield reverse(f"wagtailsnippets_core_{name}:add")
        yield reverse(f"wagtailsnippets_core_{name}:edit", args=[world[entity].pk])
        yield reverse(f"wagtailsnippetchoosers_core_{name}:choose")
    # Of the settings what is read daily: names of permissions, sites and their fields are data, in the operator's words.
    for name in ("wagtailusers_groups", "wagtailredirects"):
        yield reverse(f"{name}:index")
    yield reverse("wagtailusers_users:add")
    yield reverse("wagtail_localize:translations_report")
    yield reverse("wagtail_localize:submit_page_translation", args=[item])
    yield reverse("outbox:task-list")
    yield reverse("content_model")


@contextmanager
def asked_for():
    """Collects the texts that code and templates ask for while pages are made: context, text, what was given for it."""
    found: set[tuple[str | None, str, str]] = set()
    real = {name: getattr(translation._trans, name) for name in ("gettext", "ngettext", "pgettext", "npgettext")}

    def wrap(name, key):
        def wrapped(*args):
            given = real[name](*args)
            found.add((*key(*args), str(given)))
            return given

        return wrapped

    keys = {
        "gettext": lambda message: (None, str(message)),
        "ngettext": lambda one, *_rest: (None, str(one)),
        "pgettext": lambda context, message: (context, str(message)),
        "npgettext": lambda context, one, *_rest: (context, str(one)),
    }
    try:
        for name, key in keys.items():
            setattr(translation._trans, name, wrap(name, key))
        yield found
    finally:
        for name, function in real.items():
            setattr(translation._trans, name, function)


def is_known(context, message, language):
    """Whether the catalogue of the language itself has the text; its fallback is another language."""
    message = message.replace("\r\n", "\n").replace("\r", "\n")
    catalogue = trans_real.translation(language)._catalog
    key = f"{context}\x04{message}" if context else message
    return any(
        key in part or any(plain == (key, form) for form in range(6) for plain in part) for part in catalogue._catalogs
    )


def is_shown(message, text):
    """Whether the fixed parts of a text stand on the page."""
    parts = [part.strip() for part in PLACEHOLDER.split(message) if re.search("[A-Za-z]{2}", part)]
    return bool(parts) and all(part in text for part in parts)


def visible(html):
    """The texts of a page that somebody sees or hears, one a line."""
    soup = BeautifulSoup(html, "html.parser")
    zones = soup.select("select[name*=time_zone]")
    for tag in [*soup(["script", "style", "code", "svg"]), *soup.select("[hidden]"), *zones]:
        tag.decompose()
    spoken = (
        tag[name] for name in ("aria-label", "title", "placeholder", "alt") for tag in soup.find_all(attrs={name: True})
    )
    return [*soup.stripped_strings, *spoken]


def walk(admin, client, world, language):
    """Every page of the walk with its address; those of signing in as somebody sees them who is not signed in."""
    for browser in (admin, client):
        browser.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    for address in addresses(world):
        yield address, admin
    for name in ("login", "password_reset"):
        yield reverse(f"wagtailadmin_{name}"), client


def html_of(answer):
    """The page, or what a window for choosing holds."""
    if answer.headers["Content-Type"].startswith("application/json"):
        return answer.json().get("html", "")
    return answer.text


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_no_text_falls_back_to_another_language(admin, world, language):
    missing: dict[str, str] = {}
    for address, browser in walk(admin, Client(), world, language):
        with asked_for() as texts:
            answer = browser.get(address)
        assert answer.status_code == 200, address
        text = unescape(html_of(answer))
        for context, message, given in texts:
            if message and not is_known(context, message, language) and is_shown(given, text):
                missing.setdefault(message, address)
    assert missing == {}


def test_no_english_stands_in_a_page_in_arabic(admin, world):
    found: dict[str, str] = {}
    for address, browser in walk(admin, Client(), world, "ar"):
        for text in visible(html_of(browser.get(address))):
            if ENGLISH.search(NAMES.sub("", text)):
                found.setdefault(text, address)
    assert found == {}
