"""What editors tell the search: synonyms, results to show first or last, words to keep and words to ignore.

All of it is used when somebody searches, never when objects are indexed: a change needs no rebuild.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.analysis.fold import fold
from core.models import ContentPage
from search.enums import PromotionKind, SynonymKind


def portal_languages() -> list[tuple[str, str]]:
    """The languages of the portal; a setting, so migrations do not name them."""
    return list(settings.LANGUAGES)


def for_reader(terms: list[tuple[str, str]]) -> tuple[str, str]:
    """The first of these terms in the reader's language, or the first of all, with its language; empty without terms."""
    own = [found for found in terms if found[0] == get_language()]
    return next(iter([*own, *terms]), ("", ""))


class SynonymSet(models.Model):
    """Words that stand for one concept, in as many languages as there are: a query in one finds texts in all.

    `terms` and `searched` are lists of terms by language code. `searched` is used one way only: whoever searches one of
    them finds `terms` too, and not the other way round.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=SynonymKind, default=SynonymKind.TWO_WAY)
    terms = models.JSONField(_("terms"), default=dict)
    searched = models.JSONField(_("searched terms"), default=dict, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("Why; for other editors."))
    is_active = models.BooleanField(_("in use"), default=True)
    search_text = models.TextField(default="", editable=False)  # every term folded, for the list in the admin

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        (_language, searched), (_language, found) = for_reader(self.searched_terms), for_reader(self.found_terms)
        return f"{searched} → {found}" if self.kind == SynonymKind.ONE_WAY else found

    @property
    def found_terms(self) -> list[tuple[str, str]]:
        """Each of `terms` with its language."""
        return [(language, term) for language, terms in self.terms.items() for term in terms]

    @property
    def searched_terms(self) -> list[tuple[str, str]]:
        """Each term that leads to the others, with its language."""
        if self.kind == SynonymKind.TWO_WAY:
            return self.found_terms
        return [(language, term) for language, terms in self.searched.items() for term in terms]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's, with the column for the list in the admin."""
        self.search_text = "\n".join(dict.fromkeys(fold(term) for _, term in (*self.searched_terms, *self.found_terms)))
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Raises ValidationError for a set that would change nothing."""
        if self.kind == SynonymKind.ONE_WAY:
            if not self.found_terms or not self.searched_terms:
                raise ValidationError(_("Write at least one term that is searched and one that is found."))
        elif len(self.found_terms) < 2:
            raise ValidationError(_("Write at least two terms, in one language or in several."))


class Promotion(models.Model):
    """One page that is shown first, or after the others, when these words are searched."""

    words = models.CharField(
        _("searched words"), max_length=200, help_text=_("A query that has all these words, in any order and form.")
    )
    language = models.CharField(_("language of the query"), max_length=10, choices=portal_languages)
    page = models.ForeignKey(
        ContentPage, verbose_name=_("page"), on_delete=models.CASCADE, related_name="search_promotions"
    )
    kind = models.CharField(_("effect"), max_length=10, choices=PromotionKind, default=PromotionKind.PROMOTED)
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("Why; for other editors."))

    class Meta:
        verbose_name = _("recommended or demoted result")
        verbose_name_plural = _("recommended and demoted results")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["words", "language", "page"],
                name="promotion_once",
                violation_error_message=_("There is a rule for these words and this page already. Change that one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.page}"


def word_once(name: str) -> models.UniqueConstraint:
    """A constraint with this name that keeps a word of a language from being listed twice."""
    message = _("This word is in the list already.")
    return models.UniqueConstraint(fields=["language", "word"], name=name, violation_error_message=message)


class WordRule(models.Model):
    """One word of one language that the search treats in its own way."""

    language = models.CharField(_("language"), max_length=10, choices=portal_languages)
    word = models.CharField(_("word"), max_length=60)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        """Raises ValidationError for more than one word."""
        if len(fold(self.word).split()) != 1:
            raise ValidationError({"word": _("Write one word, without spaces and signs.")})


class ProtectedWord(WordRule):
    """A word that is never taken for a misspelt one: a name, an acronym."""

    class Meta:
        verbose_name = _("protected word")
        verbose_name_plural = _("protected words")
        constraints: ClassVar = [word_once("protected_word_once")]


class StopWord(WordRule):
    """A word so common that a query is searched without it, besides those that the portal knows itself."""

    class Meta:
        verbose_name = _("ignored word")
        verbose_name_plural = _("ignored words")
        constraints: ClassVar = [word_once("stop_word_once")]
