"""Where a page may be moved, copied or made: the person's own pages, and no others."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.pages.choose_parent import GenericChooseParentView
from wagtail.admin.views.pages.copy import CopyView
from wagtail.admin.views.pages.move import MoveChooseDestinationView
from wagtail.models import Page

from institutions.isolation.scope import own_pages

# The forms of Wagtail 8.0.1 take the number of any page as the destination and name the page in their refusal ("You do
# not have permission to copy to page ..."), or say that its children have a page of that slug.


def only_own(form: Form, field: str, user: Any) -> Form:
    """The form, whose field takes the person's own pages alone; other numbers are answered as if no page had them.

    What is no number at all counts as empty: the widget that shows it again would fail.
    """
    if form.is_bound and not str(form.data.get(field, "")).isdecimal():
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data[field] = ""  # type: ignore[index]
    form.fields[field].queryset = Page.objects.filter(pk__in=own_pages(user).order_by().values("pk"))  # type: ignore[attr-defined]
    return form


class OwnMoveView(MoveChooseDestinationView):
    """Chooses where a page is moved."""

    def get_form(self, form_class: Any = None) -> Form:
        """Wagtail's, for the person's own pages."""
        return only_own(super().get_form(form_class), "new_parent_page", self.request.user)


class OwnCopyView(CopyView):
    """Copies a page."""

    def get_form(self, form_class: Any = None) -> Form:
        """Wagtail's, for the person's own pages."""
        return only_own(super().get_form(form_class), "new_parent_page", self.request.user)

    def post(self, request: HttpRequest, page_id: int, *args: Any, **kwargs: Any) -> HttpResponse:
        """As Wagtail's, which looks the destination up first and fails for a number that no page has."""
        return super(CopyView, self).post(request, page_id, *args, **kwargs)


class OwnChooseParentView(GenericChooseParentView):
    """Chooses below which page a new one is made."""

    def get_form(self) -> Form:
        """Wagtail's, for the person's own pages."""
        return only_own(super().get_form(), "parent_page", self.request.user)
