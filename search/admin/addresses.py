"""Addresses that lead from one place of the search's admin to another, and to the public search."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override


def public_search(query: str, language: str) -> str:
    """The public search page in this language, with this query."""
    known = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(known):
        return f"{reverse('search:page-list')}?{urlencode({'q': query})}"


def synonym_add(query: str, language: str) -> str:
    """The form of a new set of synonyms with this term."""
    return f"{reverse('search-synonyms:add')}?{urlencode({'language': language, 'term': query})}"


def promotion_add(query: str, language: str) -> str:
    """The form of a recommended result with these words."""
    return f"{reverse('search-promotions:add')}?{urlencode({'language': language, 'words': query})}"


def query_settle(query: str, language: str) -> str:
    """The form that settles this query."""
    return f"{reverse('search-queries:query-settle')}?{urlencode({'language': language, 'query': query})}"
