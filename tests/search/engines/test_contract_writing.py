"""What is written is there at once, whole, and never older than what was there."""

import pytest

from search.engines.base import Always, IndexedObject, Phrase, Request, Term
from tests.search.engines.world import built, made

pytestmark = pytest.mark.either


def found(engine, clause=None):
    return {hit.key: hit.display for hit in engine.search(Request(clause or Always(1.0), limit=100)).hits}


def versions(engine):
    return {key: int(fingerprint.rpartition("@")[2]) for key, fingerprint in engine.scan()}


def anchors(engine, key, term="law", limit=10_000):
    return {part.anchor for part in engine.passages([key], Term("part", term), limit).get(key, [])}


def test_a_search_right_after_sees_what_was_written(engine):
    built(engine, [])
    for number in range(10):
        assert engine.write([made(f"page:{number}", title=f"word{number}")], {}) == {}
        assert set(found(engine, Term("title", f"word{number}"))) == {f"page:{number}"}
    assert engine.write([], {"page:3": 2}) == {}
    assert found(engine, Term("title", "word3")) == {}
    assert engine.health().objects == 9


def test_nothing_to_write_is_nothing(engine):
    built(engine, [made("page:1")])
    assert engine.write([], {}) == {}
    assert set(found(engine)) == {"page:1"}


def test_an_object_takes_the_place_of_its_key_with_its_parts(engine):
    built(engine, [made("page:1", title="old", kind=("law",), parts=[("a", "law one"), ("b", "law two")])])
    engine.write([made("page:1", 2, title="new", kind=("report",), parts=[("b", "law two"), ("c", "law three")])], {})
    assert set(found(engine, Term("title", "new"))) == {"page:1"}
    assert found(engine, Term("title", "old")) == {}
    assert engine.search(Request(Always(1.0), facets=("kind",))).facets == {"kind": {"report": 1}}
    assert anchors(engine, "page:1") == {"b", "c"}


def test_a_part_that_says_something_else_no_longer_says_what_it_said(engine):
    built(engine, [made("page:1", parts=[("a", "law secret")])])
    engine.write([made("page:1", 2, parts=[("a", "law open")])], {})
    assert anchors(engine, "page:1", "secret") == set()
    assert anchors(engine, "page:1", "open") == {"a"}


def test_a_deleted_object_leaves_nothing(engine):
    built(engine, [made("page:1", parts=[("a", "law")]), made("page:2", parts=[("a", "law")])])
    engine.write([], {"page:1": 2, "page:never": 2})
    assert set(found(engine)) == {"page:2"}
    assert (anchors(engine, "page:1"), anchors(engine, "page:2")) == (set(), {"a"})
    assert list(engine.scan()) == [("page:2", "page:2@1")]


def test_a_deleted_object_can_come_back(engine):
    built(engine, [made("page:1")])
    engine.write([], {"page:1": 2})
    engine.write([made("page:1", 3, parts=[("a", "law")])], {})
    assert versions(engine) == {"page:1": 3}
    assert anchors(engine, "page:1") == {"a"}


def test_a_late_writing_of_a_lower_version_changes_nothing(engine):
    built(engine, [made("page:1", 5, title="new", parts=[("a", "law new")])])
    assert engine.write([made("page:1", 4, title="old", parts=[("a", "law old"), ("b", "law")])], {}) == {}
    assert engine.write([], {"page:1": 4}) == {}
    assert versions(engine) == {"page:1": 5}
    assert set(found(engine, Term("title", "new"))) == {"page:1"}
    assert anchors(engine, "page:1") == {"a"}
    assert anchors(engine, "page:1", "new") == {"a"}


def test_the_same_version_may_be_written_again(engine):
    built(engine, [made("page:1", 5, title="first")])
    engine.write([made("page:1", 5, title="second", parts=[("a", "law")])], {})
    assert set(found(engine, Term("title", "second"))) == {"page:1"}
    engine.write([], {"page:1": 5})
    assert found(engine) == {}


def test_a_late_writing_does_not_bring_a_deleted_object_back(engine):
    """Where many workers may write; the embedded engine has one at a time, which reads the database when it writes."""
    if engine.name == "tantivy":
        return
    built(engine, [made("page:1", parts=[("a", "law")])])
    engine.write([], {"page:1": 5})
    engine.write([made("page:1", 4, parts=[("a", "law")])], {})
    assert found(engine) == {}
    assert anchors(engine, "page:1") == set()


def test_what_cannot_be_written_is_told_for_its_key_alone(engine):
    built(engine, [made("page:bad", title="before", parts=[("a", "law before")])])
    bad = made("page:bad", 2, title="half \ud800 a character", parts=[("a", "law after")])
    refused = engine.write([made("page:1"), bad, made("page:2")], {})
    assert set(refused) == {"page:bad"}
    assert refused["page:bad"].endswith((".", '"'))
    assert set(found(engine)) == {"page:1", "page:2", "page:bad"}
    assert set(found(engine, Term("title", "before"))) == {"page:bad"}
    assert anchors(engine, "page:bad", "before") == {"a"}


def test_an_object_has_as_many_parts_as_the_largest_law(engine):
    """1,291 articles: DESIGN.md, section 5."""
    articles = [(f"article-{number}", f"law article{number}") for number in range(1_300)]
    built(engine, [made("page:1", parts=articles), made("page:2", parts=articles[:3])])
    assert len(anchors(engine, "page:1")) == 1_300
    assert anchors(engine, "page:1", "article1299") == {"article-1299"}
    engine.write([made("page:1", 2, parts=articles[:1_000])], {})
    assert len(anchors(engine, "page:1")) == 1_000
    assert anchors(engine, "page:2") == {"article-0", "article-1", "article-2"}


def test_the_best_parts_come_first_and_as_many_as_asked_for(engine):
    parts = [
        ("a", "law and much else about nothing"),
        ("b", "law law"),
        ("c", "nothing"),
        ("e", "law x"),
        ("d", "law x"),
    ]
    built(engine, [made("page:1", parts=parts), made("page:2", parts=[("z", "law")]), made("page:3", parts=parts[2:3])])
    passages = engine.passages(["page:2", "page:1", "page:3", "page:none"], Term("part", "law"), 3)
    assert {key: [part.anchor for part in hits] for key, hits in passages.items() if hits} == {
        "page:1": ["b", "d", "e"],
        "page:2": ["z"],
    }
    first = passages["page:1"][0]
    assert (first.key, first.display) == ("page:1", '{"anchor": "b"}')
    assert first.score > passages["page:1"][1].score == passages["page:1"][2].score > 0
    assert engine.passages([], Term("part", "law"), 3) == {}


def test_passages_are_found_by_phrases_and_by_words_as_written(engine):
    built(engine, [])
    whole = made("page:1", parts=[("a", "public tender law"), ("b", "tender of the public")])
    engine.write([whole], {})
    found_parts = engine.passages(["page:1"], Phrase("part", ("public", "tender")), 5)
    assert [part.anchor for part in found_parts["page:1"]] == ["a"]


@pytest.mark.parametrize("key", ["page:é ـ ⵜ", "صفحة:1", "a/b?c#d&e=%20\"'\\", "page:" + "x" * 300, "-_.:", "😀"])
def test_keys_hold_any_letters(engine, key):
    built(engine, [made(key, parts=[("fiche/الفصل 12#é", "law")]), made("other")])
    assert set(found(engine)) == {key, "other"}
    assert anchors(engine, key) == {"fiche/الفصل 12#é"}
    assert sorted(dict(engine.scan())) == sorted((key, "other"))
    engine.write([made(key, 2)], {})
    assert (versions(engine)[key], anchors(engine, key)) == (2, set())
    engine.write([], {key: 3})
    assert set(found(engine)) == {"other"}


def test_terms_are_what_stands_between_spaces(engine):
    terms = ["ⵜⴰⵎⴰⵣⵉⵖⵜ", "نزاهة", "é", "a-b.c", "o'r", "x_y", "2024/12", "😀", "ar:law", "UPPER", "l\u2019état"]
    built(engine, [made("page:1", title=" ".join(terms), words=" ".join(terms))])
    for term in terms:
        assert set(found(engine, Term("title", term))) == {"page:1"}, term
        assert set(found(engine, Term("words", term))) == {"page:1"}, term
    for term in ("upper", "a", "état", "b.c", "law"):
        assert found(engine, Term("title", term)) == {}, term
    assert set(found(engine, Phrase("title", tuple(terms[:4])))) == {"page:1"}


def test_objects_without_terms_codes_or_parts_can_be_found(engine):
    built(engine, [])
    assert engine.write([IndexedObject("page:1", 1, {}, {}, 0, 0, "{}", "f")], {}) == {}
    assert found(engine) == {"page:1": "{}"}
    assert list(engine.scan()) == [("page:1", "f")]


def test_two_thousand_objects_at_once(engine):
    built(engine, [])
    objects = [made(f"page:{number:04}", parts=[("a", f"law {number}")], text="law " * 50) for number in range(2_000)]
    engine.write(objects, {})
    assert engine.search(Request(Always(1.0))).total == 2_000
    engine.write([], {one.key: 2 + number for number, one in enumerate(objects[:1_500])})
    assert [key for key, _ in engine.scan()] == [one.key for one in objects[1_500:]]
    assert anchors(engine, "page:0001") == set()
