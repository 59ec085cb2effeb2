"""Pages that are the face of an entity in one language."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail_localize.fields import SynchronizedField

from core.face_form import FaceForm

face_synchronized_fields = [SynchronizedField("entity", overridable=False)]


def face_constraint(model_name: str) -> models.UniqueConstraint:
    """One face an entity and language. A constraint cannot name the inherited locale column, hence the local copy."""
    return models.UniqueConstraint(fields=["entity", "face_language"], name=f"{model_name}_one_face_a_language")


class FaceMixin(models.Model):
    """A page that shows one entity in one language. The concrete class declares `entity`."""

    face_language = models.CharField(_("language"), max_length=10, editable=False)

    base_form_class: ClassVar = FaceForm

    class Meta:
        abstract = True

    @classmethod
    def faces_of(cls, entity_id: int, language: str) -> models.QuerySet[Any]:
        """The entity's page of this type in a language, if it has one."""
        return cls._base_manager.filter(entity_id=entity_id, face_language=language)  # type: ignore[misc]

    def _set_core_field_defaults(self) -> None:
        super()._set_core_field_defaults()  # type: ignore[misc]
        self.face_language = self.locale.language_code  # type: ignore[attr-defined]

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("update_fields") is None and self.locale_id:  # type: ignore[attr-defined]
            self.face_language = self.locale.language_code  # type: ignore[attr-defined]
        return super().save(*args, **kwargs)
