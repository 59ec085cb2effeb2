"""Registers the views of translations; imported by the hooks of files."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.models import Page
from wagtail_localize.models import Translation
from wagtail_localize.views import edit_translation as stock

from institutions.isolation.localize import may_edit_translation
from institutions.isolation.localize_lists import quiet_rows
from institutions.isolation.localize_report import OwnTranslationsReportView
from institutions.isolation.localize_values import checked_upload, checked_value
from institutions.isolation.localize_views import (
    OwnPageTranslationView,
    OwnSnippetsAPI,
    OwnSnippetTranslationView,
    OwnUpdateView,
    no_alias,
    own_translation,
)

TRANSLATION = "localize/translate/<int:translation_id>/"
SNIPPETS = "localize/api/snippets/<slug:app_label>/<slug:model_name>/"
REPORT = "localize/reports/translations/"


@hooks.register("register_admin_urls", order=-2)  # before core's view of the same address, which this one extends
def translation_urls() -> list[URLPattern]:
    """wagtail-localize's addresses, before its own: the first that matches answers."""
    edit_string = own_translation(checked_value(stock.edit_string_translation))
    edit_override = own_translation(checked_value(stock.edit_override))
    preview = own_translation(stock.preview_translation)
    return [
        path("localize/submit/page/<int:page_id>/", OwnPageTranslationView.as_view()),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", OwnSnippetTranslationView.as_view()
        ),
        path("localize/update/<int:translation_source_id>/", OwnUpdateView.as_view()),
        path(f"{TRANSLATION}strings/<int:string_segment_id>/edit/", edit_string),
        path(f"{TRANSLATION}overrides/<int:overridable_segment_id>/edit/", edit_override),
        path(f"{TRANSLATION}pofile/download/", own_translation(stock.download_pofile)),
        path(f"{TRANSLATION}pofile/upload/", own_translation(checked_upload(stock.upload_pofile))),
        path(f"{TRANSLATION}machine_translate/", own_translation(stock.machine_translate)),
        path(f"{TRANSLATION}preview/", preview),
        path(f"{TRANSLATION}preview/<str:mode>/", preview),
        path(f"{TRANSLATION}disable/", own_translation(stock.stop_translation)),
        path("localize/page/<int:page_id>/convert_to_alias/", no_alias),
        path(REPORT, OwnTranslationsReportView.as_view()),
        path(f"{REPORT}results/", OwnTranslationsReportView.as_view(results_only=True)),
        path(SNIPPETS, OwnSnippetsAPI.as_view({"get": "list"})),
        path(f"{SNIPPETS}<str:pk>/", OwnSnippetsAPI.as_view({"get": "retrieve"})),
    ]


@hooks.register("before_edit_page", order=-10)  # wagtail-localize's own answers with the editor of the translation
def only_own_translations(request: HttpRequest, page: Page) -> None:
    """The editor of a translation shows the source's words: raises PermissionDenied where they are another's."""
    translation = (
        Translation.objects.filter(source__object_id=page.translation_key, target_locale_id=page.locale_id)
        .select_related("source__specific_content_type", "target_locale")
        .first()
    )
    if translation is not None and not may_edit_translation(request.user, translation):
        raise PermissionDenied


quiet_rows()
