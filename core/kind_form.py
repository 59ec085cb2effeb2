"""The form in the admin of a page type that has several kinds."""

from typing import Any

from django import forms
from wagtail.admin.forms.pages import WagtailAdminPageForm

from core.kinds import get_kind


class KindForm(WagtailAdminPageForm):
    """The kind is chosen from those of the page type."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            choices = [(code, get_kind(code).label) for code in self.instance.kinds]
            self.fields["kind"] = forms.ChoiceField(label=self.fields["kind"].label, choices=choices)
