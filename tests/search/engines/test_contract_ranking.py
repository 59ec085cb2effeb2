"""What matches and how it scores: each engine against BM25 in plain Python."""

import random

import pytest

from search.engines.base import AllOf, Always, AnyOf, Best, Phrase, Request, Term
from tests.search.engines.oracle import Oracle
from tests.search.engines.world import WORDS, built, made

pytestmark = pytest.mark.either

TERM_FIELDS = ("title", "summary", "text", "words")
PHRASE_FIELDS = ("title", "summary", "text")


def check(engine, objects, clause):
    """The engine finds what the oracle finds, with its scores; equal scores come in the order of keys."""
    result = engine.search(Request(clause, limit=len(objects)))
    scores = Oracle(objects).scores(clause)
    assert {hit.key: hit.score for hit in result.hits} == pytest.approx(scores, rel=1e-3, abs=1e-6), clause
    assert result.total == len(scores)
    ordered = [(-hit.score, hit.key) for hit in result.hits]
    assert ordered == sorted(ordered), clause
    return result


@pytest.mark.parametrize("field", [*TERM_FIELDS, "prefixes"])
def test_a_term_scores_by_bm25(filled, objects, field):
    word = objects[0].terms[field].split()[0]
    assert check(filled, objects, Term(field, word)).total
    assert check(filled, objects, Term(field, word, weight=3.5)).total


def test_a_code_matches_whole(filled, objects):
    found = filled.search(Request(Term("theme", "ethics"), limit=100))
    assert {hit.key for hit in found.hits} == {one.key for one in objects if "ethics" in one.codes["theme"]}
    assert filled.search(Request(Term("theme", "ethic"))).total == 0


def test_terms_that_nothing_holds_find_nothing(filled, objects):
    assert check(filled, objects, Term("title", "absent")).hits == []


@pytest.mark.parametrize("field", PHRASE_FIELDS)
def test_a_phrase_needs_its_terms_in_a_row(filled, objects, field):
    own = next(one.terms[field].split() for one in objects if len(one.terms[field].split()) >= 3)
    assert check(filled, objects, Phrase(field, tuple(own[:2]))).total
    assert check(filled, objects, Phrase(field, tuple(own[:3]), weight=2.0)).total
    check(filled, objects, Phrase(field, tuple(reversed(own[:3]))))


def test_a_phrase_of_one_term_is_that_term(filled, objects):
    check(filled, objects, Phrase("title", ("law",)))


@pytest.mark.parametrize("at_least", range(1, 5))
def test_at_least_so_many_clauses_match(filled, objects, at_least):
    check(filled, objects, AnyOf(tuple(Term("text", word) for word in WORDS[:4]), at_least))


def test_more_clauses_than_there_are_match_nothing(filled, objects):
    check(filled, objects, AnyOf((Term("text", "law"), Term("text", "court")), 3))


def test_the_best_clause_scores(filled, objects):
    check(filled, objects, Best((Term("title", "law", 2.0), Term("summary", "law"), Term("text", "court"))))


def test_all_clauses_match_and_none_of_those_without(filled, objects):
    law, court, gift = (Term("text", word) for word in ("law", "court", "gift"))
    check(filled, objects, AllOf((law, court)))
    check(filled, objects, AllOf((law,), without=(court,)))
    check(filled, objects, AllOf((law,), without=(court, gift), also=(Term("title", "audit"),)))


def test_what_may_also_match_only_adds(filled, objects):
    law, also = Term("text", "law"), (Term("title", "law", 4.0),)
    found = check(filled, objects, AllOf((law,), also=also))
    assert found.total == filled.search(Request(law)).total


def test_without_anything_to_match_everything_is_there_but_what_is_excluded(filled, objects):
    check(filled, objects, AllOf((), without=(Term("text", "law"),)))
    check(filled, objects, AllOf((), also=(Term("text", "law"),)))


def test_no_clauses_match_nothing(filled):
    assert filled.search(Request(AnyOf(()))).total == 0
    assert filled.search(Request(Best(()))).total == 0


def test_a_fixed_score_is_fixed(filled, objects):
    check(filled, objects, Always(2.5))
    check(filled, objects, Always(0.0))
    check(filled, objects, Always(1.5, Term("text", "court")))
    check(filled, objects, AnyOf((Term("title", "law"), Always(3.0, Term("language", "fr")))))


def test_random_queries_score_like_bm25(filled, objects):
    dice = random.Random(11)
    for _ in range(60):
        check(filled, objects, some_clause(dice, depth=3))


def some_clause(dice, depth):
    """A random query."""
    if depth == 0 or dice.random() < 0.3:
        if dice.random() < 0.25:
            return Phrase(dice.choice(PHRASE_FIELDS), tuple(dice.choices(WORDS, k=2)), dice.choice((1.0, 2.0)))
        return Term(dice.choice(TERM_FIELDS), dice.choice(WORDS), dice.choice((1.0, 0.5, 3.0)))
    parts = tuple(some_clause(dice, depth - 1) for _ in range(dice.randint(1, 3)))
    match dice.randrange(4):
        case 0:
            return AnyOf(parts, dice.randint(1, len(parts)))
        case 1:
            return Best(parts)
        case 2:
            return AllOf(parts[:1], parts[1:2], parts[2:])
        case _:
            return Always(dice.choice((0.5, 2.0)), parts[0])


def test_equal_scores_come_in_the_order_of_keys(engine):
    keys = ["page:10", "page:9", "page:é", "page:ب", "page:A", "page:a", "page:😀", "page:ﬀ"]
    built(engine, [made(key, title="same words", text="same") for key in keys])
    found = engine.search(Request(Term("title", "same")))
    assert [hit.key for hit in found.hits] == sorted(keys)


def test_all_engines_rank_alike(objects, request, tmp_path):
    """Beside the oracle: the very same order of keys, on objects that differ enough."""
    from tests.search.engines.world import KINDS, new_engine, remove

    clause = AnyOf(
        (Term("title", "law", 3.0), Phrase("text", ("law", "court")), Term("text", "gift"), Term("words", "audit"))
    )
    orders = []
    for kind in KINDS:
        one = new_engine(kind, request, tmp_path / kind)
        orders.append([hit.key for hit in built(one, objects).search(Request(clause, limit=90)).hits])
        remove(one)
    assert orders[0]
    assert orders[0] == orders[1] == orders[2]
