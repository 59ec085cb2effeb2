"""Versions: drafted by copying, frozen when submitted, numbered when published."""

from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from core.models import User
from knowledge.models import LegalTextPage, Provision, TextVersion
from knowledge.parts import plan_parts

_NOT_COPIED = {"id", "version", "original"}  # the text as received belongs to the version that received it
_COPIED_TO_DRAFT = ("text_key", "language", "source_url", "source_sha256", "source_file")


@transaction.atomic
def version_copy(*, version: TextVersion, user: User | None) -> TextVersion:
    """A draft with the same articles. The rows are copied inside the database: 1,291 of them in some 20 ms."""
    draft = TextVersion.objects.create(
        copied_from=version, created_by=user, **{name: getattr(version, name) for name in _COPIED_TO_DRAFT}
    )
    columns = [
        connection.ops.quote_name(str(field.column))
        for field in Provision._meta.local_concrete_fields
        if field.name not in _NOT_COPIED
    ]
    table, listed = connection.ops.quote_name(Provision._meta.db_table), ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (version_id, {listed}) SELECT %s, {listed} FROM {table} WHERE version_id = %s",
            [draft.pk, version.pk],
        )
    return draft


@transaction.atomic
def version_draft(*, page: LegalTextPage, user: User) -> TextVersion:
    """The version that the page's next revision names and that may be changed; a new one if the present one is frozen.

    `page` is the page as its latest revision has it. Its `version` is set; the caller saves the revision
    (`record_edit`) once the change itself is made.
    """
    if page.version is None:
        page.version = TextVersion.objects.create(
            text_key=page.translation_key, language=page.locale.language_code, created_by=user
        )
    elif page.version.is_frozen:
        page.version = version_copy(version=page.version, user=user)
    # Whoever writes at the same moment waits, so that positions stay in one order.
    return TextVersion.objects.select_for_update().get(pk=page.version.pk)


def record_edit(*, page: LegalTextPage, user: User, action: str, data: dict[str, Any]) -> None:
    """Saves a page revision for a change of the text, so that the history and the approval know who wrote it.

    A person's own last revision is written over, unless somebody was asked to approve it or it is live (PortalPage).
    """
    from wagtail.log_actions import log

    last = page.latest_revision
    again = last is not None and last.user_id == user.pk and page.has_unpublished_changes
    revision = page.save_revision(user=user, clean=False, overwrite_revision=last if again else None)
    log(instance=page, action=action, user=user, revision=revision, data=data, content_changed=True)


@transaction.atomic
def version_save(*, page: LegalTextPage, user: User, **fields: Any) -> TextVersion:
    """Changes what is said about the text (label, in force from, source) in a draft, and records the edit."""
    version = version_draft(page=page, user=user)
    for name, value in fields.items():
        setattr(version, name, value)
    version.full_clean()
    version.save(update_fields=list(fields))
    page.version = version
    record_edit(page=page, user=user, action="knowledge.version_edit", data={"version": version.pk})
    return version


@transaction.atomic
def version_divide(*, version: TextVersion) -> int:
    """Writes into each row the part it is read in; returns how many parts there are."""
    rows = list(version.provisions.in_order().defer("original"))
    parts = plan_parts(rows)
    for part, group in groupby(zip(parts, rows, strict=True), key=itemgetter(0)):
        positions = [row.position for _part, row in group]
        # Not `update`: where a text is cut is no change of it, and a frozen text may be cut anew.
        in_part = Provision.objects.filter(version=version, position__range=(positions[0], positions[-1]))
        super(type(in_part), in_part).update(part=part)
    count = parts[-1] if parts else 1
    TextVersion.objects.filter(pk=version.pk).stamp(part_count=count)
    version.part_count = count
    return count


@transaction.atomic
def version_freeze(*, version: TextVersion) -> None:
    """Ends all change of the version; nothing happens when it has ended already."""
    if version.is_frozen:
        return
    version_divide(version=version)
    version.frozen_at = timezone.now()
    TextVersion.objects.filter(pk=version.pk).stamp(frozen_at=version.frozen_at)


@transaction.atomic
def version_publish(*, version: TextVersion) -> None:
    """Gives the version its number and opens it to the public; nothing happens when it is open already."""
    if version.published_at:
        return
    version_freeze(version=version)
    same_text = TextVersion.objects.filter(text_key=version.text_key, language=version.language)
    version.number = (same_text.aggregate(last=Max("number"))["last"] or 0) + 1
    version.published_at = timezone.now()
    TextVersion.objects.filter(pk=version.pk).stamp(number=version.number, published_at=version.published_at)
