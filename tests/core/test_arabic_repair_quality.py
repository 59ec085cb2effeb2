"""The Arabic repair on real clean texts: how much comes back, how little is altered."""

import json
from pathlib import Path

import pytest

from bench.arabic_repair import clean_documents, measure
from core.importing.arabic import repair_document

DATA = Path(__file__).parents[3] / "shared/data"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="needs the real texts of ../shared/data beside the project"),
]


@pytest.fixture(scope="module")
def scores():
    """Scores of the first two clean sets: the Universal Declaration and the titles of the legal texts."""
    sets = clean_documents(DATA)
    return {name: measure(documents) for name, documents in (next(sets), next(sets))}


@pytest.mark.parametrize("name", ["UDHR", "legal titles"])
def test_99_of_100_damaged_words_come_back(scores, name):
    damaged, _ = scores[name]
    assert damaged.restored >= 0.99 * damaged.damaged


@pytest.mark.parametrize("name", ["UDHR", "legal titles"])
def test_at_most_1_in_10_000_clean_words_of_a_damaged_text_is_altered(scores, name):
    damaged, _ = scores[name]
    assert damaged.altered <= damaged.clean / 10_000


@pytest.mark.parametrize("name", ["UDHR", "legal titles"])
def test_no_word_of_an_undamaged_text_is_altered(scores, name):
    _, undamaged = scores[name]
    assert undamaged.altered == 0
    assert undamaged.restored == undamaged.damaged


def test_no_reversed_article_is_left_in_the_constitution():
    with (DATA / "legal_ma/integrity_subset.jsonl").open() as rows:
        constitution = next(row for row in map(json.loads, rows) if row["id"] == "ma-adala-constitutional-16")
    texts = [provision["content"] for provision in constitution["provisions"]]
    repaired = " ".join(repair.text for repair in repair_document(texts))
    assert sum(text.count("األ") + text.count("اإل") for text in texts) > 300
    assert "األ" not in repaired
    assert "اإل" not in repaired
