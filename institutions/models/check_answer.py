"""What authors answered to the warnings of the content checks."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

LONGEST_ANSWER = 500


class CheckAnswer(models.Model):
    """One person's answer to one warning about a revision of a page; an empty text takes an earlier one back.

    The warning itself is not stored: its fingerprint is found again in the findings of the same words.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="check_answers")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="check_answers")
    code = models.CharField(_("check"), max_length=40)
    fingerprint = models.CharField(_("fingerprint"), max_length=32)
    text = models.CharField(_("answer"), max_length=LONGEST_ANSWER, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="check_answers"
    )
    answered_at = models.DateTimeField(_("answered"), auto_now=True)

    class Meta:
        verbose_name = _("answer to a warning")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["revision", "fingerprint"], name="check_answer_once_a_revision")]

    def __str__(self) -> str:
        return f"{self.code} {self.fingerprint}"
