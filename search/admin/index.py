"""The page about the search index: whether the engine answers, what is being built, what waits."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.permission_policies import ModelPermissionPolicy

from core.outbox import enqueue, queue
from core.outbox.checks import worker_is_alive
from core.outbox.models import OutboxEntry
from core.searchable import TOPIC
from search.admin.asking import AskView
from search.engines import get_engine
from search.indexing.jobs import BUILD_TOPIC
from search.models import BuildState, IndexBuild, IndexState
from search.models.build import SILENCE

POLICY = ModelPermissionPolicy(IndexBuild)
TASKS = ModelPermissionPolicy(OutboxEntry)
TITLE = _("Search index")
LAST_BUILDS = 10


@dataclass(frozen=True)
class Changes:
    """How many changes are not in the index yet, since when, and how many were given up."""

    waiting: int
    since: datetime | None
    aside: int

    @classmethod
    def now(cls) -> "Changes":
        """As it is; one query."""
        is_aside = Q(set_aside_at__isnull=False)
        found = OutboxEntry.objects.filter(topic=TOPIC).aggregate(
            waiting=Count("pk", filter=~is_aside),
            since=Min("created_at", filter=~is_aside),
            aside=Count("pk", is_aside),
        )
        return cls(**found)


@dataclass(frozen=True)
class Build:
    """One build as the page shows it."""

    row: IndexBuild

    @property
    def is_silent(self) -> bool:
        """Whether its process must be gone."""
        return self.row.state == BuildState.RUNNING and self.row.seen_at <= timezone.now() - SILENCE

    @property
    def is_running(self) -> bool:
        """Whether it is under way."""
        return self.row.state == BuildState.RUNNING and not self.is_silent

    @property
    def state(self) -> str:
        """The state in words."""
        return (
            gettext("Interrupted: its process gave no sign of life") if self.is_silent else self.row.get_state_display()
        )

    @property
    def seconds(self) -> int | None:
        """How long it took, once it has ended."""
        end = self.row.finished_at or self.row.seen_at
        return None if self.is_running else round((end - self.row.started_at).total_seconds())


def is_asked_for() -> bool:
    """Whether somebody has asked for a new index that is not being built yet."""
    asked = OutboxEntry.objects.filter(topic=BUILD_TOPIC, set_aside_at__isnull=True)
    return asked.exists() or IndexState.objects.filter(is_build_wanted=True).exists()


class IndexStateView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """How the search index is. Asks the engine, which may take as long as its time limit."""

    permission_policy = POLICY
    permission_required = "view"
    template_name = "search/admin/index_state.html"
    page_title = TITLE
    header_icon = "search"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The page itself."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The engine, builds and changes, and what the person may do."""
        engine = get_engine()
        builds = [Build(row) for row in IndexBuild.objects.order_by("-started_at", "-pk")[:LAST_BUILDS]]
        user = self.request.user
        return super().get_context_data(
            engine=engine,
            product=settings.SEARCH_URL.partition("://")[0],
            health=engine.health() if engine else None,
            running=next((build for build in builds if build.is_running), None),
            builds=builds,
            is_asked_for=is_asked_for(),
            changes=Changes.now(),
            worker_is_alive=worker_is_alive(),
            may_build=POLICY.user_has_permission(user, "change"),
            may_see_tasks=TASKS.user_has_permission(user, "view"),
            may_retry=TASKS.user_has_permission(user, "change"),
            **kwargs,
        )


class BuildView(AskView):
    """Asks the worker for a new index; nothing is built while the person waits."""

    permission_policy = POLICY
    permission_required = "change"
    page_title = _("Build the index again")
    from_url_name = "search-index:index-state"
    from_title = TITLE
    question = _(
        "A whole new index is built from what is public now. It takes minutes on a large portal. "
        "Meanwhile readers search in the old one, and nothing that is published is lost."
    )
    answer = _("Yes, build it again")

    def perform(self) -> str:
        """Note it for the worker, unless that was done already."""
        if get_engine() is None:
            return gettext("This portal has no search engine, so there is no index to build.")
        if is_asked_for() or IndexBuild.objects.running().exists():
            return gettext("A new index is asked for or being built already.")
        with transaction.atomic():
            enqueue(BUILD_TOPIC, ["index"])
        return gettext("A new index was asked for. The build begins within a minute and shows on this page.")


class RetryView(AskView):
    """Tries again every change that could not be written to the index."""

    permission_policy = TASKS
    permission_required = "change"
    page_title = _("Try all again")
    from_url_name = "search-index:index-state"
    from_title = TITLE
    question = _("Every change of the index that was set aside is tried again at once.")
    answer = _("Yes, try all again")

    def rows(self) -> QuerySet[OutboxEntry]:
        """The changes that were set aside."""
        return OutboxEntry.objects.set_aside().filter(topic__in=[TOPIC, BUILD_TOPIC])

    def perform(self) -> str:
        """Put them first in line."""
        count = queue.retry(self.rows().values_list("pk", flat=True))
        return ngettext("%(count)d change will be tried again.", "%(count)d changes will be tried again.", count) % {
            "count": count
        }
