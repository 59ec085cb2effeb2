"""A program that kills workers and writers with SIGKILL while they work, and prints what was found afterwards as JSON.

Usage: outbox_kills.py FOLDER KILLS, with DATABASE_URL in the environment.
"""

import fcntl
import json
import os
import random
import signal
import sqlite3
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.db import OperationalError, connection, transaction  # noqa: E402

from core.models import OutboxCounter, OutboxEntry, PeriodicJob, Worker  # noqa: E402
from core.outbox import enqueue, queue, register, registry, schedule  # noqa: E402
from tests.forking import fork, kill_and_replace, run_worker, stop, wait  # noqa: E402

FOLDER, KILLS = Path(sys.argv[1]), int(sys.argv[2])
KEYS = [f"key{number}" for number in range(30)]
LEASE_SECONDS = 3
queue.FIRST_PAUSE = 0.2


def external():
    """The system outside the database that handlers write to."""
    database = sqlite3.connect(FOLDER / "external.sqlite3", timeout=20)
    database.execute("CREATE TABLE IF NOT EXISTS written (key TEXT PRIMARY KEY, value INTEGER, sequence INTEGER)")
    return database


def note(name):
    with (FOLDER / name).open("a") as file:
        file.write("x")


def handler(leases):
    """Writes what is true now, unless a later lease has; holds a kernel lock on each key meanwhile, freed by SIGKILL."""
    files = []
    for lease in leases:
        files.append((FOLDER / f"{lease.key}.lock").open("a"))
        try:
            fcntl.flock(files[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note("two_holders")
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, value FROM truth")
        truth = dict(cursor.fetchall())
    if random.random() < 0.1:
        raise RuntimeError
    time.sleep(random.uniform(0, 0.03))
    with external() as database:
        database.executemany(
            "INSERT INTO written VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value,"
            " sequence = excluded.sequence WHERE excluded.sequence >= written.sequence",
            [(lease.key, truth[lease.key], lease.sequence) for lease in leases],
        )
    for file in files:
        file.close()


def job():
    note("jobs")


def create():
    with connection.schema_editor() as editor:
        for model in (OutboxEntry, OutboxCounter, PeriodicJob, Worker):
            editor.create_model(model)
        editor.execute("CREATE TABLE truth (key varchar(20) PRIMARY KEY, value integer)")
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO truth VALUES (%s, 0)", [(key,) for key in KEYS])
    external()


def write():
    """Change rows at random for ever; a writer is never told that the database is locked."""
    while True:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                keys = sorted(random.sample(KEYS, 3))
                for key in keys:
                    cursor.execute("UPDATE truth SET value = value + 1 WHERE key = %s", [key])
                enqueue("kills", keys)
        except OperationalError:
            note("locked")
        time.sleep(random.uniform(0, 0.02))


def work():
    registry.topics.clear()
    registry.jobs.clear()
    register("kills", handler, batch=8, lease_seconds=LEASE_SECONDS)
    registry.periodic("job", 1, job)
    schedule.POLL_SECONDS, schedule.LEASE = 0.5, timedelta(seconds=LEASE_SECONDS)
    run_worker()


def report():
    rows = OutboxEntry.objects
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, value FROM truth")
        truth = dict(cursor.fetchall())
    written = dict(external().execute("SELECT key, value FROM written"))
    found = {
        "different": sorted(key for key in KEYS if truth[key] != written.get(key, 0)),
        "left": rows.count(),
        "set_aside": rows.set_aside().count(),
        "changes": sum(truth.values()),
        "jobs": (FOLDER / "jobs").exists(),
    }
    found |= {name: (FOLDER / name).exists() for name in ("two_holders", "locked")}
    (FOLDER / "report.json").write_text(json.dumps(found))


def until_empty():
    """Wait for the workers to do what is left: at most one lease, then the longest pause of a failed row."""
    end = time.monotonic() + 30
    jobs = FOLDER / "jobs"
    while (OutboxEntry.objects.exists() or not jobs.exists()) and time.monotonic() < end:
        time.sleep(0.1)


def main():
    assert wait(fork(create)) == 0
    processes = {name: fork(function) for name, function in (("a", work), ("b", work), ("w", write))}
    for _ in range(KILLS):
        time.sleep(random.uniform(0.05, 0.3))
        name = random.choice("aabbw")
        processes[name] = kill_and_replace(processes[name], write if name == "w" else work)
    os.kill(processes["w"], signal.SIGKILL)
    wait(processes["w"])
    wait(fork(until_empty))
    ended = stop(processes[name] for name in "ab")
    assert wait(fork(report)) == 0
    sys.stdout.write(json.dumps(json.loads((FOLDER / "report.json").read_text()) | {"ended": ended}))


main()
