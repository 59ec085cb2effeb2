"""The demonstration's Tamazight pages use agreed words alone, and none claims to have been read by anybody."""

import csv
import re

import pytest
from django.conf import settings

from core.importing.markdown import read_markdown_file

TIFINAGH = re.compile("[\u2d30-\u2d7f]+")
OTHER_LETTERS = re.compile(r"[^\W\d_\u2d30-\u2d7f]+")
ADDRESS = re.compile(r"\]\([^)]*\)")
FILES = sorted((settings.BASE_DIR / "demo").rglob("*.zgh.md"))


@pytest.fixture(scope="module")
def agreed():
    """Every word of the Tamazight column of the agreed terms."""
    with (settings.BASE_DIR / "locale" / "terms.csv").open(encoding="utf-8", newline="") as rows:
        return {word for row in csv.DictReader(rows) for word in TIFINAGH.findall(row["zgh"])}


def test_there_are_at_least_fifteen_pages():
    assert len(FILES) >= 15


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_word_of_a_page_is_agreed(path, agreed):
    file = read_markdown_file(path)
    text = ADDRESS.sub("]", "\n".join((file.facts["title"], file.facts["summary"], file.text)))
    assert TIFINAGH.search(text)
    assert set(TIFINAGH.findall(text)) <= agreed
    assert not OTHER_LETTERS.findall(text)
    assert file.facts["reviewed"] is False
