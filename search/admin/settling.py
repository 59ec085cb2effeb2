"""Settling a searched query that was dealt with, and undoing that."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from core.analysis.fold import fold
from search.admin.asking import AskView
from search.models import SettledQuery

POLICY = ModelPermissionPolicy(SettledQuery)
REPORT = _("What people search")
LONGEST = 200  # characters of a query, as the model has them


class NoteForm(forms.ModelForm):
    """What was done about the query."""

    class Meta:
        model = SettledQuery
        fields = ("note",)
        help_texts = {
            "note": _("For your colleagues. Example: Synonyms added; or: Asked for a guide about this, due in March.")
        }


class SettleView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Takes a query off the report until somebody searches it again."""

    permission_policy = POLICY
    permission_required = "add"
    template_name = "search/admin/settle.html"
    form_class = NoteForm
    page_title = _("Settle a searched query")
    header_icon = "search"

    @cached_property
    def about(self) -> SettledQuery:
        """The query, as it was settled the last time or new. Raises Http404 without one in a language of the portal."""
        asked, language = fold(self.request.GET.get("query", "")), self.request.GET.get("language", "")
        if not asked or len(asked) > LONGEST or language not in dict(settings.LANGUAGES):
            raise Http404("There is no such query.")
        same = {"language": language, "query": asked}
        return SettledQuery.objects.filter(**same).first() or SettledQuery(**same)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The report, then this query."""
        items = [{"url": reverse("search-queries:query-list"), "label": REPORT}, {"label": self.about.query}]
        return [*super().get_breadcrumbs_items(), *items]

    def get_form_kwargs(self) -> dict[str, Any]:
        """With what was noted the last time."""
        return super().get_form_kwargs() | {"instance": self.about}

    def form_valid(self, form: Any) -> HttpResponse:
        """Settled now, however often it was before."""
        SettledQuery.objects.update_or_create(
            language=self.about.language,
            query=self.about.query,
            defaults={"note": form.cleaned_data["note"], "settled_at": timezone.now()},
        )
        sentence = gettext("“%(query)s” is settled. It comes back when somebody searches it again.")
        messages.success(self.request, sentence % {"query": self.about.query})
        return HttpResponseRedirect(reverse("search-queries:query-list"))


class UnsettleView(AskView):
    """Puts a settled query back into the report."""

    permission_policy = POLICY
    permission_required = "delete"
    page_title = _("Not settled after all")
    from_url_name = "search-queries:query-list"
    from_title = REPORT
    question = _("The query goes back into the list of those to look at, and its note is deleted.")
    answer = _("Yes, put it back")

    @cached_property
    def about(self) -> SettledQuery:
        """The query. Raises Http404 when it is not settled any more."""
        return get_object_or_404(SettledQuery, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question, and which query it is about."""
        return super().get_context_data(about=self.about, **kwargs)

    def perform(self) -> str:
        """Delete the note."""
        query = self.about.query
        self.about.delete()
        return gettext("“%(query)s” is back in the list.") % {"query": query}
