"""Odd values reach the database's own limits; on SQLite and on PostgreSQL each gets a clear answer."""

import itertools

import pytest
from django.urls import NoReverseMatch, reverse

from core.cache.registry import known_parameters
from core.listing.params import PARAMETERS
from knowledge.models import LegalTextPage
from tests.factories import pages
from tests.journeys.places import named_patterns

# no_cover: many repetitions of what other tests cover; tracing would double their time
pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]
VALUES = ("\0", "a\0b", "9" * 30, "-9" * 20, "'\"%_\\", "ا" * 5000, "%", "\u202e", "é" * 200, "1e400")
CLEAR = {200, 204, 301, 302, 400, 403, 404, 405, 414}


@pytest.fixture
def addresses(client):
    client.raise_request_exception = False
    tree = pages.make_tree()
    topic = pages.make_topic("ethics", fr="Éthique")
    agency = pages.add_institution(tree, pages.make_institution("agency", fr="Agence"))
    item = pages.add_item(agency, topics=[topic])
    law = pages.add_page(LegalTextPage, agency, "Loi")
    shown = [tree.homes["fr"], tree.themes["fr"], tree.institutions["fr"], agency, item, law, pages.add_standard(tree)]
    shown += [pages.add_theme(tree, topic)]
    return [page.get_url() for page in shown] + [reverse("search:page-list")]


def statuses(client, addresses, queries):
    found = {}
    for address, query in itertools.product(addresses, queries):
        status = client.get(address, query).status_code
        if status not in CLEAR:
            found[address, str(query)[:60]] = status
    return found


def test_every_parameter_may_hold_anything(client, addresses):
    names = sorted({*PARAMETERS, *known_parameters})
    together = [dict.fromkeys(names, value) for value in VALUES]
    alone = [{name: value} for name in names for value in VALUES[:3]]
    assert statuses(client, addresses, together) == {}
    assert statuses(client, [addresses[-1], addresses[-2], addresses[2]], alone) == {}


def test_every_part_of_an_address_may_be_anything(client, addresses):
    tails = (
        "%00/",
        "a%00b/",
        "%ff/",
        "9" * 30 + "/",
        "article/%00/",
        "version/" + "9" * 30 + "/",
        "part/0/",
        "feed/%00/",
    )
    found = [
        (a, t, s) for a, t in itertools.product(addresses, tails) if (s := client.get(a + t).status_code) not in CLEAR
    ]
    assert found == []


def test_numbers_in_named_addresses_may_be_too_large(client, addresses):
    large = ["/files/{}/x.pdf", "/images/{}/x.webp", "/images/signed/x/{}/width-1/x", "/sitemap-fr-{}.xml"]
    asked = [path.format(number) for path in large for number in ("0", "9" * 18, "9" * 40, "%00")]
    assert [(path, status) for path in asked if (status := client.get(path).status_code) not in CLEAR] == []


def test_every_named_address_answers_odd_methods(client, addresses):
    plain = []
    for name in named_patterns():
        try:
            plain.append(reverse(name))
        except NoReverseMatch:  # it takes parameters; those are asked above
            continue
    methods = ("post", "put", "patch", "delete", "options", "trace")
    found = [
        (m, path, s) for path in plain for m in methods if (s := getattr(client, m)(path).status_code) not in CLEAR
    ]
    assert plain
    assert found == []
