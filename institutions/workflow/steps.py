"""Further kinds of steps, for chains that administrators put together; all keep the rules of PublicationApproval."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from institutions.tasks import PublicationApproval


class LegalReview(PublicationApproval):
    """A step in which lawyers read before others decide."""

    class Meta:
        verbose_name = _("legal review")
        verbose_name_plural = _("legal reviews")

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups confirm that the law allows it; nobody reviews their own work."))


class TranslationStep(PublicationApproval):
    """A step that can be approved once the page exists in the languages that are required."""

    languages = models.ManyToManyField(
        "wagtailcore.Locale",
        verbose_name=_("required languages"),
        related_name="+",
        help_text=_("The page's own language counts."),
    )

    admin_form_fields = (*PublicationApproval.admin_form_fields, "languages")
    admin_form_widgets = {**PublicationApproval.admin_form_widgets, "languages": forms.CheckboxSelectMultiple}

    class Meta:
        verbose_name = _("translation check")
        verbose_name_plural = _("translation checks")

    def hindrance(self, obj: Any) -> str:
        """Which translations are missing; a mirror of another page is none."""
        missing = [locale.get_display_name() for locale in self.missing_languages(obj)]
        if not missing:
            return ""
        return gettext(
            "“%(title)s” has no translation yet in: %(languages)s. Translate it, or return it to its author."
        ) % {
            "title": obj,
            "languages": gettext(", ").join(missing),
        }

    def missing_languages(self, obj: Any) -> list[Locale]:
        """Those required in which there is neither a draft nor a published page."""
        if not hasattr(obj, "get_translations"):
            return []
        have = set(obj.get_translations().filter(alias_of=None).values_list("locale_id", flat=True)) | {obj.locale_id}
        return list(self.languages.exclude(pk__in=have).order_by("pk"))

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups approve once the page exists in every required language."))


class AccessibilityStep(PublicationApproval):
    """A step in which a list of checks is gone through."""

    asks_before_approval = True

    class Meta:
        verbose_name = _("accessibility check")
        verbose_name_plural = _("accessibility checks")

    def get_form_for_action(self, action: str) -> Any:
        """The list of checks, to approve."""
        from institutions.workflow.forms import AccessibilityForm

        return AccessibilityForm if action == "approve" else super().get_form_for_action(action)

    def comment_of(self, form: Any) -> str:
        """The statements that were ticked, and what was said besides."""
        ticked = list(form.checked()) if hasattr(form, "checked") else []
        return "\n".join([*ticked, super().comment_of(form)]).strip()

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups go through a list of checks before they approve."))
