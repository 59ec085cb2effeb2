"""The form of a remark."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from feedback.enums import RemarkKind
from feedback.models import LONGEST_TEXT


class LinesField(forms.CharField):
    """Several lines of text. A browser sends two characters for each end of a line; one is counted and kept.

    Nor does the browser get a limit: what is pasted beyond it would be cut off without a word.
    """

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if text else text

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class RemarkForm(forms.Form):
    """What the reader says, and in their own words. `subject_line` is a field for programs alone: people leave it empty."""

    use_required_attribute = False  # whether words are needed depends on the kind, which changes without script

    kind = forms.ChoiceField(label=_("What do you want to say?"), choices=RemarkKind, widget=forms.RadioSelect)
    text = LinesField(
        label=_("In your own words"),
        max_length=LONGEST_TEXT,
        error_messages={
            "required": _("Say what is wrong on the page, so that it can be corrected."),
            "max_length": _("The text has %(show_value)d characters. Shorten it to %(limit_value)d at most."),
        },
        help_text=_(
            "For an error: which sentence, figure or link is wrong, and what would be right. At most 2,000 characters."
        ),
    )
    subject_line = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        self.fields["text"].required = chosen == RemarkKind.ERROR

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("subject_line"):
            # Said, not hidden: a person whose browser filled it in sends the form again, and nothing is lost.
            raise forms.ValidationError(
                gettext(
                    "Nothing was sent, because a field that must stay empty was filled in. It is empty now: send again."
                )
            )
        return data
