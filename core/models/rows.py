"""Child rows of which the database keeps some values unique within their parent."""

from functools import cached_property
from typing import Any

from django.db import models, router, transaction
from modelcluster.fields import ChildObjectsDescriptor, ParentalKey


def _delete_changed(parent: Any, relation: str, model: type[models.Model]) -> None:
    """Deletes the stored rows of which a unique value differs from the row that is about to be saved in their place.

    Saved afterwards, the row is written anew with the key it had.
    """
    rows = getattr(parent, "_cluster_related_objects", {}).get(relation, ())
    kept = {row.pk: row for row in rows if row.pk is not None}
    names = {name for one in model._meta.total_unique_constraints for name in one.fields}
    attributes = [field.attname for field in model._meta.concrete_fields if field.name in names]
    for stored in model._base_manager.filter(pk__in=kept) if kept else ():
        if any(getattr(stored, name) != getattr(kept[stored.pk], name) for name in attributes):
            stored.delete()


class _Descriptor(ChildObjectsDescriptor):
    @cached_property
    def child_object_manager_cls(self) -> Any:
        relation, model = self.rel.get_accessor_name(), self.rel.related_model

        class Manager(super().child_object_manager_cls):  # type: ignore[misc]
            def commit(self) -> None:
                with transaction.atomic(using=router.db_for_write(model)):
                    _delete_changed(self.instance, relation, model)
                    super().commit()

        return Manager


class UniqueRowsKey(ParentalKey):
    """A ParentalKey whose rows may exchange their unique values.

    Rows are saved one by one, so the first of two that exchange a value would meet the second, which still has it.
    """

    related_accessor_class = _Descriptor

    def deconstruct(self) -> Any:
        """As a ParentalKey: to the database it is nothing else."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "modelcluster.fields.ParentalKey", args, kwargs
