"""The form that says that a published page was read again and is still right."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput

from core.i18n.formats import format_date
from core.models import ContentPage
from institutions.record.page_form_view import PageFormView
from institutions.record.permissions import may_work_on
from institutions.record.reviews import next_due, page_review

LONGEST = timedelta(days=3660)


class ReviewForm(forms.Form):
    due_next = forms.DateField(
        label=_("Next review"),
        widget=AdminDateInput,
        help_text=_("When somebody must look at it again. Readers see this date."),
    )

    def clean_due_next(self) -> Any:
        """Raises ValidationError for a day that is not later than today, or hardly meant."""
        day, today = self.cleaned_data["due_next"], timezone.localdate()
        if not today < day <= today + LONGEST:
            raise forms.ValidationError(_("Choose a day later than today, within the next ten years."))
        return day


class ReviewView(PageFormView):
    """Records a review; the page is not published anew."""

    form_class = ReviewForm
    template_name = "institutions/record/review.html"
    page_title = _("Reviewed, still right")
    header_icon = "calendar-check"

    def refusal(self) -> str | Promise:
        """Why the person may not, or why there is nothing to review."""
        if not may_work_on(self.request.user, self.page):
            return _("Only people who edit or moderate this page can say that it was reviewed.")
        if not isinstance(self.page, ContentPage) or not self.page.live:
            return _("Only content that is published is reviewed. This page is not.")
        return ""

    def get_initial(self) -> dict[str, Any]:
        """The proposed date."""
        return {"due_next": next_due(self.page)}

    def form_valid(self, form: Any) -> HttpResponse:
        """Records it and says when the next one is due."""
        page_review(page=self.page, by=self.request.user, due_next=form.cleaned_data["due_next"])  # type: ignore[arg-type]
        sentence = gettext("The review of “%(title)s” is recorded. The next one is due on %(date)s.")
        date = format_date(form.cleaned_data["due_next"])
        messages.success(self.request, sentence % {"title": self.page.get_admin_display_title(), "date": date})
        return self.back()
