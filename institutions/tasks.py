"""The approval step of the publication workflow."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState

from core.finishing import PublicationRefused

DAYS = 3


class PublicationApproval(AbstractGroupApprovalTask):
    """A step in which a group approves, nobody approves what they wrote, and nobody decides two steps."""

    days = models.PositiveSmallIntegerField(
        _("working days"),
        default=DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text=_("Who decides is reminded one day before; then it is opened to the next level."),
    )

    admin_form_fields = (*AbstractGroupApprovalTask.admin_form_fields, "days")

    class Meta:
        verbose_name = _("approval before publication")
        verbose_name_plural = _("approvals before publication")

    def start(self, workflow_state: Any, user: Any = None) -> TaskState:
        """As Wagtail's; opened to the next level at once when nobody can decide."""
        from institutions.workflow.deadlines import look_after  # needs the models

        state = super().start(workflow_state, user=user)
        transaction.on_commit(lambda: look_after([state.pk]), robust=True)
        return state

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """Approve and return for correction, for whoever may decide this step; else nothing."""
        from institutions.workflow.rules import approval_refusal, refusal  # needs the models

        if refusal(self, obj, user):
            return []
        actions = [("reject", gettext("Return for correction"), True)]
        if not approval_refusal(self, obj, user):
            actions.append(("approve", gettext("Approve"), self.asks_before_approval))
        return actions

    #: Whether approving needs answers of a form.
    asks_before_approval = False

    def get_form_for_action(self, action: str) -> Any:
        """A reason is required to return something."""
        from institutions.workflow.forms import ReasonForm

        return ReasonForm if action == "reject" else super().get_form_for_action(action)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Decides the step. Raises PublicationRefused with a sentence where a rule stands in the way.

        Every way to a decision ends here, also that of the editor, which sends what was asked unchecked.
        """
        if action_name in ("approve", "reject"):
            kwargs = {"comment": self._comment(task_state, user, action_name, kwargs)}
        return super().on_action(task_state, user, action_name, **kwargs)

    def _comment(self, task_state: TaskState, user: Any, action: str, given: dict[str, Any]) -> str:
        """What is written down about the decision."""
        from institutions.workflow.rules import approval_refusal, refusal

        obj = task_state.revision.content_object
        locked = TaskState.objects.select_for_update().get(pk=task_state.pk)
        if locked.status != TaskState.STATUS_IN_PROGRESS:
            self._refuse(task_state, gettext("This step has been decided already."))
        form = self.get_form_for_action(action)(given)
        reason = refusal(self, obj, user, task_state)
        if action == "approve":
            reason = reason or approval_refusal(self, obj, user, task_state) or self.hindrance(obj)
        if not reason and not form.is_valid():
            reason = " ".join(str(error) for errors in form.errors.values() for error in errors)
        if reason:
            self._refuse(task_state, reason)
        return self.comment_of(form)

    def hindrance(self, obj: Any) -> str:
        """What has to be done before anybody can approve this step, as a sentence; empty when nothing."""
        return ""

    def comment_of(self, form: Any) -> str:
        """What the answers say, in words."""
        return str(form.cleaned_data.get("comment", "")).strip()

    def _refuse(self, task_state: TaskState, sentence: str) -> None:
        raise PublicationRefused(sentence, task_state.revision.object_id)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Open states of this step that this user may approve."""
        from institutions.workflow.rules import states_to_decide

        mine = states_to_decide(user).get(self.pk)
        open_states = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        return open_states.filter(pk__in=mine) if mine else TaskState.objects.none()

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """For whoever the step is left to."""
        from institutions.workflow.rules import stands_in

        return stands_in(self, obj, user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        """For everybody else."""
        return not self.user_can_access_editor(obj, user)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        """For whoever the step is left to."""
        return self.user_can_access_editor(obj, user)

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups approve; nobody approves their own work."))
