"""Reads objects from their sources, whatever these are."""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db import Error as DatabaseFault

from core.searchable import SearchDocument, source_of, sources

logger = logging.getLogger(__name__)


def read_documents(keys: Sequence[str]) -> dict[str, SearchDocument]:
    """By key, the documents of those that are public now. Keys of an app that is gone are public no more."""
    by_prefix: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        by_prefix[key.partition(":")[0]].append(key)
    found: dict[str, SearchDocument] = {}
    for group in by_prefix.values():
        source = source_of(group[0])
        if source is not None:
            found |= {document.key: document for document in source.documents(group)}
    return found


def readable_documents(keys: Sequence[str]) -> tuple[dict[str, SearchDocument], dict[str, Exception]]:
    """By key, the documents as `read_documents` gives them, and the errors of those that their source cannot give.

    One bad object costs the others of its batch nothing but time. Raises what the database raises.
    """
    try:
        return read_documents(keys), {}
    except DatabaseFault:
        raise
    except Exception as error:
        if len(keys) == 1:
            logger.exception("%s cannot be read for the search.", keys[0])
            return {}, {keys[0]: error}
    found: dict[str, SearchDocument] = {}
    failed: dict[str, Exception] = {}
    for key in keys:
        documents, errors = readable_documents([key])
        found |= documents
        failed |= errors
    return found, failed


def public_keys() -> Iterator[str]:
    """Keys of everything public, in a stream."""
    for source in sources():
        yield from source.keys()


def hidden_among(keys: Sequence[str]) -> set[str]:
    """Those among the keys that are not public now; one query a source."""
    by_prefix: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        by_prefix[key.partition(":")[0]].append(key)
    hidden = set(keys)
    for group in by_prefix.values():
        source = source_of(group[0])
        if source is not None:
            hidden -= source.public(group)
    return hidden
