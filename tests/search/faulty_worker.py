"""A program in which a real worker runs while the folder of the index is harmed, and which prints what became of it as JSON.

Usage: faulty_worker.py FAULT..., with DATABASE_URL, SEARCH_URL and VAR_DIR in the environment, on a migrated database.
The worker is `manage.py run_worker` in a process of its own, with shorter intervals.
"""

import json
import os
import signal
import sys
import time
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
from search.indexing.compare import differences  # noqa: E402
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


def main():
    """Harm the folder in each way, and let an editor publish meanwhile."""
    folder = Path(settings.VAR_DIR) / "search"
    items = begin()
    connection.close()
    child = os.fork()
    if not child:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    found = {"at first": agree()}
    for number, fault in enumerate(sys.argv[1:]):
        FOLDER_FAULTS[fault](folder)
        pages.publish(items[0], title=f"Balise {number}")
        found[fault] = agree()
    os.kill(child, signal.SIGTERM)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.stdout.write(json.dumps({"left": found, "ended": ended, "indexes": len(get_engine().generations())}))


main()
