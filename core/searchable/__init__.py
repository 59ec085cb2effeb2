"""What apps let the public search find: documents without a model, and where they come from.

An app registers a source in its `ready()`; the search lists no model. Whatever changes what a source would answer says
so with `objects_changed` in the same transaction (docs/decisions/016-knowledge-search.md).
"""

from core.searchable.changes import TOPIC, documents_changed, objects_changed, pages_changed
from core.searchable.documents import FilePart, SearchDocument, SearchPart, Section
from core.searchable.registry import (
    Source,
    concepts,
    register_concepts,
    register_file_texts,
    register_source,
    source_of,
    sources,
)

__all__ = [
    "TOPIC",
    "FilePart",
    "SearchDocument",
    "SearchPart",
    "Section",
    "Source",
    "concepts",
    "documents_changed",
    "objects_changed",
    "pages_changed",
    "register_concepts",
    "register_file_texts",
    "register_source",
    "source_of",
    "sources",
]
