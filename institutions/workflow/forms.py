"""What people are asked when they decide a step."""

from collections.abc import Iterator

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm


class ReasonForm(forms.Form):
    """Why it is returned; the author reads it."""

    comment = forms.CharField(
        label=_("Reason"),
        help_text=_("The author reads it on the page and by e-mail. Say what to change."),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Say why you return it: the author needs to know what to change.")},
    )


class AccessibilityForm(TaskStateCommentForm):
    """What was checked for people who see, hear or read otherwise (WCAG 2.2)."""

    pictures = forms.BooleanField(label=_("Every picture that says something has a text that says the same."))
    headings = forms.BooleanField(label=_("The headings alone tell what the page is about, in order."))
    links = forms.BooleanField(label=_("Every link says where it leads, read without the text around it."))
    recordings = forms.BooleanField(label=_("Recordings have captions or a transcript, or there are none."))
    language = forms.BooleanField(label=_("The words are plain, and passages in other languages are marked."))
    field_order = ("pictures", "headings", "links", "recordings", "language", "comment")

    def checked(self) -> Iterator[str]:
        """The statements that were ticked."""
        for name, field in self.fields.items():
            if isinstance(field, forms.BooleanField) and self.cleaned_data.get(name):
                yield str(field.label)

    def clean(self) -> dict[str, object]:
        """Raises ValidationError with one sentence when a statement is not ticked."""
        data = super().clean() or self.cleaned_data
        if len(list(self.checked())) < sum(isinstance(field, forms.BooleanField) for field in self.fields.values()):
            self.add_error(None, gettext("Tick every statement, or return the page for correction."))
        return data
