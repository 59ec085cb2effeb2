"""Who may translate what: the page that is translated and the one that comes of it are both the person's own."""

from typing import Any

from django.http import Http404
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail_localize.models import Translation, TranslationSource

from core.models import FaceMixin
from institutions.isolation.scope import is_own_page, serves_portal


def may_change(user: Any, instance: Any) -> bool:
    """Whether the person may change this page or other thing."""
    if isinstance(instance, Page):
        return instance.permissions_for_user(user).can_edit()
    return policy_registry.get_by_type(type(instance)).user_has_permission_for_instance(user, "change", instance)


def may_translate_from(user: Any, source: Any) -> bool:
    """Whether the person may have a translation made of this page or other thing."""
    if isinstance(source, Page):
        return page_permission_policy.user_has_permission_for_instance(user, "change", source)
    return may_change(user, source)


def may_edit_translation(user: Any, translation: Translation) -> bool:
    """Whether the person may read the source's words and write the translation's.

    Raises Http404 when one of the two is gone. Source and target that belong to one institution are enough where
    somebody works on one language alone.
    """
    source, target = instances_of(translation)
    if serves_portal(user):
        return may_change(user, target)
    return may_change(user, target) and (_is_own(user, source) or _of_one_institution(source, target))


def may_update(user: Any, source: TranslationSource) -> bool:
    """Whether the person may change the source and every translation that follows it. Raises Http404 as above."""
    translations = source.translations.filter(enabled=True).select_related("source", "target_locale")
    return may_translate_from(user, _source_instance(source)) and all(
        may_change(user, instances_of(translation)[1]) for translation in translations
    )


def may_add_translation(user: Any, page: Page, locale: Locale) -> bool:
    """Whether the pages that a translation would make are the person's: this one, and those above it that are missing.

    The place is below the first ancestor that has the language. An institution's own page may be made there although its
    people may add nothing to the directory: it is theirs in every language.
    """
    made = page
    for above in page.get_ancestors().order_by("-depth"):
        place = above.get_translation_or_none(locale)
        if place is not None:
            return place.permissions_for_user(user).can_add_subpage() or _is_own_face(user, made)
        made = above
    return False


def instances_of(translation: Translation) -> tuple[Any, Any]:
    """Source and target. Raises Http404 when one of them is gone; wagtail-localize answers with an error then."""
    source = _source_instance(translation.source)
    try:
        return source, translation.get_target_instance()
    except type(source).DoesNotExist as error:
        raise Http404("The translation is gone.") from error


def _source_instance(source: TranslationSource) -> Any:
    model: Any = source.specific_content_type.model_class()
    if model is None:
        raise Http404("The source is gone.")
    try:
        return source.get_source_instance()
    except model.DoesNotExist as error:
        raise Http404("The source is gone.") from error


def _is_own(user: Any, instance: Any) -> bool:
    return is_own_page(user, instance) if isinstance(instance, Page) else may_change(user, instance)


def _is_own_face(user: Any, page: Page) -> bool:
    return isinstance(page.specific, FaceMixin) and is_own_page(user, page)


def _of_one_institution(source: Any, target: Any) -> bool:
    institution = getattr(source, "institution_id", None)
    return institution is not None and institution == getattr(target, "institution_id", None)
