"""A program that lives through a random history of pages with a worker that is killed again and again, and prints what was
found afterwards as JSON.

A writer publishes, edits, moves, takes down, translates, restricts and expires pages; a worker is killed with SIGKILL at
random moments and started again; a reader searches all the time and holds every result against what was public. Usage:
histories.py FOLDER SEED KILLS, with DATABASE_URL, SEARCH_URL and VAR_DIR in the environment, on a migrated database.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.utils import timezone, translation  # noqa: E402
from wagtail.models import PageViewRestriction  # noqa: E402

from core.models import ContentPage, OutboxEntry  # noqa: E402
from core.outbox import queue, worker  # noqa: E402
from core.outbox.jobs import publish_scheduled  # noqa: E402
from core.outbox.worker import WorkerLoop  # noqa: E402
from institutions.models import InstitutionPage, ItemPage  # noqa: E402
from search.engines import get_engine  # noqa: E402
from search.engines.base import EngineDown  # noqa: E402
from search.find import Search  # noqa: E402
from search.indexing import handler  # noqa: E402
from search.indexing.build import build_index  # noqa: E402
from search.indexing.compare import differences  # noqa: E402
from search.params import SearchParams  # noqa: E402
from tests.factories import pages  # noqa: E402

FOLDER, SEED, KILLS = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
ITEMS = 12
queue.FIRST_PAUSE, worker.REST_SECONDS = 0.2, 0.5
WORD = "phare"


def note(name, text=""):
    with (FOLDER / name).open("a") as file:
        file.write(f"{text}\n")


def begin():
    """A portal of two institutions with some items, and its index."""
    tree = pages.make_tree()
    for code in ("a", "b"):
        face = pages.publish(pages.add_institution(tree, pages.make_institution(code, fr=code, en=code)))
        for number in range(ITEMS // 2):
            pages.publish(pages.add_page(ItemPage, face, f"{WORD} {code}{number}", kind="guide"))
    build_index(get_engine())


def publish(page):
    pages.publish(page, title=f"{WORD} {random.randrange(10**6)}", summary=f"résumé {random.randrange(100)}")


def add(page):
    face = random.choice(list(InstitutionPage.objects.filter(locale__language_code="fr")))
    pages.publish(pages.add_page(ItemPage, face, f"{WORD} {random.randrange(10**6)}", kind="guide", live=False))


def take_down(page):
    page.unpublish()


def move(page):
    faces = InstitutionPage.objects.filter(locale=page.locale).exclude(pk=page.get_parent().pk)
    if target := faces.order_by("?").first():
        page.move(target, pos="last-child")


def translate(page):
    if page.locale.language_code == "fr" and not page.get_translations().exists():
        pages.publish(pages.translate(page, "en", live=False), title=f"{WORD} in English")


def restrict(page):
    if not PageViewRestriction.objects.filter(page=page).delete()[0]:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def expire(page):
    pages.publish(page, expire_at=timezone.now() + timedelta(seconds=random.choice((1, 2, 3600))))


def delete(page):
    page.delete()


def write():
    """Change pages at random for ever."""
    while True:
        page = ItemPage.objects.order_by("?").first()
        change = random.choices(
            (publish, add, take_down, move, translate, restrict, expire, delete), (6, 3, 2, 2, 2, 2, 1, 1)
        )[0]
        if page or change is add:
            change(page)
            note("changes", change.__name__)
        time.sleep(random.uniform(0, 0.05))


def work():
    loop = WorkerLoop()
    signal.signal(signal.SIGTERM, lambda number, frame: loop.stop())
    loop.run()


def read():
    """Search for ever. What is shown must have been public at some moment since the search began."""
    from django.http import QueryDict

    request = RequestFactory().get("/")
    while True:
        before = public()
        try:
            with translation.override("fr"):
                params = SearchParams.from_query(QueryDict(f"q={WORD}"))
                found = Search(get_engine(), request, params, "fr").run(size=100)
        except EngineDown as error:
            note("down", str(error))
            continue
        shown = {hit.key for hit in found.hits}
        note("searches")
        if wrong := shown - before - public():
            note("wrong", f"{sorted(wrong)} were shown and are not public")


def public():
    return {f"page:{pk}" for pk in ContentPage.objects.visible().values_list("pk", flat=True)}


def fork(function):
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        random.seed(f"{SEED} {function.__name__} {time.monotonic_ns()}")
        function()
        code = 0
    except BaseException as error:
        import traceback

        note("faults", f"{function.__name__}: {error!r} {traceback.format_exc()[-1500:]}")
    finally:
        os._exit(code)
    return 0


def wait(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def end(child):
    os.kill(child, signal.SIGKILL)
    wait(child)


def until_empty():
    limit = time.monotonic() + 60
    while OutboxEntry.objects.exists() and time.monotonic() < limit:
        time.sleep(0.1)


def lines(name):
    path = FOLDER / name
    return path.read_text().splitlines() if path.exists() else []


def report():
    time.sleep(2.5)  # what expires in a second or two has done so
    publish_scheduled()  # takes it down, as the worker does once a minute
    worker.drain()
    found = {
        "different": [f"{one.key} {one.kind}" for one in differences(get_engine())],
        "left": OutboxEntry.objects.count(),
        "public": len(public()),
    }
    (FOLDER / "report.json").write_text(json.dumps(found))


def main():
    random.seed(SEED)
    handler.LEASE_SECONDS = 2
    assert wait(fork(begin)) == 0, lines("faults")
    from core.outbox.registry import topics

    topics["search"] = type(topics["search"])("search", topics["search"].handler, 5, 3)
    processes = {"worker": fork(work), "writer": fork(write), "reader": fork(read)}
    for _ in range(KILLS):
        time.sleep(random.uniform(0.2, 0.9))
        end(processes["worker"])
        processes["worker"] = fork(work)
    end(processes["writer"])
    wait(fork(until_empty))
    end(processes["reader"])
    os.kill(processes["worker"], signal.SIGTERM)
    ended = wait(processes["worker"])
    assert wait(fork(report)) == 0, lines("faults")
    found = json.loads((FOLDER / "report.json").read_text())
    found |= {"ended": ended, "wrong": lines("wrong"), "faults": lines("faults"), "down": lines("down")}
    found |= {"searches": len(lines("searches")), "changes": sorted(set(lines("changes")))}
    sys.stdout.write(json.dumps(found))


connection.close()
main()
