"""The editor of pages, in which whoever decides or comments has written nothing, and its lock."""

from django.utils.translation import gettext as _
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.lock import LockView
from wagtail.models import Page


class PageEditView(EditView):
    """Wagtail's own, in which saving what nobody changed makes no revision.

    The editor saves by itself, once more at the moment a moderator decides: stock Wagtail 8.0.1 then makes the moderator an
    author, who may not decide.
    """

    def get_object(self) -> Page:
        page: Page = super().get_object()
        page.keeps_unchanged = True  # type: ignore[attr-defined]
        return page


class PageLockView(LockView):
    """Locks a page. Stock Wagtail 8.0.1 says so in the editor alone, not in the explorer, where pages are locked too."""

    def get_success_message(self) -> str:
        """Who holds the lock now: whoever came first keeps it."""
        words = {"title": self.object.get_admin_display_title(), "who": self.object.locked_by}
        if self.object.locked_by_id == self.request.user.pk:
            return _("“%(title)s” is locked: nobody but you edits it until it is unlocked.") % words
        return _("“%(title)s” was locked already, by %(who)s.") % words
