"""Entries of the log about things that are no pages, by the thing that they are about."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry
from wagtail.permissions import policy_registry

from core.models import Institution
from institutions.isolation.scope import own_institutions, serves_portal

# Wagtail 8.0.1 lets the history of the site show every entry about a model on which somebody holds a permission, whatever
# row it is about, with its title, who changed it and what they wrote.
ON_ROWS = ("add", "change", "delete", "view")


def visible_log_entries(user: Any) -> QuerySet[ModelLogEntry]:
    """Entries about rows that the person may see: a subquery for each model in the log, none that grows with the rows.

    What was deleted is told to those who serve the portal alone: nobody can say any more whose it was.
    """
    entries = ModelLogEntry.objects.all()
    if serves_portal(user):
        return entries
    seen = Q(pk__in=[])
    for content_type in ContentType.objects.filter(pk__in=entries.order_by().values("content_type")):
        model: Any = content_type.model_class()
        if model is not None:
            keys = _rows(user, model).order_by().annotate(log_key=Cast("pk", output_field=CharField()))
            seen |= Q(content_type=content_type, object_id__in=keys.values("log_key"))
    return entries.filter(seen)


def _rows(user: Any, model: Any) -> QuerySet[Any]:
    if model is Institution:
        return own_institutions(user)
    policy: Any = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, ON_ROWS)
