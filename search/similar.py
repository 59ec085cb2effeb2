"""Items that share their most telling words with one, for the foot of its page."""

import logging
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from core.analysis import Token, analyse, stop_words
from core.cache import remember
from core.locales import language_of
from core.searchable.pages import page_key
from search.engines import get_engine
from search.engines.base import AllOf, AnyOf, Engine, EngineDown, Filter, Request, Term
from search.find import still_public
from search.items import plain_entry
from search.labels import Labels
from search.spelling.vocabulary import known_words

logger = logging.getLogger(__name__)

SHOWN = 4
SPARE = 4  # asked for besides, should some be public no more
WORDS = 12  # of title and summary that are looked for
SHARED = 3  # of these that a similar item has, if there are as many
IN_TITLE = 2.0  # what a word in the title counts against one in the text


def similar_pages(page: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """Items of components/entry.html in the page's own language; none while the engine does not answer.

    No query while nothing public has changed.
    """
    engine = get_engine()
    if engine is None:
        return []
    key = ("similar", page.pk, get_language())
    try:
        return remember(key, lambda: _find(engine, page, request))
    except EngineDown as error:
        logger.warning("No similar items are shown: %s", error)
        return []


def _find(engine: Engine, page: Any, request: HttpRequest) -> list[dict[str, Any]]:
    language = language_of(page.locale_id)
    found = _telling(f"{page.title}\n{page.summary}", language)
    if not found:
        return []
    clauses = tuple(
        AnyOf((Term("text", f"{language}:{term}"), Term("title", f"{language}:{term}", IN_TITLE))) for term in found
    )
    itself = (Term("key", page_key(page.pk)), Term("item", str(page.translation_key)))
    wanted = Request(
        AllOf((AnyOf(clauses, at_least=min(SHARED, len(clauses))),), without=itself),
        filters=(Filter("language", frozenset([language])),),
        limit=SHOWN + SPARE,
    )
    labels = Labels(request)
    hits = still_public(engine.search(wanted)).hits[:SHOWN]
    return [plain_entry(hit, labels, get_language() or "") for hit in hits]


def _telling(text: str, language: str) -> list[str]:
    """The stems of the rarest words that other objects have too, in no order that matters."""
    known, grammar = known_words(language), stop_words(language)
    tokens = {token.term: token for token in analyse(text, language) if token.word not in grammar}

    def rarity(token: Token) -> tuple[int, int, str]:
        return (known[token.word][0] if token.word in known else 1, -len(token.word), token.term)

    return [token.term for token in sorted(tokens.values(), key=rarity)[:WORDS] if len(token.word) > 2]
