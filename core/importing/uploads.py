"""Files that people upload to import, with the mapping of their columns: rows of the admin's import screen."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.importing.mapping import Mapping, mapping_from
from core.importing.models import ImportRun
from core.importing.problems import Problem
from core.models.user import User


class ImportMapping(models.Model):
    """Which column fills which field, saved under a name by the person who uses it."""

    name = models.CharField(_("name"), max_length=100)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="import_mappings"
    )
    kind = models.CharField(_("kind"), max_length=40)
    options = models.JSONField(_("options"), default=dict)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("mapping of columns")
        verbose_name_plural = _("mappings of columns")
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["owner", "name"], name="import_mapping_name_once")]

    def __str__(self) -> str:
        return self.name

    def mapping(self) -> Mapping:
        """The mapping, checked. Raises MappingError when a field it names is gone."""
        return mapping_from(self.options)


class JobState(models.TextChoices):
    NEW = "new", _("Columns not assigned yet")
    CHECK_WAITS = "check_waits", _("Waiting to be checked")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Checked, not imported yet")
    IMPORT_WAITS = "import_waits", _("Waiting to be imported")
    IMPORTING = "importing", _("Being imported")
    DONE = "done", _("Imported")
    STOPPED = "stopped", pgettext_lazy("import", "Stopped")
    FAILED = "failed", pgettext_lazy("import", "Not possible")


#: States in which a worker has something to do, or is doing it.
CHECKS = {JobState.CHECK_WAITS, JobState.CHECKING}
IMPORTS = {JobState.IMPORT_WAITS, JobState.IMPORTING}
UNDER_WAY = CHECKS | IMPORTS
#: States after which the file is not needed any more.
ENDED = {JobState.DONE, JobState.STOPPED}


class ImportJobQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> "ImportJobQuerySet":
        """Those the person uploaded; a superuser sees all."""
        return self.all() if user.is_active and user.is_superuser else self.filter(owner=user)


class ImportJob(models.Model):
    """One file that somebody uploaded to import. The file is removed when the import has ended."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="import_jobs"
    )
    format = models.CharField(_("format"), max_length=20)
    file_name = models.CharField(_("file"), max_length=255)
    file = models.FileField(upload_to="imports/", blank=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    options = models.JSONField(_("options"), default=dict)
    sample = models.JSONField(_("columns and first rows"), default=dict)
    state = models.CharField(_("state"), max_length=20, choices=JobState, default=JobState.NEW)
    failure = models.TextField(_("what prevents it"), blank=True)
    rows_total = models.PositiveIntegerField(_("rows"), null=True)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    counts = models.JSONField(_("rows by outcome"), default=dict)
    run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects: ClassVar = ImportJobQuerySet.as_manager()
    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("uploaded import")
        verbose_name_plural = _("uploaded imports")
        default_permissions = ()
        indexes: ClassVar = [models.Index(fields=["owner", "-created_at"], name="import_job_owner")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has something to do with it."""
        return self.state in UNDER_WAY

    @property
    def share_done(self) -> int:
        """Per cent of the rows that are done, 0 while nobody has counted them."""
        return min(100, self.rows_done * 100 // self.rows_total) if self.rows_total else 0

    def remove_file(self) -> None:
        """Deletes the uploaded file; the row stays."""
        if self.file:
            self.file.delete(save=False)
            type(self).objects.filter(pk=self.pk).update(file="")


class ImportJobRow(models.Model):
    """What became of one row of an uploaded file, or would become of it, and what is wrong with it."""

    job = models.ForeignKey(ImportJob, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("row"))
    source_id = models.CharField(_("identifier in the source"), max_length=200, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20)
    problems = models.JSONField(_("problems"), default=list)
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.SET_NULL, null=True, related_name="+")

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        default_permissions = ()
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "number"], name="import_row_once")]
        indexes: ClassVar = [models.Index(fields=["job", "outcome"], name="import_row_outcome")]

    def __str__(self) -> str:
        return f"{self.job_id}: {self.number}"

    def sentences(self) -> list[Any]:
        """The problems, with their sentences in the active language."""
        return [Problem.from_json(stored) for stored in self.problems]
