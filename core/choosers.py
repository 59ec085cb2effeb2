"""What the windows for choosing show of entities: their names in the reader's language, what they are, a search."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

from core.models.names import NamedQuerySet


class NameFilterForm(BaseFilterForm):
    """Finds entities by a part of a name in any language, or of the code."""

    q = forms.CharField(
        label=_("Search term"), widget=forms.TextInput(attrs={"placeholder": _("Part of a name")}), required=False
    )

    def filter(self, objects: NamedQuerySet) -> NamedQuerySet:
        """Those that fit, each once."""
        wanted = self.cleaned_data.get("q", "").strip()
        if not wanted:
            return objects
        self.is_searching, self.search_query = True, wanted
        return objects.filter(Q(names__text__icontains=wanted) | Q(code__icontains=wanted)).distinct()


class NamedChooser(AdminSnippetChooser):
    """The widget in a form. Wagtail's puts its texts together while the server starts, in the default language."""

    def __init__(self, model: type[models.Model] | None = None, **kwargs: Any) -> None:
        super().__init__(model, **kwargs)
        self.choose_one_text = self._later(_("Choose %(object)s"))
        self.choose_another_text = self._later(_("Choose another %(object)s"))
        self.link_to_chosen_text = self._later(_("Edit this %(object)s"))

    def _later(self, text: Any) -> Any:
        name = self.model._meta.verbose_name
        return lazy(lambda: str(text) % {"object": name}, str)()


class NamedColumns:
    """A list of entities with their names, read in one query, and more of what they are."""

    shown: tuple[str, ...] = ()
    filter_form_class = NameFilterForm
    model: type[models.Model]

    @property
    def columns(self) -> list[Column]:
        """The name, then the fields in `shown`."""
        return [*super().columns, *(self._column(name) for name in self.shown)]  # type: ignore[misc]

    def _column(self, name: str) -> Column:
        field: Any = self.model._meta.get_field(name)
        return Column(
            name,
            label=capfirst(str(field.verbose_name)),
            accessor=f"get_{name}_display" if field.choices else name,
        )

    def get_object_list(self) -> NamedQuerySet:
        """All of them, with their names."""
        return super().get_object_list().with_names()  # type: ignore[misc]


def named_chooser(*shown: str) -> type[SnippetChooserViewSet]:
    """A chooser of entities that shows these fields beside the name: `chooser_viewset_class` of their viewset."""
    choose = type("NamedChooseView", (NamedColumns, ChooseView), {"shown": shown})
    results = type("NamedChooseResultsView", (NamedColumns, ChooseResultsView), {"shown": shown})
    return type(
        "NamedChooserViewSet",
        (SnippetChooserViewSet,),
        {
            "choose_view_class": choose,
            "choose_results_view_class": results,
            "base_widget_class": NamedChooser,
        },
    )
