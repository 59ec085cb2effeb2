"""The views of wagtail-localize, each behind the question whether source and target are the person's own.

wagtail-localize 1.14 asks one permission without a place, `submit_translation`, of whoever submits, updates and publishes
translations of any page; asks about the target alone whoever reads and writes its strings, with the source's words beside
them; and lists every row of every snippet to everybody in the admin.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation
from wagtail_localize.views.snippets_api import SnippetViewSet
from wagtail_localize.views.submit_translations import SubmitSnippetTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from core.faces_translation import PageTranslationForm, PageTranslationView
from institutions.isolation.localize import (
    may_add_translation,
    may_edit_translation,
    may_translate_from,
    may_update,
)

View = Callable[..., HttpResponse]
ON_ROWS = ("add", "change", "delete", "view")


def own_translation(view: View) -> View:
    """The view of one translation, for those whose source and target are their own."""

    @wraps(view)
    def wrapper(request: HttpRequest, translation_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        translation = get_object_or_404(Translation.objects.select_related("source"), pk=translation_id)
        if not may_edit_translation(request.user, translation):
            raise PermissionDenied
        return view(request, translation_id, *args, **kwargs)

    return wrapper


class OwnPageTranslationForm(PageTranslationForm):
    """Refuses languages in which the translation would stand among pages of others."""

    def __init__(self, instance: Page, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(instance, *args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for locale in data.get("locales") or ():
            if not may_add_translation(self.user, self.page, locale):
                message = gettext(
                    "You may not add a page in %(language)s where this translation would stand."
                    " Ask those who look after that page."
                )
                self.add_error("locales", ValidationError(message % {"language": locale.get_display_name()}))
        return data


class OwnPageTranslationView(PageTranslationView):
    """Has a page of the person's own translated."""

    def get_object(self) -> Page:
        """Raises PermissionDenied for pages of others, before their title is shown."""
        page = super().get_object()
        if not may_translate_from(self.request.user, page):
            raise PermissionDenied
        return page

    def get_form(self) -> OwnPageTranslationForm:
        """The portal's form, which knows the person."""
        if self.request.method == "POST":
            return OwnPageTranslationForm(self.object, self.request.user, self.request.POST)
        return OwnPageTranslationForm(self.object, self.request.user, initial=super().get_form().initial)


class OwnSnippetTranslationView(SubmitSnippetTranslationView):
    """Has a snippet translated that the person may change."""

    def get_object(self) -> Any:
        """Raises PermissionDenied for others."""
        instance = super().get_object()
        if not may_translate_from(self.request.user, instance):
            raise PermissionDenied
        return instance


class ApprovedUpdateForm(UpdateTranslationsForm):
    """Takes the source's changes over; what readers see changes by approval alone, in each language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["publish_translations"]
        field.disabled, field.initial = True, False
        field.help_text = _("A translation is published when it was approved itself.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.data.get("publish_translations"):
            message = gettext("A translation is published when it was approved itself. Leave this box empty.")
            self.add_error("publish_translations", message)
        return data


class OwnUpdateView(UpdateTranslationsView):
    """Updates translations when the source and every one of them is the person's."""

    def get_object(self) -> Any:
        """Raises PermissionDenied for others, before their titles are shown."""
        source = super().get_object()
        if not may_update(self.request.user, source):
            raise PermissionDenied
        return source

    def get_form(self) -> ApprovedUpdateForm:
        """Without publishing: stock wagtail-localize publishes here without asking for the permission."""
        return ApprovedUpdateForm(self.request.POST) if self.request.method == "POST" else ApprovedUpdateForm()


class OwnSnippetsAPI(SnippetViewSet):
    """Rows of a snippet, for those who hold a permission on them."""

    def get_queryset(self) -> Any:
        """What the policy of the model lets the person see."""
        policy: Any = policy_registry.get_by_type(self.get_model())
        return policy.instances_user_has_any_permission_for(self.request.user, ON_ROWS)


def no_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """Says why a translation does not become an alias again.

    An alias shows what its source shows, live at once and later by itself: nobody approves it in its language, and
    wagtail-localize asks no permission on the source that it copies.
    """
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    messages.error(
        request,
        gettext("A page cannot follow another language by itself: each language is approved before readers see it."),
    )
    return redirect("wagtailadmin_pages:edit", page.pk)
