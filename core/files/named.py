"""Which files the form of a page names, in fields, blocks, rich text and rows, and whether it may."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, Q
from django.utils.translation import gettext as _
from wagtail.permissions import policy_registry

from core.files.access import ACTIONS
from core.files.owners import files_of_others

#: A file as a form names it: model and primary key.
Key = tuple[type[Model], int]
LARGEST = 2**63 - 1  # what fits into the database's integers


def refuse_files(form: Any, institution_of_page: Callable[[], int | None]) -> None:
    """Adds an error to each field that newly names a file which the page may not show.

    A file may be named that is public, or that the person may choose and that belongs to no other institution than the
    page's. What was named before is left alone: it is not made public either (core.files.visibility). The choosers offer
    no other file; a sent form, a typed rich text or a script can name any number.
    """
    rows = list(_new(form))
    if not rows:
        return
    refused = refused_files({key for _row, _name, key in rows}, form.for_user, institution_of_page())
    for row, name, key in rows:
        if key in refused and not row.has_error(name, "file_of_another"):
            row.add_error(name, _error(row, name))


def references_in(field: Any, value: Any) -> Iterator[Key]:
    """Files that the value of a model's field names."""
    if value is None:
        return
    if hasattr(field, "extract_references"):
        yield from keys_of((model, key) for model, key, *_paths in field.extract_references(value))
    elif field.is_relation and field.many_to_one:
        yield from keys_of([(field.related_model, value.pk if isinstance(value, Model) else value)])


def keys_of(references: Iterable[tuple[Any, Any]]) -> Iterator[Key]:
    """Those of the references that are to a file; text that is no key names nothing."""
    from core.files.visibility import FILE_MODELS  # its models have forms that come here

    for model, key in references:
        if model in FILE_MODELS and str(key).isdecimal() and int(key) <= LARGEST:
            yield model, int(key)


def _new(form: Any) -> Iterator[tuple[Any, str, Key]]:
    """Each file that the form names and its page did not, with the form (of a row, where it is one) and the field."""
    for row in _forms(form):
        for name, value in row.cleaned_data.items():
            try:
                field = row.instance._meta.get_field(name)
            except FieldDoesNotExist:
                continue
            named = set(references_in(field, value))
            if named and row.instance.pk:
                named -= set(references_in(field, field.value_from_object(row.instance)))
            yield from ((row, name, key) for key in named)


def _forms(form: Any) -> Iterator[Any]:
    """The form and those of its rows, at any depth, that stay."""
    yield form
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            _errors, data = row.errors, getattr(row, "cleaned_data", None)  # the first reads what was sent
            if data and not data.get("DELETE"):
                yield from _forms(row)


def refused_files(keys: set[Key], user: Any, institution_id: int | None) -> set[Key]:
    """Those of the files that a page of this institution may not show when this person names them.

    One query for each model of files, besides those of the person's permissions.
    """
    refused: set[Key] = set()
    for model in {model for model, _key in keys}:
        wanted = {key for one, key in keys if one is model}
        policy: Any = policy_registry.get_by_type(model)
        private: Any = model._default_manager.filter(pk__in=wanted, is_public=False)  # type: ignore[attr-defined]
        theirs = Q(pk__in=files_of_others(model, wanted, institution_id).values("pk"))
        if user is not None:
            own = policy.instances_user_has_any_permission_for(user, ACTIONS).order_by().filter(pk__in=wanted)
            theirs |= ~Q(pk__in=own.values("pk"))
        refused |= {(model, key) for key in private.filter(theirs).values_list("pk", flat=True)}
    return refused


def refuse_file(key: Key, user: Any, institution_id: int | None, label: Any) -> None:
    """Raises ValidationError, which names the field, for a file that a page of this institution may not show."""
    if refused_files({key}, user, institution_id):
        raise _refusal(label)


def _error(row: Any, name: str) -> ValidationError:
    return _refusal(row.fields[name].label if name in row.fields else name)


def _refusal(label: Any) -> ValidationError:
    message = _(
        "“%(field)s” names a file that is neither public nor yours. Choose one from your own collection, or upload it."
    )
    return ValidationError(message % {"field": label}, code="file_of_another")
