"""Writes the version of an imported text with its articles: at once, or piece by piece when they are many."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.importing.rows import insert_rows
from core.models import User
from knowledge.importers.prepare import PreparedText
from knowledge.models import Provision, TextVersion
from knowledge.models.version import TextVersionQuerySet

SOURCE = "legal-texts"
_KEYS = uuid.UUID("6f1ba5b0-7d0d-4dc5-9d4f-5a8f5e1c3f6a")
LEFT_OVER_AFTER = timedelta(days=1)


def text_key(source_id: str) -> uuid.UUID:
    """The key that a text has in every run: an interrupted import ends as an uninterrupted one."""
    return uuid.uuid5(_KEYS, f"{SOURCE}:{source_id}")


def provisions_of(text: PreparedText) -> Iterator[Provision]:
    """The rows of the text's articles and divisions, in order, without their version."""
    for position, prepared in enumerate(text.provisions, start=1):
        row = Provision(
            position=position,
            kind=prepared.kind,
            level=prepared.level,
            anchor=prepared.anchor,
            label=prepared.label,
            heading=prepared.heading,
            text=prepared.text,
            part=prepared.part,
        )
        row.original_text = prepared.original
        yield row


def write_versions(
    texts: Sequence[PreparedText],
    author: User,
    articles: Sequence[list[Provision]],
    keys: Sequence[uuid.UUID] | None = None,
) -> list[TextVersion]:
    """A draft version with its articles for each text, each table written once."""
    keys = keys or [text_key(text.source_id) for text in texts]
    versions = TextVersion.objects.bulk_create(
        _version(text, key, author) for text, key in zip(texts, keys, strict=True)
    )
    for version, rows in zip(versions, articles, strict=True):
        for row in rows:
            row.version = row.since = version
    insert_rows([row for rows in articles for row in rows])
    return versions


def begin_version(
    text: PreparedText, key: uuid.UUID, author: User, rows: Sequence[Provision]
) -> tuple[TextVersion, list[Provision]]:
    """A draft version that is written piece by piece, and the articles it still lacks.

    It is the one that an interrupted import began, if that holds the first of these very articles; else a new one.
    """
    for version in _begun().filter(text_key=key, language=text.language):
        written = [_words(row) for row in version.provisions.in_order()]
        if version.source_sha256 == text.sha256 and written == [_words(row) for row in rows[: len(written)]]:
            return version, list(rows[len(written) :])
        version.delete()
    version = _version(text, key, author)
    version.is_being_written = True
    version.save()
    return version, list(rows)


def _begun() -> TextVersionQuerySet:
    return TextVersion.objects.filter(is_being_written=True)


def _words(row: Provision) -> tuple[object, ...]:
    return row.position, row.kind, row.level, row.anchor, row.label, row.heading, row.text, row.part


def remove_left_over() -> None:
    """Removes versions that some import began and never ended, a day after."""
    for version in _begun().filter(created_at__lt=timezone.now() - LEFT_OVER_AFTER):
        version.delete()


@transaction.atomic
def add_provisions(version: TextVersion, rows: Sequence[Provision]) -> None:
    """Adds articles to a draft version."""
    for row in rows:
        row.version = row.since = version
    insert_rows(rows)


def end_version(version: TextVersion) -> None:
    """Says that all articles of a version that was begun are there."""
    version.is_being_written = False
    TextVersion.objects.filter(pk=version.pk).stamp(is_being_written=False)


def publish_first(versions: Sequence[TextVersion]) -> None:
    """Publishes the versions as the first of their texts."""
    now = timezone.now()
    for version in versions:
        version.number, version.frozen_at, version.published_at = 1, now, now
    keys = [version.pk for version in versions]
    TextVersion.objects.filter(pk__in=keys).stamp(number=1, frozen_at=now, published_at=now)


def _version(text: PreparedText, key: uuid.UUID, author: User) -> TextVersion:
    return TextVersion(
        text_key=key,
        language=text.language,
        source_url=text.source_url,
        source_sha256=text.sha256,
        created_by=author,
        part_count=text.part_count,
    )
