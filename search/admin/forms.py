"""The forms of what editors tell the search."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.analysis import stop_words, terms, words
from search.admin.choosers import choosable_pages
from search.admin.terms import terms_fields
from search.enums import SynonymKind

LISTS = ("terms", "searched")


class SynonymFormBase(WagtailAdminModelForm):
    """One set of synonyms, its lists of terms in a field for each language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None and instance.pk:
            kept = {
                f"{name}_{code}": getattr(instance, name).get(code, [])
                for name in LISTS
                for code, _label in settings.LANGUAGES
            }
            kwargs["initial"] = kept | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Puts the lists together. Raises ValidationError for terms that the kind of the set does not use."""
        data = super().clean()
        for name in LISTS:
            by_language = {code: data.get(f"{name}_{code}") for code, _label in settings.LANGUAGES}
            setattr(self.instance, name, {code: found for code, found in by_language.items() if found})
        if data.get("kind") == SynonymKind.TWO_WAY and self.instance.searched:
            sentence = _(
                "“Searched, one way only” is not used when all terms mean the same."
                " Move its terms to the first list, or choose “One way”."
            )
            raise ValidationError(sentence)
        return data

    def _post_clean(self) -> None:
        # The model would complain of too few terms beside a complaint about one of the terms.
        if not self.errors:
            super()._post_clean()


#: The form with the languages that the portal has.
SynonymForm = type("SynonymForm", (SynonymFormBase,), {**terms_fields("terms"), **terms_fields("searched")})


class PromotionForm(WagtailAdminModelForm):
    """A rule for one page; only a page that is published and that the person may see can be chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["page"]
        field.queryset = choosable_pages(self.for_user, self.instance.page_id)
        field.error_messages["invalid_choice"] = _("This page is not published, or you may not see it. Choose another.")

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for words of which none can be searched."""
        data = super().clean()
        if data.get("words") and data.get("language") and not terms(data["words"], data["language"]):
            self.add_error("words", _("Write at least one word that can be searched."))
        return data


class WordForm(WagtailAdminModelForm):
    """One word of one language."""

    def clean_word(self) -> str:
        return " ".join(self.cleaned_data["word"].split())


class StopWordForm(WordForm):
    """One word to ignore."""

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError for a word that is ignored anyway."""
        data = super().clean()
        word, language = data.get("word"), data.get("language")
        if word and language and set(words(word, language)) <= stop_words(language) and words(word, language):
            raise forms.ValidationError({"word": _("The search ignores this word already.")})
        return data
