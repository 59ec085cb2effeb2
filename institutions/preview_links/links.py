"""Making, finding, revoking and counting preview links."""

import hashlib
import hmac
import re
import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page

from core.models.user import User
from institutions.models.preview import PreviewLink, PreviewUse
from institutions.record.permissions import may_work_on
from institutions.record.telling import PREVIEW_MADE, tell

CREATED = "institutions.preview_link.create"
REVOKED = "institutions.preview_link.revoke"

SECRET_BYTES = 32  # 256 bits (OWASP Session Management Cheat Sheet, "Session ID Entropy"; RFC 6749, 10.10)
MOST_DAYS, DEFAULT_DAYS = 30, 7

#: What `secrets.token_urlsafe` makes of that many bytes (base64url, RFC 4648, section 5).
is_secret = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII).fullmatch


def digest_of(secret: str) -> str:
    """The SHA-256 digest (FIPS 180-4) of a secret, which is as good as no trace of it: the secret is random and long.

    A slow hash is for what people choose (OWASP Password Storage Cheat Sheet); nobody chose this.
    """
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def preview_link_create(*, page: Page, by: User, days: int = DEFAULT_DAYS, note: str = "") -> tuple[PreviewLink, str]:
    """A new link and its secret, which cannot be had again. Raises ValueError for less than a day or more than thirty."""
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"A preview link works for 1 to {MOST_DAYS} days, not {days}.")
    secret, now = secrets.token_urlsafe(SECRET_BYTES), timezone.now()
    link = PreviewLink.objects.create(
        page_id=page.pk,
        digest=digest_of(secret),
        note=note,
        created_by=by,
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    log(instance=page, action=CREATED, user=by, data={"note": note, "days": days})
    tell(PREVIEW_MADE, page, by=by, event=f"preview link {link.pk}")
    return link, secret


@transaction.atomic
def preview_link_revoke(*, link: PreviewLink, by: User) -> None:
    """Ends the link now. Does nothing when it has ended or was revoked."""
    if not PreviewLink.objects.open().filter(pk=link.pk).update(revoked_at=timezone.now()):
        return
    log(instance=link.page.specific, action=REVOKED, user=by, data={"note": link.note})


def open_link(secret: str) -> PreviewLink | None:
    """The link with this secret, if it may still be used: not ended, not revoked, its maker still working on the page.

    The digest is looked up, never the secret: how long the look-up takes tells only about digests, from which no secret
    can be worked out. What is found is compared once more in constant time (CWE-208).
    """
    digest = digest_of(secret) if is_secret(secret) else ""
    link = PreviewLink.objects.open().filter(digest=digest).select_related("page", "created_by").first()
    if link is None or not hmac.compare_digest(link.digest, digest):
        return None
    maker = link.created_by
    return link if maker.is_active and may_work_on(maker, link.page) else None


@transaction.atomic
def count_use(link: PreviewLink) -> None:
    """Adds one to the day's uses of the link. Nothing about who used it is kept."""
    today = timezone.localdate()
    PreviewUse.objects.get_or_create(link=link, day=today)
    PreviewUse.objects.filter(link=link, day=today).update(count=F("count") + 1)


def address_of(secret: str) -> str:
    """The path of the preview."""
    return reverse("preview:page-detail", args=[secret])
