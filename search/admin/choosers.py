"""The window for choosing the page that a search recommends: what is published, found by its words."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column, LocaleColumn
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

from core.analysis.fold import fold
from core.kinds import get_kind
from core.models import ContentPage, ContentPageQuerySet
from search.models import Promotion

POLICY = ModelPermissionPolicy(Promotion)
MOST_WORDS = 8


def choosable_pages(user: Any, kept: int | None = None) -> ContentPageQuerySet:
    """Published pages that anybody may read, or that this person finds in the admin; and the one that is kept anyway."""
    own = page_permission_policy.explorable_instances(user)
    seen = Q(pk__in=ContentPage.objects.visible().values("pk")) | Q(pk__in=own.values("pk"))
    return ContentPage.objects.filter(Q(live=True) & seen | Q(pk=kept))


def is_public() -> Exists:
    """An expression on rows with a page: whether anybody may read it now."""
    return Exists(ContentPage.objects.visible().filter(pk=OuterRef("page")))


class PageFilterForm(BaseFilterForm):
    """Finds pages by words of their titles and summaries."""

    q = forms.CharField(
        label=_("Search term"), widget=forms.TextInput(attrs={"placeholder": _("Words of the title")}), required=False
    )

    def filter(self, objects: ContentPageQuerySet) -> ContentPageQuerySet:
        """Those with every word."""
        wanted = self.cleaned_data.get("q", "").strip()
        if wanted:
            self.is_searching, self.search_query = True, wanted
        for word in fold(wanted).split()[:MOST_WORDS]:
            objects = objects.filter(search_text__contains=word)
        return objects


class ForRules:
    """Asks for the permission to write rules."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """As the view's. Raises PermissionDenied for everybody else."""
        if not POLICY.user_has_any_permission(request.user, ["add", "change"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class PublishedPages(ForRules):
    """A list of published pages, newest first, with what tells pages of one title apart."""

    filter_form_class = PageFilterForm
    ordering = ("-last_published_at", "-pk")
    request: Any

    def get_object_list(self) -> ContentPageQuerySet:
        """The pages that this person may choose."""
        return choosable_pages(self.request.user).select_related("institution").prefetch_related("institution__names")

    @property
    def columns(self) -> list[Column]:
        """Title, kind, institution, language."""
        return [
            self.title_column,  # type: ignore[attr-defined]
            Column(
                "kind", label=pgettext_lazy("of content", "Kind"), accessor=lambda page: str(get_kind(page.kind).label)
            ),
            Column("institution", label=_("Institution"), accessor=lambda page: str(page.institution or "")),
            LocaleColumn(sort_key=None),
        ]


class PublishedChooseView(PublishedPages, ChooseView):
    """The window."""


class PublishedResultsView(PublishedPages, ChooseResultsView):
    """The list in the window."""


class PublishedChosenView(ForRules, ChosenView):
    """The page that was chosen; one that could not be chosen is not found."""

    def get_object(self, pk: str) -> ContentPage:
        """The page. Raises DoesNotExist, which the view answers with 404."""
        return choosable_pages(self.request.user).get(pk=pk if pk.isdecimal() else None)


class PublishedPageChooser(ChooserViewSet):
    """Registers the window and gives the widget; other choosers of pages stay as they are."""

    model = ContentPage
    name = "search-page-chooser"
    icon = "doc-empty-inverse"
    register_widget = False
    choose_view_class = PublishedChooseView
    choose_results_view_class = PublishedResultsView
    chosen_view_class = PublishedChosenView
    choose_one_text = _("Choose a published page")
    choose_another_text = _("Choose another published page")
    edit_item_text = _("Edit this page")
    search_tab_label = _("Search")

    def get_urlpatterns(self) -> list[URLPattern]:
        """The window, its list, and what was chosen: one page, that exists already."""
        return [
            path("", self.choose_view, name="choose"),
            path("results/", self.choose_results_view, name="choose_results"),
            path("chosen/<str:pk>/", self.chosen_view, name="chosen"),
        ]


page_chooser = PublishedPageChooser()
