"""Says, when a file is uploaded, which one is the same: of a document as Wagtail does of an image."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.documents.views import chooser, documents, multiple
from wagtail.images.views import images
from wagtail.permissions import policy_registry

from core.models import PortalDocument

UPLOADED, CHOICE, EXISTING = "duplicate-uploaded", "duplicate-choice", "existing"


def same_files(item: Any, user: Any) -> QuerySet:
    """Files of the same content as a stored one that the person may choose, the oldest first."""
    policy = policy_registry.get_by_type(type(item))
    if not item.file_hash:
        return type(item).objects.none()
    others = policy.instances_user_has_permission_for(user, "choose").exclude(pk=item.pk)
    return others.filter(file_hash=item.file_hash).order_by("pk")


def _may_delete(item: Any, user: Any) -> bool:
    return policy_registry.get_by_type(type(item)).user_has_permission_for_instance(user, "delete", item)


class SameFileMessage:
    """A form that adds one file, and says afterwards which is the same."""

    request: HttpRequest
    object: Any
    edit_url_name: str
    delete_url_name: str

    def form_valid(self, form: Any) -> HttpResponse:
        """As Wagtail's, with a warning that leads to the other file and to deleting the new one."""
        response = super().form_valid(form)  # type: ignore[misc]
        existing = same_files(self.object, self.request.user).first()
        if existing:
            buttons = [messages.button(reverse(self.edit_url_name, args=[existing.pk]), _("Open the existing file"))]
            if _may_delete(self.object, self.request.user):
                address = reverse(self.delete_url_name, args=[self.object.pk])
                buttons.append(messages.button(address, _("Delete the new file")))
            text = format_html(_("The same file is here already: “{title}”."), title=existing.title)
            messages.warning(self.request, text, buttons=buttons)
        return response


class AddDocumentView(SameFileMessage, documents.CreateView):
    """Adds one document."""

    delete_url_name = "wagtaildocs:delete"


class AddImageView(SameFileMessage, images.CreateView):
    """Adds one image."""

    delete_url_name = "wagtailimages:delete"


class AddDocumentsView(multiple.AddView):
    """Adds documents dropped into the page; each form begins with what is the same."""

    def get_edit_object_response_data(self) -> dict[str, Any]:
        """As Wagtail's, with a remark before the form of a document that is here already."""
        data = super().get_edit_object_response_data()
        existing = same_files(self.object, self.request.user).first()
        if existing:
            remark = render_to_string("core/admin/_same_document.html", {"existing": existing}, self.request)
            data |= {"form": remark + data["form"], "duplicate": True}
        return data


class UploadDocumentView(chooser.DocumentChooserUploadView):
    """Adds a document from inside a page, and asks which of two same files to take."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """The chosen document, or the question."""
        if UPLOADED in request.POST:
            return self._decided(request)
        self.form = self.get_creation_form()
        if not self.form.is_valid():
            return self.get_reshow_creation_form_response()
        document = self.save_form(self.form)
        existing = same_files(document, request.user).first()
        return self._question(document, existing) if existing else self.get_chosen_response(document)

    def _question(self, document: PortalDocument, existing: PortalDocument) -> HttpResponse:
        context = {
            "document": document,
            "existing": existing,
            "action": self.get_create_url(),
            "tab": self.creation_tab_id,
            "may_delete": _may_delete(document, self.request.user),
        }
        html = render_to_string("core/admin/same_document_question.html", context, self.request)
        data = {"step": "reshow_creation_form", "htmlFragment": html}
        return render_modal_workflow(self.request, None, None, None, json_data=data)

    def _decided(self, request: HttpRequest) -> HttpResponse:
        """What the person chose; only what they have just uploaded themselves can be decided on."""
        uploaded = get_object_or_404(PortalDocument, pk=request.POST[UPLOADED], uploaded_by_user=request.user)
        existing = same_files(uploaded, request.user).first()
        if existing is None or request.POST.get(CHOICE) != EXISTING:
            return self.get_chosen_response(uploaded)
        if _may_delete(uploaded, request.user):
            uploaded.delete()
        return self.get_chosen_response(existing)
