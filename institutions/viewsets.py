"""The admin of institutions."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.choosers import named_chooser
from core.models import Institution
from core.models.names import NamedQuerySet
from institutions.models import PartnershipAgreement
from institutions.provisioning.table_views import InstitutionIndexView
from institutions.provisioning.views import InstitutionCreateView, InstitutionEditView
from institutions.workflow.views import CollectSnippetDecisionView, DecideSnippetView


class InstitutionForm(WagtailAdminModelForm):
    """An institution; its code is fixed once it exists, and it cannot belong to itself or to one of its bodies."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        above = data.get("parent")
        while above is not None:
            if above.pk == self.instance.pk:
                self.add_error("parent", _("An institution cannot be part of itself or of one of its own bodies."))
                break
            above = above.parent
        return data


class InstitutionViewSet(SnippetViewSet):
    """Institutions, with their names, acronyms and functions."""

    model = Institution
    icon = "group"
    menu_label = _("Institutions")
    list_display = ("__str__", "kind", "code")
    list_filter = ("kind",)
    search_fields = ("code", "names__text", "names__acronym")
    ordering = ("order", "code")
    list_per_page = 100
    chooser_viewset_class = named_chooser("kind")
    index_view_class = InstitutionIndexView
    add_view_class = InstitutionCreateView
    edit_view_class = InstitutionEditView
    edit_handler = ObjectList(
        [
            FieldPanel("code"),
            FieldPanel("kind"),
            FieldPanel("parent"),
            FieldPanel("order"),
            InlinePanel(
                "names",
                panels=[FieldPanel("locale"), FieldPanel("text"), FieldPanel("acronym")],
                label=_("Name"),
                min_num=1,
            ),
            InlinePanel("roles", panels=[FieldPanel("function")], label=_("Function")),
        ],
        base_form_class=InstitutionForm,
    )

    def get_queryset(self, request: HttpRequest) -> NamedQuerySet:
        """All rows with their names."""
        return Institution.objects.with_names()


class AgreementViewSet(SnippetViewSet):
    """Partnership agreements, each with its dates, its declared frequency and its focal points."""

    model = PartnershipAgreement
    icon = "doc-full-inverse"
    menu_label = _("Partnership agreements")
    list_display = ("__str__", "status", "signed_on", "valid_until", "update_frequency")
    list_filter = ("update_frequency",)
    workflow_action_view_class = DecideSnippetView
    collect_workflow_action_data_view_class = CollectSnippetDecisionView
    search_fields = ("institution__code", "institution__names__text", "institution__names__acronym")
    ordering = ("institution__order", "institution__code")
    list_per_page = 100
    edit_handler = ObjectList(
        [
            FieldPanel("institution"),
            FieldPanel("signed_on"),
            FieldPanel("valid_until"),
            FieldPanel("update_frequency"),
            InlinePanel(
                "focal_points",
                panels=[FieldPanel("name"), FieldPanel("role"), FieldPanel("email"), FieldPanel("phone")],
                label=_("Focal point"),
                heading=_("Focal points"),
                help_text=_("Whom the portal's team writes to. Readers never see them."),
            ),
        ]
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """All agreements with the names of their institutions."""
        return PartnershipAgreement.objects.select_related("institution").prefetch_related("institution__names")


class InstitutionGroup(SnippetViewSetGroup):
    """Institutions and what is agreed with them."""

    items = (InstitutionViewSet, AgreementViewSet)
    menu_label = _("Institutions")
    menu_icon = "group"
    menu_name = "institutions"
    menu_order = 200
