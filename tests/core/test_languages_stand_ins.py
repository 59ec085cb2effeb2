"""A text that stands in for a missing translation says its language, in elements; attributes stay as they are."""

from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup, Comment, Tag
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from core.cache import remember
from core.i18n.stand_ins import BEGIN, END, StandInMiddleware, is_marking, marking, with_lang, without_marks
from tests.factories.portal import portal  # noqa: F401

LOCALE = Path(__file__).parents[2] / "locale"
STAND_IN = f"{BEGIN}Thème suivant{END}"
SPAN = '<span lang="fr">Thème suivant</span>'


def catalogue(language):
    return polib.pofile(str(LOCALE / language / "LC_MESSAGES" / "django.po"))


def french_without_tamazight():
    """French texts whose message has no Tamazight one; those that some Tamazight text equals are left out."""
    known = {(entry.msgctxt, entry.msgid): entry.msgstr for entry in catalogue("zgh") if entry.msgstr}
    missing = {entry.msgstr for entry in catalogue("fr") if (entry.msgctxt, entry.msgid) not in known}
    return {text for text in missing if text and "%" not in text and "<" not in text} - set(known.values())


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (f"<p class=x>{STAND_IN}</p>", '<p lang="fr" class=x>Thème suivant</p>'),
        (f"<title>{STAND_IN}</title>", '<title lang="fr">Thème suivant</title>'),
        (f"<title>{STAND_IN} – ⴰⵙⵉⵔⴰ</title>", "<title>Thème suivant – ⴰⵙⵉⵔⴰ</title>"),
        (f"<a>ⴰⵙⵉⵔⴰ {STAND_IN}</a>", '<a>ⴰⵙⵉⵔⴰ <span lang="fr">Thème suivant</span></a>'),
        (f"<a><svg/>{STAND_IN}</a>", '<a><svg/><span lang="fr">Thème suivant</span></a>'),
        (f'<p lang="zgh">{STAND_IN}</p>', '<p lang="zgh"><span lang="fr">Thème suivant</span></p>'),
        (f'<nav aria-label="{STAND_IN}">', '<nav aria-label="Thème suivant">'),
        (f'<p title="a > {STAND_IN}">b</p>', '<p title="a > Thème suivant">b</p>'),
        (f'<script>"{STAND_IN}"</script>', '<script>"Thème suivant"</script>'),
        (f"<!-- {STAND_IN} -->", "<!-- Thème suivant -->"),
        (
            f"<p>{BEGIN}Voir <b>le thème</b> ou rien{END} ⴰⵙⵉⵔⴰ</p>",
            '<p><span lang="fr">Voir </span><b lang="fr">le thème</b><span lang="fr"> ou rien</span> ⴰⵙⵉⵔⴰ</p>',
        ),
        (f"<dd>{STAND_IN}<br>{STAND_IN}</dd>", f"<dd>{SPAN}<br>{SPAN}</dd>"),
        (f"<label><input type=radio>{STAND_IN}</label>", f"<label><input type=radio>{SPAN}</label>"),
        (f"<p>{BEGIN}une marque sans fin</p><p>ⴰⵙⵉⵔⴰ {STAND_IN} ⴰⵙⵉⵔⴰ</p>", None),
        (STAND_IN, '<span lang="fr">Thème suivant</span>'),
        ("<p>ⴰⵙⵉⵔⴰ</p>", "<p>ⴰⵙⵉⵔⴰ</p>"),
    ],
)
def test_marks_become_the_language_of_an_element(marked, expected):
    found = with_lang(marked, "fr", "zgh")
    assert BEGIN not in found
    assert END not in found
    if expected is None:  # somebody's own noncharacter ends with the next text at the latest
        assert found.endswith(" ⴰⵙⵉⵔⴰ</p>")
    else:
        assert found == expected


def test_a_text_of_the_other_direction_says_that_too():
    assert with_lang(f"<p>{STAND_IN}</p>", "fr", "ar") == '<p lang="fr" dir="ltr">Thème suivant</p>'


def test_only_stand_ins_are_marked_and_only_while_a_page_is_made():
    missing = next(
        entry.msgid
        for entry in catalogue("fr")
        if entry.msgstr in french_without_tamazight() and not entry.msgctxt and not entry.msgid_plural
    )
    with translation.override("zgh"):
        with marking():
            assert gettext(missing) == f"{BEGIN}{without_marks(gettext(missing))}{END}"
            assert BEGIN not in gettext("Search")
            counted = ngettext(
                "%(n)s item exists only in another language.", "%(n)s items exist only in other languages.", 3
            )
            assert counted.startswith(f"%(n)s{BEGIN}"), "what is inserted has a language of its own"
            assert BEGIN not in gettext("%(title)s. %(url)s"), "nothing in it is a word"
            assert pgettext("no such context", "no such text") == "no such text"
        assert BEGIN not in gettext(missing)
    with translation.override("fr"), marking():
        assert BEGIN not in gettext(missing)


@pytest.mark.django_db
@pytest.mark.usefixtures("portal")
@pytest.mark.parametrize(
    "path",
    ["zgh/", "zgh/themes/", "zgh/institutions/", "zgh/search/?q=loi", "zgh/search/?q=", "zgh/nothing-here/", "nothing"],
)
def test_every_french_text_of_a_tamazight_page_says_so(client, path):
    response = client.get(f"/{path}", headers={"accept-language": "zgh"})
    html = response.content.decode()
    assert BEGIN not in html + str(response.headers)
    assert "%EE%83%B" not in html + str(response.headers)
    soup = BeautifulSoup(html, "html.parser")
    french = french_without_tamazight()
    found = [text for text in soup.find_all(string=True) if text.strip() in french and not isinstance(text, Comment)]
    assert found, "a page without a stand-in proves nothing"
    wrong = [text.strip() for text in found if language_at(text) != "fr"]
    assert not wrong


def language_at(text):
    return next(parent["lang"] for parent in text.parents if isinstance(parent, Tag) and parent.has_attr("lang"))


@pytest.mark.django_db
@pytest.mark.usefixtures("portal")
def test_what_pages_share_is_made_anew_where_it_is_not_marked(client, settings):
    settings.CACHE_URL = "memory://"
    with translation.override("zgh"):
        key = ("what pages share",)
        with marking():
            assert remember(key, lambda: "with marks") == "with marks"
        assert remember(key, lambda: "without") == "without"


def test_what_is_no_page_only_loses_the_marks():
    answer = StandInMiddleware(lambda request: HttpResponse(STAND_IN, content_type="application/atom+xml"))
    assert answer(RequestFactory().get("/zgh/feed/")).content.decode() == "Thème suivant"


def test_the_admin_is_never_marked():
    answer = StandInMiddleware(lambda request: HttpResponse(str(is_marking())))
    assert answer(RequestFactory().get("/admin/pages/")).content == b"False"
    with translation.override("zgh"):
        assert answer(RequestFactory().get("/zgh/")).content == b"True"
