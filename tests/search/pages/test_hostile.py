"""Whatever stands in a query or in a text, it is shown as text; whatever is asked, something is answered."""

import json

import pytest

from tests.search.pages.conftest import HOSTILE
from tests.search.pages.reading import titles

pytestmark = pytest.mark.django_db

QUERIES = (
    HOSTILE, "'\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "{{ 7*7 }}{% debug %}", "\0", "\x00a\x01", "%",
    "\u202e\u2066abc", "a" * 5000, "ا" * 3000, '"', '""', '"a', "«", "-", "--", "- -a", "title:", 'title:"', "kind:",
    "kind:x kind:y", ":", "::a", "a:b:c", "*", "(", ") OR (", "AND OR NOT", "[1 TO 2]", "~", "^2", "\\", "/", "+", "&&", "||",
    "\n\r\t", "😀", "\ud7ff", "१२", "١٢", "title:<b>", '-"<b>"', "kind:law -law", "page:1",
)  # fmt: skip
ODD = ("", "\0", "<b>", "9" * 400, "ا" * 200, "../..", "1e9", "-1", "None", "x' OR 1=1 --")
PARAMETERS = ("kind", "theme", "sector", "institution", "year", "language", "region", "audience", "media", "authority",
              "from", "to", "sort", "exactly", "page", "form")  # fmt: skip


def scripts(page):
    """Elements that only a text could have brought."""
    return page.select("main script, main img, main b:not(.notice b), main [onerror]")


@pytest.mark.parametrize("text", QUERIES)
@pytest.mark.parametrize("name", ["page-list", "suggestion-list", "page-feed"])
def test_every_query_is_answered(client, world, name, text):
    from django.urls import reverse
    from django.utils import translation

    with translation.override("fr"):
        address = reverse(f"search:{name}")
    for form in ("", "opensearch"):
        assert client.get(address, {"q": text, "form": form}).status_code == 200


@pytest.mark.parametrize("name", PARAMETERS)
def test_every_parameter_may_be_odd(client, world, name):
    for value in ODD:
        assert client.get("/fr/search/", {"q": "phare", name: [value, value, "x"]}).status_code == 200
        assert client.get("/fr/search/", {name: value}).status_code == 200


def test_a_parameter_may_come_a_thousand_times(client, world):
    assert client.get("/fr/search/", {"q": "phare", "year": [str(n) for n in range(1000)]}).status_code == 200


def test_a_hostile_query_is_shown_as_text(client, read):
    from urllib.parse import urlencode

    page = read(urlencode({"q": HOSTILE}))
    assert not scripts(page)
    assert page.select_one("#q")["value"] == HOSTILE
    assert HOSTILE in page.title.text
    assert page.select_one("[data-query]")["data-query"] == HOSTILE
    nothing = read(urlencode({"q": f'"{HOSTILE}" zzqqxx', "kind": "law"}))
    assert not scripts(nothing)


def test_a_hostile_title_and_passage_are_shown_as_text(read):
    page = read("q=piège+alert+gras")
    assert titles(page) == [f"Piège {HOSTILE}"]
    assert not scripts(page)
    assert "<script>" in page.select_one(".entry-body > p").get_text()
    assert {"alert", "gras", "Piège"} <= {mark.text for mark in page.select("mark")}


def test_a_hostile_title_is_suggested_as_text(ask):
    groups = json.loads(ask("suggestion-list", "q=piège").content)["groups"]
    assert groups[0]["items"][0]["text"] == f"Piège {HOSTILE}"
    assert ask("suggestion-list", "q=piège")["Content-Type"] == "application/json"


def test_a_hostile_summary_stays_text_in_the_feed(ask):
    from lxml import etree

    root = etree.fromstring(ask("page-feed", "q=piège").content)
    summary = root.find(".//{*}entry/{*}summary")
    assert "<script>" not in summary.text
    assert "&lt;script&gt;" in summary.text
