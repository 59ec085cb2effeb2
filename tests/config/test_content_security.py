"""Public pages run no inline script or style, and nothing of other hosts, whatever their address."""

import re

import pytest
from csp.constants import SELF

from home.setup import setup_portal
from tests.factories import pages

pytestmark = pytest.mark.django_db

#: A script element of a data type is never run, so the policy does not ask about it (HTML standard, "prepare the script").
INLINE = re.compile(
    r"<style\b|<[^>]+\s(?:style|on[a-z]+)=|<script\b(?! type=\"application/ld\+json\">)(?![^>]*\bsrc=)|javascript:",
    re.IGNORECASE,
)
FOREIGN = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*(?:src|href)=["'](?:https?:)?//(?!localhost|testserver)""")
ADDRESSES = ("", "themes/", "sectors/", "institutions/", "regions/", "for/citizen/", "search/?q=a", "no-such-page/")
CONTENT = ("/fr/themes/ethique/", "/fr/institutions/agence/", "/fr/institutions/agence/guide/")


@pytest.fixture
def tree():
    tree = pages.make_tree()
    setup_portal()
    theme = pages.make_topic("ethics", fr="Éthique", ar="الأخلاقيات")
    pages.add_theme(tree, theme, slug="ethique")
    page = pages.add_institution(tree, pages.make_institution("agency", fr="Agence"), slug="agence")
    pages.add_item(page, "Guide", slug="guide", topics=[theme])
    return tree


def policy_of(response):
    parts = [part.split() for part in response["Content-Security-Policy"].split(";")]
    return {name: set(values) for name, *values in parts}


def check(response):
    """Asserts the policy of one answer, and that its HTML needs nothing the policy forbids."""
    policy = policy_of(response)
    assert policy["default-src"] == {"'none'"}
    assert policy["script-src"] == policy["style-src"] == {SELF}
    assert policy["frame-ancestors"] == {SELF}
    assert policy["base-uri"] == {"'none'"}
    assert not any("unsafe" in value or "*" in value for values in policy.values() for value in values)
    html = response.content.decode()
    assert not INLINE.search(html)
    assert not FOREIGN.search(html)


def test_public_pages_have_a_strict_policy_and_keep_to_it(client, tree):
    paths = [f"/{language}/{address}" for language in ("ar", "fr") for address in ADDRESSES]
    for path in (*paths, *CONTENT):
        response = client.get(path)
        assert response.status_code == (404 if "no-such" in path else 200), path
        check(response)


def test_the_admin_is_left_to_its_own_policy(client):
    response = client.get("/admin/login/")
    assert response.status_code == 200
    assert "Content-Security-Policy" not in response
    assert response["X-Frame-Options"] == "SAMEORIGIN"
