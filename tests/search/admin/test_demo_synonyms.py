"""The synonyms of the demonstration: complete, of use to the search, loaded once."""

import pytest

from core.analysis import terms
from search.demo import load_demo_synonyms, read_synonyms
from search.models import SynonymSet
from search.query.rules import current_rules

pytestmark = pytest.mark.django_db


def test_every_set_is_there_in_arabic_french_and_english_and_can_be_searched():
    sets = list(read_synonyms())
    assert len(sets) >= 25
    for one in sets:
        assert {"ar", "fr", "en"} <= set(one), one
        assert all(terms(term, language) for language, found in one.items() for term in found), one


def test_every_set_passes_the_form_of_the_admin_and_shares_no_term_with_another():
    sets = list(read_synonyms())
    assert load_demo_synonyms() == len(sets)
    for one in SynonymSet.objects.all():
        one.full_clean()


def test_loading_again_makes_nothing_and_leaves_what_editors_changed():
    count = load_demo_synonyms()
    changed = SynonymSet.objects.order_by("pk").first()
    changed.terms["fr"] = [*changed.terms["fr"][:2], "enveloppe"]
    changed.save()
    assert load_demo_synonyms() == 0
    assert SynonymSet.objects.count() == count
    changed.refresh_from_db()
    assert "enveloppe" in changed.terms["fr"]


def test_the_search_uses_them():
    load_demo_synonyms()
    assert {"ar", "fr", "en"} <= set(current_rules().concepts)
