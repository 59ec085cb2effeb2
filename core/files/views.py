"""Answers the addresses of files and images."""

import hashlib
from pathlib import PurePosixPath
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.images.utils import verify_signature

from core.files.access import check
from core.files.delivery import Stored, deliver
from core.models.files import PortalDocument, PortalImage, PortalRendition


@require_safe
def document(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """The file of a document. Under an earlier name: a redirect to the present one, so that links stay good."""
    found = get_object_or_404(PortalDocument.objects.select_related("collection"), pk=document_id)
    is_public = check(request, found)
    if filename != found.filename:
        return _uncached(HttpResponseRedirect(found.url))
    return deliver(request, _stored(found.file, "document", found.file_hash, is_public))


@require_safe
def rendition(request: HttpRequest, image_id: str, filename: str) -> HttpResponseBase:
    """One size of an image, by the name of its file."""
    if "\0" in filename:  # PostgreSQL refuses it in a query
        raise Http404("No such file.")
    found = get_object_or_404(
        PortalRendition.objects.select_related("image__collection"), image_id=image_id, file__endswith=f"/{filename}"
    )
    is_public = check(request, found.image)
    return deliver(request, _stored(found.file, "image", found.image.file_hash, is_public))


@require_safe
def image_by_signature(request: HttpRequest, signature: str, image_id: str, filter_spec: str) -> HttpResponseBase:
    """The size of an image that a signed address of the admin's URL generator asks for; made when it is missing."""
    if not verify_signature(signature.encode(), image_id, filter_spec):
        raise Http404("The signature does not match.")
    image = get_object_or_404(PortalImage.objects.select_related("collection"), pk=image_id)
    is_public = check(request, image)
    try:
        found = image.get_rendition(filter_spec)
    except (InvalidFilterSpecError, SourceImageIOError) as error:
        raise Http404("This size of the image cannot be made.") from error
    return deliver(request, _stored(found.file, "image", image.file_hash, is_public))


def _stored(file: Any, kind: str, file_hash: str, is_public: bool) -> Stored:
    """The version names place and content: either may change while the other stays."""
    version = hashlib.sha256(f"{file.name}\n{file_hash}".encode()).hexdigest()[:32]
    return Stored(file.storage, file.name, PurePosixPath(file.name).name, version, kind, is_public)


def _uncached(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, private=True, no_store=True)
    return response
