"""Whatever is typed or put into an address, every way to search answers with a page, never with a fault."""

import random
import sys
import unicodedata

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from institutions.models import ItemPage
from search.indexing.build import build_index
from tests.factories import pages

ADDRESSES = ("search:page-list", "search:page-feed")
SIGNS = "\"“”„«»'’‘()[]{}<>&|!?؟*~^:\\/+-−=%_#@;,.،؛ \t\n\r\x00\x0b\x1b\x7f\u00a0\u200b\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\ufffe\U000e0041"
WORDS = (
    "phare",
    "قانون",
    "ⵜⴰⵎⵓⵔⵜ",
    "law",
    "title:",
    "titre:",
    "عنوان:",
    "kind:",
    "theme:",
    "year:",
    "-",
    "--",
    "NOT",
    "OR",
)
HOSTILE = {
    "one word of 200 letters": "a" * 200,
    "one word 200 times": "phare " * 200,
    "one letter 100 times": "a " * 100,
    "quotes": '"' * 5000,
    "open quotes": '"phare ' * 50,
    "guillemets": "«" * 200,
    "controls": "".join(map(chr, range(32))),
    "marks alone": "\u0301" * 200,
    "marks on a letter": "e" + "\u0301" * 199,
    "tatweel": "ـ" * 200,
    "tashkil": "\u064b\u064e\u0651" * 60,
    "right to left": "\u202e\u2066\u200fphare\u2069\u202c",
    "mixed scripts": "pharقانونⵜⴰlaw漢字ไทย한국어हिन्दी",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈" * 10,
    "no characters": "\ufffe\uffff\ufdd0",
    "beyond the plane": "\U0001d573\U00020000\U000e0001\U0010fffd",
    "full width": "ｐｈａｒｅ ＡＮＤ １２３",
    "ligatures": "ﷺ ﷲ ﻻ ﬁ",
    "digits": "٠١٢٣٤٥٦٧٨٩" * 20,
    "numbers": "1.2.3.4.5.6.7.8.9.10.11.12.13-14-15/16",
    "prefix of a prefix": "title:title:title:phare",
    "prefix without a value": "title: kind: theme: year:",
    "prefix with quotes": 'kind:"law" title:"" -title:phare -kind:law kind:-law',
    "prefix of signs": "year:????? institution:'; DROP TABLE search;-- language:../../etc kind:*",
    "sql": "' OR 1=1; --",
    "lucene": "title:(a OR b)~2^4 [1 TO 5] /re.*/ *:* \\",
    "json": '{"query":{"match_all":{}}}',
    "template": "{{ 7*7 }}{% csrf_token %}${7*7}",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "minus": "- -- --- −−",
    "only without": "-phare",
    "without everything": "-phare -guide -agence",
    "question marks": "?" * 200,
    "inner spaces": "phare\u2003\u3000\u00a0phare",
    "path": "../../../../etc/passwd\x00.html",
    "percent": "%00%ff%u202e%%%",
    "surrogates as text": "\\ud800\\udfff",
}


@pytest.fixture
def portal(engine):
    agency = pages.publish(pages.add_institution(pages.make_tree(), pages.make_institution("agency", fr="Agence")))
    for number in range(3):
        pages.publish(pages.add_page(ItemPage, agency, f"Phare {number}", kind="guide"))
    build_index(engine)


def get(client, parameters, reader="fr"):
    """The answers of every way to search."""
    with translation.override(reader):
        paths = [reverse(name) for name in ADDRESSES]
    for path in (*paths, "/api/v1/search"):
        answer = client.get(f"{path}?{urlencode(parameters, doseq=True)}")
        assert answer.status_code in (200, 400), (path, parameters)
        assert answer.status_code == 200 or path.startswith("/api"), (path, parameters)
        yield answer


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_queries(portal, client, name):
    for reader in ("fr", "ar"):
        for answer in get(client, {"q": HOSTILE[name]}, reader):
            is_page = not answer.headers["Content-Type"].startswith("application/json")
            assert not is_page or ("<script>alert(1)" not in answer.text and "<img src=x" not in answer.text)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 12))])
def test_random_queries_of_any_characters(portal, client, seed):
    chance = random.Random(seed)

    def piece():
        form = chance.randrange(5)
        if form == 0:
            return chr(chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, sys.maxunicode + 1))))
        if form == 1:
            return chance.choice(SIGNS)
        if form == 2:
            return unicodedata.normalize(chance.choice(("NFD", "NFKD")), chance.choice(WORDS))
        return chance.choice(WORDS) + chance.choice((" ", "", '"'))

    for _ in range(40):
        query = "".join(piece() for _ in range(chance.randrange(1, 60)))
        list(get(client, {"q": query}, chance.choice(("ar", "fr", "en", "zgh"))))


@pytest.mark.parametrize(
    "parameters",
    [
        {"page": "99999"},
        {"page": "0"},
        {"page": "-1"},
        {"page": "1e3"},
        {"page": "９"},
        {"page": "9" * 5000},
        {"kind": ["guide"] * 3000},
        {"kind": [f"k{number}" for number in range(3000)]},
        {"theme": "\x00", "year": "\u202e2024", "language": "fr' OR 1=1", "institution": "../.."},
        {"year": ["٢٠٢٤", "-1", "99999", "NaN"]},
        {"from": "0001-01-01", "to": "9999-12-31"},
        {"from": "2024-12-31", "to": "2020-01-01"},
        {"from": "yesterday", "to": "2024-13-40", "sort": "price"},
        {"from": "2024-W01", "to": "20240101"},
        {"sort": "newest", "page": "99999", "exactly": "1"},
        {"exactly": ["1", "0", "x"]},
        {"unheard": "of", "q[]": "phare", "Q": "phare"},
    ],
)
def test_hostile_parameters(portal, client, parameters):
    for query in ("phare", ""):
        list(get(client, {"q": query, **parameters}))


@pytest.mark.parametrize(
    "after", ["abc", "-5", "0", "1e9", "٩", "9" * 30, "1000000000", '["a", 1]', "\x00", "bnVsbA=="]
)
@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_hostile_cursors(portal, client, after, sort):
    answer = client.get(f"/api/v1/search?{urlencode({'q': 'phare', 'after': after, 'sort': sort})}")
    assert answer.status_code in (200, 400)


@pytest.mark.parametrize("size", ["0", "-1", "101", "99999999999999999999", "x"])
def test_hostile_sizes(portal, client, size):
    answer = client.get(f"/api/v1/search?{urlencode({'q': 'phare', 'size': size})}")
    assert answer.status_code in (200, 400, 422)
    assert len(answer.json().get("results", ())) <= 100
