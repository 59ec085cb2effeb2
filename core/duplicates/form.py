"""Asks once, in the editor of a page, whether a page of the same title is wanted."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

FIELD = "is_another"
BY_ITSELF = "saved_by_itself"  # put into what the editor sends by core.duplicates.hooks


def another_one_field() -> forms.BooleanField:
    """The tick box by which a person says so."""
    return forms.BooleanField(label=_("This is another one: create it"), required=False)


def refuse_duplicates(form: Any, data: dict[str, Any]) -> tuple[Any, ...]:
    """The pages of this title of which nobody has said yet that this is another one; refuses them at the tick box.

    What the editor saves by itself while somebody writes is never refused.
    """
    from core.duplicates import titles  # knows the pages, whose forms these are

    page, title = form.instance, data.get("title")
    if not title or not hasattr(page, "search_text") or form.data.get(BY_ITSELF) or not titles.is_asked(page):
        return ()
    found = titles.others_like(page, title, parent=form.parent_page, user=form.for_user)
    known = titles.confirmed(page)
    others = tuple(other for other in found if other.pk not in known)
    if others and not data.get(FIELD):
        form.add_error(FIELD, ValidationError(sentence(others)))
    return others


def sentence(others: tuple[Any, ...]) -> SafeString:
    """What is there already, with links."""
    links = format_html_join(
        ", ", '<a href="{}" target="_blank" rel="noreferrer">{}</a>', ((_address(page), _name(page)) for page in others)
    )
    text = ngettext(
        "There is a page of this title already: %(pages)s. Open it, change the title, or tick this box.",
        "There are pages of this title already: %(pages)s. Open one, change the title, or tick this box.",
        len(others),
    )
    before, _placeholder, after = text.partition("%(pages)s")
    return format_html("{}{}{}", before, links, after)


def _address(page: Page) -> str:
    """The public page, which everybody may open; of a draft its place in the admin."""
    return (page.url if page.live else None) or reverse("wagtailadmin_pages:edit", args=[page.pk])


def _name(page: Any) -> str:
    where = page.institution.name() if page.institution_id else ""
    state = "" if page.live else gettext("draft")
    about = " · ".join(part for part in (where, state) if part)
    return f"{page.get_admin_display_title()} ({about})" if about else page.get_admin_display_title()


class AnotherOnePanel(FieldPanel):
    """The tick box; there is nothing to see while nothing was found."""

    def __init__(self, field_name: str = FIELD, **kwargs: Any) -> None:
        super().__init__(field_name, disable_comments=True, **kwargs)

    def clone_kwargs(self) -> dict[str, Any]:
        """As a FieldPanel, without what is fixed here."""
        kwargs = super().clone_kwargs()
        kwargs.pop("disable_comments")
        return kwargs

    class BoundPanel(FieldPanel.BoundPanel):
        """Shown after a refusal."""

        def is_shown(self) -> bool:
            """When other pages were found."""
            return super().is_shown() and bool(getattr(self.form, "others", ()))
