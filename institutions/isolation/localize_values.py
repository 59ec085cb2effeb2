"""What somebody writes into a translation: words, and choices of files and pages that differ from the source's."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

import polib
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from rest_framework.parsers import FormParser, JSONParser, MultiPartParser
from rest_framework.request import Request
from wagtail.models import Page
from wagtail.rich_text import extract_references_from_rich_text
from wagtail_localize.models import OverridableSegment, Translation
from wagtail_localize.views.edit_translation import TabHelper, get_segment_location_info

from core.files.named import LARGEST, keys_of, refused_files
from core.models import PortalDocument, PortalImage
from institutions.isolation.localize import instances_of
from institutions.isolation.scope import readable_pages

# wagtail-localize 1.14 stores whatever value it is sent for a string or a choice. Markup in a string may embed an image or
# link to a file, a choice may be any number: the preview of the translation then shows another's file or page.
View = Callable[..., HttpResponse]
CHOOSERS = {"image_chooser": (PortalImage,), "document_chooser": (PortalDocument,)}


def checked_value(view: View) -> View:
    """The view of one string or one choice, for values that the person may name."""

    @wraps(view)
    def wrapper(request: HttpRequest, translation_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "PUT":
            value = _sent_value(request)
            if value is None:
                return _refused(gettext("Nothing was sent. Load the page again."))
            translation = get_object_or_404(Translation.objects.select_related("source"), pk=translation_id)
            segment_id = kwargs.get("overridable_segment_id")
            segment = get_object_or_404(OverridableSegment, pk=segment_id) if segment_id else None
            if not _may_name(request.user, translation, value, segment):
                return _refused(gettext("This names a file or page that is neither public nor yours."))
        return view(request, translation_id, *args, **kwargs)

    return wrapper


def checked_upload(view: View) -> View:
    """The view that reads a PO file, for files that are one and whose words the person may send."""

    @wraps(view)
    def wrapper(request: HttpRequest, translation_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, translation_id, *args, **kwargs)
        translation = get_object_or_404(Translation.objects.select_related("source"), pk=translation_id)
        sentence = _fault(request, translation)
        if sentence:
            messages.error(request, sentence)
            return redirect("wagtailadmin_home")
        return view(request, translation_id, *args, **kwargs)

    return wrapper


def _fault(request: HttpRequest, translation: Translation) -> str:
    sent: Any = request.FILES.get("file")
    try:
        text = sent.read().decode() if sent else ""
        # polib takes a text of one line for the name of a file on the server.
        parsed = polib.pofile(text) if "\n" in text else None
    except (OSError, ValueError):
        parsed = None
    if sent:
        sent.seek(0)
    if parsed is None or "X-WagtailLocalize-TranslationID" not in parsed.metadata:
        return gettext("This is no PO file of a translation. Download one, fill it in and upload it.")
    if not all(_may_name(request.user, translation, entry.msgstr, None) for entry in parsed):
        return gettext("The file names a file or page that is neither public nor yours.")
    return ""


def _sent_value(request: HttpRequest) -> str | None:
    """The value in the body, which Django parses for POST alone; it stays readable for the view."""
    _body = request.body
    parsed = Request(request, parsers=[FormParser(), MultiPartParser(), JSONParser()])
    return parsed.POST.get("value")


def _may_name(user: Any, translation: Translation, value: str, segment: OverridableSegment | None) -> bool:
    _source, target = instances_of(translation)
    references = [(model, key) for model, key, *_paths in extract_references_from_rich_text(value)]
    if segment is not None and value.isdecimal():
        references += [(model, value) for model in _models(translation, segment)]
    files = set(keys_of(references))
    if files and refused_files(files, user, getattr(target, "institution_id", None)):
        return False
    pages = set(_page_keys(references))
    return not pages or readable_pages(user).filter(pk__in=pages).count() == len(pages)


def _models(translation: Translation, segment: OverridableSegment) -> tuple[Any, ...]:
    """What a number means there; both kinds of files where it cannot be told."""
    source, _target = instances_of(translation)
    try:
        path = segment.context.get_field_path(source)
        place = get_segment_location_info(source, TabHelper(source), segment.context.path, path, widget=True)
    except (LookupError, AttributeError, ValueError):
        return (PortalImage, PortalDocument)
    kind = place["widget"]["type"]
    return (Page,) if kind == "page_chooser" else CHOOSERS.get(kind, ())


def _page_keys(references: list[tuple[Any, Any]]) -> Iterator[int]:
    for model, key in references:
        if issubclass(model, Page) and str(key).isdecimal() and int(key) <= LARGEST:
            yield int(key)


def _refused(sentence: str) -> JsonResponse:
    return JsonResponse({"detail": sentence}, status=400)
