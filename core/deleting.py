"""Why a row cannot be deleted, in a sentence that names what still refers to it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.db.models.deletion import Collector, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from treebeard.models import Node
from wagtail.models import Page, get_page_models

from core.models import FaceMixin

NAMED = 5


def refuse_deletion(request: HttpRequest, rows: Sequence[Any]) -> HttpResponse | None:
    """Before snippets are deleted: a redirect with the reason when something refers to one of them, else None.

    Asked before treebeard deletes, which counts a topic's children anew before the database refuses.
    """
    all_rows = [row for one in rows for row in _with_descendants(one)]
    referrers = [*protecting(all_rows), *drafts_naming(all_rows)]
    if not referrers:
        return None
    messages.error(request, refusal(referrers))
    return redirect(type(rows[0]).snippet_viewset.get_url_name("list"))


def protecting(rows: Iterable[Model]) -> list[Model]:
    """Rows for which the database keeps these from being deleted."""
    found: list[Model] = []
    for model, group in _by_model(rows).items():
        try:
            Collector(using=model._default_manager.db).collect(group)
        except ProtectedError as error:
            found += error.protected_objects
    return found


def drafts_naming(rows: Iterable[Model]) -> list[Page]:
    """Pages whose latest revision names one of these as their entity.

    Without the entity such a draft can be neither opened nor published, and no foreign key protects it.
    """
    by_model = _by_model(rows)
    found: list[Page] = []
    for face in (model for model in get_page_models() if issubclass(model, FaceMixin)):
        keys = [row.pk for row in by_model.get(face._meta.get_field("entity").related_model, [])]
        found += face._base_manager.filter(latest_revision__content__entity__in=keys) if keys else []
    return found


def refusal(referrers: Iterable[Model]) -> str:
    """The sentence for the admin, which names the first five and says how many there are."""
    rows = {(Page if isinstance(row, Page) else type(row), row.pk): row for row in referrers}  # a page has many classes
    first = sorted(rows, key=lambda key: (key[0]._meta.label, key[1]))[:NAMED]
    names = pgettext("between the names of a list", ", ").join(_described(rows[key]) for key in first)
    if len(rows) <= NAMED:
        return _("This cannot be deleted while it is used here: %(names)s. Change or delete that first.") % {
            "names": names
        }
    return _(
        "This cannot be deleted while it is used here, among others: %(names)s. Number of uses: %(count)d."
        " Change or delete them first."
    ) % {"names": names, "count": len(rows)}


def _described(row: Any) -> str:
    """The row's name and what it is. A model whose own name says too little has a method `full_name`."""
    if isinstance(row, Page):
        name, kind = row.title, row.specific_class._meta.verbose_name
    else:
        name, kind = row.full_name() if hasattr(row, "full_name") else str(row), row._meta.verbose_name
    return _("“%(name)s” (%(kind)s)") % {"name": name, "kind": kind}


def _with_descendants(row: Any) -> list[Any]:
    return [row, *row.get_descendants()] if isinstance(row, Node) else [row]


def _by_model(rows: Iterable[Model]) -> dict[Any, list[Model]]:
    groups: dict[Any, list[Model]] = {}
    for row in rows:
        groups.setdefault(type(row), []).append(row)
    return groups
