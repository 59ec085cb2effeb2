"""What the e-mail of each kind says, and where its one button leads."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from institutions.models.notice import NoticeKind

EDITOR, PUBLIC, ACCOUNT = "editor", "public", "account"


@dataclass(frozen=True)
class Words:
    """Subject and sentence with a place for the title, and the label of the one thing to do."""

    subject: str | Promise
    sentence: str | Promise
    action: str | Promise
    place: str = EDITOR


WORDS: dict[NoticeKind, Words] = {
    NoticeKind.SUBMITTED: Words(
        _("Waits for your approval: %(title)s"),
        _("“%(title)s” was sent for approval. Read it, then approve it or return it with a reason."),
        _("Read and decide"),
    ),
    NoticeKind.APPROVED: Words(
        _("Approved: %(title)s"),
        _("“%(title)s”, which you sent, was approved and goes on to the next step. You have nothing to do."),
        _("See where it stands"),
    ),
    NoticeKind.RETURNED: Words(
        _("Returned for correction: %(title)s"),
        _("“%(title)s” came back to you. Read the reason, correct it and send it again."),
        _("Correct it"),
    ),
    NoticeKind.CANCELLED: Words(
        _("Approval cancelled: %(title)s"),
        _("The approval of “%(title)s”, which you sent, was cancelled. Send it again when it is ready."),
        _("Open it"),
    ),
    NoticeKind.PUBLISHED: Words(
        _("Published: %(title)s"),
        _("“%(title)s” was approved and published. Everybody can read it now."),
        _("Read it as the public does"),
        PUBLIC,
    ),
    NoticeKind.SCHEDULED: Words(
        _("Will be published: %(title)s"),
        _("“%(title)s” was approved. The portal publishes it by itself at the time below."),
        _("See the time, or change it"),
    ),
    NoticeKind.EXPIRING: Words(
        _("Will soon be taken down: %(title)s"),
        _("“%(title)s” is taken down by itself at the time below. Set a later time if it should stay."),
        _("Decide whether it stays"),
    ),
    NoticeKind.REVIEW_DUE: Words(
        _("Due for review: %(title)s"),
        _("Somebody must look at “%(title)s” again. Check that it is still right, and set the next day of review."),
        _("Review it"),
    ),
    NoticeKind.TASK_REMINDER: Words(
        _("Reminder, your approval is due: %(title)s"),
        _("“%(title)s” still waits for your approval. Approve it or return it with a reason."),
        _("Read and decide"),
    ),
    NoticeKind.TASK_OVERDUE: Words(
        _("Late, your approval is overdue: %(title)s"),
        _("The time for the approval of “%(title)s” is over. Decide now, before it is passed on to the next level."),
        _("Read and decide"),
    ),
    NoticeKind.ESCALATED: Words(
        _("Passed on to you: %(title)s"),
        _("Nobody decided on “%(title)s” in time, so the decision was passed on to you."),
        _("Read and decide"),
    ),
    NoticeKind.COMMENT: Words(
        _("New comments: %(title)s"),
        _("Somebody wrote or settled comments on “%(title)s”. Read and answer them there."),
        _("Read the comments"),
    ),
    NoticeKind.UNPUBLISHED: Words(
        _("Taken down: %(title)s"),
        _("“%(title)s” is no longer public."),
        _("Open it"),
    ),
    NoticeKind.ACCESS_CHANGED: Words(
        _("What you may do on the portal has changed"),
        _("What you may do on the portal has changed. If you did not expect this, ask your administrator."),
        _("Open your account"),
        ACCOUNT,
    ),
    NoticeKind.PREVIEW_MADE: Words(
        _("Preview link made: %(title)s"),
        _("A link was made with which people without an account can read the draft of “%(title)s”."),
        _("See the links, or take one back"),
    ),
}

#: Facts that are shown, in this order, each with its label.
SHOWN: dict[str, str | Promise] = {
    "by": pgettext_lazy("who did it", "By"),
    "step": _("Step"),
    "next": _("Next step"),
    "reason": _("Reason"),
    "change": pgettext_lazy("what became different", "Change"),
    "due_on": _("Due on"),
    "at": _("Time"),
}
HIDDEN = frozenset({"event", "task_state", "title", "path"})
