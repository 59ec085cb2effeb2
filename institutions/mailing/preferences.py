"""How a person wants to be told, in the settings of their account."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, NotificationsSettingsPanel, notifications_tab

from institutions.models.notice import ALWAYS_KINDS, NoticeKind, NoticePreference


class NoticePreferenceForm(forms.ModelForm):
    class Meta:
        model = NoticePreference
        fields: ClassVar = ["rhythm", "kinds_off"]
        widgets: ClassVar = {"rhythm": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, label) for code, label in NoticeKind.choices if code not in ALWAYS_KINDS]
        self.fields["kinds_off"].choices = choices  # type: ignore[attr-defined]


class MailPanel(BaseSettingsPanel):
    """Rhythm, and the kinds that are not wanted."""

    name = "mail"
    title = _("E-mails from the portal")
    tab = notifications_tab
    order = 100
    form_class = NoticePreferenceForm

    def get_form(self) -> NoticePreferenceForm:
        """The person's own row, which is made when they save it first."""
        row = NoticePreference.objects.filter(user=self.user).first() or NoticePreference(user=self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return NoticePreferenceForm(data, instance=row, prefix=self.name)


def mail_panel(request: HttpRequest, user: Any, profile: Any) -> MailPanel:
    """For Wagtail's hook `register_account_settings_panel`."""
    return MailPanel(request, user, profile)


def hide_wagtails_panel() -> None:
    """Its switches are those of e-mails that Wagtail no longer sends."""
    NotificationsSettingsPanel.is_active = lambda self: False
