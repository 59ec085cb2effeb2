"""What editors tell the search: forms that explain what is wrong, lists, the way to the public search."""

from urllib.parse import quote_plus

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from search.models import Promotion, ProtectedWord, StopWord, SynonymSet
from search.query.rules import current_rules
from tests.factories.admin import send_form
from tests.factories.pages import add_institution, add_item, add_standard, make_institution, make_tree
from tests.search.admin.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return make_tree()


def form_of(text):
    return BeautifulSoup(text, "html.parser").find(id="w-editor-form")


def test_a_set_is_written_one_term_a_line(admin):
    answer = admin.post(
        reverse("search-synonyms:add"),
        {
            "kind": "two_way",
            "terms_fr": " pot-de-vin \r\n\r\nPot-de-Vin\r\ndessous   de table",
            "terms_ar": "رشوة\r\nرَشوة",
            "is_active": "on",
        },
        follow=True,
    )
    one = SynonymSet.objects.get()
    assert one.terms == {"ar": ["رشوة"], "fr": ["pot-de-vin", "dessous de table"]}
    assert one.searched == {}
    assert "It is used from now on." in answer.text
    assert f"/fr/search/?q={quote_plus('رشوة')}" not in answer.text
    assert f"/ar/search/?q={quote_plus('رشوة')}" in answer.text


def test_a_set_can_be_used_at_once(admin):
    assert "fr" not in current_rules().concepts
    admin.post(
        reverse("search-synonyms:add"), {"kind": "two_way", "terms_fr": "bakchich\ncorruption", "is_active": "on"}
    )
    assert len(current_rules().concepts["fr"]) == 2
    one = SynonymSet.objects.get()
    changes = {"terms_fr": "bakchich\ncorruption\ngraissage", "is_active": "on"}
    send_form(admin, reverse("search-synonyms:edit", args=[one.pk]), **changes)
    assert len(current_rules().concepts["fr"]) == 3
    admin.post(reverse("search-synonyms:delete", args=[one.pk]))
    assert "fr" not in current_rules().concepts


def test_a_saved_set_is_shown_as_it_was_written(admin):
    one = SynonymSet.objects.create(
        kind="one_way", terms={"fr": ["corruption"], "ar": ["رشوة"]}, searched={"fr": ["bakchich", "pourboire"]}
    )
    form = form_of(admin.get(reverse("search-synonyms:edit", args=[one.pk])).text)
    assert form.find(id="id_terms_ar").text.strip() == "رشوة"
    assert form.find(id="id_terms_ar")["dir"] == "rtl"
    assert form.find(id="id_searched_fr").text.strip().split("\n") == ["bakchich", "pourboire"]
    assert form.find(id="id_terms_en").text.strip() == ""


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"kind": "two_way"}, "Write at least two terms"),
        ({"kind": "two_way", "terms_fr": "seul"}, "Write at least two terms"),
        ({"kind": "one_way", "terms_fr": "un\ndeux"}, "one term that is searched and one that is found"),
        ({"kind": "one_way", "searched_fr": "un"}, "one term that is searched and one that is found"),
        ({"kind": "two_way", "terms_fr": "un\ndeux", "searched_en": "three"}, "Move its terms to the first list"),
        ({"kind": "two_way", "terms_fr": "un\n؟!"}, "has no word that can be searched"),
        ({"kind": "two_way", "terms_fr": f"un\n{'x' * 101}"}, "a term has at most 100 characters"),
        ({"kind": "two_way", "terms_fr": "\n".join(f"mot{n}" for n in range(51))}, "at most 50 terms"),
        ({"kind": "", "terms_fr": "un\ndeux"}, "This field is required"),
    ],
)
def test_a_set_that_changes_nothing_is_refused_in_words(admin, sent, sentence):
    answer = admin.post(reverse("search-synonyms:add"), sent)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert not SynonymSet.objects.exists()
    for name, value in sent.items():
        if name.startswith(("terms", "searched")):
            assert form_of(answer.text).find(id=f"id_{name}").text.strip() == value.strip(), "what was typed is kept"


def test_the_same_word_in_two_languages_is_a_set(admin):
    admin.post(reverse("search-synonyms:add"), {"kind": "two_way", "terms_fr": "corruption", "terms_en": "corruption"})
    assert SynonymSet.objects.exists()


def test_the_list_shows_terms_by_language_and_is_searched_however_they_are_written(admin):
    SynonymSet.objects.create(terms={"fr": ["déclaration de patrimoine"], "ar": ["التصريح بالممتلكات"]})
    SynonymSet.objects.create(terms={"fr": ["audit", "contrôle"]}, is_active=False)
    listed = reverse("search-synonyms:index")
    text = admin.get(listed).text
    assert "التصريح بالممتلكات" in text
    assert "audit, contrôle" in text
    for query, found in (("DECLARATION", 1), ("ممتلكات", 1), ("controle", 1), ("rien", 0)):
        rows = BeautifulSoup(admin.get(f"{listed}results/", {"q": query}).text, "html.parser").select("tbody tr")
        assert len(rows) == found, query
    rows = BeautifulSoup(admin.get(f"{listed}results/", {"is_active": "false"}).text, "html.parser")
    assert [row.find("a").text.strip() for row in rows.select("tbody tr")] == ["audit"], "named by its first term"


def test_a_form_is_filled_in_by_the_address(admin, tree):
    synonyms = form_of(admin.get(reverse("search-synonyms:add"), {"language": "ar", "term": "رشوة"}).text)
    assert synonyms.find(id="id_terms_ar").text.strip() == "رشوة"
    promotion = form_of(admin.get(reverse("search-promotions:add"), {"language": "fr", "words": "signaler"}).text)
    assert promotion.find(id="id_words")["value"] == "signaler"
    assert promotion.select_one("#id_language option[selected]")["value"] == "fr"
    unknown = form_of(admin.get(reverse("search-synonyms:add"), {"language": "xx", "term": "mot inconnu"}).text)
    assert "mot inconnu" not in str(unknown)


def add_promotion(admin, page, **changes):
    sent = {"words": "signaler corruption", "language": "fr", "page": page.pk, "kind": "promoted"} | changes
    return admin.post(reverse("search-promotions:add"), sent, follow=True)


def test_a_page_is_recommended_and_the_rule_leads_to_the_search(admin, tree):
    page = add_standard(tree, "Signaler")
    text = add_promotion(admin, page).text
    assert Promotion.objects.get().page_id == page.pk
    assert "/fr/search/?q=signaler+corruption" in text
    assert "it is not public" not in text
    assert [rule.key for rule in current_rules().promotions["fr"]] == [f"page:{page.pk}"]


def test_a_rule_without_a_word_or_twice_is_refused_in_words(admin, tree):
    page = add_standard(tree, "Signaler")
    assert "Write at least one word" in add_promotion(admin, page, words="?!").text
    add_promotion(admin, page)
    assert "There is a rule for these words and this page already." in add_promotion(admin, page).text
    assert Promotion.objects.count() == 1


def restrict(page):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_it_warns_of_a_page_that_readers_do_not_find(admin, tree):
    page = add_standard(tree, "Interne")
    restrict(page)
    assert "it is not public" in add_promotion(admin, page).text
    rows = BeautifulSoup(admin.get(reverse("search-promotions:index")).text, "html.parser")
    assert rows.select_one("tbody tr .icon-cross")


def test_only_published_pages_that_the_person_may_see_can_be_chosen(client, admin, tree):
    public, draft = add_standard(tree, "Publique"), add_standard(tree, "Brouillon", live=False)
    hidden, gone = add_standard(tree, "Cachée"), add_standard(tree, "Périmée", expire_at=timezone.now())
    restrict(hidden)
    own = person("add_promotion")
    client.logout()
    client.force_login(own)
    window = client.get(reverse("search-page-chooser:choose")).json()["html"]
    listed = [page.title for page in (public, draft, hidden, gone) if page.title in window]
    assert listed == ["Publique"]
    for page, status in ((public, 200), (draft, 404), (hidden, 404), (gone, 404)):
        assert client.get(reverse("search-page-chooser:chosen", args=[page.pk])).status_code == status
    assert client.get(reverse("search-page-chooser:chosen", args=["x"])).status_code == 404
    for page in (draft, hidden, gone):
        assert "Choose another." in add_promotion(client, page).text
    assert not Promotion.objects.exists()


def test_the_window_finds_pages_by_words_and_tells_them_apart(admin, tree):
    institution = add_institution(tree, make_institution("agency", fr="Agence"))
    add_item(institution, "Déclarer son patrimoine")
    add_standard(tree, "Autre")
    html = admin.get(reverse("search-page-chooser:choose_results"), {"q": "DECLARER patrimoine"}).text
    assert "Déclarer son patrimoine" in html
    assert "Agence" in html
    assert "Autre" not in html


def test_a_rule_keeps_its_page_when_that_is_taken_down(admin, tree):
    page = add_standard(tree, "Signaler")
    add_promotion(admin, page)
    page.refresh_from_db()
    page.unpublish()
    rule = Promotion.objects.get()
    answer = send_form(admin, reverse("search-promotions:edit", args=[rule.pk]), note="Pour l’instant")
    assert answer.status_code == 302
    rule.refresh_from_db()
    assert rule.note == "Pour l’instant"


@pytest.mark.parametrize("name", ["search-protected-words", "search-ignored-words"])
def test_a_word_is_one_word_and_once_in_the_list(admin, name):
    model = {"search-protected-words": ProtectedWord, "search-ignored-words": StopWord}[name]
    add = reverse(f"{name}:add")
    assert "Write one word" in admin.post(add, {"language": "fr", "word": "deux mots"}).text
    answer = admin.post(add, {"language": "fr", "word": " INPPLC "}, follow=True)
    assert "/fr/search/?q=INPPLC" in answer.text
    assert model.objects.get().word == "INPPLC"
    assert "in the list already" in admin.post(add, {"language": "fr", "word": "INPPLC"}).text


def test_a_word_that_is_ignored_anyway_is_refused(admin):
    answer = admin.post(reverse("search-ignored-words:add"), {"language": "fr", "word": "dans"})
    assert "ignores this word already" in answer.text


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_lists_and_forms_are_drawn_in_the_languages_of_the_admin(client, tree, language):
    page = add_standard(tree, "Signaler")
    rules = {
        "search-synonyms": SynonymSet.objects.create(terms={"fr": ["audit", "contrôle"]}),
        "search-promotions": Promotion.objects.create(words="signaler", language="fr", page=page),
        "search-protected-words": ProtectedWord.objects.create(language="fr", word="INPPLC"),
        "search-ignored-words": StopWord.objects.create(language="fr", word="Maroc"),
    }
    user = person(language=language)
    user.is_superuser = True
    user.save()
    client.force_login(user)
    for name, rule in rules.items():
        for address in (
            reverse(f"{name}:index"),
            reverse(f"{name}:add"),
            reverse(f"{name}:edit", args=[rule.pk]),
            reverse(f"{name}:history", args=[rule.pk]),
        ):
            answer = client.get(address)
            assert answer.status_code == 200
            assert f'lang="{language}"' in answer.text


@pytest.mark.parametrize("name", ["search-synonyms", "search-promotions"])
def test_more_rules_cost_no_more_queries(admin, tree, name, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page = add_standard(tree, "Signaler")

    def add(number):
        SynonymSet.objects.create(terms={"fr": [f"mot{number}", "corruption"]})
        Promotion.objects.create(words=f"mot{number}", language="fr", page=page)

    add(0)
    address = reverse(f"{name}:index")
    admin.get(address)
    with CaptureQueriesContext(connection) as few:
        admin.get(address)
    for number in range(1, 20):
        add(number)
    with django_assert_num_queries(len(few)):
        admin.get(address)
