"""The forms in the admin that every page type shares."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm

from core.duplicates.form import another_one_field, refuse_duplicates
from core.duplicates.slugs import free_slug
from core.files.named import refuse_files
from core.reserved import is_reserved, reserved_error
from core.sending import is_sent, refuse_what_checks_find


class PortalPageForm(WagtailAdminPageForm):
    """Refuses reserved slugs, and once the title of another page.

    A new page has no parent yet, so the model alone would find them too late.
    """

    is_another = another_one_field()
    #: Pages of the same title that were found, for core.duplicates.form.AnotherOnePanel.
    others: tuple[Any, ...] = ()
    _was_checked = False

    def is_valid(self) -> bool:
        """Wagtail's answer, and once the page is complete, that of the checks of what is sent for approval."""
        is_valid = super().is_valid()
        if is_valid and is_sent(self) and not self._was_checked:
            self._was_checked = True
            refuse_what_checks_find(self)
            return not self.errors
        return is_valid

    def clean_slug(self) -> str:
        """A free one where the editor's script has made it from a title that another page has too."""
        return free_slug(self, self.cleaned_data["slug"])

    def clean(self) -> dict[str, Any]:
        """Wagtail's checks, then ours."""
        data = super().clean()
        if is_reserved(slug := data.get("slug") or "", self.parent_page):
            self.add_error("slug", reserved_error(slug))
        if not self.is_deferred_validation:
            self._check_needed(data)
        self._refuse_links_to_itself()
        refuse_files(self, self._institution_id)
        self.others = refuse_duplicates(self, data)
        return data

    def _institution_id(self) -> int | None:
        """The institution of the page; of a new one, that of the page above it."""
        if self.instance.pk:
            return getattr(self.instance, "institution_id", None)
        return getattr(self.parent_page and self.parent_page.specific, "institution_id", None)

    def _check_needed(self, data: dict[str, Any]) -> None:
        for name in getattr(self.instance, "needed_to_send", ()):
            if name in self.fields and name not in self.errors and not str(data.get(name) or "").strip():
                self.add_error(name, self.fields[name].error_messages["required"])

    def _refuse_links_to_itself(self) -> None:
        """The database refuses them too (core.ContentLink), but only once the page is published."""
        for row in self.formsets["links"].forms if "links" in self.formsets else ():
            target = None if row.errors else row.cleaned_data.get("target")
            if target is not None and target.pk == self.instance.pk and not row.cleaned_data.get("DELETE"):
                row.add_error("target", _("Choose another item than this one."))


class PortalCopyForm(CopyForm):
    """Refuses reserved slugs for a copy too, which Wagtail saves unchecked."""

    def clean(self) -> dict[str, Any]:
        """Wagtail's checks, then ours."""
        data = super().clean()
        parent = data.get("new_parent_page") or self.page.get_parent()
        if is_reserved(slug := data.get("new_slug") or "", parent):
            self.add_error("new_slug", reserved_error(slug))
        return data
