"""What people are told by e-mail, and how each person wants to be told."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import CodesField


class NoticeKind(models.TextChoices):
    """What happened."""

    SUBMITTED = "submitted", _("Something waits for my approval")
    APPROVED = "approved", _("A step approved what I sent")
    RETURNED = "returned", _("What I sent came back for correction")
    CANCELLED = "cancelled", _("The approval of what I sent was cancelled")
    PUBLISHED = "published", _("What I wrote was published")
    SCHEDULED = "scheduled", _("What I wrote will be published at a set time")
    EXPIRING = "expiring", _("What I wrote will soon be taken down")
    REVIEW_DUE = "review_due", _("What I wrote is due for review")
    TASK_REMINDER = "task_reminder", _("An approval is due soon")
    TASK_OVERDUE = "task_overdue", _("An approval is late")
    ESCALATED = "escalated", _("A late approval was passed on to me")
    COMMENT = "comment", _("Somebody commented on a page that I follow")
    UNPUBLISHED = "unpublished", _("What I wrote was taken down")
    ACCESS_CHANGED = "access_changed", _("What I may do on the portal changed")
    PREVIEW_MADE = "preview_made", _("A preview link was made for what I wrote")


#: Somebody waits for the person who gets one of these.
WAITING_KINDS = frozenset(
    {
        NoticeKind.SUBMITTED,
        NoticeKind.RETURNED,
        NoticeKind.REVIEW_DUE,
        NoticeKind.TASK_REMINDER,
        NoticeKind.TASK_OVERDUE,
        NoticeKind.ESCALATED,
    }
)
#: Sent at once whatever a person prefers: the portal relies on its being read.
ALWAYS_KINDS = frozenset({NoticeKind.ESCALATED, NoticeKind.ACCESS_CHANGED})


class Rhythm(models.TextChoices):
    """How often a person wants e-mail."""

    AT_ONCE = "at_once", _("At once, one e-mail for each")
    DAILY = "daily", _("Together, every working morning")
    WEEKLY = "weekly", _("Together, on the first working morning of the week")
    WAITING = "waiting", _("At once, and only what waits for me")


class NoticeState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("state of a notice", "Waiting")
    SENT = "sent", pgettext_lazy("state of a notice", "Sent")
    DROPPED = "dropped", pgettext_lazy("state of a notice", "Not sent: no longer of use to the person")


class Notice(models.Model):
    """One thing that one person is told; the words are made when it is sent, in the person's language.

    `facts` holds dates, names of people and reasons, never content of a page. `event` names what happened, so that the
    same thing is not told twice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=20, choices=NoticeKind)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, null=True, related_name="notices")
    facts = models.JSONField(_("facts"), default=dict)
    event = models.CharField(_("event"), max_length=120, blank=True)
    is_collected = models.BooleanField(_("sent together with others"), default=False)
    created_at = models.DateTimeField(_("written"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=NoticeState, default=NoticeState.WAITING)
    settled_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        verbose_name = _("notice")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state="waiting", is_collected=True), name="notice_collected_due"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "event"], condition=~Q(event=""), name="notice_once_an_event"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class NoticePreference(models.Model):
    """How one person wants to be told; without a row, everything at once."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preference")
    rhythm = models.CharField(_("How often"), max_length=10, choices=Rhythm, default=Rhythm.AT_ONCE)
    kinds_off = CodesField(_("Send me no e-mail about"), codes=NoticeKind, max_length=300)

    class Meta:
        verbose_name = _("e-mail setting")
        default_permissions = ()

    def __str__(self) -> str:
        return self.rhythm
