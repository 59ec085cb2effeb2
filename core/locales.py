"""Which language a locale row stands for, kept in memory: locales change when a language is added, and never else."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale

_codes: dict[int, str] = {}


def language_codes() -> dict[int, str]:
    """Language code by locale id. One query a process; a locale added by another process is found by `language_of`."""
    if not _codes:
        _codes.update(Locale.objects.values_list("pk", "language_code"))
    return _codes


def language_of(locale_id: int) -> str:
    """The language code of a locale id. Raises KeyError for an id that does not exist."""
    if locale_id not in language_codes():
        forget()
    return language_codes()[locale_id]


def forget(**_kwargs: object) -> None:
    """Reads the locales again at the next use."""
    _codes.clear()


post_save.connect(forget, sender=Locale, dispatch_uid="core.locales")
post_delete.connect(forget, sender=Locale, dispatch_uid="core.locales.delete")
