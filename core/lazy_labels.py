"""Labels that Wagtail fixes in the default language while the server starts, made to follow the reader's.

They are asked of the catalogue where their classes are written (`gettext` where `gettext_lazy` belongs), so that in a
portal that begins in French somebody who reads Arabic finds French among it. Needed for Wagtail 8.0.
"""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.contrib.redirects.filters import RedirectsReportFilterSet
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail_localize.views.report import TranslationsReportFilterSet

CHOOSER = {
    "choose_one_text": _("Choose"),
    "choose_another_text": _("Choose another"),
    "edit_item_text": _("Edit"),
    "search_tab_label": _("Search"),
    "create_action_label": _("Create"),
}
HOME = {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}


def make_lazy() -> None:
    """Replaces the labels; before anything registers a snippet, whose views take them over."""
    for name, label in CHOOSER.items():
        setattr(ChooserViewSet, name, label)
    # Every snippet has an entry of its own in the menu, so that the list of snippets is no step on the way to it.
    SnippetViewSet.breadcrumbs_items = [HOME]
    kind = RedirectsReportFilterSet.base_filters["is_permanent"]
    kind.label = _("Type")
    kind.extra |= {"choices": ((True, _("Permanent")), (False, _("Temporary"))), "empty_label": _("All")}
    # These two have no labels at all and would be named by their columns, in English.
    TranslationsReportFilterSet.base_filters["source_locale"].label = _("Language of the source")
    TranslationsReportFilterSet.base_filters["target_locale"].label = _("Language of the translation")
