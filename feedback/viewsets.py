"""The admin of readers' remarks: a list, and for each remark what became of it."""

from typing import Any, ClassVar

import django_filters
from django.http import HttpRequest
from django.template.defaultfilters import linebreaksbr
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import page_permission_policy

from core.i18n.formats import format_date
from core.models import Institution
from feedback.enums import RemarkKind, RemarkState
from feedback.models import PageRemark, PageRemarkQuerySet

#: Spreadsheets read a cell that begins with one of these as a formula. https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
READERS_WORDS = ("text", "page_title", "address")


def without_formula(value: Any) -> str:
    """The text as a spreadsheet shows it and never works it out: strangers wrote it."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def institutions_of(request: HttpRequest | None) -> Any:
    """Institutions that remarks which this person sees are about."""
    if request is None:
        return Institution.objects.none()
    seen = PageRemark.objects.visible_to(request.user).order_by().values("institution")
    return Institution.objects.with_names().filter(pk__in=seen)


class RemarkFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=RemarkState)
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=RemarkKind)
    institution = django_filters.ModelChoiceFilter(label=_("Institution"), queryset=institutions_of)

    class Meta:
        model = PageRemark
        fields: ClassVar = ["state", "kind", "institution"]


class RemarkIndexView(generic.IndexView):
    """The remarks that the person sees; exports go through it as well."""

    custom_field_preprocess: ClassVar = {name: {"csv": without_formula} for name in READERS_WORDS}

    def get_base_queryset(self) -> PageRemarkQuerySet:
        """Those about pages that the person may change."""
        rows = PageRemark.objects.visible_to(self.request.user)
        return rows.select_related("institution", "handled_by").prefetch_related("institution__names__locale")

    def stream_csv(self, queryset: PageRemarkQuerySet) -> list[bytes]:
        """All lines at once: those that are made while they are sent are no longer in the person's language."""
        return list(super().stream_csv(queryset))


class RemarkEditView(generic.EditView):
    """One remark: what was sent, which stays as it is, and what became of it."""

    success_message = _("The remark was saved.")

    def get_queryset(self) -> PageRemarkQuerySet:
        """Those about pages that the person may change: any other is not found."""
        return PageRemark.objects.visible_to(self.request.user)

    def save_instance(self) -> PageRemark:
        """Store what became of it, by whom and on which day.

        Without an entry in the site's history: that is shown by model, to people who may not see this remark.
        """
        remark = self.form.save(commit=False)
        if "state" in self.form.changed_data:
            remark.settle(self.request.user)
        remark.save(update_fields=["state", "note", "handled_by", "handled_on"])
        return remark

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """The page as readers see it, and the page to be corrected."""
        buttons = [HeaderButton(_("See the page"), url=self.object.address, icon_name="view")]
        page = self.object.page
        if page and page_permission_policy.user_has_permission_for_instance(self.request.user, "change", page):
            edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
            buttons.append(HeaderButton(_("Edit the page"), url=edit, icon_name="edit"))
        return buttons


class RemarkForm(WagtailAdminModelForm):
    """State and note; everything else was written by a reader."""


class WordsPanel(FieldPanel):
    """Text as it was written: in its lines, and in the direction of its own script."""

    def format_value_for_display(self, value: Any) -> SafeString:
        return format_html('<div dir="auto">{}</div>', linebreaksbr(value, autoescape=True))


class RemarkViewSet(ModelViewSet):
    """A list and a form: remarks are made by readers, and neither copied nor deleted."""

    model = PageRemark
    name = "page-remarks"
    icon = "comment"
    menu_label = _("Readers’ remarks")
    menu_name = "page-remarks"
    menu_order = 250
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    index_view_class = RemarkIndexView
    edit_view_class = RemarkEditView
    filterset_class = RemarkFilterSet
    search_fields = ("text", "page_title", "address", "note")
    list_per_page = 50
    list_display = (
        TitleColumn("page_title", label=_("Page"), sort_key="page_title", get_url=lambda row: _edit_url(row)),
        Column("get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("first_words", label=_("What the reader wrote")),
        Column("institution", label=_("Institution"), accessor=lambda row: str(row.institution or "")),
        Column("sent_on", label=_("Sent on"), accessor=lambda row: format_date(row.sent_on), sort_key="sent_on"),
        Column("get_state_display", label=_("State"), sort_key="state"),
    )
    list_export = (
        "pk",
        "sent_on",
        "get_kind_display",
        "page_title",
        "address",
        "language",
        "institution",
        "text",
        "get_state_display",
        "handled_on",
        "handled_by",
        "note",
    )
    export_headings: ClassVar = {
        "pk": _("Number"),
        "get_kind_display": _("Kind"),
        "get_state_display": _("State"),
    }
    export_filename = "page-remarks"
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("page_title", read_only=True),
                    FieldPanel("address", read_only=True),
                    FieldPanel("kind", read_only=True),
                    WordsPanel("text", read_only=True),
                    FieldPanel("sent_on", read_only=True),
                    FieldPanel("institution", read_only=True),
                ],
                heading=_("What a reader sent"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("state"),
                    FieldPanel("note"),
                    FieldPanel("handled_by", read_only=True),
                    FieldPanel("handled_on", read_only=True),
                ],
                heading=_("What became of it"),
            ),
        ],
        base_form_class=RemarkForm,
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without the addresses that there are not."""
        missing = ("add", "copy", "delete", "history", "usage", "inspect", "reorder")
        return super().get_common_view_kwargs(**kwargs) | {f"{name}_url_name": None for name in missing}

    def get_urlpatterns(self) -> list[URLPattern]:
        """List, its results alone, and one remark: no other view of Wagtail's, each of which would ask for the model only."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("edit/<int:pk>/", self.edit_view, name="edit"),
        ]


def _edit_url(row: PageRemark) -> str:
    return reverse("page-remarks:edit", args=[row.pk])
