"""The admin of what editors tell the search: synonyms, recommended results, protected and ignored words."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from core.analysis.fold import fold
from core.i18n.direction import direction
from core.templatetags.look import language_name
from search.admin.addresses import public_search
from search.admin.choosers import is_public, page_chooser
from search.admin.forms import PromotionForm, StopWordForm, SynonymForm, WordForm
from search.enums import SynonymKind
from search.models import Promotion, ProtectedWord, StopWord, SynonymSet
from search.models.rules import for_reader

TRY_IT = _("Try it in the public search")


def example_of(rule: Any) -> tuple[str, str]:
    """A query on which a rule has an effect, and its language."""
    if isinstance(rule, SynonymSet):
        language, term = for_reader(rule.searched_terms)
        return term, language
    return getattr(rule, "words", "") or rule.word, rule.language


class SavedRule:
    """What a person is told once a rule is saved: that it works already, and where to see it."""

    def get_success_buttons(self) -> list[tuple]:
        """Try it, besides what Wagtail offers."""
        address = public_search(*example_of(self.object))  # type: ignore[attr-defined]
        return [messages.button(address, TRY_IT, new_window=True), *super().get_success_buttons()]  # type: ignore[misc]

    def save_action(self) -> Any:
        """As Wagtail's, with a warning for a page that readers do not find."""
        page = getattr(self.object, "page", None)  # type: ignore[attr-defined]
        if page is not None and not Promotion.objects.filter(is_public(), pk=self.object.pk).exists():  # type: ignore[attr-defined]
            sentence = gettext(
                "The rule was saved, but readers do not find “%(page)s”: it is not public. "
                "The rule has an effect once it is."
            )
            messages.warning(self.request, sentence % {"page": page.title})  # type: ignore[attr-defined]
        return super().save_action()  # type: ignore[misc]


class RuleCreateView(SavedRule, generic.CreateView):
    """A new rule; its form can be filled in by the address."""

    success_message = _("“%(object)s” was saved. It is used from now on.")

    def get_initial(self) -> dict[str, Any]:
        """What the address says, as `term` or `words` in a `language` of the portal."""
        asked, language = self.request.GET, self.request.GET.get("language", "")
        if language not in dict(settings.LANGUAGES):
            return super().get_initial()
        filled = {name: asked[name][:200] for name in ("words", "word") if name in asked}
        if "term" in asked:
            filled[f"terms_{language}"] = asked["term"][:200]
        return super().get_initial() | filled | {"language": language}


class RuleEditView(SavedRule, generic.EditView):
    """A rule."""

    success_message = _("“%(object)s” was saved. It is used from now on.")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Try it."""
        address = public_search(*example_of(self.object))
        return [HeaderButton(TRY_IT, url=address, icon_name="search", attrs={"target": "_blank", "rel": "noreferrer"})]


class RuleViewSet(ModelViewSet):
    """A list and forms, whose four permissions can be given to groups."""

    add_view_class = RuleCreateView
    edit_view_class = RuleEditView
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """All of them: seeing the rules is of use to those who may not change them."""
        own = {"content_type__app_label": self.app_label, "content_type__model": self.model_name}
        return Permission.objects.filter(**own)


class SynonymIndexView(generic.IndexView):
    """Sets of synonyms, found by a part of a term however it is written."""

    def search_queryset(self, queryset: QuerySet) -> QuerySet:
        """Sets with these letters in a term."""
        return queryset.filter(search_text__contains=fold(self.search_query)) if self.is_searching else queryset


def _terms_column(code: str) -> Column:
    def draw(row: SynonymSet) -> str:
        terms = ", ".join(row.terms.get(code, []))
        return terms and format_html('<span lang="{}" dir="{}">{}</span>', code, direction(code), terms)

    return Column(f"terms_{code}", label=language_name(code), accessor=draw)


class SynonymViewSet(RuleViewSet):
    """Sets of synonyms, with their terms by language."""

    model = SynonymSet
    name = "search-synonyms"
    icon = "resubmit"
    menu_label = _("Synonyms")
    index_view_class = SynonymIndexView
    search_fields = ("search_text",)
    list_filter = ("kind", "is_active")
    list_display = (
        "__str__",
        *(_terms_column(code) for code, _label in settings.LANGUAGES),
        Column(
            "searched",
            label=_("Only searched"),
            accessor=lambda row: (
                ", ".join(term for _code, term in row.searched_terms) if row.kind == SynonymKind.ONE_WAY else ""
            ),
        ),
        BooleanColumn("is_active", label=_("In use"), sort_key="is_active"),
    )
    edit_handler = ObjectList(
        [
            HelpPanel(template="search/admin/help_synonyms.html"),
            FieldPanel("kind"),
            MultiFieldPanel(
                [FieldPanel(f"terms_{code}") for code, _label in settings.LANGUAGES],
                heading=_("Terms that are found: one a line"),
            ),
            MultiFieldPanel(
                [
                    HelpPanel(template="search/admin/help_searched.html"),
                    *(FieldPanel(f"searched_{code}") for code, _label in settings.LANGUAGES),
                ],
                heading=_("Searched, one way only: one a line"),
            ),
            FieldPanel("note"),
            FieldPanel("is_active"),
        ],
        base_form_class=SynonymForm,
    )


class PromotionIndexView(generic.IndexView):
    """Rules for pages, each with whether readers find the page."""

    def get_base_queryset(self) -> QuerySet:
        """All rules with their pages; two queries."""
        return Promotion.objects.select_related("page").annotate(is_public=is_public())


class PromotionViewSet(RuleViewSet):
    """Results that are shown first, or after the others, for certain words."""

    model = Promotion
    name = "search-promotions"
    icon = "pick"
    menu_label = _("Recommended and demoted results")
    index_view_class = PromotionIndexView
    add_to_reference_index = True
    search_fields = ("words", "page__title", "note")
    list_filter = ("kind", "language")
    list_display = (
        "words",
        "language",
        Column("page", label=_("Page"), accessor="page.title", sort_key="page__title"),
        "kind",
        BooleanColumn("is_public", label=_("Readers find it")),
    )
    edit_handler = ObjectList(
        [
            HelpPanel(template="search/admin/help_promotions.html"),
            FieldPanel("words"),
            FieldPanel("language"),
            FieldPanel("page", widget=page_chooser.widget_class),
            FieldPanel("kind"),
            FieldPanel("note"),
        ],
        base_form_class=PromotionForm,
    )


class ProtectedWordViewSet(RuleViewSet):
    """Words that are never taken for misspelt ones."""

    model = ProtectedWord
    name = "search-protected-words"
    icon = "lock"
    menu_label = _("Protected words")
    search_fields = ("word",)
    list_filter = ("language",)
    list_display = ("word", "language")
    ordering = ("language", "word")
    edit_handler = ObjectList(
        [HelpPanel(template="search/admin/help_protected.html"), FieldPanel("language"), FieldPanel("word")],
        base_form_class=WordForm,
    )


class StopWordViewSet(RuleViewSet):
    """Words that are left out of a query."""

    model = StopWord
    name = "search-ignored-words"
    icon = "cross"
    menu_label = _("Ignored words")
    search_fields = ("word",)
    list_filter = ("language",)
    list_display = ("word", "language")
    ordering = ("language", "word")
    edit_handler = ObjectList(
        [HelpPanel(template="search/admin/help_ignored.html"), FieldPanel("language"), FieldPanel("word")],
        base_form_class=StopWordForm,
    )


class SearchGroup(ModelViewSetGroup):
    """What editors tell the search."""

    items = (SynonymViewSet, PromotionViewSet, ProtectedWordViewSet, StopWordViewSet)
    menu_label = _("Search")
    menu_icon = "search"
    menu_name = "search-rules"
    menu_order = 240
