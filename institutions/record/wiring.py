"""Connects the record of pages with what happens to them; called when the app is ready."""


def connect() -> None:
    """Publishing keeps review dates and ends withdrawals; what readers are told empties the page cache; the daily job."""
    from django.db.models import F
    from django.utils.translation import gettext_lazy as _
    from wagtail.signals import page_published

    from core.cache import watch
    from core.listing.marks import register_mark
    from core.outbox import periodic
    from institutions.models import PageReview, Unpublishing
    from institutions.record.enums import UnpublishReason
    from institutions.record.reviews import keep_review_date, remind
    from institutions.record.unpublishing import published_again

    page_published.connect(keep_review_date, dispatch_uid="institutions.keep_review_date")
    page_published.connect(published_again, dispatch_uid="institutions.published_again")
    watch(PageReview, Unpublishing)
    periodic("remind of reviews", 24 * 3600, remind)
    register_mark(F("unpublishing__reason"), {UnpublishReason.WITHDRAWN.value: _("Withdrawn")})
