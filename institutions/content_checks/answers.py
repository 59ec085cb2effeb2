"""Answers to warnings: read from what was posted and from earlier revisions, kept with the revision they were given for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from institutions.content_checks.findings import Finding
from institutions.content_checks.registry import findings_of
from institutions.models.check_answer import LONGEST_ANSWER, CheckAnswer

PREFIX = "check-answer-"


@dataclass(frozen=True)
class Answered:
    """A finding with what was answered to it, and the row of the answer when it is kept already."""

    finding: Finding
    text: str
    row: CheckAnswer | None

    @property
    def name(self) -> str:
        """The name of the field of the form in which it is answered."""
        return f"{PREFIX}{self.finding.fingerprint}"


def kept_answers(page: Any) -> dict[str, CheckAnswer]:
    """The newest answer to each warning, by fingerprint; one with an empty text was taken back."""
    if not page.pk:
        return {}
    rows = CheckAnswer.objects.filter(page_id=page.pk).select_related("user").order_by("revision_id", "pk")
    return {row.fingerprint: row for row in rows}


def answered_findings(page: Any, posted: Mapping[str, str] | None = None) -> list[Answered]:
    """Every finding of the page with its answer; what was posted goes before what is kept."""
    kept = kept_answers(page)
    found = []
    for finding in findings_of(page):
        row = kept.get(finding.fingerprint)
        text = (posted or {}).get(f"{PREFIX}{finding.fingerprint}", row.text if row else "")
        found.append(Answered(finding, text.strip()[:LONGEST_ANSWER], row))
    return found


def keep_answers(request: HttpRequest, page: Any) -> None:
    """After a page was saved: keeps the answers that are new, for the revision that was saved."""
    if not any(name.startswith(PREFIX) for name in request.POST):
        return
    page = page.specific
    revision = page.get_latest_revision()
    if revision is None:
        return
    with transaction.atomic():
        for one in answered_findings(revision.as_object(), request.POST):
            if not one.finding.is_error and one.text != (one.row.text if one.row else ""):
                CheckAnswer.objects.update_or_create(
                    revision=revision,
                    fingerprint=one.finding.fingerprint,
                    defaults={
                        "page_id": page.pk,
                        "code": one.finding.code,
                        "text": one.text,
                        "user_id": request.user.pk,
                    },
                )
