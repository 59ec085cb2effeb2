"""Lists of pages without a question to the database for each row."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import ListingButton
from wagtail.models import Page
from wagtail_localize.wagtail_hooks import page_listing_more_buttons

from institutions.isolation.replacing import replace_hook

ROWS = "register_page_listing_more_buttons"
HEADER = "register_page_header_buttons"
EXPLORER = "index"


def quiet_rows() -> None:
    """Takes wagtail-localize's buttons out of the rows of lists, where 1.14 asks three questions for each.

    The editor of a page keeps them; lists offer to translate, without asking into which languages that is still possible.
    """
    replace_hook(ROWS, page_listing_more_buttons, translate_button)
    replace_hook(HEADER, page_listing_more_buttons, header_buttons)


def header_buttons(page: Page, user: Any, view_name: str | None = None, **kwargs: Any) -> Iterator[ListingButton]:
    """wagtail-localize's own, but in the explorer what its rows have."""
    if view_name == EXPLORER:
        yield from translate_button(page, user)
    else:
        yield from page_listing_more_buttons(page, user, view_name=view_name, **kwargs)


def translate_button(page: Page, user: Any, next_url: str | None = None, **_kwargs: Any) -> Iterator[ListingButton]:
    """The way to translate the page of a row, for those who may."""
    if not page.is_root() and user.has_perm("wagtail_localize.submit_translation"):
        url = reverse("wagtail_localize:submit_page_translation", args=[page.alias_of_id or page.pk])
        yield ListingButton(_("Translate this page"), url, priority=60, icon_name="wagtail-localize-language")
