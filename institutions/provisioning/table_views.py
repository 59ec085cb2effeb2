"""Uploading a table of institutions in the admin, and seeing how far it is."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from core.importing.problems import SourceError
from core.importing.readers.csv_records import ENCODINGS
from institutions.models import InstitutionTable
from institutions.provisioning.table import NewInstitution, TableRefused, read_table
from institutions.provisioning.table_job import table_upload

LARGEST = 5 * 1024 * 1024
MOST_PROBLEMS = 100
REFRESH_SECONDS = 3


class TableForm(forms.Form):
    """A file whose every row is checked before anything is made; `rows` holds what it says."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV or XLSX. The first row names the columns: code, kind and one name at least, such as name_fr; acronym_fr,"
            " parent, functions and order may follow. Institutions that exist keep what they have."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    encoding = forms.ChoiceField(label=_("Encoding"), choices=list(ENCODINGS.items()), help_text=_("Only for CSV."))
    rows: list[NewInstitution]

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError with every problem of the file, the first hundred of them."""
        data = super().clean() or {}
        file = data.get("file")
        if file is None:
            return data
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MB. Divide it into several files."))
        try:
            self.rows = _read(file, data.get("encoding", "utf-8"))
        except TableRefused as error:
            raise forms.ValidationError(error.problems[:MOST_PROBLEMS]) from error
        except SourceError as error:
            raise forms.ValidationError(str(error)) from error
        if not self.rows:
            raise forms.ValidationError(
                _("The file names no institution: below the names of the columns there is no row.")
            )
        return data


def _read(file: UploadedFile, encoding: str) -> list[NewInstitution]:
    with tempfile.NamedTemporaryFile() as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        return read_table(Path(copy.name), encoding)


class _TableView(WagtailAdminTemplateMixin):
    """For people who may add institutions."""

    header_icon = "table"
    page_title = _("Institutions from a table")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Raises PermissionDenied, which the admin answers with a sentence."""
        if not request.user.has_perm("core.add_institution"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class TableUploadView(_TableView, FormView):
    """The form; a file with problems makes nothing and names them all."""

    template_name = "institutions/admin/table_upload.html"
    form_class = TableForm

    def form_valid(self, form: TableForm) -> HttpResponse:
        table = table_upload(rows=form.rows, file=form.cleaned_data["file"], by=self.request.user)  # type: ignore[arg-type]
        return redirect("workspace:table-view", table.pk)


class TableProgressView(_TableView, TemplateView):
    """How far the worker is, and what became of each row; loads itself again until it is done."""

    template_name = "institutions/admin/table_progress.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        table = get_object_or_404(InstitutionTable, pk=self.kwargs["pk"])
        problems = [one for one in table.outcomes if "problem" in one]
        seconds = 0 if table.is_done else REFRESH_SECONDS
        return super().get_context_data(table=table, problems=problems, refresh_seconds=seconds, **kwargs)


class InstitutionIndexView(IndexView):
    """The list of institutions, with the way to add many."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Wagtail's, and the upload of a table for those who may add institutions."""
        buttons = list(super().header_more_buttons)
        if self.request.user.has_perm("core.add_institution"):
            buttons.append(
                Button(_("Add from a table"), url=reverse("workspace:table-upload"), icon_name="upload", priority=50)
            )
        return buttons
