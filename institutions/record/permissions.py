"""Who may share or review a page, and what is said to those who may not do what they ask for."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from wagtail.models import Page

from institutions.isolation.scope import is_own_page, readable_pages


def may_work_on(user: Any, page: Page) -> bool:
    """Whether the person may edit or moderate the page."""
    may = page.permissions_for_user(user)
    return may.can_edit() or may.can_lock()


def page_for(user: Any, page_id: int) -> Page:
    """The page, in its own type. Raises Http404 when there is none that the person may know of."""
    page = get_object_or_404(Page, pk=page_id, depth__gt=1)
    if not is_own_page(user, page) and not readable_pages(user).filter(pk=page.pk).exists():
        raise Http404("No such page, or not for you.")
    return page.specific


def refuse(request: HttpRequest, sentence: str | Promise, address: str = "") -> HttpResponse:
    """Says in a sentence why not, at this address, else where everybody starts."""
    messages.error(request, str(sentence))
    return redirect(address or "wagtailadmin_home")
