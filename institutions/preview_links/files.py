"""The pictures and files of a draft, which are private, for whoever holds the link to it.

The page is written out as always; then each address of a file in it is replaced by one below the link's own, signed for
this link and this file. So the holder gets exactly what the draft shows, as long as the link works, and the rule of
core.files stays the same for everybody else. No file is opened by this that the maker of the link could not open.
"""

import re
from typing import Any
from urllib.parse import unquote

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.permissions import policy_registry

from core.files.access import ACTIONS, is_open
from core.files.delivery import Stored, deliver
from core.models.files import PortalDocument, PortalRendition
from institutions.models.preview import PreviewLink

KINDS = ("files", "images")  # as core.files.urls has them
_ADDRESS = re.compile(rf"(?<=[\"'\s,(])/({'|'.join(KINDS)})/([0-9]{{1,18}})/([^\s/\"'<>,?#)]+)", re.ASCII)
_signer = Signer(salt="institutions.preview_links.files")


def with_signed_files(html: str, link: PreviewLink, secret: str) -> str:
    """The page with the addresses of its files replaced by those that the link opens."""

    def replace(found: re.Match[str]) -> str:
        kind, key, name = found[1], found[2], unquote(found[3])
        return reverse("preview:file-detail", args=[secret, _sign(link, kind, key, name), kind, key, name])

    return _ADDRESS.sub(replace, html)


def file_of_draft(
    request: HttpRequest, link: PreviewLink, signature: str, kind: str, key: str, name: str
) -> HttpResponseBase:
    """The file. Raises Http404 when the signature is not for it, or the maker of the link may not have it."""
    try:
        _signer.unsign(f"{_value(link, kind, key, name)}{_signer.sep}{signature}")
    except BadSignature as error:
        raise Http404("The signature does not match.") from error
    owner, file, file_hash = _rendition(key, name) if kind == "images" else _document(key, name)
    if not is_open(owner) and not _maker_may(link, owner):
        raise Http404("Not for the maker of the link.")
    stored = Stored(file.storage, file.name, name, file_hash, kind, is_public=False)
    return deliver(request, stored)


def _rendition(key: str, name: str) -> tuple[Any, Any, str]:
    found = get_object_or_404(
        PortalRendition.objects.select_related("image__collection"), image_id=key, file__endswith=f"/{name}"
    )
    return found.image, found.file, f"{found.pk}{found.image.file_hash}"


def _document(key: str, name: str) -> tuple[Any, Any, str]:
    found = get_object_or_404(PortalDocument.objects.select_related("collection"), pk=key)
    if found.filename != name:
        raise Http404("The file has another name.")
    return found, found.file, found.file_hash


def _maker_may(link: PreviewLink, file: Any) -> bool:
    policy: Any = policy_registry.get_by_type(type(file))
    return policy.user_has_any_permission_for_instance(link.created_by, ACTIONS, file)


def _value(link: PreviewLink, kind: str, key: str, name: str) -> str:
    return f"{link.pk}/{kind}/{key}/{name}"


def _sign(link: PreviewLink, kind: str, key: str, name: str) -> str:
    return _signer.signature(_value(link, kind, key, name))
