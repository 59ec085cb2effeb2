"""The form of the page of a legal text in the admin."""

from typing import Any

from django import forms
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
