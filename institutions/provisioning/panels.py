"""The welcome checklist on the admin's home page."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from core.models import Institution
from institutions.isolation.scope import own_institutions, serves_portal
from institutions.provisioning.checklist import Step, checklist

MOST = 3  # of a person who serves many institutions: the others have it on their own page


class ChecklistPanel(Component):
    """The checklist of one institution, until all of it is done."""

    name = "checklist"
    template_name = "institutions/admin/checklist_panel.html"
    order = 50

    def __init__(self, institution: Institution) -> None:
        self.institution = institution

    @cached_property
    def steps(self) -> list[Step]:
        """What is done and what is not."""
        return checklist(self.institution)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"institution": self.institution, "steps": self.steps}


def unfinished_institutions(user: Any) -> list[Institution]:
    """The first institutions of the person with something to do; none for the portal's team, who see the lists."""
    if serves_portal(user):
        return []
    return [
        one for one in own_institutions(user).prefetch_related("names").order_by("code")[:MOST] if _is_unfinished(one)
    ]


def _is_unfinished(institution: Institution) -> bool:
    return not all(step.is_done for step in checklist(institution))
