"""The approval step of the publication workflow."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page

from core.publishing import writers_of_next_publication


class PublicationApproval(AbstractGroupApprovalTask):
    """A step in which a group approves, and nobody approves what they wrote."""

    class Meta:
        verbose_name = _("approval before publication")
        verbose_name_plural = _("approvals before publication")

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, str, bool]]:
        """Approve and return for correction, for a moderator who wrote nothing of it; else nothing."""
        if user.pk in writers_of_next_publication(obj):
            return []
        if not (user.is_superuser or self._user_in_groups(user)):
            return []
        return [("reject", gettext("Return for correction"), True), ("approve", gettext("Approve"), False)]

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Open states of this step that this user may act on."""
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        own = [state.pk for state in states.select_related("revision") if state.revision.user_id == user.pk]
        return states.exclude(pk__in=own) if own else states

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups approve; nobody approves their own work."))
