"""What refers to a thing, as far as somebody may be told."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from wagtail.models import Page
from wagtail.models.reference_index import ReferenceIndexQuerySet
from wagtail.permissions import policy_registry

from institutions.isolation.scope import readable_pages

#: Enough to know of a row that it exists.
ON_ROWS = ("add", "change", "delete", "view", "choose")


class ReadableReferrers:
    """Pairs of a referring object and its references; the last pair is `(number of others, [])` when there are others.

    A sequence for a paginator. A few queries for each kind of referrer, whatever their number.
    """

    def __init__(self, references: ReferenceIndexQuerySet, user: Any) -> None:
        self._references = references
        self._user = user
        every = list(references.order_by().values_list("base_content_type", "object_id").distinct())
        kinds = {kind for kind, _key in every}
        allowed = {kind: self._allowed(kind) for kind in kinds}
        self.keys = sorted((kind, key) for kind, key in every if key in allowed[kind])
        self.others = len(every) - len(self.keys)

    def _allowed(self, kind: int) -> set[str]:
        """Keys of the referrers of this content type that the person may be told of."""
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        if model is None:
            return set()
        if model is Page:
            rows = readable_pages(self._user)
        else:
            policy: Any = policy_registry.get_by_type(model)
            rows = policy.instances_user_has_any_permission_for(self._user, ON_ROWS)
        named = self._references.filter(base_content_type=kind).order_by()
        if model._meta.pk.get_internal_type().endswith("AutoField") or model is Page:
            rows = rows.filter(pk__in=named.annotate(row_key=Cast("object_id", BigIntegerField())).values("row_key"))
        else:
            rows = rows.filter(pk__in=list(named.values_list("object_id", flat=True)))
        return {str(key) for key in rows.order_by().values_list("pk", flat=True)}

    def __len__(self) -> int:
        return len(self.keys) + bool(self.others)

    def count(self) -> int:
        """For paginators."""
        return len(self)

    def __iter__(self) -> Iterator[tuple[Any, list[Any]]]:
        return iter(self[0 : len(self)])

    def __getitem__(self, part: slice) -> list[tuple[Any, list[Any]]]:
        keys = self.keys[part]
        pairs = list(self._pairs(keys)) if keys else []
        if self.others and part.stop >= len(self):
            pairs.append((self.others, []))
        return pairs

    def _pairs(self, keys: list[tuple[int, str]]) -> Iterator[tuple[Any, list[Any]]]:
        found: dict[tuple[int, str], Any] = {}
        references: dict[tuple[int, str], list[Any]] = {}
        for kind in {kind for kind, _key in keys}:
            wanted = [key for one, key in keys if one == kind]
            for row in self._objects(kind, wanted):
                found[kind, str(row.pk)] = row
            for reference in self._references.filter(base_content_type=kind, object_id__in=wanted):
                references.setdefault((kind, reference.object_id), []).append(reference)
        for key in keys:
            if key in found:
                yield found[key], references[key]

    def _objects(self, kind: int, keys: list[str]) -> Any:
        model: Any = ContentType.objects.get_for_id(kind).model_class()
        rows = model._default_manager.filter(pk__in=keys)
        return rows.defer_streamfields().specific() if model is Page else rows
