"""What the end of a workflow does; Wagtail imports it while its own models load, so nothing of them is imported above."""

from typing import Any

from django.core.exceptions import PermissionDenied


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publishes the revision that the last step approved, although nobody holds the permission to publish.

    Wagtail's own asks for that permission, with which a moderator could publish past the workflow. Raises
    PermissionDenied when no step approved anything, as in a workflow whose steps were all taken out.
    """
    last = workflow_state.current_task_state
    if last is None or last.status != last.STATUS_APPROVED:
        raise PermissionDenied(f"No step of the workflow '{workflow_state.workflow}' approved this. Give it a step.")
    last.revision.publish(user=user, skip_permission_checks=True)
