"""Addresses at which people without an account may read one draft for some days."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Max, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PreviewLinkQuerySet(models.QuerySet):
    def open(self) -> "PreviewLinkQuerySet":
        """Neither ended nor revoked."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())

    def with_uses(self) -> "PreviewLinkQuerySet":
        """With how often each was used (`times`) and on what day last (`last_on`)."""
        return self.annotate(times=Sum("uses__count"), last_on=Max("uses__day"))


class PreviewLink(models.Model):
    """One address for one page. Of the secret in it only the SHA-256 digest is kept, so a copy of the database opens none."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="preview_links")
    digest = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(_("for whom"), max_length=120, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("created by"), on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(_("created on"), default=timezone.now)
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("revoked on"), null=True, blank=True)

    objects: ClassVar = PreviewLinkQuerySet.as_manager()

    wagtail_reference_index_ignore = True  # a page is not in use because something is kept about it

    class Meta:
        verbose_name = _("preview link")
        ordering: ClassVar = ["-created_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="preview_link_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.note or self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it still leads anywhere, as far as time and revocation go."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class PreviewUse(models.Model):
    """How often one link was used on one day; nothing of who used it."""

    link = models.ForeignKey(PreviewLink, on_delete=models.CASCADE, related_name="uses")
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("times"), default=0)

    wagtail_reference_index_ignore = True  # a page is not in use because something is kept about it

    class Meta:
        verbose_name = _("use of a preview link")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["link", "day"], name="preview_use_one_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
