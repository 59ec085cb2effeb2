"""The report of what people search: right sums, the three lists, settling, downloads."""

import random
from collections import defaultdict
from datetime import timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from search.admin.filters import MONTH, WEEK, queries
from search.models import QueryCount, SettledQuery
from search.models.log import ENOUGH_TO_BE_OPENED
from tests.search.admin.people import hour, person, searched

pytestmark = pytest.mark.django_db
LIST = "/admin/reports/searched-queries/"
EVERYTHING = ("view_querycount", "add_settledquery", "delete_settledquery", "add_synonymset", "add_promotion")


def listed(client, **query):
    """The queries that the report lists, in order."""
    soup = BeautifulSoup(client.get(LIST, query).text, "html.parser")
    return [row.select_one("td.title a").text for row in soup.select("#listing-results tbody tr")]


@pytest.fixture
def editor(client):
    client.force_login(person(*EVERYTHING))
    return client


def random_counts(seed):
    chance = random.Random(seed)
    rows = {}
    for _number in range(400):
        key = (chance.choice(["fr", "ar", "en"]), f"mot {chance.randrange(12)}", hour(chance.randrange(24 * 45)))
        searches = chance.choice([0, 1, 1, 2, 7])
        rows[key] = (searches, chance.choice([0, 0, 0, 2]), chance.choice([0, 0, 3]) if searches else 0)
    QueryCount.objects.bulk_create(
        QueryCount(language=language, query=query, hour=when, searches=searches, clicks=clicks, results=results)
        for (language, query, when), (searches, clicks, results) in rows.items()
    )
    settled = {}
    for language, query in {key[:2] for key in rows}:
        if chance.random() < 0.4:
            settled[language, query] = hour(chance.randrange(24 * 20)) + timedelta(minutes=30)
            SettledQuery.objects.create(language=language, query=query, settled_at=settled[language, query])
    return rows, settled


def expected(rows, settled, *, show="", period="", language="", state=""):
    """The same, counted row by row."""
    since = timezone.now() - (WEEK if period else MONTH)
    groups = defaultdict(list)
    for (code, query, when), counts in rows.items():
        if when >= since and language in ("", code):
            groups[code, query].append((when, *counts))
    found = {}
    for key, hours in groups.items():
        searches, clicks = sum(one[1] for one in hours), sum(one[2] for one in hours)
        if not searches:
            continue
        last, _searches, _clicks, results = max(one for one in hours if one[1])
        if (settled.get(key, last - timedelta(1)) >= last) != bool(state):
            continue
        wanted = {
            "": results == 0,
            "unopened": results > 0 and not clicks and searches >= ENOUGH_TO_BE_OPENED,
            "frequent": True,
        }
        if wanted[show]:
            found[key] = (searches, clicks, last, results)
    return found


@pytest.mark.parametrize("seed", range(4))
def test_sums_and_lists_are_those_of_plain_counting(seed):
    rows, settled = random_counts(seed)
    seen = set()
    for show in ("", "unopened", "frequent"):
        for period in ("", "week"):
            for language in ("", "fr", "ar"):
                for state in ("", "yes"):
                    found = {
                        (row["language"], row["query"]): (
                            row["total_searches"],
                            row["total_clicks"],
                            row["last_hour"],
                            row["last_results"],
                        )
                        for row in queries(show=show, period=period, language=language, settled=state)
                    }
                    asked = {"show": show, "period": period, "language": language, "state": state}
                    assert found == expected(rows, settled, **asked), asked
                    seen |= {show} if found else set()
    assert {"", "frequent"} <= seen


def test_queries_without_results_come_first_and_by_number(editor):
    searched("rare", searches=2)
    searched("souvent", searches=5)
    searched("trouvé", searches=9, results=4, clicks=3)
    assert listed(editor) == ["souvent", "rare"]
    assert listed(editor, show="frequent") == ["trouvé", "souvent", "rare"]


def test_hours_are_added_and_the_last_search_says_how_many_results(editor):
    searched("transparance", hours_ago=30, searches=3, results=8)
    searched("transparance", hours_ago=2, searches=4, clicks=1)
    searched("transparance", hours_ago=1, searches=0, clicks=2)
    searched("transparance", language="ar", searches=1)
    rows = BeautifulSoup(editor.get(LIST).text, "html.parser").select("#listing-results tbody tr")
    cells = [cell.text.strip() for cell in rows[0].find_all("td")]
    assert cells[:5] == ["transparance", "Français", "7", "0", "43"]
    assert len(rows) == 2


def test_never_opened_needs_enough_searches(editor):
    searched("assez", searches=ENOUGH_TO_BE_OPENED, results=2)
    searched("trop peu", searches=ENOUGH_TO_BE_OPENED - 1, results=2)
    searched("ouvert", searches=9, results=2, clicks=1)
    assert listed(editor, show="unopened") == ["assez"]


def test_period_and_language_and_words_narrow_the_list(editor):
    searched("récent", hours_ago=24)
    searched("ancien", hours_ago=24 * 10, searches=2)
    searched("oublié", hours_ago=24 * 40)
    searched("قديم", language="ar", hours_ago=24)
    assert listed(editor) == ["ancien", "récent", "قديم"]
    assert listed(editor, period="week") == ["récent", "قديم"]
    assert listed(editor, language="ar") == ["قديم"]
    QueryCount.objects.filter(query="récent").update(query="recent")
    assert listed(editor, q="RÉCENT") == ["recent"]


def test_what_cannot_be_chosen_shows_the_first_list(editor):
    searched("rien")
    assert listed(editor, show="x", language="'", period="year") == ["rien"]


def test_each_row_leads_to_filled_in_forms_and_to_the_search(editor):
    searched("marché public", language="fr")
    text = editor.get(LIST).text
    for address in (
        "/admin/search-synonyms/new/?language=fr&amp;term=march%C3%A9+public",
        "/admin/search-promotions/new/?language=fr&amp;words=march%C3%A9+public",
        "/admin/reports/searched-queries/settle/?language=fr&amp;query=march%C3%A9+public",
        "/fr/search/?q=march%C3%A9+public",
    ):
        assert address in text


def test_actions_are_for_those_who_may(client):
    searched("transparance")
    client.force_login(person("view_querycount"))
    text = client.get(LIST).text
    assert "transparance" in text
    assert not any(name in text for name in ("search-synonyms/new", "search-promotions/new", "/settle/"))


def settle(client, query, note=""):
    address = f"{reverse('search-queries:query-settle')}?language=fr&query={query}"
    assert client.get(address).status_code == 200
    return client.post(address, {"note": note}, follow=True)


def test_a_settled_query_leaves_the_list_and_can_be_put_back(editor):
    searched("transparance", hours_ago=1)
    assert "“transparance” is settled." in settle(editor, "transparance", "Synonymes <ajoutés>").text
    assert listed(editor) == []
    assert listed(editor, settled="yes") == ["transparance"]
    text = editor.get(LIST, {"settled": "yes"}).text
    assert "Synonymes &lt;ajoutés&gt;" in text
    undo = reverse("search-queries:query-unsettle", args=[SettledQuery.objects.get().pk])
    assert undo in text
    assert "transparance" in editor.get(undo).text
    assert SettledQuery.objects.exists()
    assert "is back in the list" in editor.post(undo, follow=True).text
    assert listed(editor) == ["transparance"]
    assert editor.get(undo).status_code == 404


def test_a_settled_query_comes_back_when_it_is_searched_again(editor):
    searched("transparance", hours_ago=5)
    settle(editor, "transparance", "Première fois")
    SettledQuery.objects.update(settled_at=hour(3) + timedelta(minutes=10))
    assert listed(editor) == []
    searched("transparance", hours_ago=2, searches=0, clicks=1)
    assert listed(editor) == [], "opening a result is no search"
    searched("transparance", hours_ago=1)
    assert listed(editor) == ["transparance"]
    assert "Première fois" in editor.get(LIST).text
    address = f"{reverse('search-queries:query-settle')}?language=fr&query=transparance"
    assert "Première fois" in editor.get(address).text
    settle(editor, "transparance", "Deuxième fois")
    assert listed(editor) == []
    assert SettledQuery.objects.get().note == "Deuxième fois"


def test_settling_the_query_of_one_language_leaves_the_others(editor):
    searched("corruption", hours_ago=1)
    searched("corruption", language="en", hours_ago=1)
    settle(editor, "corruption")
    assert listed(editor) == ["corruption"]
    assert listed(editor, language="fr") == []


@pytest.mark.parametrize(
    "query", ["", "?language=fr", "?language=xx&query=mot", "?language=fr&query=%3F", "?query=mot"]
)
def test_there_is_nothing_to_settle_without_a_query(editor, query):
    assert editor.get(reverse("search-queries:query-settle") + query).status_code == 404
    assert editor.post(reverse("search-queries:query-settle") + query, {"note": ""}).status_code == 404


def test_it_is_downloaded_with_headings_and_the_same_choices(editor):
    searched("souvent", searches=4)
    searched("trouvé", searches=2, clicks=1, results=3)
    lines = b"".join(editor.get(LIST, {"export": "csv"}).streaming_content).decode().splitlines()
    assert lines[0].startswith("Query,Language,Searches,Results at the last search,Results opened")
    assert [line.split(",")[0] for line in lines[1:]] == ["souvent"]
    query = {"export": "xlsx", "show": "frequent"}
    rows = list(load_workbook(BytesIO(b"".join(editor.get(LIST, query).streaming_content))).active.values)
    assert [row[:6] for row in rows[1:]] == [("souvent", "Français", 4, 0, 0, 0), ("trouvé", "Français", 2, 3, 1, 50)]


def test_an_empty_report_says_what_is_counted(editor):
    text = editor.get(LIST).text
    assert "Nothing to look at" in text
    assert "nothing about the person" in text


def test_it_is_paginated_and_more_queries_cost_no_more_queries(editor):
    def add(number):
        searched(f"mot {number}", hours_ago=1)
        SettledQuery.objects.create(language="fr", query=f"mot {number}", settled_at=hour(2))

    add(0)
    editor.get(LIST)
    with CaptureQueriesContext(connection) as few:
        assert len(listed(editor)) == 1
    for number in range(1, 60):
        add(number)
    with CaptureQueriesContext(connection) as many:
        assert len(listed(editor)) == 50
    assert len(many) == len(few)
    assert len(listed(editor, p=2)) == 10


def test_the_home_page_names_what_waits_for_those_who_may_see_it(client):
    for number in range(7):
        searched(f"mot{number}x", searches=number + 1)
    searched("réglé", searches=50, hours_ago=1)
    SettledQuery.objects.create(language="fr", query="réglé")
    client.force_login(person("view_querycount"))
    text = client.get("/admin/").text
    assert "Queries without results: 7 to look at" in text
    assert [number for number in range(7) if f"mot{number}x" in text] == [2, 3, 4, 5, 6]
    assert "réglé" not in text
    client.force_login(person())
    assert "Queries without results" not in client.get("/admin/").text


def test_the_home_page_is_silent_when_nothing_waits(client):
    searched("trouvé", results=3)
    client.force_login(person("view_querycount"))
    assert "Queries without results" not in client.get("/admin/").text


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_it_is_drawn_in_the_languages_of_the_admin(client, language):
    searched("مفقود", language="ar")
    client.force_login(person(*EVERYTHING, language=language))
    for address in ("/admin/", LIST, f"{reverse('search-queries:query-settle')}?language=ar&query=مفقود"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "مفقود" in answer.text
