"""Writes prepared items: new ones many at a time, changed ones one by one as a new revision."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from wagtail.models import Page, Revision

from core.importing.models import ImportedItem, ImportRun
from core.importing.pages import Approval, create_pages
from core.importing.slugs import free_slugs
from core.importing.targets import import_target
from core.models import ContentPage, User
from core.publishing import approve_and_publish
from knowledge.importers.items.prepare import PreparedItem

_KEYS = uuid.UUID("0f3f2f35-2f67-4a6e-9d3c-0c0d5b8a8d52")


def source_of(institution: str, list_name: str) -> str:
    """Name of the source of one list of one institution. Rows of others can never be taken for its own."""
    return f"items:{institution}:{list_name}"


def id_of(language: str, source_id: str) -> str:
    """A row's identifier among those of its source: rows with one identifier in two languages are two pages."""
    return f"{language}:{source_id}"


def key_of(institution: str, list_name: str, source_id: str) -> uuid.UUID:
    """A page's translation key: the same in every run, and the same for the languages of one item."""
    return uuid.uuid5(_KEYS, f"{source_of(institution, list_name)}:{source_id}")


@dataclass
class ItemLoader:
    """Who writes, who approves, for which run. `user`: whose permissions count; None on the command line."""

    approval: Approval
    run: ImportRun
    list_name: str
    user: User | None = None
    _page_types: dict[str, type[ContentPage]] = field(default_factory=dict)

    def page_type(self, item: PreparedItem) -> type[ContentPage]:
        """The page type that the item becomes."""
        if item.kind not in self._page_types:
            target = import_target(item.kind)
            assert target is not None
            self._page_types[item.kind] = target.page_type
        return self._page_types[item.kind]

    def create(self, items: Sequence[PreparedItem]) -> list[int]:
        """Files new items, all below one parent and of one type; keys of their pages. Call it in a transaction."""
        parent = items[0].parent
        slugs = free_slugs(parent, [item.fields["title"] for item in items], [_slug(item) for item in items])
        pages = [self._page(item, slug) for item, slug in zip(items, slugs, strict=True)]
        create_pages(parent=parent, pages=pages, approval=self.approval)
        ImportedItem.objects.bulk_create(
            ImportedItem(
                source=source_of(item.institution, self.list_name),
                source_id=id_of(item.language, item.source_id),
                content_hash=item.fingerprint,
                page_id=page.pk,
                revision=page.latest_revision,
                run=self.run,
            )
            for item, page in zip(items, pages, strict=True)
        )
        return [page.pk for page in pages]

    def _page(self, item: PreparedItem, slug: str) -> ContentPage:
        page = self.page_type(item)(
            slug=slug,
            kind=item.kind,
            translation_key=key_of(item.institution, self.list_name, item.source_id),
            **item.fields,
        )
        page.imported_topics = item.topics or []  # type: ignore[attr-defined]
        return page

    def change(self, item: PreparedItem, known: ImportedItem) -> str:
        """Gives the item's page what its row says now, in a transaction. Returns why not, as the code of a remark."""
        with transaction.atomic():
            page = ContentPage.objects.select_for_update().filter(pk=known.page_id).first()
            reason = why_kept(page, known, self.user)
            if page and not reason:
                known.revision = self._write(page, item)
                known.content_hash, known.run = item.fingerprint, self.run
                known.save()
        return reason

    def _write(self, page: Page, item: PreparedItem) -> Revision:
        draft = page.specific.get_latest_revision_as_object()
        if item.topics is not None:
            draft.topics = item.topics
        return self.save(draft, item.fields | {"kind": item.kind})

    def save(self, draft: Any, fields: dict[str, Any]) -> Revision:
        """A new revision of the draft with these fields, published when somebody approves. Raises ValidationError."""
        for name, value in fields.items():
            setattr(draft, name, draft._meta.get_field(name).to_python(value))
        draft.clean_fields(exclude=[one.name for one in draft._meta.get_fields() if one.is_relation])
        if self.approval.approver:
            return approve_and_publish(page=draft, author=self.approval.author, approver=self.approval.approver)
        return draft.save_revision(user=self.approval.author, log_action=True)


def why_kept(page: ContentPage | None, known: ImportedItem, user: User | None = None) -> str:
    """Why an import leaves a page alone, as the code of a remark; empty when it may change it."""
    if page is None:
        return "deleted_here"
    if page.latest_revision_id != known.revision_id:
        return "edited_here"
    if page.locked or page.workflow_in_progress:
        return "in_approval"
    if user is not None and not page.permissions_for_user(user).can_edit():
        return "not_yours"
    return ""


def _slug(item: PreparedItem) -> str:
    return f"item-{uuid.uuid5(_KEYS, item.source_id).hex[:8]}"
