"""Rules of editors and concepts change what is found at once, without a new index."""

import pytest

from core.outbox.worker import drain
from institutions.models import ItemPage
from knowledge.models import GlossaryTermPage
from search.indexing.build import build_index
from search.models import Promotion, ProtectedWord, StopWord, SynonymSet
from tests.factories import pages
from tests.search.asking import ask, keys, titles


@pytest.fixture
def tree(db):
    return pages.make_tree()


@pytest.fixture
def put(engine, tree):
    """Publishes items by title, in a language, and has them indexed."""
    institution = pages.make_institution("agency", fr="Agence")
    faces = {}

    def _put(title, language="fr", page_type=ItemPage, **fields):
        if language not in faces:
            faces[language] = pages.publish(
                pages.add_institution(tree, institution, language, title=f"Office {language}")
            )
        kind = {} if page_type is not ItemPage else {"kind": "guide"}
        page = pages.publish(pages.add_page(page_type, faces[language], title, **kind, **fields))
        drain()
        return page

    return _put


def test_two_way_synonyms_find_each_other(put):
    put("Le pot-de-vin")
    put("La rançon")
    assert titles(ask("rançon")) == ["La rançon"]
    SynonymSet.objects.create(terms={"fr": ["rançon", "pot-de-vin"]})
    assert titles(ask("rançon"))[0] == "La rançon", "what was typed comes before what means the same"
    assert set(titles(ask("rançon"))) == set(titles(ask("pot-de-vin"))) == {"La rançon", "Le pot-de-vin"}


def test_one_way_synonyms_find_one_way(put):
    put("Le navire")
    put("La goélette")
    SynonymSet.objects.create(kind="one_way", searched={"fr": ["navire"]}, terms={"fr": ["goélette"]})
    assert set(titles(ask("navire"))) == {"Le navire", "La goélette"}
    assert titles(ask("goélette")) == ["La goélette"]


def test_a_synonym_that_is_not_in_use_does_nothing(put):
    put("La goélette")
    SynonymSet.objects.create(terms={"fr": ["navire", "goélette"]}, is_active=False)
    assert titles(ask("navire")) == []


def test_a_term_of_several_words_is_one_concept(put):
    put("Le lanceur d’alerte")
    put("L’alerte du lanceur")
    put("La sentinelle")
    SynonymSet.objects.create(terms={"fr": ["lanceur d'alerte", "sentinelle"]})
    assert "La sentinelle" in titles(ask("un lanceur d'alerte"))
    found = titles(ask("sentinelle"))
    assert found[0] == "La sentinelle"
    assert "Le lanceur d’alerte" in found
    assert "L’alerte du lanceur" not in found, "a term of a concept stands word after word"


def test_one_concept_joins_languages_with_the_query_s_own_first(put):
    put("La déclaration", "fr")
    put("التصريح", "ar")
    SynonymSet.objects.create(terms={"fr": ["déclaration"], "ar": ["تصريح"]})
    assert titles(ask("déclaration")) == ["La déclaration", "التصريح"]
    assert titles(ask("التصريح", "ar")) == ["التصريح", "La déclaration"]
    assert titles(ask("q=déclaration&language=ar")) == ["التصريح"]
    assert titles(ask("q=déclaration&language=fr")) == ["La déclaration"]
    assert ask("q=déclaration").result.facets["language"] == {"fr": 1, "ar": 1}


def test_the_terms_of_the_glossary_are_concepts(put):
    term = put("Bakchich", page_type=GlossaryTermPage, summary="Argent donné en secret.", variants="dessous de table")
    other = put("Les dessous de table")
    assert set(keys(ask("bakchich"))) == {f"page:{term.pk}", f"page:{other.pk}"}


def test_a_recommended_page_comes_first_even_without_the_words(put):
    best, plain = put("Guide de la pêche"), put("Le phare")
    rule = Promotion.objects.create(words="phares", language="fr", page_id=best.pk)
    assert keys(ask("le phare")) == [f"page:{best.pk}", f"page:{plain.pk}"]
    assert keys(ask("phare mer"))[0] == f"page:{best.pk}"
    assert keys(ask("mer")) == []
    rule.kind = "demoted"
    rule.page_id = plain.pk
    rule.save()
    other = put("Un phare, deux phares, trois phares de plus")
    assert keys(ask("phare")) == [f"page:{other.pk}", f"page:{plain.pk}"]


def test_a_recommended_page_that_is_taken_down_is_not_shown(put):
    page = put("Guide de la pêche")
    Promotion.objects.create(words="phare", language="fr", page_id=page.pk)
    ItemPage.objects.get(pk=page.pk).unpublish()
    assert keys(ask("phare")) == []


def test_ignored_words_need_not_be_in_a_text(put):
    put("Le phare")
    put("Le quai du port")
    assert titles(ask("phare monsieur")) == ["Le phare"], "with fewer than ten, texts with some of the words follow"
    assert ask("q=phare monsieur&exactly=1").result.total == 0
    StopWord.objects.create(language="fr", word="monsieur")
    assert ask("q=phare monsieur&exactly=1").result.total == 1
    assert ask("q=monsieur").result.total == 0, "a query of ignored words alone is searched as it stands"


def test_another_spelling_is_offered_when_it_finds_more(put, engine):
    put("La corruption des mœurs")
    build_index(engine)
    found = ask("corupption")
    assert (found.result.total, found.instead, found.instead_total) == (0, "corruption", 1)
    assert ask("corruption").instead == ""
    assert ask("xylophone").instead == "", "nothing is near"


def test_protected_words_are_never_corrected(put, engine):
    put("La corruption des mœurs")
    build_index(engine)
    ProtectedWord.objects.create(language="fr", word="corupption")
    assert ask("corupption").instead == ""


def test_another_spelling_is_never_offered_for_nothing(put, engine):
    put("La corruption des mœurs", dated_on="2020-01-01")
    build_index(engine)
    assert ask("q=corupption&year=1999").instead == "", "under these filters it would find nothing"
