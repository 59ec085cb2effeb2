"""What belongs to one institution in the admin: its groups of people, its files, its way to publication."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from institutions.enums import Role


class Workspace(models.Model):
    """The collection that holds the files of one institution, and the workflow that its pages were given first."""

    institution = models.OneToOneField("core.Institution", on_delete=models.CASCADE, related_name="workspace")
    collection = models.OneToOneField("wagtailcore.Collection", on_delete=models.PROTECT, related_name="+")
    workflow = models.OneToOneField("wagtailcore.Workflow", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("workspace of an institution")

    def __str__(self) -> str:
        return str(self.institution)


class RoleGroup(models.Model):
    """The people who have one role in one institution are the members of this group."""

    institution = models.ForeignKey("core.Institution", on_delete=models.CASCADE, related_name="role_groups")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    group = models.OneToOneField("auth.Group", on_delete=models.CASCADE, related_name="institution_role")

    class Meta:
        verbose_name = _("group of an institution")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["institution", "role"], name="role_group_one_a_role"),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.get_role_display()}"
