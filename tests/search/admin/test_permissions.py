"""Who sees what of the search's admin: everything asks for its permission, menus included."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail import hooks

from core.outbox import enqueue
from core.outbox.models import OutboxEntry
from search.models import Promotion, ProtectedWord, SettledQuery, StopWord, SynonymSet
from tests.factories.pages import add_standard, make_tree
from tests.search.admin.people import person, searched

pytestmark = pytest.mark.django_db
RULES = {
    "search-synonyms": "synonymset",
    "search-promotions": "promotion",
    "search-protected-words": "protectedword",
    "search-ignored-words": "stopword",
}


@pytest.fixture
def rules():
    page = add_standard(make_tree(indexes=False), "Signaler")
    return {
        "search-synonyms": SynonymSet.objects.create(terms={"fr": ["pot-de-vin", "corruption"]}),
        "search-promotions": Promotion.objects.create(words="signaler", language="fr", page=page),
        "search-protected-words": ProtectedWord.objects.create(language="fr", word="INPPLC"),
        "search-ignored-words": StopWord.objects.create(language="fr", word="Maroc"),
    }


def refused(answer):
    return answer.status_code == 302 and answer.headers["Location"] == "/admin/"


def addresses(name, rule):
    """The addresses of a kind of rules by the permission that opens them."""
    return {
        "view": [reverse(f"{name}:index"), reverse(f"{name}:index_results")],
        "add": [reverse(f"{name}:add")],
        "change": [reverse(f"{name}:edit", args=[rule.pk])],
        "delete": [reverse(f"{name}:delete", args=[rule.pk])],
    }


@pytest.mark.parametrize("name", RULES)
def test_rules_are_closed_to_people_without_permission(client, rules, name):
    client.force_login(person())
    for group in addresses(name, rules[name]).values():
        for address in group:
            assert refused(client.get(address)), address
            assert refused(client.post(address)), address
    assert reverse(f"{name}:index") not in client.get("/admin/").text


@pytest.mark.parametrize("action", ["view", "add", "change", "delete"])
@pytest.mark.parametrize("name", RULES)
def test_each_permission_opens_its_own_form(client, rules, name, action):
    client.force_login(person(f"{action}_{RULES[name]}"))
    known = addresses(name, rules[name])
    for address in known.pop(action):
        assert client.get(address).status_code == 200, address
    known.pop("view", None)  # whoever may do something with rules sees them
    for group in known.values():
        assert all(refused(client.get(address)) for address in group)
    menu = client.get("/admin/").text
    assert reverse(f"{name}:index") in menu
    assert [reverse(f"{other}:index") in menu for other in RULES if other != name] == [False] * 3


@pytest.mark.parametrize(
    ("address", "permission"),
    [
        ("search-queries:query-list", "view_querycount"),
        ("search-queries:query-list-results", "view_querycount"),
        ("search-queries:query-settle", "add_settledquery"),
        ("search-queries:query-unsettle", "delete_settledquery"),
        ("search-index:index-state", "view_indexbuild"),
        ("search-index:index-build", "change_indexbuild"),
        ("search-index:change-retry-all", "change_outboxentry"),
    ],
)
def test_reports_ask_for_their_permission(client, address, permission):
    searched("transparance")
    enqueue("search", ["page:1"])
    settled = SettledQuery.objects.create(language="fr", query="autre")
    path = reverse(address, args=[settled.pk] if "unsettle" in address else [])
    query = {"query": "transparance", "language": "fr"}
    client.force_login(person())
    assert refused(client.get(path, query))
    assert refused(client.post(path, query))
    assert refused(client.get(path, {"export": "csv"}))
    assert SettledQuery.objects.count() == 1
    assert OutboxEntry.objects.count() == 1
    menu = client.get("/admin/").text
    assert reverse("search-queries:query-list") not in menu
    assert reverse("search-index:index-state") not in menu
    client.force_login(person(permission))
    assert client.get(path, query).status_code == 200


def test_every_permission_can_be_given_to_a_group():
    found = set()
    for register in hooks.get_hooks("register_permissions"):
        found |= set(register().filter(content_type__app_label="search").values_list("codename", flat=True))
    needed = {f"{action}_{model}" for action in ("view", "add", "change", "delete") for model in RULES.values()}
    needed |= {"view_querycount", "add_settledquery", "delete_settledquery", "view_indexbuild", "change_indexbuild"}
    assert found == needed
    assert set(Permission.objects.filter(content_type__app_label="search").values_list("codename", flat=True)) == needed


def test_the_window_for_pages_is_for_those_who_write_rules(client, rules):
    address = reverse("search-page-chooser:choose")
    client.force_login(person("view_promotion"))
    assert refused(client.get(address))
    assert refused(client.get(reverse("search-page-chooser:chosen", args=[rules["search-promotions"].page_id])))
    client.force_login(person("change_promotion"))
    assert "Signaler" in client.get(address).json()["html"]
