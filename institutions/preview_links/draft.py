"""What the holder of a preview link is told above the draft."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from wagtail.models import Page, Revision

from institutions.models.preview import PreviewLink


@dataclass(frozen=True)
class Draft:
    """When the version on screen was saved, until when the link works, and the address of what is published, if anything."""

    saved_at: datetime
    ends_at: datetime
    is_published: bool
    live_url: str


def draft_of(link: PreviewLink, revision: Revision, page: Page) -> Draft:
    """What is to be said of this version of the page; `page` is the row as it is published, or not."""
    is_published = page.live and page.live_revision_id == revision.pk
    return Draft(revision.created_at, link.expires_at, is_published, (page.get_url() or "") if page.live else "")


def draft_on_screen(request: HttpRequest) -> Draft | None:
    """The draft that this request shows to the holder of a link, or None."""
    return getattr(request, "preview_draft", None)
