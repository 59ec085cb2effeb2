"""The welcome checklist on the admin's home page."""

from collections.abc import Sequence
from typing import Any

from wagtail.admin.ui.components import Component

from core.models import Institution
from institutions.isolation.scope import own_institutions, serves_portal
from institutions.provisioning.checklist import Step, checklists

MOST = 3  # of a person who serves many institutions: the others have it on their own page


class ChecklistPanel(Component):
    """The checklist of one institution, until all of it is done."""

    name = "checklist"
    template_name = "institutions/admin/checklist_panel.html"
    order = 50

    def __init__(self, institution: Institution, steps: Sequence[Step]) -> None:
        self.institution = institution
        self.steps = steps

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"institution": self.institution, "steps": self.steps}


def unfinished_checklists(user: Any) -> list[ChecklistPanel]:
    """Of the person's institutions with something to do, the first; none for the portal's team, who see the lists."""
    if serves_portal(user):
        return []
    institutions = list(own_institutions(user).prefetch_related("names").order_by("code"))
    steps = checklists(institutions)
    panels = [ChecklistPanel(one, steps[one.pk]) for one in institutions]
    return [panel for panel in panels if not all(step.is_done for step in panel.steps)][:MOST]
