"""Translating pages in the admin: never beside a page of the same entity that was made by hand in that language.

wagtail-localize offers no hook here; its view would answer with an error of the database.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitTranslationForm

from core.models import FaceMixin


class PageTranslationForm(SubmitTranslationForm):
    """Refuses languages in which the page, or one that would be made with it, has a face already."""

    def __init__(self, instance: Page, *args: Any, **kwargs: Any) -> None:
        super().__init__(instance, *args, **kwargs)
        self.page = instance

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        pages = list(_faces_made_with(self.page, with_subtree=bool(data.get("include_subtree"))))
        for locale in data.get("locales") or ():
            for page, other in _in_the_way(pages, locale):
                message = _(
                    "“%(title)s” cannot be translated: “%(other)s” (%(language)s) is already the page of the same"
                    " theme, sector or institution. Edit that page instead."
                )
                names = {"title": page.title, "other": other.title, "language": locale.get_display_name()}
                self.add_error("locales", ValidationError(message % names))
        return data


class PageTranslationView(SubmitPageTranslationView):
    """wagtail-localize's own, with our form."""

    def get_form(self) -> PageTranslationForm:
        if self.request.method == "POST":
            return PageTranslationForm(self.object, self.request.POST)
        wanted = Locale.objects.filter(language_code=self.request.GET.get("select_locale", ""))
        return PageTranslationForm(self.object, initial={"locales": list(wanted)})


def _faces_made_with(page: Page, *, with_subtree: bool) -> Iterator[Any]:
    """The faces among a page, those above it, which are copied with it when missing, and on request those below."""
    yield from page.get_ancestors(inclusive=True).type(FaceMixin).specific()
    if with_subtree:
        yield from page.get_descendants().type(FaceMixin).specific()


def _in_the_way(faces: Iterable[Any], locale: Locale) -> Iterator[tuple[Any, Any]]:
    """Each face with the page that shows its entity in this language without being its translation."""
    for face in faces:
        entities = {face.entity_id}
        if not face.live and face.latest_revision:
            entities.add(face.latest_revision.content["entity"])  # Wagtail copies the draft of a page that is not live
        others = type(face)._base_manager.filter(entity_id__in=entities, face_language=locale.language_code)
        other = others.exclude(translation_key=face.translation_key).first()
        if other:
            yield face, other
