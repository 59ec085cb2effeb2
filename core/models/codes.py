"""A column that holds several codes of a fixed list, such as languages or audiences."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class CodesField(models.CharField):
    """A list of codes of one TextChoices, each once, in the order of the choices; edited as tick boxes.

    Stored as ` code code `, so that one code is found by `field__contains=" code "` on every database. The choices are
    code, not schema: a migration does not name them.
    """

    def __init__(self, *args: Any, codes: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        self.codes = codes
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_args: Any) -> list[str]:
        """The list that the column holds."""
        return (value or "").split()

    def to_python(self, value: Any) -> list[str]:
        """A list, whatever a form, a revision or a file gives."""
        if isinstance(value, str):
            return value.split()
        return [str(code) for code in value or ()]

    def get_prep_value(self, value: Any) -> Any:
        """What is stored; a text is the argument of a lookup and stays as it is."""
        return value if isinstance(value, str) else stored_codes(value or ())

    def value_to_string(self, obj: models.Model) -> str:
        """The list as the column holds it, for revisions."""
        return stored_codes(self.value_from_object(obj) or ())

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        """Tick boxes for the codes."""
        assert self.codes is not None
        return forms.MultipleChoiceField(
            choices=self.codes.choices,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )

    def clean(self, value: Any, model_instance: models.Model | None) -> list[str]:
        """The codes in the order of the choices. Raises ValidationError naming those that are not among them."""
        given = super().clean(value, model_instance)
        known = self.codes.values if self.codes else given
        if wrong := [code for code in given if code not in known]:
            raise ValidationError(
                _("These codes are not known: %(codes)s. Known are: %(known)s."),
                params={"codes": ", ".join(wrong)[:200], "known": ", ".join(known)},
            )
        return [code for code in known if code in given]

    def labels(self, value: list[str]) -> list[str]:
        """The labels of the codes in `value`, in the order of the choices, in the active language."""
        assert self.codes is not None
        return [str(label) for code, label in self.codes.choices if code in (value or ())]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("codes", None)
        return name, path, args, kwargs


def stored_codes(codes: Any) -> str:
    """The codes as a column of them holds them: each between spaces; empty without any."""
    return f" {' '.join(codes)} " if codes else ""


def labels_of(instance: models.Model, field_name: str) -> list[str]:
    """The labels of the codes that the instance has in this CodesField, in the active language."""
    field = instance._meta.get_field(field_name)
    assert isinstance(field, CodesField)
    return field.labels(getattr(instance, field_name))
