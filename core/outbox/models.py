"""Rows of the outbox: what waits, who works, what happens at intervals."""

import time
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

KEY_LENGTH = 200


class OutboxEntryQuerySet(models.QuerySet):
    def waiting(self) -> "OutboxEntryQuerySet":
        """Held by nobody and not set aside: a change of the same key needs no second row."""
        return self.filter(lease_token__isnull=True, set_aside_at__isnull=True)

    def set_aside(self) -> "OutboxEntryQuerySet":
        """Given up until a person decides."""
        return self.filter(set_aside_at__isnull=False)

    def leasable(self, now: datetime) -> "OutboxEntryQuerySet":
        """Due, and neither the row nor its key is in the hands of a worker."""
        held = OutboxEntry.objects.filter(topic=OuterRef("topic"), key=OuterRef("key"), lease_until__gt=now)
        return self.filter(~Exists(held), set_aside_at__isnull=True, due_at__lte=now).order_by("due_at", "pk")


class OutboxEntry(models.Model):
    """One object that changed and whose consequence is still to be written. Never holds content."""

    topic = models.CharField(_("topic"), max_length=60)
    key = models.CharField(_("object"), max_length=KEY_LENGTH)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)
    due_at = models.DateTimeField(_("next attempt"))
    failures = models.PositiveIntegerField(_("failed attempts"), default=0)
    losses = models.PositiveIntegerField(_("lost workers"), default=0)
    error = models.TextField(_("last error"), blank=True)
    set_aside_at = models.DateTimeField(_("set aside"), null=True)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    sequence = models.BigIntegerField(default=0)

    objects: ClassVar = OutboxEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("background task")
        verbose_name_plural = _("background tasks")
        default_permissions = ("view", "change", "delete")
        indexes = [
            models.Index(fields=["topic", "key"], name="outbox_topic_key"),
            models.Index(fields=["due_at"], condition=Q(set_aside_at__isnull=True), name="outbox_due"),
            models.Index(fields=["lease_token"], condition=Q(lease_token__isnull=False), name="outbox_lease"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(lease_token__isnull=True, lease_until__isnull=True)
                | Q(lease_token__isnull=False, lease_until__isnull=False),
                name="outbox_lease_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True) | Q(lease_token__isnull=True),
                name="outbox_set_aside_is_not_held",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class OutboxCounter(models.Model):
    """The one row whose number every lease increases. Updating it also makes workers lease one after the other."""

    value = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="outbox_counter_is_one_row")]

    def __str__(self) -> str:
        return str(self.value)

    @classmethod
    def take(cls) -> int:
        """The next number. Call inside a transaction; others wait for its end.

        It follows the clock, in milliseconds: a database put back from a backup never gives a number again that an index
        has seen, which would take every change since then for an old one.
        """
        following = Greatest(F("value") + 1, Value(time.time_ns() // 1_000_000))
        if not cls.objects.filter(pk=1).update(value=following):
            OutboxCounter.objects.bulk_create([OutboxCounter(pk=1)], ignore_conflicts=True)
            cls.objects.filter(pk=1).update(value=following)
        return cls.objects.values_list("value", flat=True).get(pk=1)


class PeriodicJob(models.Model):
    """When one periodic job is due next, and which worker runs it."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    due_at = models.DateTimeField(_("next run"))
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("last finished"), null=True)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("periodic job")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class Worker(models.Model):
    """The sign of life of one worker process."""

    id = models.UUIDField(primary_key=True)
    node = models.CharField(_("node"), max_length=255)
    process = models.PositiveIntegerField(_("process"))
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    seen_at = models.DateTimeField(_("last seen"), db_index=True)

    class Meta:
        verbose_name = _("worker")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.node} {self.process}"
