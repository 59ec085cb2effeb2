"""Taking down one page, or many at once, in place of Wagtail's views, which ask for no reason."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.models import Page

from institutions.isolation.pages_bulk import OwnPagesAction
from institutions.record.enums import UnpublishReason
from institutions.record.page_form_view import PageFormView
from institutions.record.unpublish_form import ReasonForm, UnpublishForm
from institutions.record.unpublishing import (
    MOST_AT_ONCE,
    live_below,
    translations_to_follow,
    unpublish_all,
    with_descendants,
)
from institutions.workflow.permissions import may_unpublish

TOO_MANY = _("That is more than %(most)s pages at once. Take down the pages below it first, part by part.")


class UnpublishPageView(PageFormView):
    """At the address of Wagtail's own view, which asks for `publish` and gives no reason."""

    form_class = UnpublishForm
    template_name = "institutions/record/unpublish.html"
    page_title = _("Take down")
    header_icon = "download"

    def refusal(self) -> str | Promise:
        """Why the person may not take it down, or why there is nothing to take down."""
        if self.page.live and not may_unpublish(self.request.user, self.page):
            return _(
                "Only moderators of the institution or of the portal can take this page down, while it is not locked."
            )
        if not self.page.live:
            return _("This page is not published, so there is nothing to take down.")
        if self.page.depth == 2:
            return _("A home page cannot be taken down.")
        return ""

    @cached_property
    def below(self) -> int:
        """How many published pages are below it."""
        return live_below(self.page).count()

    def get_form_kwargs(self) -> dict[str, Any]:
        """The page, and what may go with it."""
        translations = translations_to_follow(self.page, None, self.request.user)
        return super().get_form_kwargs() | {"pages": [self.page], "below": self.below, "translations": translations}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and how many pages are below."""
        return super().get_context_data(**kwargs) | {"below": self.below}

    def form_valid(self, form: Any) -> HttpResponse:
        """Takes down what was asked for, and says what became of it."""
        decision, user, data = form.decision(), self.request.user, form.cleaned_data
        roots = [self.page]
        if data.get("include_translations"):
            roots += translations_to_follow(self.page, decision.target, user)
        pages = roots
        if data.get("include_descendants"):
            pages = [page for root in roots for page in with_descendants(root, user)]
        if len(pages) > MOST_AT_ONCE:
            form.add_error(None, TOO_MANY % {"most": MOST_AT_ONCE})
            return self.form_invalid(form)
        count = unpublish_all(pages=pages, decision=decision, by=user)  # type: ignore[arg-type]
        messages.success(self.request, _said(decision.reason, count, self.page.get_admin_display_title()))
        return self.back()


def _said(reason: str, count: int, title: str) -> str:
    if count > 1:
        return _said_of_many(reason, count)
    sentences = {
        UnpublishReason.ERROR: gettext("“%(title)s” is taken down. Its address says that it is gone."),
        UnpublishReason.CONSOLIDATED: gettext("“%(title)s” is taken down. Its address leads to the other page."),
        UnpublishReason.WITHDRAWN: gettext("“%(title)s” is withdrawn. It can still be read, with a notice above it."),
    }
    return sentences[UnpublishReason(reason)] % {"title": title}


def _said_of_many(reason: str, count: int) -> str:
    if reason == UnpublishReason.WITHDRAWN:
        sentence = ngettext("%(number)s page is withdrawn.", "%(number)s pages are withdrawn.", count)
    else:
        sentence = ngettext("%(number)s page is taken down.", "%(number)s pages are taken down.", count)
    return sentence % {"number": count}


class UnpublishBulk(OwnPagesAction, UnpublishBulkAction):
    """In place of Wagtail's, under the same name: asks why, and whoever may take down each single page."""

    form_class = ReasonForm
    display_name = _("Take down")
    aria_label = _("Take down the selected pages")
    template_name = "institutions/record/unpublish_many.html"

    def check_perm(self, page: Page) -> bool:
        """Whether the person may take down this page, which must be published and no home page."""
        return page.live and page.depth > 2 and may_unpublish(self.request.user, page)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The pages that are taken down."""
        return super().get_form_kwargs() | {"pages": self.get_actionable_objects()[0]}

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, Any]]:
        """As for every such action, looked up once: what is left out is said once."""
        return self._actionable

    @cached_property
    def _actionable(self) -> tuple[list[Page], dict[str, Any]]:
        return super().get_actionable_objects()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As Wagtail's; the form always has fields."""
        return super().get_context_data(**kwargs) | {"has_live_descendants": True}

    def get_execution_context(self) -> dict[str, Any]:
        """What was decided, and by whom."""
        return {"form": self.cleaned_form, "user": self.request.user}

    def form_valid(self, form: Any) -> HttpResponse:
        """As Wagtail's, outside of one transaction for all; too many pages at once are refused."""
        pages = self._wanted(form)
        if not pages:
            form.add_error(None, _("None of these pages can be taken down by you."))
        elif len(pages) > MOST_AT_ONCE:
            form.add_error(None, TOO_MANY % {"most": MOST_AT_ONCE})
        if not form.is_valid():
            return self.form_invalid(form)
        decision = form.decision()
        count = unpublish_all(pages=pages, decision=decision, by=self.request.user)  # type: ignore[arg-type]
        messages.success(self.request, _said_of_many(decision.reason, count))
        return redirect(self.next_url)

    def _wanted(self, form: Any) -> list[Page]:
        pages = form.pages
        if form.cleaned_data.get("include_descendants"):
            every = [one for page in pages for one in with_descendants(page, self.request.user)]
            pages = list({page.pk: page for page in every}.values())
        return pages
