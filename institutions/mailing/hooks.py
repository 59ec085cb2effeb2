"""Registers the settings of e-mails with the admin; imported by the app's hooks."""

from wagtail import hooks

from institutions.mailing.comments import replace_comment_mail
from institutions.mailing.preferences import hide_wagtails_panel, mail_panel

replace_comment_mail()
hide_wagtails_panel()
hooks.register("register_account_settings_panel", mail_panel)
