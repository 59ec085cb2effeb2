"""The form of the page of a legal text in the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from knowledge.enums import LEGAL_KINDS


class LegalTextForm(WagtailAdminPageForm):
    """The page of a text; the kind is chosen from the kinds of legal texts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            label = self.fields["kind"].label
            self.fields["kind"] = forms.ChoiceField(
                label=label, choices=[(kind.code, kind.label) for kind in LEGAL_KINDS]
            )

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
