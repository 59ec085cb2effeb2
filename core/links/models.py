"""What is known about each web address that public content names."""

import hashlib
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.links.checker import LONGEST_URL, Result
from core.links.enums import SOUND, UNSURE, Outcome
from core.links.sentences import sentence

WEEKLY = timedelta(days=7)
DAILY = timedelta(days=1)
RARELY = timedelta(days=3)
DAILY_FAILURES = 7  # after that many in a row, what fails is looked at rarely


def fingerprint(url: str) -> str:
    """What an address is found by: an index on 2,000 characters would exceed what PostgreSQL can hold in one."""
    return hashlib.sha256(url.encode()).hexdigest()


class LinkCheckQuerySet(models.QuerySet):
    def for_urls(self, urls: list[str]) -> "LinkCheckQuerySet":
        """The rows of these addresses."""
        return self.filter(url_hash__in={fingerprint(url) for url in urls})

    def due(self, now: datetime) -> "LinkCheckQuerySet":
        """To be checked, the longest overdue first."""
        return self.filter(next_check_at__lte=now).order_by("next_check_at", "pk")

    def failing(self) -> "LinkCheckQuerySet":
        """What editors should look at: the last check failed."""
        return self.filter(failing_since__isnull=False)

    def dead(self) -> "LinkCheckQuerySet":
        """What readers are told about."""
        return self.filter(is_dead=True)


class LinkCheck(models.Model):
    """One web address that public content names, and how its last check ended."""

    url = models.CharField(_("address"), max_length=LONGEST_URL)
    url_hash = models.CharField(max_length=64, unique=True, editable=False)
    outcome = models.CharField(_("result"), max_length=20, choices=Outcome.choices, blank=True)
    status_code = models.PositiveSmallIntegerField(_("status code"), null=True)
    at = models.CharField(_("where redirects led"), max_length=LONGEST_URL, blank=True)
    checked_at = models.DateTimeField(_("last checked"), null=True)
    failing_since = models.DateField(_("failing since"), null=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    is_dead = models.BooleanField(_("dead for readers"), default=False)
    next_check_at = models.DateTimeField(_("next check"), db_index=True)

    objects: ClassVar = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_dead=False) | models.Q(failing_since__isnull=False),
                name="link_dead_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def sentence(self) -> str:
        """What the last check found, in words of the active language."""
        return sentence(self.outcome, self.status_code, self.at)

    def note(self, result: Result, now: datetime) -> bool:
        """Take over a result, unsaved; True when readers are to be told something else than before.

        Readers are told that an address is dead only when it failed on two days: sites restart, move and are repaired
        within hours, and a wrong warning keeps people from a door that is open. Editors see the first failure.
        """
        today = timezone.localdate(now)
        was_dead = self.is_dead
        self.outcome, self.status_code, self.at, self.checked_at = result.outcome, result.status, result.at, now
        if result.outcome in SOUND:
            self.failing_since, self.failures, self.is_dead = None, 0, False
            self.next_check_at = now + WEEKLY
        else:
            self.failing_since = self.failing_since or today
            self.failures += 1
            self.is_dead = result.outcome not in UNSURE and self.failing_since < today
            self.next_check_at = now + (DAILY if self.failures <= DAILY_FAILURES else RARELY)
        return self.is_dead != was_dead
