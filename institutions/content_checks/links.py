"""A link says where it leads (WCAG 2.2, 2.4.4)."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from core.analysis.fold import fold
from institutions.content_checks.findings import Finding, Level
from institutions.content_checks.texts import Link, links

#: Words that say nothing about the target, in the languages of the admin; a page may quote another language.
EMPTY_WORDS = (
    *("click here", "click", "here", "read more", "more", "learn more", "link", "this link", "see here", "this page"),
    *("cliquez ici", "cliquer ici", "ici", "lire la suite", "en savoir plus", "voir plus", "plus", "lien", "ce lien"),
    *("suite", "cette page", "voir ici"),
    *("اضغط هنا", "انقر هنا", "هنا", "من هنا", "المزيد", "اقرأ المزيد", "للمزيد", "الرابط", "هذا الرابط", "رابط"),
    *("هذه الصفحة", "إضغط هنا"),
)
_EMPTY = frozenset(fold(words) for words in EMPTY_WORDS)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}(?:/\S*)?", re.IGNORECASE)


def check_links(page: Any) -> Iterator[Finding]:
    """Links without words, with words that say nothing, and web addresses as words."""
    for link in links(page):
        if (finding := _finding(link)) is not None:
            yield finding


def _finding(link: Link) -> Finding | None:
    if not link.text:
        sentence = _("A link has no words. Write what it leads to, or take it out.")
        return Finding(Level.ERROR, "link-without-words", sentence, link.field, link.href)
    if fold(link.text) in _EMPTY:
        sentence = _(
            "The link “%(words)s” does not say where it leads. Put the link on the words that name its target, for example"
            " on the title of the form."
        )
        return Finding(Level.ERROR, "link-says-nothing", sentence % {"words": link.text}, link.field, link.text)
    if _ADDRESS.fullmatch(link.text):
        sentence = _(
            "The link “%(words)s” is a web address, which a screen reader spells letter by letter. Put the link on the name"
            " of what it leads to."
        )
        return Finding(Level.WARNING, "link-is-address", sentence % {"words": link.text}, link.field, link.text)
    return None
