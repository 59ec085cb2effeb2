"""Lists of terms in a form: one term a line."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.analysis import terms
from core.analysis.fold import fold
from core.i18n.direction import direction
from core.templatetags.look import language_name

LONGEST_TERM, MOST_TERMS = 100, 50


class TermsField(forms.CharField):
    """The terms of one language, as a list without empty lines and repetitions."""

    def __init__(self, language: str, **kwargs: Any) -> None:
        self.language = language
        attributes = {"rows": 4, "lang": language, "dir": direction(language)}
        super().__init__(required=False, widget=forms.Textarea(attrs=attributes), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A list as lines."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the lines say something else than before."""
        return _lines(self.prepare_value(initial) or "") != _lines(data or "")

    def clean(self, value: Any) -> Any:
        """Raises ValidationError for a term that is too long, or has no word that could be searched."""
        found = _lines(super().clean(value))
        if len(found) > MOST_TERMS:
            raise ValidationError(_("Write at most %(count)d terms in one language.") % {"count": MOST_TERMS})
        for term in found:
            if len(term) > LONGEST_TERM:
                sentence = _("“%(term)s” is too long: a term has at most %(count)d characters. Write one term a line.")
                raise ValidationError(sentence % {"term": f"{term[:30]}…", "count": LONGEST_TERM})
            if not terms(term, self.language):
                raise ValidationError(_("“%(term)s” has no word that can be searched.") % {"term": term})
        return found


def terms_fields(name: str) -> dict[str, TermsField]:
    """One field for each language of the portal, by `<name>_<code>`, labelled with the language's own name."""
    return {f"{name}_{code}": TermsField(code, label=language_name(code)) for code, _label in settings.LANGUAGES}


def _lines(text: str) -> list[str]:
    """The lines that say something, each once whatever its accents and capitals."""
    lines = (" ".join(line.split()) for line in text.replace("\0", " ").splitlines())
    return list({fold(line) or line: line for line in reversed([line for line in lines if line])}.values())[::-1]
