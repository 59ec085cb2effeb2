"""Whose a file is, which an app above says here: what somebody keeps to themselves, nobody else makes public."""

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Value

#: Given the institution of a page and the path of a file's collection, both as expressions of a query: a condition that
#: holds when the file belongs to another institution. It becomes part of a subquery: it must not be evaluated.
OwnerRule = Callable[[Any, Any], Q]

_rules: list[OwnerRule] = []


def register_owner_rule(rule: OwnerRule) -> OwnerRule:
    """Adds a rule, once; returns it. Whatever changes its answer calls `core.files.refresh_files`."""
    if rule not in _rules:
        _rules.append(rule)
    return rule


def belongs_to_another(institution: Any, collection_path: Any) -> Q:
    """Condition: a file in this collection is not for a page of this institution to show."""
    condition = Q(pk__in=[])
    for rule in _rules:
        condition |= rule(institution, collection_path)
    return condition


def files_of_others(model: Any, keys: Collection[int], institution_id: int | None) -> QuerySet[Any]:
    """Those of these files of `model` that belong to another institution; none for a page of no institution."""
    files: QuerySet[Any] = model._default_manager.filter(pk__in=keys)
    if institution_id is None:
        return files.none()
    return files.filter(belongs_to_another(Value(institution_id), OuterRef("collection__path")))
