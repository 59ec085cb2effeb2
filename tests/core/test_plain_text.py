"""Plain fields become paragraphs and lists, and nothing of them becomes markup."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from core.plain_text import plain_text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        (None, ""),
        (" \n \n", ""),
        ("One.", "<p>One.</p>"),
        ("One\ntwo.", "<p>One two.</p>"),
        ("One.\r\n\r\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("– a\n• b", "<ul><li>a</li><li>b</li></ul>"),
        ("Bring:\n- a\n\nThen.", "<p>Bring:</p><ul><li>a</li></ul><p>Then.</p>"),
        ("-5 degrees", "<p>-5 degrees</p>"),
        ("- <b>&", "<ul><li>&lt;b&gt;&amp;</li></ul>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
    ],
)
def test_paragraphs_and_lists(text, html):
    assert plain_text(text) == html


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab <>&\"'-–•\n\r\u2028é\u0627"), max_size=60))
def test_only_paragraphs_and_lists_are_made_and_no_word_is_lost(text):
    made = BeautifulSoup(plain_text(text), "html.parser")
    assert {tag.name for tag in made.find_all()} <= {"p", "ul", "li"}
    marks = re.compile(r"[-–•\s]")
    assert marks.sub("", made.get_text()) == marks.sub("", text)
