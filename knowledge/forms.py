"""Forms of versions and articles in the admin."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.documents.widgets import AdminDocumentChooser

from core.files.named import refuse_file
from core.models import PortalDocument
from knowledge.models import Provision, TextVersion
from knowledge.services.provisions import wording_mark


class ProvisionForm(forms.ModelForm):
    """One article or one heading of a division."""

    place = forms.IntegerField(label=_("Place in the text"), min_value=1, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Provision
        fields = ("kind", "level", "label", "heading", "anchor", "text")
        widgets = {"heading": forms.Textarea(attrs={"rows": 2}), "text": forms.Textarea(attrs={"rows": 24})}

    def __init__(self, *args: Any, count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = self.instance.pk is not None
        self.fields["place"].initial = self.instance.position if known else count + 1
        self.fields["place"].help_text = _("From 1 to %(count)s.") % {"count": count if known else count + 1}
        for name in ("heading", "text"):
            self.fields[name].widget.attrs["dir"] = "auto"
        if known:
            # The address of an article is for ever: it was or will be cited.
            self.fields["anchor"].disabled = True
            self.initial["seen"] = wording_mark(self.instance)

    def values(self) -> dict[str, Any]:
        """What the services take: the fields of the row."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if not self.fields[name].disabled}


class VersionForm(forms.ModelForm):
    """What is said about the text as a whole; its original file is public, or the person's own (core.files.named)."""

    def __init__(self, *args: Any, page: Any = None, user: Any = None, kept: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.user, self.kept = page, user, kept

    def clean_source_file(self) -> PortalDocument | None:
        """Raises ValidationError for a newly named file of another institution, or one the person may not choose."""
        file: PortalDocument | None = self.cleaned_data["source_file"]
        if file and file.pk != self.kept:
            refuse_file(
                (PortalDocument, file.pk), self.user, self.page.institution_id, self.fields["source_file"].label
            )
        return file

    class Meta:
        model = TextVersion
        fields = ("label", "in_force_from", "source_url", "source_sha256", "source_file")
        widgets = {"in_force_from": forms.DateInput(attrs={"type": "date"}), "source_file": AdminDocumentChooser}
