"""Locale rows kept in memory: they change when a language is added to the portal, and never else."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale

_locales: dict[int, Locale] = {}


def locales() -> dict[int, Locale]:
    """Every locale by id. One query a process; one added by another process is found by `locale_of`."""
    if not _locales:
        _locales.update(Locale.objects.in_bulk())
    return _locales


def locale_of(locale_id: int) -> Locale:
    """The locale with this id. Raises KeyError for an id that does not exist."""
    if locale_id not in locales():
        forget()
    return locales()[locale_id]


def language_of(locale_id: int) -> str:
    """The language code of a locale id. Raises KeyError for an id that does not exist."""
    return locale_of(locale_id).language_code


def language_codes() -> dict[int, str]:
    """Language code by locale id."""
    return {pk: locale.language_code for pk, locale in locales().items()}


def forget(**_kwargs: object) -> None:
    """Reads the locales again at the next use."""
    _locales.clear()


post_save.connect(forget, sender=Locale, dispatch_uid="core.locales.save")
post_delete.connect(forget, sender=Locale, dispatch_uid="core.locales.delete")
