"""The admin's pages about an institution on the portal: its people and files, its checklist, suspending and resuming."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import CreateView, EditView

from core.models import Institution
from institutions.models import InstitutionPage, RoleGroup, Workspace
from institutions.provisioning.check import institution_faults
from institutions.provisioning.checklist import checklist
from institutions.provisioning.permissions import may_manage, may_see_workspace
from institutions.provisioning.provide import institution_provision
from institutions.provisioning.suspend import institution_resume, institution_suspend


class InstitutionCreateView(CreateView):
    """Adding an institution adds everything it needs, in the transaction of the form."""

    def save_instance(self) -> Institution:
        institution = super().save_instance()
        institution_provision(institution=institution)
        return institution

    def get_success_url(self) -> str:
        """The checklist of what remains to be done."""
        return workspace_url(self.object)


class InstitutionEditView(EditView):
    """Saving an institution repairs what it lacks."""

    def save_instance(self) -> Institution:
        institution = super().save_instance()
        institution_provision(institution=institution)
        return institution

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The way to its people and files."""
        return [HeaderButton(_("People and files"), url=workspace_url(self.object), icon_name="group")]


def workspace_url(institution: Institution) -> str:
    """The address of the institution's people and files in the admin."""
    return reverse("workspace:institution-view", args=[institution.pk])


class _InstitutionView(WagtailAdminTemplateMixin, TemplateView):
    """About one institution, named in the address; hidden from those who may not see it."""

    header_icon = "group"
    _show_breadcrumbs = True

    @cached_property
    def institution(self) -> Institution:
        """Raises Http404 for one that does not exist."""
        return get_object_or_404(Institution.objects.with_names(), pk=self.kwargs["pk"])

    def is_allowed(self) -> bool:
        """Whether the person may see this."""
        return may_manage(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Raises PermissionDenied, which the admin answers with a sentence."""
        if not self.is_allowed():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.institution)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = super().get_breadcrumbs_items()
        return [
            *items,
            {"url": workspace_url(self.institution), "label": str(self.institution)},
            {"label": self.page_title},
        ]


class WorkspaceView(_InstitutionView):
    """Who works for the institution, in what, on what; what remains to be done, and what is wrong."""

    template_name = "institutions/admin/workspace.html"
    page_title = _("People and files")

    def is_allowed(self) -> bool:
        """For the portal's team, and for the institution's own people."""
        return may_see_workspace(self.request.user, self.institution)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        institution = self.institution
        groups = RoleGroup.objects.filter(institution=institution).select_related("group")
        return super().get_context_data(
            institution=institution,
            groups=groups.prefetch_related("group__user_set").order_by("pk"),
            workspace=Workspace.objects.filter(institution=institution)
            .select_related("collection", "workflow")
            .first(),
            pages=InstitutionPage.objects.filter(entity=institution).select_related("locale").order_by("path"),
            steps=checklist(institution),
            faults=institution_faults(institution) if may_manage(self.request.user) else [],
            manages=may_manage(self.request.user),
            **kwargs,
        )

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Suspending or resuming, for the portal's team."""
        if not may_manage(self.request.user):
            return []
        if self.institution.is_suspended:
            return [HeaderButton(_("Resume"), url=self._address("resume"), icon_name="rotate")]
        return [HeaderButton(_("Suspend"), url=self._address("suspend"), icon_name="lock")]

    def _address(self, verb: str) -> str:
        return reverse(f"workspace:institution-{verb}", args=[self.institution.pk])


class _ConfirmView(_InstitutionView):
    """Asks, and on yes does it and returns to the institution."""

    template_name = "institutions/admin/confirm.html"
    question: Any = ""
    answer: Any = ""
    done: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back=workspace_url(self.institution), **kwargs)

    def perform(self) -> None:
        """Do it."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.perform()
        messages.success(request, str(self.done))
        return redirect(workspace_url(self.institution))


class SuspendView(_ConfirmView):
    """Keeps an institution's people out."""

    page_title = _("Suspend")
    question = _(
        "Its people can no longer work on the portal, in this institution's name, until it is resumed. What it published"
        " stays, with a notice. Work that waits for approval goes to the portal's moderators."
    )
    answer = _("Yes, suspend")
    done = _("The institution is suspended. Its people stay in their groups, which hold nothing now.")

    def perform(self) -> None:
        institution_suspend(institution=self.institution, by=self.request.user)  # type: ignore[arg-type]


class ResumeView(_ConfirmView):
    """Lets an institution's people in again."""

    page_title = _("Resume")
    question = _("Its people can work again as before, and the notice on its pages goes away.")
    answer = _("Yes, resume")
    done = _("The institution is resumed. Its people can work again.")

    def perform(self) -> None:
        institution_resume(institution=self.institution, by=self.request.user)  # type: ignore[arg-type]


class RepairView(_ConfirmView):
    """Makes what is missing."""

    page_title = _("Make what is missing")
    question = _("Pages, groups, permissions, files and the workflow are completed. What is there stays as it is.")
    answer = _("Yes, complete it")
    done = _("The institution has everything it needs.")

    def perform(self) -> None:
        institution_provision(institution=self.institution)
