"""Which parameters public addresses have, and which models public pages show; filled by each app's `ready()`."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save

from core.commits import once_at_commit

known_parameters: set[str] = set()

#: Columns that saving a draft, locking or indexing a page writes: no reader sees them.
DRAFT_COLUMNS = frozenset(
    {
        "alias_of",
        "draft_title",
        "has_unpublished_changes",
        "latest_revision",
        "latest_revision_created_at",
        "locked",
        "locked_at",
        "locked_by",
        "search_text",
    }
)


def register_parameters(*names: str) -> None:
    """Add query parameters that public pages answer to. All others are taken off the address before a view sees them."""
    known_parameters.update(names)


def watch(*types: type[models.Model]) -> None:
    """Let every saved or deleted row of these models, subclasses included, empty the page cache at commit.

    Bulk operations send no signals: code that uses them calls `changed()`.
    """
    for model in types:
        concrete = [other for other in _all_models() if issubclass(other, model)]
        for one in {model, *concrete}:
            name = f"page-cache {one._meta.label}"
            post_save.connect(_saved, sender=one, dispatch_uid=f"{name} saved")
            post_delete.connect(_deleted, sender=one, dispatch_uid=f"{name} deleted")


def _all_models() -> list[type[models.Model]]:
    from django.apps import apps

    return apps.get_models()


def _saved(
    sender: type[models.Model],
    instance: models.Model,
    created: bool,
    update_fields: frozenset[str] | None,
    **kwargs: Any,
) -> None:
    is_new_draft = created and not getattr(instance, "live", True)
    is_draft_work = update_fields is not None and update_fields <= DRAFT_COLUMNS
    if not is_new_draft and not is_draft_work:
        changed()


def _deleted(sender: type[models.Model], **kwargs: Any) -> None:
    changed()


def changed(**kwargs: Any) -> None:
    """Let no cached page be shown any more once the transaction under way has been committed, or now without one.

    Takes and ignores what a signal gives its receivers.
    """
    once_at_commit(_forget)


def _forget() -> None:
    from core.cache.stores import current_store

    if store := current_store():
        store.forget_all()
