"""The form of the page of a legal text in the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.kind_form import KindForm


class LegalTextForm(KindForm):
    """The page of a text, with its relations to other texts."""

    def clean(self) -> dict[str, Any]:
        """Refuses a relation of the text to itself, in whatever language, and one that is listed twice."""
        cleaned = super().clean()
        if "relations" in self.formsets:
            self._check_relations(self.formsets["relations"].forms)
        return cleaned

    def _check_relations(self, rows: list[forms.ModelForm]) -> None:
        seen = set()
        for row in rows:
            target = None if row.errors else row.cleaned_data.get("target")
            if target is None or row.cleaned_data.get("DELETE"):
                continue
            relation = (row.cleaned_data["kind"], target.pk)
            if target.translation_key == self.instance.translation_key:
                row.add_error("target", _("A text has no relation to itself. Choose another text."))
            elif relation in seen:
                row.add_error("target", _("This relation is listed above already. Remove one of the two."))
            seen.add(relation)
