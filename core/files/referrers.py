"""What besides live pages and site settings makes a file public: apps register it here."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model, Q, QuerySet

#: Given the model of a file, the primary keys of the files that an app shows to the public, or None.
Referrer = Callable[[type[Model]], "QuerySet[Any] | None"]

_referrers: list[Referrer] = []


def register_referrer(referrer: Referrer) -> Referrer:
    """Adds a source of references, once; returns it, so that it can be used as a decorator.

    `referrer(model)` returns a queryset of one column, the primary keys of the files of `model` that are public,
    or None when it never refers to that model. It becomes a subquery: it must not be evaluated. Whatever changes
    its answer calls `core.files.refresh_files` for the files concerned, in the same transaction.
    """
    if referrer not in _referrers:
        _referrers.append(referrer)
    return referrer


def referred_to(model: type[Model]) -> Q:
    """Condition on files of `model`: some app registered here shows them to the public."""
    condition = Q(pk__in=[])
    for referrer in _referrers:
        keys = referrer(model)
        if keys is not None:
            condition |= Q(pk__in=keys)
    return condition
