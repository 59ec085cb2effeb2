"""E-mails to the people who work here: what happened to a page, what waits for them, in their language.

`send_notice` writes a row for each person and one in the outbox, in the transaction of what happened; the worker sends.

What is guaranteed: a notice whose transaction was committed is sent, or dropped because the person may no longer see the
page or nobody waits any more, or is shown to the administrators as set aside after many refusals. The same event is
written once for a person. A notice is marked as sent directly after the mail server took it; a worker that dies between
the two sends it again with the same Message-ID, by which mail programs recognise the second (RFC 5322, 3.6.4). SMTP
offers nothing better.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wagtail.models import Page

__all__ = ["send_notice"]


def send_notice(kind: str, users: Iterable[Any], page: "Page | None" = None, **facts: str | date) -> None:
    """Tells each active person in `users` that `kind` (institutions.models.NoticeKind) happened to `page`, or to nothing.

    Facts shown in the e-mail: `by`, `step`, `reason`, `due_on`, `at`, `next`, `change`. Facts not shown: `event` (what
    happened, in at most 120 characters: told once to a person), `task_state` (key of the TaskState that waits; nothing is
    sent once it is settled), `title` and `path` (of what is no page). Call it in the transaction of what happened. Raises
    ValueError for another kind or fact.
    """
    from institutions.mailing.writing import write_notices

    write_notices(kind, users, page, facts)
