"""The form in the admin of pages that are the face of an entity."""

from typing import Any

from django.utils.translation import gettext as _

from core.page_form import PortalPageForm


class FaceForm(PortalPageForm):
    """An entity has one page a language: a second one is refused where the entity is chosen."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        entity = data.get("entity")
        if entity:
            faces = self.instance.faces_of(entity.pk, self.instance.locale.language_code)
            other = faces.exclude(pk=self.instance.pk).first()
            if other:
                message = _(
                    "“%(title)s” is already the page of this entry in this language. Choose another entry, or edit that page."
                )
                self.add_error("entity", message % {"title": other.title})
        return data
