"""What the end of a workflow does; Wagtail imports it while its own models load, so nothing of them is imported above."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import DataError, IntegrityError, transaction
from django.utils.translation import gettext as _


class PublicationRefused(Exception):
    """What was approved cannot be published any more; the message says what stands in the way and what to do."""

    def __init__(self, message: str, page_id: str) -> None:
        super().__init__(message)
        self.page_id = page_id


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publishes the revision that the last step approved, although nobody holds the permission to publish.

    Wagtail's own asks for that permission, with which a moderator could publish past the workflow. Raises
    PermissionDenied when no step approved anything, as in a workflow whose steps were all taken out, and
    PublicationRefused when the record is no proof or the revision cannot be saved any more. Wagtail approves in one transaction, so the
    exception leaves the task open.
    """
    last = workflow_state.current_task_state
    if last is None or last.status != last.STATUS_APPROVED:
        raise PermissionDenied(f"No step of the workflow '{workflow_state.workflow}' approved this. Give it a step.")
    refuse_without_proof(last.revision)
    try:
        with transaction.atomic():
            last.revision.publish(user=user, skip_permission_checks=True)
    except (ValidationError, IntegrityError, DataError) as error:
        raise _refused(last.revision, error) from error


def refuse_without_proof(revision: Any) -> None:
    """Raises PublicationRefused when somebody approved what they wrote, or decided two steps.

    The steps see to it themselves; this holds for steps of any other type, and for code that approves past them.
    """
    from core.publishing import approvals_of, record_fault, writers_of  # needs the models

    if record_fault(approvals_of(revision.pk), lambda: writers_of(revision.content_object, revision.pk)):
        sentence = _(
            "“%(title)s” cannot be published: each step needs an approval by another person,"
            " and none of them may have written any part of it."
        )
        raise PublicationRefused(sentence % {"title": revision.object_str}, revision.object_id)


def _refused(revision: Any, error: Exception) -> PublicationRefused:
    sentence = _(
        "“%(title)s” cannot be published as it stands. %(reasons)s"
        " Return it to its author for correction, or edit it and let someone else approve it."
    )
    message = sentence % {"title": revision.object_str, "reasons": " ".join(_reasons(revision, error))}
    return PublicationRefused(message, revision.object_id)


def _reasons(revision: Any, error: Exception) -> Iterator[str]:
    """One sentence for each thing that stands in the way, with the name of its field where there is one."""
    if not isinstance(error, ValidationError):
        yield _("The database refuses it: %(reason)s.") % {"reason": str(error).partition("\n")[0].rstrip(".")}
        return
    model = revision.content_type.model_class()
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: [error]}
    for name, errors in by_field.items():
        for reason in (reason for one in errors for reason in one.messages):
            if name == NON_FIELD_ERRORS:
                yield reason
            else:
                yield _("Field “%(field)s”: %(reason)s") % {"field": _label(model, name), "reason": reason}


def _label(model: Any, name: str) -> str:
    try:
        return str(model._meta.get_field(name).verbose_name)
    except (FieldDoesNotExist, AttributeError):
        return name
