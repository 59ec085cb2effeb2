"""Slugs that no page may have at a place: the portal answers itself at the address they would give it."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from django.core.exceptions import ValidationError
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern
from django.utils.translation import gettext as _
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page

_FIRST_SEGMENT = re.compile(r"[\w-]+(?=/|$)")


def reserved_slugs(parent: Page) -> frozenset[str]:
    """Slugs that pages below `parent` may not have: its own routes, and below a home page those of `config/urls.py`."""
    return _routes_of(parent.specific_class) | (_below_languages() if parent.is_site_root() else frozenset())


def is_reserved(slug: str, parent: Page | None) -> bool:
    """Whether `slug` is reserved below `parent`; asks the database only if it is a word of `config/urls.py`."""
    if parent is None:
        return False
    return slug in _routes_of(parent.specific_class) or (slug in _below_languages() and parent.is_site_root())


def reserved_error(slug: str) -> ValidationError:
    """What an editor is told."""
    message = _("The portal itself answers at the address that “%(slug)s” would give this page. Choose another slug.")
    return ValidationError(message % {"slug": slug}, code="reserved")


@cache
def _routes_of(page_type: type[Page] | None) -> frozenset[str]:
    if page_type is None or not issubclass(page_type, RoutablePageMixin):
        return frozenset()
    return frozenset(_first_segments(page_type.get_subpage_urls()))


@cache
def _below_languages() -> frozenset[str]:
    resolvers = [one for one in get_resolver().url_patterns if isinstance(one, URLResolver)]
    languages = [one.url_patterns for one in resolvers if isinstance(one.pattern, LocalePrefixPattern)]
    return frozenset(segment for patterns in languages for segment in _first_segments(patterns))


def _first_segments(patterns: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    """The first segment of each pattern that begins with a word; a pattern that begins with a variable has none."""
    for pattern in patterns:
        start = str(pattern.pattern).removeprefix("^")
        if not start and isinstance(pattern, URLResolver):
            yield from _first_segments(pattern.url_patterns)
        elif match := _FIRST_SEGMENT.match(start):
            yield match.group()
