"""Registers the way to publication with the admin; imported by the app's hooks."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from wagtail import hooks

from institutions.isolation.replacing import replace_hook
from institutions.workflow import closing, history, panels, translations
from institutions.workflow.absences import AbsenceViewSet
from institutions.workflow.views import ApprovalsView

hooks.register("before_edit_page", history.say_why_returned, order=-1)  # before wagtail-localize's, which answers
hooks.register("before_edit_page", translations.offer_to_send, order=-1)
replace_hook("before_edit_page", translations.before_edit_page, translations.editor_of_translations)
hooks.register("register_page_header_buttons", history.header_buttons)
hooks.register("before_convert_alias_page", closing.refuse_conversion)
hooks.register("construct_homepage_panels", panels.step_panels)
hooks.register("construct_snippet_action_menu", closing.no_publish_action)


@hooks.register("register_admin_urls")
def workflow_urls() -> list[URLPattern]:
    return [
        path("pages/<int:page_id>/approvals/", ApprovalsView.as_view(), name="page-approvals"),
        path(
            "pages/<int:page_id>/send-translation/",
            translations.SendTranslationView.as_view(),
            name="page-send-translation",
        ),
    ]


@hooks.register("register_admin_viewset")
def absences() -> AbsenceViewSet:
    return AbsenceViewSet()


@hooks.register("register_permissions")
def absence_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="institutions", content_type__model="absence")
