"""System checks of the conventions of this project."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import get_page_models

from core.kinds import all_kinds
from core.models import ContentPage, PortalPage


@register
def check_page_types(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    """Every page type of ours says where it may stand, has a template of its own, and kinds that are registered."""
    types = [model for model in get_page_models() if issubclass(model, PortalPage) and model is not ContentPage]
    return [error for model in types for error in _errors(model)]


def _errors(model: Any) -> list[CheckMessage]:
    errors: list[CheckMessage] = []
    name = model.__name__
    if not any("parent_page_types" in base.__dict__ for base in model.__mro__ if issubclass(base, PortalPage)):
        hint = "Add parent_page_types to the class."
        errors.append(
            Error(f"{name} does not say below which pages it may stand.", hint=hint, obj=model, id="core.E001")
        )
    try:
        get_template(model.template)
    except TemplateDoesNotExist:
        hint = f"Write templates/{model.template}."
        errors.append(Error(f"{name} has no template.", hint=hint, obj=model, id="core.E002"))
    unknown = set(model.kinds) - {kind.code for kind in all_kinds()} if issubclass(model, ContentPage) else set()
    if issubclass(model, ContentPage) and (not model.kinds or unknown):
        hint = "Set `kinds` on the class and register them in the app's apps.py (core.kinds)."
        errors.append(
            Error(
                f"{name} has no kinds, or unregistered ones: {sorted(unknown)}.", hint=hint, obj=model, id="core.E003"
            )
        )
    return errors
