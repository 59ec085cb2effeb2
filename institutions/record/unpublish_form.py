"""The form that asks why a page is taken down."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from core.files.visibility import visible_pages
from core.i18n.translations import page_language
from core.models import ContentPage
from institutions.record.enums import UnpublishReason
from institutions.record.unpublishing import Decision


class ReasonForm(forms.Form):
    """Why, in whose words, and what replaces it; the same for one page and for many."""

    reason = forms.ChoiceField(
        label=_("Reason"), choices=UnpublishReason.choices, widget=forms.RadioSelect, initial=UnpublishReason.WITHDRAWN
    )
    text = forms.CharField(
        label=_("What readers are told"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Required unless it is replaced. One or two sentences. They are public: name no person, "
            "and repeat nothing that should not have been published."
        ),
    )
    target = forms.ModelChoiceField(
        label=_("Page that replaces it"),
        queryset=Page.objects.none(),
        required=False,
        widget=AdminPageChooser(),
        help_text=_("Only for what is replaced. Translations lead to its translations, where there are some."),
    )
    include_descendants = forms.BooleanField(label=_("Also the published pages below it"), required=False)

    def __init__(self, *args: Any, pages: list[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pages = pages
        self.fields["target"].queryset = visible_pages().filter(depth__gt=1)  # type: ignore[attr-defined]
        if not all(issubclass(page.specific_class, ContentPage) for page in pages):
            # Only content has a place for the notice.
            choices = [choice for choice in UnpublishReason.choices if choice[0] != UnpublishReason.WITHDRAWN]
            self.fields["reason"].choices = choices  # type: ignore[attr-defined]
            self.fields["reason"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError when readers are told nothing, and when nothing replaces what is replaced."""
        data = super().clean() or {}
        reason, target = data.get("reason"), data.get("target")
        if reason == UnpublishReason.CONSOLIDATED:
            if "target" not in self.errors:
                self._check_target(target)
        elif reason and not data.get("text"):
            self.add_error("text", _("Say in a sentence why, so that readers who look for it understand."))
        return data

    def _check_target(self, target: Page | None) -> None:
        if target is None:
            self.add_error("target", _("Choose the published page that replaces it."))
        elif any(target.pk == page.pk for page in self.pages):
            self.add_error("target", _("A page cannot replace itself. Choose another one."))
        elif self.cleaned_data.get("include_descendants") and any(target.is_descendant_of(page) for page in self.pages):
            self.add_error("target", _("This page would be taken down too. Choose one that stays."))

    def decision(self) -> Decision:
        """What was decided. The words are in the language of the (first) page."""
        reason = UnpublishReason(self.cleaned_data["reason"])
        target = self.cleaned_data["target"] if reason == UnpublishReason.CONSOLIDATED else None
        language = page_language(self.pages[0]) if self.cleaned_data["text"] else ""
        return Decision(reason, self.cleaned_data["text"], language, target)


class UnpublishForm(ReasonForm):
    """The form for one page, which may take its translations along."""

    include_translations = forms.BooleanField(label=_("Also its published translations"), required=False)

    def __init__(self, *args: Any, below: int, translations: list[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not below:
            del self.fields["include_descendants"]
        if not translations:
            del self.fields["include_translations"]
        else:
            names = ", ".join(page.locale.get_display_name() for page in translations)
            self.fields["include_translations"].help_text = names

    def clean(self) -> dict[str, Any]:
        """As for many pages; what replaces it must not be one of its translations that go with it."""
        data = super().clean()
        target = data.get("target")
        same_words = target is not None and target.translation_key == self.pages[0].translation_key
        if same_words and data.get("include_translations") and "target" not in self.errors:
            raise ValidationError({"target": _("This page would be taken down too. Choose one that stays.")})
        return data
