"""A program that kills the worker around scheduled publishing and prints what was found afterwards as JSON.

Usage: schedule_kills.py KILLS, with DATABASE_URL of a database that was migrated. Processes are forked from this one.
"""

import json
import random
import sys
import time
from datetime import timedelta
from functools import partial

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page, PageLogEntry, Revision  # noqa: E402

from core.models import OutboxEntry, PeriodicJob, User  # noqa: E402
from core.outbox import registry, schedule  # noqa: E402
from core.outbox.jobs import publish_scheduled  # noqa: E402
from core.publishing import unapproved_live_pages  # noqa: E402
from home.models import StandardPage  # noqa: E402
from home.setup import PORTAL_MODERATORS, setup_portal  # noqa: E402
from tests.forking import fork, kill_and_replace, run_worker, stop, wait  # noqa: E402

KILLS = int(sys.argv[1])
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")


def create():
    """Approved pages whose times come one after the other while workers are killed."""
    setup_portal()
    author = User.objects.create_user("author@portal.example")
    moderator = User.objects.create_user("moderator@portal.example")
    moderator.groups.add(Group.objects.get(name=PORTAL_MODERATORS))
    home = Page.objects.filter(depth=2).first().specific
    pages = [
        home.add_child(instance=StandardPage(title=f"Scheduled {number}", live=False, locale=home.locale))
        for number in range(KILLS)
    ]
    begin = timezone.now() + timedelta(seconds=1 + KILLS * 0.3)
    for number, page in enumerate(pages):
        page.go_live_at = begin + timedelta(seconds=number * 0.3)
        page.save_revision(user=author)
        state = page.get_workflow().start(page, author).current_task_state
        state.task.specific.on_action(state, moderator, "approve")
    OutboxEntry.objects.all().delete()  # what else the portal does with pages is not looked at here


def work():
    registry.topics.clear()
    registry.jobs.clear()
    registry.periodic("publish scheduled pages", 0, publish_scheduled)
    schedule.POLL_SECONDS, schedule.LEASE = 0.02, timedelta(seconds=1)
    run_worker()


def until_done():
    end = time.monotonic() + 60 + KILLS
    while Revision.objects.filter(approved_go_live_at__isnull=False).exists() and time.monotonic() < end:
        time.sleep(0.1)


def report(ended):
    pages = StandardPage.objects.filter(title__startswith="Scheduled")
    entries = PageLogEntry.objects.filter(page__in=pages.values("pk"), action__in=PUBLISHED)
    times = {page.pk: list(entries.filter(page=page.pk).values_list("timestamp", flat=True)) for page in pages}
    found = {
        "ended": ended,
        "pages": pages.count(),
        "live": pages.filter(live=True).count(),
        "once": sum(len(stamps) == 1 for stamps in times.values()),
        "early": sum(min(times[page.pk], default=page.go_live_at) < page.go_live_at for page in pages),
        "left": Revision.objects.filter(approved_go_live_at__isnull=False).count(),
        "faults": list(unapproved_live_pages()),
        "job_errors": list(PeriodicJob.objects.exclude(error="").values_list("error", flat=True)),
    }
    sys.stdout.write(json.dumps(found))
    sys.stdout.flush()


def main():
    assert wait(fork(create)) == 0
    workers = [fork(work), fork(work)]
    kills = 0
    while kills < KILLS:
        time.sleep(random.uniform(0.1, 0.5))
        number = random.randrange(len(workers))
        workers[number] = kill_and_replace(workers[number], work)
        kills += 1
    assert wait(fork(until_done)) == 0
    assert wait(fork(partial(report, stop(workers)))) == 0


main()
