"""Deciding a step in the admin, and who approved what."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.pages import workflow as pages
from wagtail.models import Page, TaskState
from wagtail.snippets.views import snippets

from institutions.about_page import AboutPageMixin
from institutions.tasks import PublicationApproval
from institutions.workflow.history import decisions
from institutions.workflow.rules import approval_refusal, refusal


class DecidingMixin:
    """Says why somebody cannot decide, where stock Wagtail 8.0.1 sends them home without a reason, and asks for one.

    Without a script it also takes an empty form for an answer and does nothing, silently.
    """

    request: HttpRequest
    object: Any
    task: Any
    task_state: Any
    action_name: str
    form_class: Any
    redirect_url: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail's answer, or a sentence."""
        if self.object.workflow_in_progress and (sentence := self._refusal()):
            return self._say(sentence)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Wagtail's answer; what the form finds missing is said without a script too."""
        form = self.form_class(request.POST) if self.form_class else None
        if form is not None and not _is_script(request) and not form.is_valid():
            return self._say(" ".join(str(error) for errors in form.errors.values() for error in errors))
        response: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
        self._confirm()
        return response

    def _confirm(self) -> None:
        """What was decided; stock Wagtail decides here without a word."""
        self.task_state.refresh_from_db()
        sentence = {
            TaskState.STATUS_APPROVED: _("“%(title)s” is approved in this step."),
            TaskState.STATUS_REJECTED: _("“%(title)s” is returned to its author."),
        }.get(self.task_state.status)
        if sentence:
            messages.success(self.request, sentence % {"title": self.object})

    def _refusal(self) -> str:
        if not isinstance(self.task, PublicationApproval) or self.action_name not in ("approve", "reject"):
            return ""
        reason = refusal(self.task, self.object, self.request.user, self.task_state)
        if not reason and self.action_name == "approve":
            reason = approval_refusal(self.task, self.object, self.request.user, self.task_state)
        return reason

    def _say(self, sentence: str) -> HttpResponse:
        messages.error(self.request, sentence)
        may_open = not isinstance(self.object, Page) or self.object.permissions_for_user(self.request.user).can_edit()
        url = self.redirect_url if may_open else reverse("wagtailadmin_home")
        if _is_script(self.request):
            return JsonResponse({"step": "success", "redirect": url})
        return redirect(url)


def _is_script(request: HttpRequest) -> bool:
    return request.headers.get("x-requested-with") == "XMLHttpRequest"


class DecideView(DecidingMixin, pages.WorkflowActionView):
    """Decides a step of a page."""


class CollectDecisionView(DecidingMixin, pages.CollectWorkflowActionDataView):
    """Asks for what the editor sends along with a decision."""


class DecideSnippetView(DecidingMixin, snippets.WorkflowActionView):
    """Decides a step of another thing."""


class CollectSnippetDecisionView(DecidingMixin, snippets.CollectWorkflowActionDataView):
    """Asks for what the editor of another thing sends along with a decision."""


class ApprovalsView(AboutPageMixin, TemplateView):
    """Who approved or returned what: each step of each workflow a page went through, with what it was about."""

    template_name = "institutions/workflow/approvals.html"
    page_title = _("Who approved what")
    header_icon = "check"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied for pages of others."""
        self.page = get_object_or_404(Page, pk=kwargs["page_id"], depth__gt=1)
        if not self.page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"page": self.page, "decisions": decisions(self.page)}
