"""Names of entities, one row a language."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.locales import language_of


class Name(models.Model):
    """The name of one entity in one language."""

    locale = models.ForeignKey(
        "wagtailcore.Locale", on_delete=models.CASCADE, related_name="+", verbose_name=_("language")
    )
    text = models.CharField(_("name"), max_length=255)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class NamedQuerySet(models.QuerySet):
    def with_names(self) -> "NamedQuerySet":
        """Rows with their names in every language, in one more query."""
        return self.prefetch_related("names")


class NamedMixin:
    """What has `names`: the one in the wanted language, else the default language's, else any, else the code."""

    names: Any
    code: str

    def name_row(self, language: str | None = None) -> Any:
        """The name row closest to `language` (default: the active one), or None."""
        rows = {language_of(row.locale_id): row for row in self.names.all()}
        wanted = language or get_language() or settings.LANGUAGE_CODE
        return rows.get(wanted) or rows.get(settings.LANGUAGE_CODE) or next(iter(rows.values()), None)

    def name(self, language: str | None = None) -> str:
        """The entity's name closest to `language`, or its code."""
        row = self.name_row(language)
        return row.text if row else self.code

    def name_language(self, language: str | None = None) -> str:
        """The language that `name` answers in; empty when it is the wanted one, or when there is only the code."""
        row = self.name_row(language)
        found = language_of(row.locale_id) if row else ""
        return "" if found == (language or get_language()) else found

    def __str__(self) -> str:
        return self.name()
