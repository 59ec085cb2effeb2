"""Turns prefixes such as `kind:law` into the filters they stand for."""

from collections.abc import Iterator
from dataclasses import replace

from django.conf import settings

from core.analysis.fold import fold
from core.kinds import all_kinds
from search.labels import Labels
from search.params import SearchParams
from search.query.asked import Asked


def with_prefixes(asked: Asked, params: SearchParams, labels: Labels) -> tuple[Asked, SearchParams]:
    """The query without prefixes, and the parameters with their filters. A value that is not known is searched as words."""
    words, filters = [asked.words], {name: list(values) for name, values in params.filters.items()}
    for name, value in asked.fields:
        code = _code(name, value, labels)
        if code is None:
            words.append(value)
        elif code not in filters.setdefault(name, []):
            filters[name].append(code)
    kept = {name: tuple(values) for name, values in filters.items()}
    return replace(asked, words=" ".join(filter(None, words)), fields=()), replace(params, filters=kept)


def _code(name: str, value: str, labels: Labels) -> str | None:
    """The code that the value names in any language: by its code, its label, or the beginning of one label."""
    wanted = fold(value)
    if name == "year":
        return value if labels.label("year", value) else None
    beginning = ""
    for code, texts in _named(name, labels):
        folded = [fold(text) for text in texts]
        if wanted == fold(code) or wanted in folded:
            return code
        if not beginning and len(wanted) > 2 and any(text.startswith(wanted) for text in folded):
            beginning = code
    return beginning or None


def _named(name: str, labels: Labels) -> Iterator[tuple[str, list[str]]]:
    if name == "kind":
        for kind in all_kinds():
            yield kind.code, [str(kind.label), str(kind.plural)]
    elif name == "language":
        for code, native in settings.LANGUAGES:
            yield code, [native]
    elif name == "institution":
        for institution in labels.institutions.values():
            rows = institution.names.all()
            yield institution.code, [text for row in rows for text in (row.text, row.acronym) if text]
    else:
        for topic in labels.topics.by_code.values():
            if topic.tree == name:
                yield topic.code, [row.text for row in topic.names.all()]
