"""Sending a translation for approval: wagtail-localize's editor can only publish, which nobody may."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import Translation
from wagtail_localize.wagtail_hooks import before_edit_page

from institutions.about_page import AboutPageMixin
from institutions.content_checks.answers import keep_answers
from institutions.content_checks.panel import list_context
from institutions.content_checks.sending import open_findings


def translation_of(page: Page) -> Translation | None:
    """The translation that writes this page, while it does."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()


def offer_to_send(request: HttpRequest, page: Page) -> None:
    """A hook before the editor of a page is shown: the way to approval, where the editor has none."""
    if request.method != "GET" or page.workflow_in_progress or not page.has_workflow or translation_of(page) is None:
        return
    if page.permissions_for_user(request.user).can_edit():
        messages.info(
            request,
            format_html(
                '{} <a href="{}">{}</a>',
                _("What you translate here is kept as you go."),
                reverse("page-send-translation", args=[page.pk]),
                _("Send the translation for approval"),
            ),
        )


def editor_of_translations(request: HttpRequest, page: Page) -> HttpResponse | None:
    """wagtail-localize's editor, but while the translation waits for approval Wagtail's: the other cannot decide."""
    return None if page.workflow_in_progress else before_edit_page(request, page)


class SendTranslationView(AboutPageMixin, TemplateView):
    """Writes the translation as a draft and, on request, sends it for approval; the content checks are asked here too."""

    template_name = "institutions/workflow/send_translation.html"
    page_title = gettext_lazy("Send the translation for approval")
    header_icon = "wagtail-localize-language"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied for pages of others, Http404 for pages that are no translation."""
        self.page = get_object_or_404(Page, pk=kwargs["page_id"], depth__gt=1).specific
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.translation = get_object_or_404(
            Translation, source__object_id=self.page.translation_key, target_locale=self.page.locale_id, enabled=True
        )
        if self.page.permissions_for_user(request.user).page_locked():
            messages.error(request, _("“%(title)s” is locked or waits for approval.") % {"title": self.page})
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        translated, total = self.translation.get_progress()[::-1]
        checks = list_context(self._draft(), self.request)
        return super().get_context_data(**kwargs) | checks | {"page": self.page, "done": translated, "total": total}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The draft with the answers to its warnings; then its way to approval, unless something in it stands in the way."""
        try:
            with transaction.atomic():
                self.translation.save_target(user=request.user, publish=False)
                keep_answers(request, self.page)
        except ValidationError:
            messages.error(request, _("Some translations do not fit. Correct what is marked, then send it again."))
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        words = {"title": self.page}
        if "send" not in request.POST:
            messages.success(request, _("“%(title)s” was saved as a draft.") % words)
        elif open_findings(self._draft(), request.POST):
            sentence = _("“%(title)s” was saved as a draft and is not sent yet: see what stands in the way.")
            messages.error(request, sentence % words)
            return self.render_to_response(self.get_context_data())
        else:
            self._send()
            messages.success(request, _("“%(title)s” was sent for approval.") % words)
        return redirect("wagtailadmin_pages:edit", self.page.pk)

    def _draft(self) -> Page:
        """The translation as it was saved last."""
        return type(self.page).objects.get(pk=self.page.pk).get_latest_revision_as_object()

    @transaction.atomic
    def _send(self) -> None:
        page = type(self.page).objects.get(pk=self.page.pk)
        state = page.current_workflow_state
        if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            state.resume(self.request.user)
        elif state is None:
            page.get_workflow().start(page, self.request.user)
