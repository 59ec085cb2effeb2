"""The menus of the admin: one order for everybody, nothing in them that a person cannot use.

The main menu follows what people do in a day. They come to write, so pages are first; then they look at what waits for
them, which is why that entry and the reports follow; then the things that pages are made of, from the rarest to change
to the most often used from inside a page; settings and help, opened once a month, are last. An entry this file does
not name keeps its place between the portal's own things and the images.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.models import Page, TaskState
from wagtail.permissions import policy_registry

BEFORE = ("explorer", "waiting", "reports", "institutions", "topics", "imports", "remarks", "search-rules")
AFTER = ("images", "documents", "snippets", "settings", "help")
#: Pages of Wagtail's makers about Wagtail: in English, on another server, about a product that editors do not know.
ABOUT_WAGTAIL = ("whats-new-in-wagtail", "editor-guide")
#: Labels of Wagtail's own entries that its catalogues translate by words with another meaning, by their address.
PLAIN = {
    "wagtaillocales:index": _("Languages of the portal"),
    "wagtailredirects:index": _("Redirects of old addresses"),
    "wagtailadmin_collections:index": _("Collections of files"),
}


def count_with_wagtail(user: Any) -> int:
    """How many tasks the person can decide, asked of each kind of step."""
    return int(TaskState.objects.reviewable_by(user).count())


_counter: Callable[[Any], int] = count_with_wagtail


def count_waiting_with(counter: Callable[[Any], int]) -> None:
    """Counts what waits for a person with this function, of an app whose steps are all the portal has."""
    global _counter
    _counter = counter


class WaitingMenuItem(MenuItem):
    """What waits for somebody's approval, with the number of tasks that wait for the reader."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For everybody who writes or approves pages."""
        return policy_registry.get_by_type(Page).user_has_any_permission(request.user, ["add", "change", "publish"])

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """The link, labelled with the number when something waits for the reader."""
        component = super().render_component(request)
        if count := _counter(request.user):
            component.label = gettext("To approve: %(count)d") % {"count": count}
        return component


def waiting_menu_item() -> MenuItem:
    """The entry of what waits: the report of tasks, filtered by those the reader can decide."""
    address = reverse("wagtailadmin_reports:workflow_tasks") + "?reviewable=true&status=in_progress"
    return WaitingMenuItem(_("Waiting for approval"), address, name="waiting", icon_name="tasks")


def order_main_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Puts the entries into the order of this module."""
    for item in items:
        item.order = _place(item.name) if item.name in (*BEFORE, *AFTER) else _between(item)


def plain_settings_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Gives the entries of the settings menu the portal's own words."""
    for name, label in PLAIN.items():
        for item in _at(reverse(name), items):
            item.label = label


def usable_reports_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leaves out the report of translations for those who may not translate; its package shows it to everybody."""
    if not request.user.has_perm("wagtail_localize.submit_translation"):
        report = _at(reverse("wagtail_localize:translations_report"), items)
        items[:] = [item for item in items if item not in report]


def portal_help_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Leaves in the help menu what is about the portal."""
    items[:] = [item for item in items if not item.name.startswith(ABOUT_WAGTAIL)]


def _place(name: str) -> int:
    return 100 * (1 + BEFORE.index(name)) if name in BEFORE else 10_000 + 100 * AFTER.index(name)


def _between(item: MenuItem) -> int:
    return min(9_999, max(1_000, item.order))


def _at(address: str, items: Iterable[MenuItem]) -> list[MenuItem]:
    return [item for item in items if item.url == address]
