"""Uploads a file, and assigns its columns to fields."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from core.importing.mapping import Mapping, MappingError, mapping_from, usual_mapping
from core.importing.problems import SourceError, shown
from core.importing.readers import Source
from core.importing.readers.base import as_text
from core.importing.uploads import ImportJob, ImportMapping, JobState
from core.outbox.checks import worker_is_alive
from knowledge.admin.imports.base import ImportView, JobView
from knowledge.admin.imports.forms import ENDINGS, ColumnsForm, UploadForm
from knowledge.importers.items import jobs

A_PAGE = 20
EXAMPLES = 3


class ImportList(ImportView):
    """The person's uploads and saved assignments, the newest first."""

    template_name = "knowledge/imports/list.html"

    def get_page_title(self) -> str:
        return _("Import")

    def get(self, request: HttpRequest) -> HttpResponse:
        found = ImportJob.objects.visible_to(self.user).select_related("owner").order_by("-created_at", "-pk")
        listed = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
        pages = listed.paginator.get_elided_page_range(listed.number)
        mappings = ImportMapping.objects.filter(owner=self.user).order_by("name")
        context = self.get_context_data(
            jobs=listed, elided_page_range=pages, mappings=mappings, worker_is_alive=worker_is_alive()
        )
        return self.render_to_response(context)


class ImportUpload(ImportView):
    """The form for a file."""

    template_name = "knowledge/imports/upload.html"

    def get_page_title(self) -> str:
        return _("Import a file")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(UploadForm(user=self.user))

    def show(self, form: UploadForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES, user=self.user)
        if not form.is_valid():
            return self.show(form)
        job = self._job(form)
        try:
            with jobs.open_source(job) as source:
                read_sample(job, source)
                job.options = self._mapping(form, source).options()
        except (SourceError, MappingError) as error:
            jobs.remove(job)
            form.add_error("file", str(error))
            return self.show(form)
        job.save()
        return redirect("imports:import-columns", job.pk)

    def _job(self, form: UploadForm) -> ImportJob:
        file = form.cleaned_data["file"]
        job = ImportJob(
            owner=self.user,
            format=ENDINGS[form.ending_of(file)],
            file_name=shown(file.name, 255),
            kind=form.cleaned_data["kind"],
            options={"encoding": form.cleaned_data["encoding"] or "utf-8"},
        )
        # The name people gave their file says something about it; where it is stored need not.
        job.file.save("upload", file, save=False)
        job.save()
        return job

    @staticmethod
    def _mapping(form: UploadForm, source: Source) -> Mapping:
        """The saved mapping, or what the format says of its columns."""
        saved: ImportMapping | None = form.cleaned_data["mapping"]
        kind = form.cleaned_data["kind"]
        if saved:
            return replace(mapping_from(saved.options), kind=kind)
        mapping = usual_mapping(source, kind) if source.usual_columns else Mapping(kind)
        return replace(mapping, encoding=form.cleaned_data["encoding"] or "utf-8")


def read_sample(job: ImportJob, source: Source) -> None:
    """Notes the columns of the file and examples of their values. Raises SourceError."""
    columns = source.columns()
    examples: list[list[str]] = []
    for row in source.rows():
        if row.problem is None:
            examples.append([shown(as_text(row.values.get(column))) for column in columns])
        if len(examples) >= EXAMPLES:
            break
    job.sample = {"columns": columns, "examples": examples}


class ImportColumns(JobView):
    """Assigns the columns; saving has the file checked."""

    template_name = "knowledge/imports/columns.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.job.is_under_way or not self.job.file:
            return redirect("imports:import-status", pk)
        return self.show(self.form())

    def form(self, data: Any = None) -> ColumnsForm:
        mapping = Mapping(**self.job.options) if "kind" in self.job.options else Mapping(self.job.kind)
        return ColumnsForm(
            data,
            columns=self.job.sample["columns"],
            mapping=mapping,
            pages=self.pages,
            is_new=self.job.state == JobState.NEW and not mapping.key,
        )

    def show(self, form: ColumnsForm) -> HttpResponse:
        examples = list(zip(*self.job.sample["examples"], strict=True)) or [()] * len(form.columns)
        rows = list(zip(form.column_fields(), examples, strict=True))
        return self.render_to_response(self.get_context_data(form=form, columns=rows))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.show(form)
        with transaction.atomic():
            if form.mapping.encoding != self.job.options.get("encoding") and self._reads_anew(form):
                return redirect("imports:import-columns", pk)
            self.job.options = form.mapping.options()
            self.job.save(update_fields=["options"])
            if name := form.cleaned_data["save_as"].strip():
                ImportMapping.objects.update_or_create(
                    owner=self.user, name=name, defaults={"kind": self.job.kind, "options": self.job.options}
                )
            if not jobs.start(self.job, imports=False):
                messages.error(request, _("This file is being worked on. Stop that first."))
        return redirect("imports:import-status", pk)

    def _reads_anew(self, form: ColumnsForm) -> bool:
        """Whether another encoding gives the columns other names, so that they must be assigned again."""
        before = self.job.sample
        self.job.options = form.mapping.options()
        try:
            with jobs.open_source(self.job) as source:
                read_sample(self.job, source)
        except SourceError:
            return False
        self.job.save(update_fields=["options", "sample"])
        return self.job.sample["columns"] != before["columns"]
