"""The form of the guide in the admin."""

from typing import Any

from wagtail.blocks import StreamBlockValidationError

from core.page_form import PortalPageForm
from institutions.guide.graph import Graph


class HelpGuideForm(PortalPageForm):
    """A draft may be unfinished; what is sent for approval has no dead end, no loop and no step that nothing leads to."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        is_checked = not self.is_deferred_validation and data.get("steps") is not None
        if is_checked and (problems := Graph.of(data["steps"]).problems()):
            # One error: the editor shows the first of a field of blocks only.
            self.add_error("steps", StreamBlockValidationError(non_block_errors=problems))
        return data
