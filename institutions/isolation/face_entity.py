"""Which institution a page shows is for those who serve the portal to say."""

from typing import Any

from core.face_form import FaceForm
from institutions.isolation.scope import serves_portal
from institutions.models import InstitutionPage


class InstitutionPageForm(FaceForm):
    """The institution is fixed for its own people.

    Permissions, files and everything below a page follow its institution: who could choose another one would give their
    page to others, or take the place of the other's page.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("entity")
        if field is not None and self.for_user is not None and not serves_portal(self.for_user):
            field.disabled = True  # whatever is sent, Django keeps the page's own


def close_faces() -> None:
    """To be called when the portal starts, before the first editor is made."""
    InstitutionPage.base_form_class = InstitutionPageForm
