"""Templates hold no words of their own: every text is marked for translation."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import Lexer, TokenType

WORD = re.compile(r"[A-Za-zÀ-ÿ]{2,}")
#: Attributes whose value is read by people.
SPOKEN = {"alt", "aria-description", "aria-label", "placeholder", "title"}
NOT_SPOKEN = {"code", "script", "style"}
#: The development server's gallery of components, seen by developers only.
LEFT_OUT = ("styleguide",)
#: Names and formats, the same in every language.
SAME_EVERYWHERE = {"PDF", "HTML", "Atom"}


class Words(HTMLParser):
    """Collects the words people read in markup."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        for name, value in attrs:
            if name in SPOKEN:
                self.found += WORD.findall(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if not NOT_SPOKEN.intersection(self.open):
            self.found += WORD.findall(data)


def unmarked(source: str) -> list[str]:
    """The words of a template outside its tags, and inside no translated block."""
    kept, inside = [], ""
    for token in Lexer(source).tokenize():
        name = token.contents.split()[0] if token.token_type == TokenType.BLOCK and token.contents.split() else ""
        if name in {"blocktranslate", "blocktrans", "comment"}:
            inside = f"end{name}"
        elif name and name == inside:
            inside = ""
        elif token.token_type == TokenType.TEXT and not inside:
            kept.append(token.contents)
    parser = Words()
    parser.feed("".join(kept))
    parser.close()
    return [word for word in parser.found if word not in SAME_EVERYWHERE]


def templates() -> Iterator[Path]:
    root = Path(settings.BASE_DIR) / "templates"
    for path in sorted(root.rglob("*.html")):
        if not any(part in str(path.relative_to(root)) for part in LEFT_OUT):
            yield path


def test_templates_have_no_words_outside_translation():
    found = {path.name: unmarked(path.read_text(encoding="utf-8")) for path in templates()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Not marked {{ x }}</p>", ["Not", "marked"]),
        ('<a title="Not {{ x }}">{% translate "Marked" %}</a>', ["Not"]),
        ("{% blocktranslate %}Marked{% endblocktranslate %}<b>not</b>", ["not"]),
        ('<a class="btn" href="/here/">{# a comment #}</a><script>let text = 1</script>', []),
    ],
)
def test_words_outside_translation_are_seen(source, words):
    assert unmarked(source) == words
