"""Shows how far an import is and what came of every row; starts, stops and removes it."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from core.importing.uploads import CHECKS, ImportJob, ImportJobRow, ImportMapping, JobState
from core.outbox.checks import worker_is_alive
from knowledge.admin.imports.base import ImportView, JobView
from knowledge.importers.items import jobs

A_PAGE = 50
REFRESH_SECONDS = 2
#: Outcomes in the order they are shown: in words for what would happen, and for what did.
OUTCOMES: dict[str, tuple[Any, Any]] = {
    "skipped": (gettext_lazy("Cannot be imported"), gettext_lazy("Not imported")),
    "created": (gettext_lazy("New page"), gettext_lazy("Page created")),
    "changed": (gettext_lazy("Changes a page"), gettext_lazy("Page changed")),
    "kept": (gettext_lazy("Page stays as it is"), gettext_lazy("Page left as it is")),
    "unchanged": (gettext_lazy("Nothing new"), gettext_lazy("Nothing new")),
}
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def is_check(job: ImportJob) -> bool:
    """Whether the rows of the job say what would happen, not what did."""
    return job.state in CHECKS or job.state in {JobState.CHECKED, JobState.NEW, JobState.FAILED}


class ImportStatus(JobView):
    """How far it is, then every row with what is wrong with it. The page loads itself anew while a worker is busy."""

    template_name = "knowledge/imports/status.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.job.state == JobState.NEW:
            return redirect("imports:import-columns", pk)
        outcome = request.GET.get("outcome", "")
        rows = ImportJobRow.objects.filter(job=self.job).order_by("number").select_related("page")
        if outcome in OUTCOMES:
            rows = rows.filter(outcome=outcome)
        listed = Paginator(rows, A_PAGE).get_page(request.GET.get("p"))
        words = 0 if is_check(self.job) else 1
        context = self.get_context_data(
            rows=[(row, OUTCOMES[row.outcome][words], row.sentences()) for row in listed],
            listed=listed,
            elided_page_range=listed.paginator.get_elided_page_range(listed.number),
            counts=[
                (code, OUTCOMES[code][words], self.job.counts[code]) for code in OUTCOMES if code in self.job.counts
            ],
            outcome=outcome,
            is_check=bool(words == 0),
            can_import=self.job.state == JobState.CHECKED
            and any(self.job.counts.get(one) for one in ("created", "changed")),
            refresh_seconds=REFRESH_SECONDS if self.job.is_under_way else 0,
            worker_is_alive=worker_is_alive(),
        )
        return self.render_to_response(context)


class ImportStart(JobView):
    """Starts the import of a file that was checked."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not jobs.start(self.job, imports=True):
            messages.error(request, _("Only a file that was just checked can be imported."))
        return redirect("imports:import-status", pk)


class ImportStop(JobView):
    """Stops what is under way."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if jobs.stop(self.job):
            messages.success(request, _("It was stopped. Pages that were created until then are kept."))
        return redirect("imports:import-status", pk)


class ImportRemove(JobView):
    """Removes an upload and its list of rows."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.job.is_under_way:
            messages.error(request, _("This file is being worked on. Stop that first."))
            return redirect("imports:import-status", pk)
        jobs.remove(self.job)
        messages.success(request, _("The file and its list of rows were removed. Pages stay."))
        return redirect("imports:import-list")


class MappingRemove(ImportView):
    """Removes a saved assignment of one's own."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        get_object_or_404(ImportMapping, pk=pk, owner=self.user).delete()
        messages.success(request, _("The saved assignment was removed."))
        return redirect("imports:import-list")


class ImportReport(JobView):
    """Every row as CSV for a spreadsheet, or only those with errors or remarks."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rows = ImportJobRow.objects.filter(job=self.job).order_by("number")
        if request.GET.get("rows") != "all":
            rows = rows.exclude(problems=[])
        # Not streamed: the admin's language is the person's own only until the view returns.
        lines = "".join(_lines(rows, is_check(self.job)))
        response = HttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="import-{pk}.csv"'
        return response


def _lines(rows: Any, check: bool) -> Iterator[str]:
    """The table, a line at a time, with a byte order mark: without one spreadsheets take it for another encoding."""
    head = [_("Row"), _("Identifier"), _("What becomes of it"), _("Column"), _("Value"), _("What to do")]
    yield "\ufeff" + _line(head)
    for row in rows.iterator(chunk_size=500):
        outcome = str(OUTCOMES[row.outcome][0 if check else 1])
        for problem in row.sentences() or [None]:
            told = [problem.column, problem.value, problem.sentence()] if problem else ["", "", ""]
            yield _line([row.number, row.source_id, outcome, *told])


def _line(cells: list[Any]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([harmless(cell) for cell in cells])
    return out.getvalue()


def harmless(cell: Any) -> Any:
    """The cell so that no spreadsheet takes it for a formula: a text that could be one begins with an apostrophe.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" ").startswith(_FORMULA_SIGNS) else cell
