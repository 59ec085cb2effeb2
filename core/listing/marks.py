"""Short remarks that apps have about pages in lists, such as that one was withdrawn."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.functional import Promise

from core.models import ContentPage, ContentPageQuerySet

#: Each an expression over content pages that gives a code, and the words for those codes that are remarked upon.
_known: list[tuple[Any, Mapping[str, str | Promise]]] = []


def register_mark(expression: Any, words: Mapping[str, str | Promise]) -> None:
    """From `AppConfig.ready()`: pages for which the expression gives one of these codes are marked with its words."""
    if (expression, words) not in _known:
        _known.append((expression, words))


def with_marks(pages: ContentPageQuerySet) -> ContentPageQuerySet:
    """The pages with what their marks are made of; no further query."""
    return pages.annotate(**{f"mark_{number}": expression for number, (expression, _words) in enumerate(_known)})


def marks_of(page: Any) -> list[str]:
    """The words about a page that came from `with_marks`, in the active language."""
    codes: list[tuple[Any, Mapping[Any, Any]]] = [
        (getattr(page, f"mark_{number}", None), words) for number, (_expression, words) in enumerate(_known)
    ]
    return [str(words[code]) for code, words in codes if code in words]


def marks_by_page(pages: Collection[int]) -> dict[int, list[str]]:
    """The words by key of the page, of those that have any; one query."""
    found = with_marks(ContentPage.objects.filter(pk__in=pages)).only("pk") if _known and pages else []
    return {page.pk: marks for page in found if (marks := marks_of(page))}
