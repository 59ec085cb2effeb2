"""What a field for choosing shows of the file that it holds: nothing, when the file is another's and not public."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils.translation import gettext
from wagtail.admin.rich_text.converters.html_to_contentstate import PageLinkElementHandler
from wagtail.documents.rich_text.contentstate import DocumentLinkElementHandler
from wagtail.documents.views.chooser import viewset as document_chooser
from wagtail.images.widgets import AdminImageChooser
from wagtail.permissions import policy_registry

from core.files.access import ACTIONS
from core.models import PortalDocument
from institutions.isolation.acting import acting_user
from institutions.isolation.scope import readable_pages, serves_portal

# Wagtail 8.0.1 looks up whatever key a form was sent with, and shows the form again with that file's title, alternative
# text and picture. A form that is refused for any reason would thereby tell the title of every file, key by key.


def may_be_shown(user: Any, file: Any) -> bool:
    """Whether title and picture of a file may be shown to this person; everything outside of requests."""
    if user is None or file.is_public or serves_portal(user):
        return True
    policy: Any = policy_registry.get_by_type(type(file))
    return policy.user_has_any_permission_for_instance(user, ACTIONS, file)


def close_chosen() -> None:
    """To be called when the portal starts."""
    for widget in (AdminImageChooser, document_chooser.widget_class):
        if "_stock_value_data" not in widget.__dict__:
            widget._stock_value_data = widget.get_value_data_from_instance
            widget.get_value_data_from_instance = _shown_data
    for handler, shows, hidden in (
        (PageLinkElementHandler, _shows_page, {"url": None, "parentId": None}),
        (DocumentLinkElementHandler, _shows_document, {}),
    ):
        _hide_links(handler, shows, hidden)


def _hide_links(handler: Any, shows: Callable[[Any, int], bool], hidden: dict[str, Any]) -> None:
    """The same of links in rich text, whose editor is sent the address of what they lead to, or the name of the file."""
    stock = handler.get_attribute_data
    if hasattr(stock, "__wrapped__"):
        return

    @wraps(stock)
    def attribute_data(self: Any, attrs: dict[str, Any]) -> dict[str, Any]:
        user, key = acting_user(), str(attrs.get("id", ""))
        if user is not None and key.isdecimal() and not shows(user, int(key)):
            return {"id": int(key)} | hidden
        return stock(self, attrs)  # type: ignore[no-any-return]

    handler.get_attribute_data = attribute_data


def _shows_page(user: Any, key: int) -> bool:
    return readable_pages(user).filter(pk=key).exists()


def _shows_document(user: Any, key: int) -> bool:
    document = PortalDocument.objects.filter(pk=key).first()
    return document is None or may_be_shown(user, document)


def _shown_data(widget: Any, instance: Any) -> Any:
    if may_be_shown(acting_user(), instance):
        return widget._stock_value_data(instance)
    hidden = {"id": instance.pk, "edit_url": None, widget.display_title_key: gettext("File of another institution")}
    if isinstance(widget, AdminImageChooser):
        hidden |= {"preview": {"url": "", "width": 0, "height": 0}, "default_alt_text": ""}
    return hidden
