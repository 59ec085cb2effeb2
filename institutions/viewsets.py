"""The admin of institutions."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, ObjectList
from wagtail.snippets.views.snippets import SnippetViewSet

from core.choosers import named_chooser
from core.models import Institution
from core.models.names import NamedQuerySet


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
    menu_name = "institutions"
    menu_order = 200
    add_to_admin_menu = True
    list_display = ("__str__", "kind", "code")
    list_filter = ("kind",)
    search_fields = ("code", "names__text", "names__acronym")
    ordering = ("order", "code")
    list_per_page = 100
    chooser_viewset_class = named_chooser("kind")
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
