"""What is kept about the steps of a workflow beside Wagtail's own: absences, what was done when, who translated."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """Who decides when those before do not."""

    STEP = 0, _("the people of the step")
    PORTAL = 1, _("the portal's moderators")
    ADMINISTRATORS = 2, _("the administrators")


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: object) -> "AbsenceQuerySet":
        """Those that cover this day."""
        return self.filter(first_day__lte=day, last_day__gte=day)


class Absence(models.Model):
    """Days on which somebody decides nothing, and who of the same institution decides in their place."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="absences"
    )
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deputy"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "Somebody of the same institution. Nobody decides about what they wrote, in somebody's place either."
        ),
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering: ClassVar = ["-first_day", "user"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="absence_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(deputy__isnull=True) | ~Q(deputy=F("user")), name="absence_deputy_is_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.first_day} - {self.last_day}"

    def clean(self) -> None:
        """Raises ValidationError for days in the wrong order or a deputy who is the absent person."""
        super().clean()
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": _("The last day cannot be before the first.")})
        if self.deputy_id and self.deputy_id == self.user_id:
            raise ValidationError({"deputy": _("Choose another person than the one who is absent.")})


class StepEvent(models.Model):
    """Something that was done once about a step that waits, because of its time or of absent people."""

    class Kind(models.TextChoices):
        DUE_SOON = "due_soon", _("Reminded before it was due")
        OVERDUE = "overdue", _("Reminded when it was overdue")
        ESCALATED = "escalated", _("Opened to the next level")

    class Reason(models.TextChoices):
        OVERDUE = "overdue", _("it was overdue")
        ABSENT = "absent", _("everybody who could decide is absent")
        NOBODY = "nobody", _("nobody of the step may decide")

    task_state = models.ForeignKey("wagtailcore.TaskState", on_delete=models.CASCADE, related_name="step_events")
    kind = models.CharField(max_length=10, choices=Kind)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.STEP)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    happened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("event of a step")
        verbose_name_plural = _("events of steps")
        ordering: ClassVar = ["happened_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task_state", "kind", "level"], name="step_event_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_level_display()})"


class SegmentEdit(models.Model):
    """Somebody translated a segment of a page; wagtail-localize keeps only who did it last."""

    translation_key = models.UUIDField()
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    edited_at = models.DateTimeField()

    class Meta:
        verbose_name = _("translation of a segment")
        indexes: ClassVar = [models.Index(fields=["translation_key", "locale"], name="segment_edit_page")]

    def __str__(self) -> str:
        return f"{self.translation_key} {self.locale_id}"
