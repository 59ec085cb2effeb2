"""What a page type is for: the first paragraph of its docstring, which translators find in the catalogue."""

import inspect

from django.utils.translation import pgettext
from wagtail.models import Page, get_page_models

CONTEXT = "page type"


def english(model: type[Page]) -> str:
    """The first paragraph of the docstring on one line; empty for a type without one of its own."""
    own = vars(model).get("__doc__") or ""
    if own.startswith(f"{model.__name__}("):  # Django writes such a one where there is none
        return ""
    return " ".join(inspect.cleandoc(own).partition("\n\n")[0].split())


def purpose(model: type[Page]) -> str:
    """The same in the active language."""
    text = english(model)
    return pgettext(CONTEXT, text) if text else ""


def own_types() -> list[type[Page]]:
    """The page types of the portal that somebody can make a page of, by app and name."""
    types = [model for model in get_page_models() if model.is_creatable and not model.__module__.startswith("wagtail")]
    return sorted(types, key=lambda model: (model._meta.app_label, model.__name__))
