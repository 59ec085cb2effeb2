"""What a remark is about: a page anybody may read, or an address of the portal that is no page."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.encoding import uri_to_iri
from django.utils.http import urlencode
from django.utils.translation import get_language_from_path, pgettext_lazy
from wagtail.models import Page

from core.files.visibility import visible_pages
from core.locales import language_of
from core.models import ContentPage

_KEY = re.compile(r"[0-9]{1,18}")
#: What addresses without a page are called; any other is called by its address.
_TITLES = {"search:page-list": pgettext_lazy("noun", "Search")}


@dataclass(frozen=True)
class Subject:
    """What a reader writes about. `own_address`: of the page itself, where `address` is one of its articles or parts."""

    address: str
    title: Any
    language: str
    page: Page | None = None
    own_address: str = ""

    @property
    def query(self) -> str:
        """The parameters that name it in the address of the form."""
        return subject_query(self.page, self.address, self.own_address)

    @property
    def institution_id(self) -> int | None:
        """The institution that the page belongs to; one query."""
        if self.page is None:
            return None
        return ContentPage.objects.filter(pk=self.page.pk).values_list("institution_id", flat=True).first()


def subject_query(page: Page | None, address: str, own_address: str) -> str:
    """`page=12` for a page, with `at` when the address is a part of it; `at` alone where there is no page."""
    if page is None:
        return urlencode({"at": address})
    return urlencode({"page": page.pk} if address == own_address else {"page": page.pk, "at": address})


def address_of(page: Page, request: HttpRequest) -> str:
    """The path of a page as `request.path` writes it; empty when no site shows it."""
    parts = page.get_url_parts(request)
    return uri_to_iri(parts[2]) if parts and parts[2] else ""


def subject_of(request: HttpRequest) -> Subject | None:
    """What the parameters `page` and `at` name, or None when nobody can read that now."""
    key, at = request.GET.get("page", ""), request.GET.get("at", "")
    if not at.isprintable():
        return None
    return _page(request, key, at) if key else _address(at)


def _page(request: HttpRequest, key: str, at: str) -> Subject | None:
    if not _KEY.fullmatch(key):
        return None
    page = visible_pages().filter(pk=int(key), depth__gt=1).first()
    own = address_of(page, request) if page else ""
    if page is None or not own:
        return None
    address = at if at.startswith(own) else own
    return Subject(address, page.title, language_of(page.locale_id), page, own)


def _address(at: str) -> Subject | None:
    language = get_language_from_path(at)
    if not language:
        return None
    with translation.override(language):
        try:
            match = resolve(at)
        except Resolver404:
            return None
    return Subject(at, _TITLES.get(match.view_name, at), language) if has_remarks(match) else None


def has_remarks(match: ResolverMatch | None) -> bool:
    """Whether an address that shows no page takes remarks: views of the portal's own but for these, none of Wagtail's."""
    return (
        match is not None
        and bool(match.url_name)
        and not str(match.url_name).startswith("wagtail")
        and match.namespaces[:1] != ["feedback"]
    )
