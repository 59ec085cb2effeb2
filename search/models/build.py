"""Builds of the search index, and what changed meanwhile."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SILENCE = timedelta(minutes=2)  # after which a build has been killed


class BuildState(models.TextChoices):
    RUNNING = "running", pgettext_lazy("a build of the search index", "Running")
    FINISHED = "finished", pgettext_lazy("a build of the search index", "Finished")
    ENDED = "ended", pgettext_lazy("a build of the search index", "Ended before it was whole")


class IndexBuildQuerySet(models.QuerySet):
    def running(self) -> "IndexBuildQuerySet":
        """Under way, and not silent for so long that their process must be gone."""
        return self.filter(state=BuildState.RUNNING, seen_at__gt=timezone.now() - SILENCE)

    def last_finished(self) -> str | None:
        """The generation that was put in service last, or None."""
        finished = self.filter(state=BuildState.FINISHED).order_by("-finished_at", "-pk")
        return finished.values_list("generation", flat=True).first()

    def silent(self) -> "IndexBuildQuerySet":
        """Not finished, and their process is gone."""
        return self.filter(state=BuildState.RUNNING, seen_at__lte=timezone.now() - SILENCE)


class IndexBuild(models.Model):
    """One building of a whole new index beside the one in service."""

    generation = models.CharField(_("index"), max_length=60, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=BuildState, default=BuildState.RUNNING)
    started_at = models.DateTimeField(_("began"), auto_now_add=True)
    seen_at = models.DateTimeField(_("last sign of life"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    objects_done = models.PositiveIntegerField(_("objects written"), default=0)
    objects_total = models.PositiveIntegerField(_("objects to write"), default=0)

    objects: ClassVar = IndexBuildQuerySet.as_manager()

    class Meta:
        verbose_name = _("build of the search index")
        verbose_name_plural = _("builds of the search index")
        default_permissions = ("view", "change")

    def __str__(self) -> str:
        return self.generation


class IndexBuildChange(models.Model):
    """One object that changed while an index was being built."""

    build = models.ForeignKey(IndexBuild, on_delete=models.CASCADE, related_name="changes")
    key = models.CharField(_("object"), max_length=200)

    class Meta:
        verbose_name = _("change during a build")
        default_permissions = ()

    def __str__(self) -> str:
        return self.key
