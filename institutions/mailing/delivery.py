"""The worker's part: sends what waits, each notice once, and loses nothing when the mail server refuses or hangs."""

import smtplib
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from core.outbox import Lease, Unavailable
from institutions.mailing.access import is_of_use
from institutions.mailing.composing import message
from institutions.models.notice import Notice, NoticeState

PATIENCE = 15  # seconds for each answer of the mail server, where EMAIL_TIMEOUT says nothing
BATCH, LEASE_SECONDS = 20, 120
#: The server answered, and said no to this message alone.
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused)


def deliver(leases: list[Lease]) -> dict[str, str]:
    """Sends what the keys name; returns the refused ones with a sentence without address or content."""
    failures: dict[str, str] = {}
    with _Server() as server:
        for lease in leases:
            if sentence := _deliver(server, lease.key):
                failures[lease.key] = sentence
    return failures


def waiting_of(key: str) -> Iterator[Notice]:
    """The notices behind a key, `notice:1` or `digest:1` (of a person), that are not settled yet, oldest first."""
    what, _colon, number = key.partition(":")
    waiting = Notice.objects.filter(state=NoticeState.WAITING).select_related("user", "page__locale").order_by("pk")
    if what == "notice":
        yield from waiting.filter(pk=number)
    else:
        yield from waiting.filter(user_id=int(number), is_collected=True, due_at__lte=timezone.now())


def _deliver(server: "_Server", key: str) -> str:
    of_use: list[Notice] = []
    useless: list[Notice] = []
    for notice in waiting_of(key):
        (of_use if is_of_use(notice) else useless).append(notice)
    _settle(useless, NoticeState.DROPPED)
    if not of_use:
        return ""
    mail = message(of_use)
    try:
        server.send(mail)
    except REFUSED as error:
        return f"The mail server refused the message ({_code(error)})."
    except ValueError:
        _settle(of_use, NoticeState.DROPPED)  # an address that no header can hold; trying again changes nothing
        return ""
    _settle(of_use, NoticeState.SENT)
    return ""


def _settle(notices: list[Notice], state: NoticeState) -> None:
    if notices:
        keys = [notice.pk for notice in notices]
        Notice.objects.filter(pk__in=keys).update(state=state, settled_at=timezone.now())


def _code(error: Any) -> str:
    """The number of the answer; its words often repeat the address."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return ", ".join(sorted({str(answer[0]) for answer in error.recipients.values()}))
    return str(error.smtp_code)


class _Server:
    """One connection for a batch, opened with the first message. Raises Unavailable when the server does not answer."""

    def __init__(self) -> None:
        self.connection: Any = None

    def __enter__(self) -> "_Server":
        return self

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.connection is not None:
            try:
                self.connection.close()
            except OSError:
                self.connection = None  # it closed first

    def send(self, mail: Any) -> None:
        """Hands one message over."""
        try:
            if self.connection is None:
                patience = getattr(settings, "EMAIL_TIMEOUT", None) or PATIENCE
                self.connection = get_connection(fail_silently=False, timeout=patience)
                self.connection.open()
            mail.connection = self.connection
            mail.send(fail_silently=False)
        except REFUSED:
            raise
        except OSError as error:  # smtplib's errors are among them
            self.connection = None
            raise Unavailable(f"The mail server does not answer as it should ({type(error).__name__}).") from error
