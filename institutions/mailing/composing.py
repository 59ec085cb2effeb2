"""Makes the e-mail of one or several notices: in the person's language, as plain text and as HTML."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from wagtail.users.models import UserProfile

from core.i18n.direction import direction
from core.i18n.formats import format_date, format_time
from core.site_name import portal_name
from institutions.mailing.kinds import ACCOUNT, PUBLIC, SHOWN, WORDS
from institutions.models.notice import WAITING_KINDS, Notice, NoticeKind

LONGEST_SUBJECT = 180
#: Line breaks and other control characters, which in a header would begin another one (CWE-93), and the marks that turn
#: the direction of what follows (Unicode, UAX 9).
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
FIRST_STRONG, POP = "\u2068", "\u2069"


@dataclass(frozen=True)
class Entry:
    """What is said about one notice."""

    subject: str
    sentence: str
    details: list[tuple[str, str]]
    action: str
    url: str
    waits: bool


def language_of_reader(user: Any) -> str:
    """The language the person chose for the admin, else the portal's; never that of whoever acts now."""
    chosen = UserProfile.objects.filter(user=user).values_list("preferred_language", flat=True).first()
    return chosen if chosen and chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def message(notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """The e-mail for notices of one person; of one alone it has the notice's own subject and button."""
    user = notices[0].user
    language = language_of_reader(user)
    with translation.override(language):
        entries = sorted((entry(notice) for notice in notices), key=lambda one: not one.waits)
        context = _context(entries, language)
        mail = EmailMultiAlternatives(
            subject=context["subject"],
            body=render_to_string("institutions/mail/notice.txt", context).strip() + "\n",
            to=[user.email],
            headers=_headers(notices, language),
        )
        mail.attach_alternative(render_to_string("institutions/mail/notice.html", context), "text/html")
    return mail


def entry(notice: Notice) -> Entry:
    """What a notice says in the active language."""
    kind = NoticeKind(notice.kind)
    words, title = WORDS[kind], one_line(_title(notice))
    return Entry(
        subject=one_line(str(words.subject) % {"title": title})[:LONGEST_SUBJECT],
        # A French title inside an Arabic sentence keeps its own direction and leaves the sentence its own.
        sentence=str(words.sentence) % {"title": f"{FIRST_STRONG}{title}{POP}"},
        details=list(_details(notice.facts)),
        action=str(words.action),
        url=_address(notice, words.place),
        waits=kind in WAITING_KINDS,
    )


def one_line(text: str) -> str:
    """The text without line breaks and other characters that change what stands around it."""
    return " ".join(_UNSAFE.sub(" ", text).split())


def _context(entries: list[Entry], language: str) -> dict[str, Any]:
    alone = entries[0] if len(entries) == 1 else None
    count = ngettext("%(count)s notice from the portal", "%(count)s notices from the portal", len(entries))
    return {
        "entries": entries,
        "alone": alone,
        "subject": alone.subject if alone else count % {"count": len(entries)},
        "action": alone.action if alone else gettext("Open the portal"),
        "url": alone.url if alone else _absolute(reverse("wagtailadmin_home")),
        "settings_url": _absolute(reverse("wagtailadmin_account")),
        "portal": one_line(portal_name()),
        "language": language,
        "direction": direction(language),
    }


def _headers(notices: Sequence[Notice], language: str) -> dict[str, str]:
    newest = notices[-1]
    name = f"notice-{newest.pk}" if len(notices) == 1 else f"notices-{newest.user_id}-{newest.pk}"
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return {
        "Message-ID": f"<{name}@{host}>",  # the same when it is sent again
        "Auto-Submitted": "auto-generated",  # RFC 3834: no absence message answers it
        "X-Auto-Response-Suppress": "All",  # the same for Exchange
        "Content-Language": language,
    }


def _title(notice: Notice) -> str:
    if notice.page is None:
        return notice.facts.get("title", "")
    page = notice.page
    return page.title if notice.kind == NoticeKind.PUBLISHED else page.draft_title or page.title


def _address(notice: Notice, place: str) -> str:
    page = notice.page
    if place == ACCOUNT:
        return _absolute(reverse("wagtailadmin_account"))
    if page is None:
        return _absolute(notice.facts.get("path") or reverse("wagtailadmin_home"))
    if place == PUBLIC and page.live and (url := page.get_url()):
        return _absolute(url)
    return _absolute(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def _absolute(url: str) -> str:
    return url if url.startswith(("http://", "https://")) else f"{settings.SITE_URL}{url}"


def _details(facts: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, label in SHOWN.items():
        if value := facts.get(name):
            yield str(label), _shown(name, value)


def _shown(name: str, value: str) -> str:
    if name == "due_on":
        return format_date(date.fromisoformat(value[:10]))
    if name == "at":
        moment = datetime.fromisoformat(value)
        return gettext("%(day)s at %(time)s") % {"day": format_date(moment), "time": format_time(moment)}
    return one_line(value)
