"""Short ways to ask the search in tests."""

import json

from django.http import QueryDict
from django.test import RequestFactory
from django.utils import translation

from search.engines import get_engine
from search.find import Search
from search.params import SearchParams


def ask(query, reader="fr", **options):
    """What the search page finds for an address's parameters, or for a query alone."""
    text = query if "=" in query else f"q={query}"
    with translation.override(reader):
        params = SearchParams.from_query(QueryDict(text))
        return Search(get_engine(), RequestFactory().get("/"), params, reader).run(**options)


def keys(found):
    """Keys of the objects of the page, in order."""
    return [hit.key for hit in found.hits]


def titles(found):
    """Titles of the objects of the page, in order."""
    return [json.loads(hit.display)["title"] for hit in found.hits]
