"""What the admin refuses to do with pages that are the face of an entity."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.models import FaceMixin


def refuse_copy_of_face(request: HttpRequest, page: Any) -> HttpResponse | None:
    """An entity has one face a language: its page is translated, never copied, alone or with the pages above it."""
    if isinstance(page.specific, FaceMixin):
        messages.error(
            request,
            _(
                "“%(title)s” shows one theme, sector or institution and cannot be copied."
                " Translate it, or create another."
            )
            % {"title": page.title},
        )
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    if request.POST.get("copy_subpages") and page.get_descendants().type(FaceMixin).exists():
        messages.error(
            request,
            _(
                "Below “%(title)s” are pages of themes, sectors or institutions, which cannot be copied."
                " Copy the page without its subpages."
            )
            % {"title": page.title},
        )
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None
