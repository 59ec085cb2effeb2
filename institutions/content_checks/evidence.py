"""What a kind of content needs so that others can verify it: where it is from, and of when."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from institutions.content_checks.findings import Finding, Level

_with_source = {
    "programme",
    "national_action",
    "achievement",
    "good_practice",
    "report",
    "study",
    "dataset",
    "infographic",
}
_with_date = {"news", "press_release", "campaign", "report", "study", "dataset"}


def kinds_need(*, source: tuple[str, ...] = (), date: tuple[str, ...] = ()) -> None:
    """Lets an app above say which of its kinds need a source or a date."""
    _with_source.update(source)
    _with_date.update(date)


def check_evidence(page: Any) -> Iterator[Finding]:
    """A source or a date that the kind needs and the page does not give; it may be unknown, which is then the answer."""
    kind = getattr(page, "kind", "")
    if kind in _with_source and hasattr(page, "sources") and not page.sources:
        sentence = _("No source is given. Name where the facts and figures come from, or say why there is none.")
        yield Finding(Level.WARNING, "source-missing", sentence, "sources")
    if kind in _with_date and hasattr(page, "dated_on") and page.dated_on is None:
        sentence = _("It has no date. Give the day of the event or of the publication, or say that it is not known.")
        yield Finding(Level.WARNING, "date-missing", sentence, "dated_on")
