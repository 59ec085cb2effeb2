"""Tells what the editor saves by itself from what a person saves, and keeps what a person has said."""

from django.http import HttpRequest
from wagtail.log_actions import log
from wagtail.models import Page

from core.duplicates.form import BY_ITSELF, FIELD
from core.duplicates.titles import ACTION, confirmed, is_asked, others_like
from core.models import ContentPage


def mark_saved_by_itself(request: HttpRequest, *args: object) -> None:
    """Marks what Wagtail's editor sends every half second, which asks for JSON; nobody has pressed anything yet.

    Refused, it would stop the saving of everything else that is being typed.
    """
    if request.method == "POST" and not request.accepts("text/html"):
        sent = request.POST.copy()
        sent[BY_ITSELF] = "1"
        request.POST = sent  # type: ignore[assignment]


def keep_what_was_said(request: HttpRequest, page: Page) -> None:
    """Writes into the page's history that it is another one, and than which, so that nobody is asked again."""
    page = page.specific
    if not request.POST.get(FIELD) or not isinstance(page, ContentPage) or not is_asked(page):
        return
    found = {other.pk for other in others_like(page, page.title, parent=None, user=request.user)}
    if found - confirmed(page):
        log(instance=page, action=ACTION, user=request.user, data={"others": sorted(found)})
