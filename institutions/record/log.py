"""What the history of a page says about reviews, preview links and why it was taken down."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogActionRegistry, LogFormatter

from core.i18n.formats import format_date
from institutions.preview_links.links import CREATED, REVOKED
from institutions.record.enums import UnpublishReason
from institutions.record.reviews import REVIEWED
from institutions.record.unpublishing import action_of


class UnpublishFormatter(LogFormatter):
    """The reason, with what readers are told below it."""

    sentence: str | Promise = ""

    def format_message(self, log_entry: Any) -> str:
        """What was done."""
        return str(self.sentence) % {"title": log_entry.data.get("title", "")}

    def format_comment(self, log_entry: Any) -> str:
        """What readers are told."""
        return log_entry.data.get("text", "")


class ReviewFormatter(LogFormatter):
    label = gettext_lazy("Review")

    def format_message(self, log_entry: Any) -> str:
        """When it is due again."""
        from datetime import date

        due_on = date.fromisoformat(log_entry.data["due_on"])
        return _("Reviewed and found still right; next review on %(date)s") % {"date": format_date(due_on)}


class CreatedFormatter(LogFormatter):
    label = gettext_lazy("Create preview link")

    def format_message(self, log_entry: Any) -> str:
        """For how long, and for whom."""
        days, note = log_entry.data["days"], log_entry.data["note"]
        words = {"days": days, "note": note}
        if note:
            sentence = ngettext(
                "Preview link for %(days)s day made: %(note)s", "Preview link for %(days)s days made: %(note)s", days
            )
        else:
            sentence = ngettext("Preview link for %(days)s day made", "Preview link for %(days)s days made", days)
        return sentence % words


class RevokedFormatter(LogFormatter):
    label = gettext_lazy("Revoke preview link")

    def format_message(self, log_entry: Any) -> str:
        """Which one."""
        note = log_entry.data["note"]
        return _("Preview link revoked: %(note)s") % {"note": note} if note else _("Preview link revoked")


SENTENCES = {
    UnpublishReason.ERROR: gettext_lazy("Taken down as published in error"),
    UnpublishReason.CONSOLIDATED: gettext_lazy("Taken down and replaced by “%(title)s”"),
    UnpublishReason.WITHDRAWN: gettext_lazy("Withdrawn; it stays readable with a notice"),
}


def register_log_actions(actions: LogActionRegistry) -> None:
    """Adds the actions of this package and of preview links."""
    for reason, sentence in SENTENCES.items():
        members = {"label": gettext_lazy("Take down"), "sentence": sentence}
        formatter = type(f"Unpublish{reason.name.title()}Formatter", (UnpublishFormatter,), members)
        actions.register_action(action_of(reason))(formatter)
    actions.register_action(REVIEWED)(ReviewFormatter)
    actions.register_action(CREATED)(CreatedFormatter)
    actions.register_action(REVOKED)(RevokedFormatter)
