"""What readers say about single pages."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from core.i18n.formats import format_date
from core.models import Institution, User
from feedback.enums import RemarkKind, RemarkState
from feedback.permissions import sees_every_remark

LONGEST_ADDRESS = 500
LONGEST_TEXT = 2000
FIRST_WORDS = 120


def today() -> date:
    """The day at the portal's place: nothing finer is ever kept of a remark."""
    return timezone.localdate()


class PageRemarkQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> "PageRemarkQuerySet":
        """Those about pages that this person may change; every one for who may change all pages.

        List, single remark, export and count all start here, and nowhere else is decided who sees what.
        """
        if sees_every_remark(user):
            return self.all()
        return self.filter(page__in=page_permission_policy.instances_user_has_permission_for(user, "change"))

    def waiting(self) -> "PageRemarkQuerySet":
        """Nobody has dealt with them yet."""
        return self.filter(state=RemarkState.NEW)

    def same_day(self, *, page: Page | None, address: str, kind: str) -> "PageRemarkQuerySet":
        """Of this kind, sent today, about the same page; about the same address where it is no page."""
        about = {"page": page} if page else {"page": None, "address": address}
        return self.filter(sent_on=today(), kind=kind, **about)


class PageRemark(models.Model):
    """What one reader said about one page on one day. Nothing in it says who the reader was."""

    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    address = models.CharField(_("address"), max_length=LONGEST_ADDRESS, editable=False)
    page_title = models.CharField(_("title of the page"), max_length=255, editable=False)
    language = models.CharField(_("language"), max_length=12, editable=False)
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
    )
    kind = models.CharField(_("kind"), max_length=12, choices=RemarkKind, editable=False)
    text = models.TextField(_("what the reader wrote"), max_length=LONGEST_TEXT, blank=True, editable=False)
    sent_on = models.DateField(_("sent on"), default=today, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=RemarkState, default=RemarkState.NEW)
    note = models.TextField(
        _("note for colleagues"),
        blank=True,
        max_length=LONGEST_TEXT,
        help_text=_("What was corrected, or why nothing was. Readers never see it."),
    )
    handled_by = models.ForeignKey(
        User,
        verbose_name=_("handled by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
    )
    handled_on = models.DateField(_("handled on"), null=True, editable=False)

    #: No row of the reference index: "where is this page used" would name remarks to people who may not see them.
    wagtail_reference_index_ignore: ClassVar[bool] = True
    objects: ClassVar = PageRemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark of a reader")
        verbose_name_plural = _("readers’ remarks")
        default_permissions = ("view", "change")
        ordering = ["-sent_on", "-pk"]
        indexes = [
            models.Index(fields=["page", "sent_on"], name="page_remark_page_day"),
            models.Index(fields=["state", "sent_on"], name="page_remark_state_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=RemarkKind.ERROR) | ~Q(text=""), name="page_remark_error_says_what"
            ),
            models.CheckConstraint(
                condition=Q(state=RemarkState.NEW, handled_on__isnull=True)
                | (~Q(state=RemarkState.NEW) & Q(handled_on__isnull=False)),
                name="page_remark_handled_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return _("%(title)s (%(date)s)") % {"title": self.page_title, "date": format_date(self.sent_on)}

    @property
    def first_words(self) -> str:
        """The beginning of the text on one line, for lists."""
        line = " ".join(self.text.split())
        return line if len(line) <= FIRST_WORDS else f"{line[: FIRST_WORDS - 1]}…"

    def settle(self, user: Any) -> None:
        """Note who dealt with it today, or that nobody did when it is new again. Does not save."""
        is_new = self.state == RemarkState.NEW
        self.handled_by = None if is_new else user
        self.handled_on = None if is_new else today()
