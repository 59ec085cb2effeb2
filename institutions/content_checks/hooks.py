"""Registers the content checks with the admin; imported by the app's hooks."""

from wagtail import hooks

from institutions.content_checks.answers import keep_answers
from institutions.content_checks.panel import put_panel
from institutions.content_checks.views import urlpatterns

put_panel()
hooks.register("after_create_page", keep_answers)
hooks.register("after_edit_page", keep_answers)
hooks.register("register_admin_urls", lambda: urlpatterns)
