"""The glossary: its list, and its terms explained in place in the texts of the portal."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.cache import remember
from core.collation import collation_key, first_letter
from core.locales import language_of

#: No term is marked inside these: they are links, headings, controls, or must stay as they are.
_CLOSED = ("a", "button", "h1", "h2", "h3", "h4", "code", "figcaption", "cite")
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z0-9]+)", re.IGNORECASE)
#: One-letter prepositions and conjunctions are written together with the word that follows them.
_ARABIC_PREFIX = "[وفبكل]?"
#: A word does not begin inside an entity, `amp` of `&amp;`, nor end before a mark on its last letter.
_BEGIN, _END = r"(?<![\w&])(?<!&#)", r"(?![\w\u0300-\u036f\u064b-\u065f\u0670])"
#: How HTML writes what a form may hold: templates escape apostrophes, rich text does not.
_WRITTEN = {"'": "(?:['’]|&#x27;|&#39;)", "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': '(?:"|&quot;)', " ": r"\s+"}


@dataclass(frozen=True)
class Term:
    """One term of one language: key for its element, title, definition, address of its page."""

    key: str
    title: str
    definition: str
    url: str


@dataclass(frozen=True)
class Glossary:
    """The terms of one language by their forms (`_bare`), and one pattern that finds them all in HTML."""

    pattern: re.Pattern[str] | None
    terms: dict[str, Term]


def glossary_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """Terms with their definitions, grouped by first letter."""
    language = language_of(page.locale_id)
    terms = sorted(_terms(language, request), key=lambda pair: collation_key(pair[0].title, language))
    letters: dict[str, list[Term]] = {}
    for term, _forms in terms:
        letters.setdefault(first_letter(term.title, language), []).append(term)
    return {"letters": [{"letter": letter, "terms": found} for letter, found in letters.items()]}


def _terms(language: str, request: HttpRequest) -> list[tuple[Term, list[str]]]:
    from knowledge.models import GlossaryTermPage

    pages = GlossaryTermPage.objects.visible().filter(locale__language_code=language).select_related("locale")
    return [
        (Term(f"term-{page.pk}", page.title, page.summary, page.get_url(request)), page.forms)
        for page in pages.order_by("-first_published_at", "-pk")  # of two terms with one form the older one explains it
        if page.summary
    ]


def load_glossary(language: str, request: HttpRequest) -> Glossary:
    """The glossary of a language; one query, none while nothing public has changed."""
    return remember(("glossary", language, request.get_host()), lambda: _load(language, request))


def _load(language: str, request: HttpRequest) -> Glossary:
    by_form = {_bare(form): term for term, forms in _terms(language, request) for form in forms}
    if not by_form:
        return Glossary(None, {})
    prefix = _ARABIC_PREFIX if language == "ar" else ""
    alternatives = "|".join(_written(form) for form in sorted(by_form, key=len, reverse=True))
    pattern = re.compile(rf"{_BEGIN}{prefix}(?P<form>{alternatives}){_END}", re.IGNORECASE)
    return Glossary(pattern, by_form)


def _bare(form: str) -> str:
    """The form in small letters, with one kind of apostrophe and of space."""
    return " ".join(unescape(form).replace("’", "'").casefold().split())


def _written(form: str) -> str:
    """A pattern of the form as HTML writes it."""
    return "".join(_WRITTEN.get(char, re.escape(char)) for char in form)


def explain_terms(html: str, page: Any, request: HttpRequest) -> SafeString:
    """The HTML of a text with the first occurrence of each term as a button that opens its definition in place.

    Needs no script: the button opens a popover (HTML standard, `popovertarget`). A term is not explained on its own page,
    nor in two texts of one page.
    """
    if not html.strip():
        return mark_safe(html)
    glossary = load_glossary(language_of(page.locale_id), request)
    if glossary.pattern is None:
        return mark_safe(html)
    seen = vars(request).setdefault("explained_terms", {}).setdefault(page.pk, {f"term-{page.pk}"})
    found: list[Term] = []
    pieces, closed = [], 0
    for piece in _TAG.split(html):
        if piece.startswith("<"):
            closed += _opens(piece)
        elif not closed and piece.strip():
            piece = _mark(piece, glossary, seen, found)
        pieces.append(piece)
    return mark_safe("".join(pieces) + "".join(_definition(term) for term in found))


def _opens(tag: str) -> int:
    """1 when the tag opens an element in which nothing is marked, -1 when it closes one."""
    name = _NAME.match(tag)
    if name is None or name.group(1).lower() not in _CLOSED:
        return 0
    return -1 if tag.startswith("</") else 1


def _mark(text: str, glossary: Glossary, seen: set[str], found: list[Term]) -> str:
    def replace(match: re.Match[str]) -> str:
        term = glossary.terms.get(_bare(match.group("form")))
        if term is None or term.key in seen:
            return match.group()
        seen.add(term.key)
        found.append(term)
        start = match.start("form") - match.start()
        whole = match.group()
        return f'{whole[:start]}<button class="term" type="button" popovertarget="{term.key}">{whole[start:]}</button>'

    assert glossary.pattern is not None
    return glossary.pattern.sub(replace, text)


def _definition(term: Term) -> SafeString:
    return format_html(
        '<div class="term-box" id="{}" popover><p><b>{}</b></p><p>{}</p><p><a href="{}">{}</a></p></div>',
        term.key,
        term.title,
        term.definition,
        term.url,
        _("More about this term"),
    )


def glossary_concepts() -> list[dict[str, list[str]]]:
    """One entry a term: its forms by language; for the search."""
    from knowledge.models import GlossaryTermPage

    found: dict[Any, dict[str, list[str]]] = {}
    for page in GlossaryTermPage.objects.visible().order_by("pk"):
        found.setdefault(page.translation_key, {})[language_of(page.locale_id)] = page.forms
    return list(found.values())
