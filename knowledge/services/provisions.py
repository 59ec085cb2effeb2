"""Articles are changed one by one, each by itself, in a draft of the text."""

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from core.models import User
from knowledge.models import LegalTextPage, Provision, TextVersion
from knowledge.services.versions import record_edit, version_draft

WORDING = ("kind", "level", "label", "heading", "text")


class EditConflict(Exception):
    """Somebody else changed the article since it was opened."""

    def __init__(self) -> None:
        super().__init__(_("Somebody changed this article after you opened it. Open it again to see their change."))


def wording_mark(provision: Provision) -> str:
    """A short fingerprint of what an editor sees of an article, to notice a change in between."""
    seen = "\0".join(str(getattr(provision, name)) for name in WORDING)
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


@transaction.atomic
def provision_save(
    *, page: LegalTextPage, user: User, anchor: str, seen: str, place: int | None = None, **fields: Any
) -> Provision:
    """Saves one article of the page's draft and nothing else. `place` counts from 1.

    Raises EditConflict when the article is no longer as `seen` (see `wording_mark`), Provision.DoesNotExist when it
    was removed.
    """
    version = version_draft(page=page, user=user)
    provision = version.provisions.get(anchor=anchor)
    if seen != wording_mark(provision):
        raise EditConflict
    before = wording_mark(provision)
    for name, value in fields.items():
        setattr(provision, name, value)
    if wording_mark(provision) != before:
        provision.since = version
    provision.full_clean(exclude=["since", "position"])
    provision.save()
    if place is not None:
        _place(version, provision, place)
    _changed(page, user, version, "knowledge.article_edit", provision)
    return provision


@transaction.atomic
def provision_add(*, page: LegalTextPage, user: User, place: int | None = None, **fields: Any) -> Provision:
    """Adds an article or a division to the page's draft at `place` (from 1), or at its end."""
    version = version_draft(page=page, user=user)
    last = version.provisions.aggregate(last=Max("position"))["last"] or 0
    provision = Provision(version=version, position=last + 1, since=version, **fields)
    provision.full_clean(exclude=["since"])
    provision.save()
    if place is not None:
        _place(version, provision, place)
    _changed(page, user, version, "knowledge.article_add", provision)
    return provision


@transaction.atomic
def provision_remove(*, page: LegalTextPage, user: User, anchor: str) -> None:
    """Takes an article out of the page's draft. Published versions keep it, at its address there."""
    version = version_draft(page=page, user=user)
    provision = version.provisions.get(anchor=anchor)
    provision.delete()
    version.provisions.filter(position__gt=provision.position).update(position=F("position") - 1)
    _changed(page, user, version, "knowledge.article_remove", provision)


@transaction.atomic
def provision_move(*, page: LegalTextPage, user: User, anchor: str, place: int) -> Provision:
    """Puts an article at another place (from 1) of the page's draft."""
    version = version_draft(page=page, user=user)
    provision = version.provisions.get(anchor=anchor)
    _place(version, provision, place)
    _changed(page, user, version, "knowledge.article_move", provision)
    return provision


def _place(version: TextVersion, provision: Provision, place: int) -> None:
    """Shifts what lies between the old and the new place. Positions of a version are 1 to n, without gaps."""
    new = max(1, min(place, version.provisions.count()))
    old = provision.position
    if new < old:
        version.provisions.filter(position__gte=new, position__lt=old).update(position=F("position") + 1)
    elif new > old:
        version.provisions.filter(position__gt=old, position__lte=new).update(position=F("position") - 1)
    version.provisions.filter(pk=provision.pk).update(position=new)
    provision.position = new


def _changed(page: LegalTextPage, user: User, version: TextVersion, action: str, provision: Provision) -> None:
    """Notes that the parts must be planned anew, and who did what."""
    TextVersion.objects.filter(pk=version.pk).update(part_count=0)
    page.version = version
    record_edit(page=page, user=user, action=action, data={"anchor": provision.anchor, "label": provision.label})
