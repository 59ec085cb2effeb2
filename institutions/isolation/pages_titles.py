"""The title of a page in the admin: the draft's for those who may see drafts, the public one for everybody else."""

from copy import copy

from django.utils.translation import gettext
from wagtail.models import Page
from wagtail.models.pages import PageLogEntryManager

from institutions.isolation.acting import acting_user
from institutions.isolation.scope import is_above_own, is_own_page, is_public_page, may_open_page

# Wagtail 8.0.1 shows `draft_title` wherever the admin names a page: in choosers, breadcrumbs, parents' columns, errors of
# forms for copying and moving, usage, reports. The title that another institution has drafted for a page of its own,
# live or not, is thereby read by everybody. All these places ask this one method, most of them without a request.
_wagtails_title = Page.get_admin_display_title
_wagtails_label = PageLogEntryManager.get_instance_title


def shown_title(page: Page) -> str:
    """What the person of the request under way may read as the title; the draft's outside of requests."""
    user = acting_user()
    if user is None or is_own_page(user, page):
        return _wagtails_title(page)
    if is_public_page(page) or is_above_own(user, page):
        return page.title
    if page.pk and may_open_page(user, page):
        return _wagtails_title(page)
    return gettext("Page that is not public")


def _logged_title(manager: PageLogEntryManager, instance: Page) -> str:
    """The log is read by others than the person who acts: it keeps the title itself."""
    specific = instance.specific_deferred
    return str(specific.draft_title or specific.title)


def close_titles() -> None:
    """Puts the rule in the place of Wagtail's; safe to repeat."""
    setattr(Page, "get_admin_display_title", shown_title)  # noqa: B010
    setattr(PageLogEntryManager, "get_instance_title", _logged_title)  # noqa: B010


def face(page: Page) -> Page:
    """The page itself for those who may see its drafts, otherwise a copy in memory that tells what is public.

    For lists that show when a page was changed, in which state it is and whether it is locked.
    """
    user = acting_user()
    if user is None or is_own_page(user, page):
        return page
    public = copy(page)
    public.draft_title = page.title
    public.has_unpublished_changes = False
    public.latest_revision_created_at = page.last_published_at
    public.locked = False
    public._approved_schedule = False
    public._current_workflow_states = []
    return public
