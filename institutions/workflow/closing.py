"""Ways past the workflow that ask for no permission: mirrors of pages, translations, and the actions of snippets."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.db.models.signals import post_save, pre_save
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import workflows
from wagtail.models import DraftStateMixin, GroupApprovalTask, Page
from wagtail_localize.models import SegmentOverride, StringTranslation, TranslationSource

from core.authorship import register_segment_source
from institutions.workflow.permissions import close_publishing


def close_ways_past() -> None:
    """From `AppConfig.ready()`."""
    close_publishing()
    pre_save.connect(mirrors_stay_drafts, dispatch_uid="institutions.mirrors_stay_drafts")
    for model in (StringTranslation, SegmentOverride):
        post_save.connect(segment_edited, sender=model, dispatch_uid=f"institutions.{model.__name__}.edited")
    register_segment_source(segment_edits)
    leave_out_stock_steps()
    if not hasattr(TranslationSource.create_or_update_translation, "__wrapped__"):
        TranslationSource.create_or_update_translation = as_draft(TranslationSource.create_or_update_translation)


def leave_out_stock_steps() -> None:
    """Wagtail's own kind of step asks nobody for a reason and lets authors approve: what it approves cannot be published."""
    workflows.TASK_TYPES = [kind for kind in workflows.get_task_types() if kind is not GroupApprovalTask]


def mirrors_stay_drafts(sender: Any, instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """A page that mirrors another is never live.

    Stock Wagtail copies and publishes mirrors with their source: elsewhere in the tree, where nobody approved them, also
    as the pages above a translation. They have no revision, so no record could name what was approved.
    """
    if not raw and isinstance(instance, Page) and instance.alias_of_id and instance.live:
        instance.live = False
        instance.has_unpublished_changes = True


def as_draft(save: Callable[..., Any]) -> Callable[..., Any]:
    """wagtail-localize's function that writes a translation, which publishes it when the view says so.

    1.14 asks no permission for it when translations are updated, and publishes without a user.
    """

    @wraps(save)
    def wrapper(self: Any, locale: Any, user: Any = None, publish: bool = True, *args: Any, **kwargs: Any) -> Any:
        model = self.specific_content_type.model_class()
        can_be_draft = model is not None and issubclass(model, DraftStateMixin)
        return save(self, locale, user, publish and not can_be_draft, *args, **kwargs)

    return wrapper


def segment_edited(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """Keeps who translated: the next one to edit the same segment takes the place of the first there."""
    from institutions.models import SegmentEdit

    if raw or instance.last_translated_by_id is None or instance.context_id is None:
        return
    SegmentEdit.objects.create(
        translation_key=instance.context.object_id,
        locale_id=instance.locale_id,
        user_id=instance.last_translated_by_id,
        edited_at=instance.updated_at,
    )


def segment_edits(keys: Any) -> Any:
    """The rows that `segment_edited` wrote, for core.authorship."""
    from institutions.models import SegmentEdit

    rows = SegmentEdit.objects.all() if keys is None else SegmentEdit.objects.filter(translation_key__in=keys)
    return rows.order_by().values_list("translation_key", "locale_id", "user_id", "edited_at")


def refuse_conversion(request: HttpRequest, page: Any) -> HttpResponse:
    """A mirror that became a page of its own would hold words whose writers nobody knows any more."""
    messages.error(
        request,
        _(
            "“%(title)s” mirrors another page and cannot become a page of its own."
            " Translate the other page, or write a new one."
        )
        % {"title": page.get_admin_display_title()},
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def no_publish_action(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Takes Wagtail's publish item out of the menu of a snippet's editor, which asks the user and not the policy."""
    menu_items[:] = [item for item in menu_items if item.name != "action-publish"]
