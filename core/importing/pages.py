"""Creates many content pages at once, with revision, approval, log, references and search entries.

`add_child` makes some 20 pages a second: each looks up its neighbours and writes a dozen rows one by one. Here the paths
are computed and every table is written once for all pages of a batch.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from django.dispatch import Signal
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision, Task, Workflow
from wagtail.search.backends import get_search_backends_with_name

from core.analysis.fold import fold
from core.cache.registry import changed as readers_see_changes
from core.files.visibility import refresh_pages
from core.models.content import INSTITUTION_KIND, ContentPage
from core.models.faces import FaceMixin
from core.models.user import User
from core.publishing import approval_rows, publication_workflow

#: Sent inside the transaction with `pages` (all of one type, one parent) and `published`. Whoever follows page_published
#: to keep something of their own up to date follows this too: single signals for each page would cost the bulk's gain.
pages_created = Signal()


@dataclass(frozen=True)
class Approval:
    """Who wrote, who approved, and in which workflow; `approver` is None for drafts."""

    author: User
    approver: User | None = None
    workflow: Workflow | None = None
    task: Task | None = None

    @classmethod
    def of(cls, author: User, approver: User | None) -> "Approval":
        """With the portal's workflow, when somebody approves. Raises ApprovalError when there is none."""
        workflow, task = publication_workflow() if approver else (None, None)
        return cls(author, approver, workflow, task)


@transaction.atomic
def create_pages(*, parent: Page, pages: Sequence[ContentPage], approval: Approval) -> None:
    """Files the pages, all of one type, with `title` and `slug` set and unsaved, as the last children of `parent`.

    A page's topics are those in its attribute `imported_topics`; child rows given to its constructor are written too. With an approver the pages are published.
    Raises ApprovalError when author and approver are the same, ValidationError for a value that a field refuses.
    """
    if not pages:
        return
    now = timezone.now()
    # Whoever else adds a child of the same parent waits here.
    locked = Page.objects.select_for_update().get(pk=parent.pk)
    _place(locked, parent, pages, approval, now)
    insert_pages(pages)
    for page in pages:
        _without_children(page)
    Page.objects.filter(pk=locked.pk).update(numchild=F("numchild") + len(pages))
    _file_under_topics(pages)
    _insert_children(pages)
    revisions = _write_revisions(pages, approval, now)
    _log(pages, revisions, approval, now)
    _write_references(pages)
    for _name, backend in get_search_backends_with_name(with_auto_update=True):
        backend.add_bulk(type(pages[0]), pages)
    if approval.approver:
        refresh_pages([page.pk for page in pages])
        readers_see_changes()
    pages_created.send(sender=type(pages[0]), pages=pages, published=approval.approver is not None)


def _place(locked: Page, parent: Page, pages: Sequence[ContentPage], approval: Approval, now: datetime) -> None:
    """Sets what Wagtail computes page by page: path, address, language, type, owner."""
    last = Page.objects.child_of(locked).order_by("-path").values_list("path", flat=True).first()
    step = Page._str2int(last[-Page.steplen :]) if last else 0
    content_type = ContentType.objects.get_for_model(type(pages[0]))
    institution = getattr(parent, "institution", None)
    for number, page in enumerate(pages, start=step + 1):
        page.path = Page._get_path(locked.path, locked.depth + 1, number)
        page.depth = locked.depth + 1
        page.numchild = 0
        page.locale = parent.locale
        page.url_path = f"{locked.url_path}{page.slug}/"
        page.draft_title = page.title
        page.content_type = content_type
        page.owner = approval.author
        page.kind = page.kind or page.kinds[0]
        if isinstance(page, FaceMixin):
            page.face_language = parent.locale.language_code
        page.institution = page.entity if page.kind == INSTITUTION_KIND else institution  # type: ignore[attr-defined]
        page.search_text = fold(f"{page.title} {page.summary}")
        page.live = approval.approver is not None
        page.has_unpublished_changes = not page.live
        page.latest_revision_created_at = now
        page.first_published_at = page.last_published_at = now if page.live else None
        page.clean_fields(exclude=[field.name for field in page._meta.get_fields() if field.is_relation])


def insert_pages(pages: Sequence[Page]) -> None:
    """Writes pages, all of one type, whose place in the tree is set; gives each its key. No signal is sent.

    One INSERT a table: the row of Page first, which gives the key, then those of its subclasses.
    """
    bases = [
        Page(**{field.attname: getattr(page, field.attname) for field in Page._meta.local_fields}) for page in pages
    ]
    for base in Page._base_manager.bulk_create(bases):
        base._state.adding = False
    model = type(pages[0])
    lineage = [ancestor for ancestor in reversed([model, *model._meta.get_parent_list()]) if ancestor is not Page]
    for page, base in zip(pages, bases, strict=True):
        page.pk = page.id = base.pk
        for ancestor in lineage:
            setattr(page, ancestor._meta.pk.attname, base.pk)
    for ancestor in lineage:
        queryset = ancestor._base_manager.all()
        queryset._for_write = True
        queryset._batched_insert(pages, ancestor._meta.local_concrete_fields, None)
    for page in pages:
        page._state.adding = False
        page._state.db = queryset.db


def _without_children(page: ContentPage) -> None:
    """Says that the page has no child rows but those it was made with, so that nothing asks the database for each."""
    related = page.__dict__.setdefault("_cluster_related_objects", {})
    for relation in _child_relations(type(page)):
        related.setdefault(relation, [])
    related["topics"] = list(getattr(page, "imported_topics", ()))


def _child_relations(model: type[models.Model]) -> list[str]:
    return [relation.get_accessor_name() for relation in get_all_child_relations(model)]


def _insert_children(pages: Sequence[ContentPage]) -> None:
    """One INSERT a table of child rows that some page was made with."""
    for name in _child_relations(type(pages[0])):
        children = []
        for page in pages:
            for child in page.__dict__["_cluster_related_objects"][name]:
                setattr(child, child._meta.get_field(_parental_key(type(page), name)).attname, page.pk)
                children.append(child)
        if children:
            type(children[0])._base_manager.bulk_create(children)


def _parental_key(model: type[models.Model], relation: str) -> str:
    return next(one.field.name for one in get_all_child_relations(model) if one.get_accessor_name() == relation)


def _file_under_topics(pages: Sequence[ContentPage]) -> None:
    through = ContentPage.topics.through
    through._base_manager.bulk_create(
        through(contentpage_id=page.pk, topic_id=topic.pk)
        for page in pages
        for topic in getattr(page, "imported_topics", ())
    )


def _write_revisions(pages: Sequence[ContentPage], approval: Approval, now: datetime) -> list[Revision]:
    """One revision a page, and its approval; the pages name it as their latest and, if published, live one."""
    base_type = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type_id=page.content_type_id,
            base_content_type=base_type,
            object_id=str(page.pk),
            created_at=now,
            user=approval.author,
            object_str=str(page),
            content=page.serializable_data(),
        )
        for page in pages
    )
    if approval.approver and approval.workflow and approval.task:
        approval_rows(
            revisions=revisions,
            workflow=approval.workflow,
            task=approval.task,
            author=approval.author,
            approver=approval.approver,
        )
    for page, revision in zip(pages, revisions, strict=True):
        page.latest_revision = revision
        page.live_revision = revision if page.live else None
    # A new page has one revision. A value for each page would be longer to write than the update takes.
    own_revision = Subquery(
        Revision.objects.filter(base_content_type=base_type, object_id=Cast(OuterRef("pk"), CharField())).values("pk")
    )
    named = {"latest_revision": own_revision} | ({"live_revision": own_revision} if approval.approver else {})
    Page._base_manager.filter(pk__in=[page.pk for page in pages]).update(**named)
    return revisions


def _log(pages: Sequence[ContentPage], revisions: Sequence[Revision], approval: Approval, now: datetime) -> None:
    entries = []
    for page, revision in zip(pages, revisions, strict=True):
        common: dict[str, Any] = {
            "content_type_id": page.content_type_id,
            "label": page.get_admin_display_title(),
            "timestamp": now,
            "page_id": page.pk,
            "revision": revision,
            "content_changed": True,
        }
        entries.append(PageLogEntry(action="wagtail.create", user=approval.author, **common))
        if approval.approver:
            entries.append(PageLogEntry(action="wagtail.publish", user=approval.approver, **common))
    PageLogEntry._base_manager.bulk_create(entries)


def _write_references(pages: Sequence[ContentPage]) -> None:
    """The rows that ReferenceIndex.create_or_update_for_object would write, without asking for old ones."""
    base_type = ContentType.objects.get_for_model(Page)
    rows = []
    for page in pages:
        for target_type, target_id, model_path, content_path in sorted(
            set(ReferenceIndex._extract_references_from_object(page))
        ):
            rows.append(
                ReferenceIndex(
                    content_type_id=page.content_type_id,
                    base_content_type=base_type,
                    object_id=str(page.pk),
                    to_content_type_id=target_type,
                    to_object_id=target_id,
                    model_path=model_path,
                    content_path=content_path,
                    content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
                )
            )
    ReferenceIndex._base_manager.bulk_create(rows)
