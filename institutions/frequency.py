"""How often an institution really publishes, beside how often it said it would."""

from dataclasses import dataclass
from datetime import date

from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import PageLogEntry

from core.i18n.formats import format_date
from core.models import ContentPage
from institutions.enums import UpdateFrequency

#: Days of one period of each declared frequency, and how many periods are looked at.
PERIODS = {
    UpdateFrequency.DAILY: (1, 30),
    UpdateFrequency.WEEKLY: (7, 12),
    UpdateFrequency.MONTHLY: (30, 12),
    UpdateFrequency.QUARTERLY: (91, 4),
    UpdateFrequency.YEARLY: (365, 3),
}
PUBLISHED = "wagtail.publish"


@dataclass(frozen=True)
class Frequency:
    """What readers are told: the declared frequency, the last day something was published, and a sentence on the rest."""

    declared: str
    last_on: date | None
    sentence: str
    is_kept: bool | None


def frequency_of(institution_id: int, declared: str) -> Frequency:
    """The declared and the real frequency of an institution; one query.

    A period counts as kept when at least one page of the institution was published in it. Periods before the
    institution's first publication are not counted: nobody is late before they began.
    """
    days = _days_of_publication(institution_id)
    label = str(UpdateFrequency(declared).label) if declared else ""
    last = max(days, default=None)
    if not declared or last is None:
        sentence = (
            _("Last published on %(date)s.") % {"date": format_date(last)} if last else _("Nothing is published yet.")
        )
        return Frequency(label, last, sentence, None)
    kept, counted = count_periods(days, *PERIODS[UpdateFrequency(declared)], today=timezone.localdate())
    words = {"kept": kept, "counted": counted, "date": format_date(last)}
    return Frequency(label, last, _sentence(declared, counted) % words, kept == counted)


def _sentence(declared: str, counted: int) -> str:
    """In how many periods something was published, in the unit that was declared."""
    sentences = {
        UpdateFrequency.DAILY: ngettext(
            "Published on %(kept)s of the last %(counted)s day; last on %(date)s.",
            "Published on %(kept)s of the last %(counted)s days; last on %(date)s.",
            counted,
        ),
        UpdateFrequency.WEEKLY: ngettext(
            "Published in %(kept)s of the last %(counted)s week; last on %(date)s.",
            "Published in %(kept)s of the last %(counted)s weeks; last on %(date)s.",
            counted,
        ),
        UpdateFrequency.MONTHLY: ngettext(
            "Published in %(kept)s of the last %(counted)s month; last on %(date)s.",
            "Published in %(kept)s of the last %(counted)s months; last on %(date)s.",
            counted,
        ),
        UpdateFrequency.QUARTERLY: ngettext(
            "Published in %(kept)s of the last %(counted)s quarter; last on %(date)s.",
            "Published in %(kept)s of the last %(counted)s quarters; last on %(date)s.",
            counted,
        ),
        UpdateFrequency.YEARLY: ngettext(
            "Published in %(kept)s of the last %(counted)s year; last on %(date)s.",
            "Published in %(kept)s of the last %(counted)s years; last on %(date)s.",
            counted,
        ),
    }
    return sentences[UpdateFrequency(declared)]


def count_periods(days: set[date], length: int, most: int, *, today: date) -> tuple[int, int]:
    """How many of the last `most` periods of `length` days, ending today, have a day of publication, and how many count."""
    first = min(days)
    numbers = {(today - day).days // length for day in days}
    counted = min(most, (today - first).days // length + 1)
    return sum(number in numbers for number in range(counted)), counted


def _days_of_publication(institution_id: int) -> set[date]:
    """Every day, in the site's time zone, on which something of the institution was published; none after today."""
    pages = ContentPage.objects.filter(institution=institution_id).values("pk")
    records = PageLogEntry.objects.filter(action=PUBLISHED, page__in=pages)
    days = records.order_by().annotate(day=TruncDate("timestamp")).values_list("day", flat=True).distinct()
    today = timezone.localdate()
    return {min(day, today) for day in days}
