"""Comments in the page editor: those who follow a page or a thread are told, without its words."""

import time
from collections.abc import Iterable
from typing import Any

from wagtail.admin.views.pages import edit

from institutions.mailing import send_notice
from institutions.models.notice import NoticeKind

#: Comments of one person on one page within this time make one e-mail: the editor saves every half second.
TOGETHER_SECONDS = 600


def comments_changed(recipient_users: Iterable[Any], notification: str, extra_context: dict[str, Any]) -> bool:
    """Takes the place of `wagtail.admin.mail.send_notification`, which the editor calls with those to be told.

    Wagtail chooses them: who follows the page, and who wrote in the thread. It would send the whole text of the comments,
    inside the request, also to people who can no longer see the page.
    """
    page, editor = extra_context["page"], extra_context["editor"]
    event = f"{page.pk} {editor.pk} {int(time.time() // TOGETHER_SECONDS)}"
    send_notice(NoticeKind.COMMENT, recipient_users, page, by=editor.get_full_name(), event=event)
    return True


def replace_comment_mail() -> None:
    """Called once the admin is loaded."""
    edit.send_notification = comments_changed
