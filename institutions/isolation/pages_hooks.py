"""Registers what keeps pages apart; imported by the hooks of institutions."""

from wagtail import hooks

from institutions.isolation import pages_bulk, pages_choosers, pages_panels
from institutions.isolation.pages_gate import GatedPageViewSet, share_reading

share_reading()
hooks.register("construct_page_chooser_queryset", pages_choosers.choosable_pages)
hooks.register("construct_homepage_panels", pages_panels.own_panels, order=100)
hooks.register("construct_homepage_summary_items", pages_panels.own_summary, order=100)
for action in pages_bulk.ACTIONS:
    hooks.register("register_bulk_action", action, order=1)  # after Wagtail's of the same names: the last one acts


@hooks.register("register_admin_viewset")
def gated_pages() -> GatedPageViewSet:
    """The views of every page type that has none of its own; registered after Wagtail's, whose place it takes."""
    return GatedPageViewSet()
