"""The tabs of the page editor, the same for every type of content."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, ObjectList, PageChooserPanel, TabbedInterface

from core.duplicates.form import AnotherOnePanel


def links_panel() -> InlinePanel:
    """Where an editor names the items that belong to this one."""
    return InlinePanel(
        "links",
        panels=[PageChooserPanel("target", "core.ContentPage")],
        label=_("Item that belongs to this one"),
        heading=_("Belongs together with"),
        help_text=_(
            "For example the easy-read summary, the recording or the video of this item. Both pages show the other one."
        ),
    )


def content_tabs(page_type: Any) -> TabbedInterface:
    """Tabs for what people read, for facts, for where it is filed, then Wagtail's own two. Empty tabs are left out."""
    from core.related import RelatedPanel  # knows the pages, whose tabs these are

    related = [RelatedPanel()] if page_type.filing_panels else []
    tabs = [
        ObjectList([AnotherOnePanel(), *page_type.content_panels], heading=_("Content")),
        ObjectList(page_type.facts_panels, heading=_("Facts")),
        ObjectList([*page_type.filing_panels, *related], heading=_("Filed under")),
        ObjectList(page_type.promote_panels, heading=_("Promote")),
        ObjectList(page_type.settings_panels, heading=_("Settings")),
    ]
    return TabbedInterface([tab for tab in tabs if tab.children], base_form_class=page_type.base_form_class)
