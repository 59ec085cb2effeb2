"""The form in the admin of a page type that has several kinds."""

from typing import Any

from django import forms

from core.kinds import get_kind
from core.page_form import PortalPageForm


class KindForm(PortalPageForm):
    """The kind is chosen from those of the page type."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            choices = [(code, get_kind(code).label) for code in self.instance.kinds]
            self.fields["kind"] = forms.ChoiceField(label=self.fields["kind"].label, choices=choices)
