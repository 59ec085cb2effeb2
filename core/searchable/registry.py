"""Where searchable objects come from; filled by each app's `ready()`."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Protocol

from core.searchable.documents import FilePart, SearchDocument


class Source(Protocol):
    """One kind of object that the search finds. Its keys are `prefix:something`."""

    prefix: str

    def keys(self) -> Iterator[str]:
        """Keys of everything public now, in a stream."""
        ...

    def documents(self, keys: Sequence[str]) -> list[SearchDocument]:
        """The documents of those among `keys` that are public now, as the database has them now."""
        ...

    def public(self, keys: Collection[str]) -> set[str]:
        """Those among `keys` that are public now, in a fixed number of queries: it is asked for every result page."""
        ...


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Let the search find what this source gives. Raises ValueError when its prefix is taken."""
    if _sources.setdefault(source.prefix, source) is not source:
        raise ValueError(f"The search source '{source.prefix}' is registered twice.")


def sources() -> list[Source]:
    """Every source, in the order of their prefixes."""
    return [_sources[prefix] for prefix in sorted(_sources)]


def source_of(key: str) -> Source | None:
    """The source that knows this key, or None when its app is gone."""
    return _sources.get(key.partition(":")[0])


#: Given keys of files, their texts in reading order by file.
FileTexts = Callable[[Collection[int]], "dict[int, list[FilePart]]"]
_file_texts: list[FileTexts] = []


def register_file_texts(texts: FileTexts) -> None:
    """Let the pages that show a file be found by its text, which `texts` knows."""
    if texts not in _file_texts:
        _file_texts.append(texts)


def file_texts(document_ids: Collection[int]) -> dict[int, list[FilePart]]:
    """The texts of these files, by file; those without text are missing."""
    found: dict[int, list[FilePart]] = {}
    for texts in _file_texts if document_ids else ():
        found |= texts(document_ids)
    return found


#: One entry a concept: the terms that stand for it, by language.
Concepts = Callable[[], "list[dict[str, list[str]]]"]
_concepts: list[Concepts] = []


def register_concepts(source: Concepts) -> None:
    """Let a query with one term of a concept find objects with any of its terms, in every language."""
    if source not in _concepts:
        _concepts.append(source)


def concepts() -> list[dict[str, list[str]]]:
    """Every concept that apps know, such as the terms of the glossary."""
    return [concept for source in _concepts for concept in source()]
