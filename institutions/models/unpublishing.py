"""Why a page is no longer what it was: taken down, replaced or withdrawn; and when it was last looked at again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from institutions.record.enums import UnpublishReason


class Unpublishing(models.Model):
    """What stands instead of a page since it was taken down, or above it since it was withdrawn; gone when it is published."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="unpublishing")
    reason = models.CharField(_("reason"), max_length=12, choices=UnpublishReason)
    text = models.TextField(_("what readers are told"), blank=True)
    language = models.CharField(_("language of the text"), max_length=10, blank=True)
    target = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page that replaces it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    on = models.DateField(_("on"))

    wagtail_reference_index_ignore = True  # a page is not in use because something is kept about it

    class Meta:
        verbose_name = _("withdrawal of a page")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(target=None) | Q(reason=UnpublishReason.CONSOLIDATED),
                name="unpublishing_target_only_when_consolidated",
            ),
            models.CheckConstraint(condition=~Q(target=models.F("page")), name="unpublishing_not_replaced_by_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.page_id}"


class PageReview(models.Model):
    """Somebody looked at a published page again and found it still right, without publishing it anew.

    `due_before` is the date that drafts made before the review still hold; `due_next` takes its place
    (institutions.record.reviews).
    """

    page = models.ForeignKey("core.ContentPage", on_delete=models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField(_("reviewed on"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    due_before = models.DateField(null=True)
    due_next = models.DateField(_("next review"))

    wagtail_reference_index_ignore = True  # a page is not in use because something is kept about it

    class Meta:
        verbose_name = _("review of a page")
        ordering: ClassVar = ["-reviewed_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(due_next__gt=models.F("reviewed_on")), name="page_review_next_is_later"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.reviewed_on}"


class ReviewReminder(models.Model):
    """The people of a page were reminded of one due date at one stage, so that they are not again."""

    page = models.ForeignKey("core.ContentPage", on_delete=models.CASCADE, related_name="+")
    due_on = models.DateField()
    stage = models.CharField(max_length=8)

    wagtail_reference_index_ignore = True  # a page is not in use because something is kept about it

    class Meta:
        verbose_name = _("reminder of a review")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "due_on", "stage"], name="review_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.due_on} {self.stage}"
