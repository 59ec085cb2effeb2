"""Actions on many pages at once, on pages of the person's own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions import (
    DeleteBulkAction,
    MoveBulkAction,
    PublishBulkAction,
    UnpublishBulkAction,
)
from wagtail.models import Page

from institutions.isolation.pages_move import only_own
from institutions.isolation.scope import is_own_page

# Wagtail 8.0.1 takes the numbers of any pages from the address (`bulk/wagtailcore/page/<action>/?id=`), or all below
# `childOf`, and lists those that the person may not change under their draft titles.


class OwnPagesAction:
    """Leaves the pages of others out and says how many they were, without naming them."""

    request: Any

    def get_queryset(self, model: type[Page], object_ids: Any) -> list[Page]:
        """The pages of these numbers that are the person's own. Raises PermissionDenied when there is none."""
        keys = {int(key) for key in object_ids if str(key).isdecimal()}
        own = [page for page in model.objects.filter(pk__in=keys) if is_own_page(self.request.user, page)]
        if not own:
            raise PermissionDenied
        if left_out := len(keys) - len(own):
            sentence = ngettext(
                "%(number)d of the chosen pages is not yours and was left out.",
                "%(number)d of the chosen pages are not yours and were left out.",
                left_out,
            )
            messages.warning(self.request, sentence % {"number": left_out})
        return own

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> Any:
        """Wagtail's. Raises Http404 for a parent that does not exist."""
        if parent_id and not (parent_id.isdecimal() and Page.objects.filter(pk=parent_id).exists()):
            raise Http404
        return super().get_all_objects_in_listing_query(parent_id)  # type: ignore[misc]


class OwnDeleteAction(OwnPagesAction, DeleteBulkAction):
    """Deletes."""


class OwnMoveAction(OwnPagesAction, MoveBulkAction):
    """Moves below a page of the person's own."""

    def get_form(self, form_class: Any = None) -> Form:
        """Wagtail's, for the person's own pages."""
        return only_own(super().get_form(form_class), "chooser", self.request.user)


class OwnPublishAction(OwnPagesAction, PublishBulkAction):
    """Publishes."""


class OwnUnpublishAction(OwnPagesAction, UnpublishBulkAction):
    """Takes from the public."""


ACTIONS = (OwnDeleteAction, OwnMoveAction, OwnPublishAction, OwnUnpublishAction)
