"""Keeping what a reader sent."""

from django.db import transaction

from feedback.models import LONGEST_ADDRESS, PageRemark
from feedback.subject import Subject

#: Remarks of one kind about one page in one day. Who sends them is not known, so this alone keeps a flood out; a vote
#: that many people cast never keeps an error from being reported.
MOST_A_DAY = 50


class TooManyRemarks(Exception):
    """The page has had its remarks of this kind for today."""


def remark_add(*, subject: Subject, kind: str, text: str) -> PageRemark:
    """The stored remark. Raises TooManyRemarks when the page has had as many today.

    Counting and storing are one transaction; on PostgreSQL two at the same moment may exceed the limit by one.
    """
    address = subject.address[:LONGEST_ADDRESS]
    with transaction.atomic():
        if PageRemark.objects.same_day(page=subject.page, address=address, kind=kind).count() >= MOST_A_DAY:
            raise TooManyRemarks
        return PageRemark.objects.create(
            page=subject.page,
            address=address,
            page_title=str(subject.title)[:255],
            language=subject.language,
            institution_id=subject.institution_id,
            kind=kind,
            text=text,
        )
