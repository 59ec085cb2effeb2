"""A program in which real workers run while the folder of the index is harmed, or built again and again, and which prints
what became of it as JSON.

Usage: faulty_worker.py FAULT... or faulty_worker.py crowd SECONDS, with DATABASE_URL, SEARCH_URL and VAR_DIR in the
environment, on a migrated database. A worker is `manage.py run_worker` in a process of its own, with shorter intervals.
"""

import json
import os
import random
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from core.models import OutboxEntry  # noqa: E402
from core.outbox import registry, schedule, worker  # noqa: E402
from institutions.models import ItemPage  # noqa: E402
from search.engines import get_engine  # noqa: E402
from search.engines.base import EngineDown  # noqa: E402
from search.indexing.build import BuildUnderWay, build_index, tidy  # noqa: E402
from search.indexing.compare import differences  # noqa: E402
from search.models import BuildState, IndexBuild  # noqa: E402
from tests.factories import pages  # noqa: E402
from tests.search.faulty import FOLDER_FAULTS  # noqa: E402

JOB = "keep the search index"
PATIENCE = 60


def begin():
    """A portal of one institution with some items, and no index."""
    face = pages.publish(pages.add_institution(pages.make_tree(), pages.make_institution("agency", fr="Agence")))
    return [pages.publish(pages.add_page(ItemPage, face, f"Phare {number}", kind="guide")) for number in range(10)]


def work():
    """The command, with the interval of one job and the pauses made short."""
    schedule.POLL_SECONDS = worker.REST_SECONDS = 0.5
    registry.jobs[JOB] = registry.Job(JOB, 1, registry.jobs[JOB].function)
    call_command("run_worker")


def agree():
    """Wait until nothing is left to do and both sides agree; the differences that stay."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            left = [one.key for one in differences(get_engine())] or list(OutboxEntry.objects.values_list("key"))
        except EngineDown as error:
            left = [str(error)]
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.2)


def fork(function):
    """A process that does this. Connections do not survive a fork, nor does the pool that PostgreSQL's come from."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        random.seed(os.getpid())
        function()
        code = 0
    finally:
        os._exit(code)
    return 0


def ended(child, number):
    """The exit code of a process that gets this signal."""
    os.kill(child, number)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def harm(items, faults):
    """Harm the folder in each way, and let an editor publish meanwhile; what still differs after each."""
    folder = Path(settings.VAR_DIR) / "search"
    left = {"at first": agree()}
    for number, fault in enumerate(faults):
        FOLDER_FAULTS[fault](folder)
        pages.publish(items[0], title=f"Balise {number}")
        left[fault] = agree()
    return left


def build_for_ever():
    """Build the index again as soon as it is there."""
    while True:
        with suppress(BuildUnderWay):
            build_index(get_engine())
            tidy(get_engine())


def write_for_ever(items):
    """Publish, take down, add and delete."""
    face = items[0].get_parent()
    while True:
        page = ItemPage.objects.order_by("?").first()
        change = random.choice(("publish", "publish", "unpublish", "add", "delete"))
        if change == "add" or page is None or ItemPage.objects.count() < 5:
            pages.publish(pages.add_page(ItemPage, face, f"Phare {random.random()}", kind="guide"))
        elif change == "publish":
            pages.publish(page, title=f"Phare {random.random()}")
        else:
            getattr(page, change)()


def crowd(items, seconds):
    """Two editors write and two processes build while the workers work; what differs in the end, and who broke down."""
    left = {"at first": agree()}
    children = [fork(build_for_ever), fork(build_for_ever), fork(lambda: write_for_ever(items))]
    time.sleep(seconds)
    codes = [ended(child, signal.SIGKILL) for child in reversed(children)]
    IndexBuild.objects.running().update(state=BuildState.ENDED)  # as after two minutes of silence
    left["in the end"] = agree()
    return left | {"broke down": [code for code in codes if code != -signal.SIGKILL]}


def main():
    """Do what the arguments say beside two workers."""
    items = begin()
    workers = [fork(work), fork(work)]
    first, *others = sys.argv[1:]
    left = crowd(items, float(others[0])) if first == "crowd" else harm(items, [first, *others])
    codes = [ended(child, signal.SIGTERM) for child in workers]
    tidy(get_engine())
    sys.stdout.write(json.dumps({"left": left, "ended": codes, "indexes": len(get_engine().generations())}))


main()
