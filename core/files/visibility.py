"""Decides which files are public: those that something public refers to (docs/decisions/008-files.md)."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import BigIntegerField, Case, CharField, Exists, F, Model, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.models import Page, ReferenceIndex

from core.files.owners import belongs_to_another
from core.files.referrers import referred_to
from core.models.files import PortalDocument, PortalImage
from core.restrictions import unrestricted

FILE_MODELS: tuple[type[Model], ...] = (PortalDocument, PortalImage)
BATCH = 500  # below SQLite's limit of bound parameters, with room for the rest of the query


def visible_pages() -> QuerySet[Page]:
    """Pages that anybody may read now: live, not expired, under no view restriction."""
    unexpired = Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now())
    return unrestricted(Page.objects.live()).filter(unexpired)


def _type(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model, for_concrete_model=False)


def _shown(model: type[Model]) -> Q:
    """Condition on files of `model`: a visible page, a site setting or a registered app refers to them.

    A page of one institution does not count for a file of another: naming it must not be a way to publish it.
    The reference index keeps every key as text, whatever the referring model. The CASE keeps the database from
    reading another model's key, which may be a UUID, as a number.
    """
    pages = _type(Page)
    page_key = Case(
        When(base_content_type=pages, then=Cast("object_id", BigIntegerField())),
        default=Value(None),
        output_field=BigIntegerField(),
    )
    references = ReferenceIndex.objects.filter(
        to_content_type=_type(model), to_object_id=Cast(OuterRef("pk"), CharField())
    )
    by_page = references.filter(base_content_type=pages).annotate(page_key=page_key)
    by_page = by_page.filter(Exists(_pages_that_may_show().filter(pk=OuterRef("page_key")).order_by()))
    by_setting = references.filter(base_content_type__in=[_type(setting) for setting in settings_registry])
    return Q(Exists(by_page)) | Q(Exists(by_setting)) | referred_to(model)


def _pages_that_may_show() -> QuerySet[Page]:
    """Visible pages that may make the file public which the query three levels above is about."""
    path = OuterRef(OuterRef(OuterRef("collection__path")))
    another = belongs_to_another(OuterRef("contentpage__institution"), path)
    return visible_pages().filter(Q(contentpage__institution=None) | ~another)


def wrong_files(model: Any) -> QuerySet[Any]:
    """Files of `model` whose `is_public` differs from what refers to them now."""
    should_be = Case(When(_shown(model), then=Value(True)), default=Value(False))
    return model.objects.alias(should_be=should_be).exclude(is_public=F("should_be"))


def refresh_files(model: Any, keys: Collection[int]) -> int:
    """Recomputes `is_public` of these files of `model`; returns how many changed.

    Rows are locked first: of two transactions that publish and unpublish around the same file, the later one
    decides with the earlier one's outcome in sight.
    """
    changed = 0
    for part in _parts(sorted({int(key) for key in keys})):
        with transaction.atomic():
            list(model.objects.select_for_update().filter(pk__in=part).order_by("pk").values_list("pk", flat=True))
            wrong = list(wrong_files(model).filter(pk__in=part).values_list("pk", "is_public"))
            for state in (True, False):
                keys_to_turn = [key for key, is_public in wrong if is_public is not state]
                if keys_to_turn:
                    model.objects.filter(pk__in=keys_to_turn).update(is_public=state)
            changed += len(wrong)
    return changed


def refresh_pages(page_keys: Iterable[int]) -> int:
    """Recomputes `is_public` of every file these pages refer to; returns how many changed.

    For code that writes live pages without Wagtail's publishing (bulk imports), after the reference index is written.
    """
    return refresh_referred(_type(Page), [str(key) for key in page_keys])


def refresh_referred(base_content_type: ContentType, object_ids: Collection[str]) -> int:
    """Recomputes `is_public` of every file that these objects refer to; returns how many changed."""
    files: dict[int, set[int]] = {}
    models = {_type(model).pk: model for model in FILE_MODELS}
    for part in _parts(list(object_ids)):
        rows = ReferenceIndex.objects.filter(
            base_content_type=base_content_type, object_id__in=part, to_content_type__in=models
        ).values_list("to_content_type", "to_object_id")
        for type_key, key in rows:
            files.setdefault(type_key, set()).add(int(key))
    return sum(refresh_files(models[type_key], keys) for type_key, keys in files.items())


def _parts(keys: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
