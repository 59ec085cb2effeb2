"""The form of an image in the admin: what it tells, once in every language."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext
from wagtail.images.forms import BaseImageForm

from core.models.files import alt_languages

LONGEST = 500
PREFIX = "alt_"


class PortalImageForm(BaseImageForm):
    """Wagtail's form, with a field of text for each language of the portal."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        expected = alt_languages()
        for code, name in settings.LANGUAGES:
            self.fields[f"{PREFIX}{code}"] = forms.CharField(
                label=gettext("What the image tells, in %(language)s") % {"language": name},
                help_text=_help(code in expected),
                required=False,
                initial=self.instance.alt_texts.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
                validators=[MaxLengthValidator(LONGEST)],
            )
        self.order_fields(_order(list(self.fields)))

    def save(self, commit: bool = True) -> Any:
        """The image with its texts. Fields that were not sent, as when a file is only dropped, change nothing."""
        texts = dict(self.instance.alt_texts)
        for code, _name in settings.LANGUAGES:
            name = self.add_prefix(f"{PREFIX}{code}")
            if name in self.data:
                texts[code] = self.cleaned_data.get(f"{PREFIX}{code}", "").strip()
        self.instance.alt_texts = {code: text for code, text in texts.items() if text}
        return super().save(commit=commit)


def _help(is_expected: bool) -> str:
    if is_expected:
        return gettext(
            "Recommended. Say it to somebody who does not see it: “A clerk hands over a receipt at a counter.” "
            "Used wherever the image is shown in this language without words of its own."
        )
    return gettext("Optional.")


def _order(names: list[str]) -> list[str]:
    """The texts directly after the title and the file, then decoration, then the rest."""
    first = [name for name in ("title", "file") if name in names]
    texts = [name for name in names if name.startswith(PREFIX)]
    return [*first, *texts, "is_decorative", *(name for name in names if name not in {*first, *texts, "is_decorative"})]
