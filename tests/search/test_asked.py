"""A query is read as it was meant: words, phrases, exclusions, prefixes; signs without sense are left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.asked import LONGEST_QUERY, Asked, read_query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("marché public", Asked(words="marché public")),
        ('"marché public" offre', Asked(words="offre", phrases=("marché public",))),
        ("« marché public »", Asked(phrases=("marché public",))),
        ("“marché public”", Asked(phrases=("marché public",))),
        ("marché -privé", Asked(words="marché", without=("privé",))),
        ('marché -"de gré à gré"', Asked(words="marché", without=("de gré à gré",))),
        ("sous-traitance", Asked(words="sous-traitance")),
        ("titre:marché", Asked(titles=("marché",))),
        ('title:"marché public"', Asked(titles=("marché public",))),
        ("type:loi année:2024 marché", Asked(words="marché", fields=(("kind", "loi"), ("year", "2024")))),
        ("نوع:قانون الصفقات", Asked(words="الصفقات", fields=(("kind", "قانون"),))),
        ("note:ceci", Asked(words="note:ceci")),
        ("https://exemple.org/page", Asked(words="https://exemple.org/page")),
        ('"', Asked()),
        ('marché "', Asked(words="marché")),
        ('"marché', Asked(words="marché")),
        ("- – :", Asked()),
        ("   ", Asked()),
        ("-seul", Asked(without=("seul",))),
    ],
)
def test_what_was_typed_is_read_as_it_was_meant(text, expected):
    assert read_query(text) == expected


def test_a_query_with_nothing_to_look_for_is_empty():
    assert read_query("-seul type:loi").is_empty
    assert not read_query("titre:loi").is_empty


@given(st.text(max_size=300))
def test_nothing_that_can_be_typed_raises(text):
    asked = read_query(text)
    assert len(asked.words) <= LONGEST_QUERY
    assert all(value.strip() for _name, value in asked.fields)
