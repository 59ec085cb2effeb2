"""What is done with rows of the outbox: adding, leasing, finishing, failing, setting aside. Each in one short transaction."""

import random
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Case, F, Max, Value, When
from django.utils import timezone

from core.commits import once_at_commit
from core.outbox import wake
from core.outbox.models import KEY_LENGTH, OutboxCounter, OutboxEntry
from core.outbox.registry import Lease, Topic

CHUNK = 500
MOST_FAILURES = 10  # about half an hour with the pauses below
MOST_LOSSES = 8
SUSPICIOUS_LOSSES = 3  # a key that was in the hands of that many dead workers is from then on tried alone
FIRST_PAUSE, LONGEST_PAUSE = 2.0, 900.0


@dataclass(frozen=True)
class Held:
    """The keys of one topic that this worker holds, under one token."""

    topic: Topic
    token: uuid.UUID
    leases: list[Lease]


def add(topic: str, keys: Iterable[str]) -> None:
    """Add a row for each key that has none waiting. See `core.outbox.enqueue`."""
    distinct = iter(dict.fromkeys(str(key) for key in keys))
    while chunk := list(islice(distinct, CHUNK)):
        if too_long := [key for key in chunk if len(key) > KEY_LENGTH]:
            raise ValueError(f"An outbox key has at most {KEY_LENGTH} characters; this one has {len(too_long[0])}.")
        with transaction.atomic():
            _add_missing(topic, chunk)
    once_at_commit(wake.call)


def _add_missing(topic: str, keys: list[str]) -> None:
    # A row that waits serves this change too, but only if no worker leases it before this transaction ends: it would
    # read the state before the change and delete the row. On PostgreSQL the row lock keeps it back, on SQLite the
    # write lock of BEGIN IMMEDIATE. A row somebody else has locked is passed over; two rows of one key do no harm.
    mine = OutboxEntry.objects.waiting().filter(topic=topic, key__in=keys).select_for_update(skip_locked=True)
    served = set(mine.values_list("key", flat=True))
    now = timezone.now()
    OutboxEntry.objects.bulk_create(
        [OutboxEntry(topic=topic, key=key, due_at=now) for key in keys if key not in served]
    )


def lease(topics: dict[str, Topic]) -> Held | None:
    """Take the oldest due keys of one topic, or None. One query when there is nothing to do.

    The counter's row lock lets one worker at a time choose, so that two rows of one key never go to two workers.
    """
    now = timezone.now()
    ready = OutboxEntry.objects.leasable(now).filter(topic__in=list(topics))
    name = ready.values_list("topic", flat=True).first()
    if name is None:
        return None
    topic = topics[name]
    with transaction.atomic():
        sequence = OutboxCounter.take()
        rows = _choose(list(ready.filter(topic=name).select_for_update(skip_locked=True)[: topic.batch]))
        token = uuid.uuid4()
        given_up = [row.pk for row in rows if row.losses >= MOST_LOSSES]
        _set_aside(given_up, f"The worker ended {MOST_LOSSES} times while it was doing this.")
        taken = [row for row in rows if row.pk not in given_up]
        OutboxEntry.objects.filter(pk__in=[row.pk for row in taken]).update(
            losses=F("losses") + Case(When(lease_token__isnull=False, then=Value(1)), default=Value(0)),
            lease_token=token,
            lease_until=timezone.now() + timedelta(seconds=topic.lease_seconds),
            sequence=sequence,
        )
    keys = dict.fromkeys(row.key for row in taken)
    return Held(topic, token, [Lease(name, key, sequence) for key in keys])


def _choose(rows: list[OutboxEntry]) -> list[OutboxEntry]:
    """All rows, or one alone when it may be the one that kills workers."""
    if rows and rows[0].losses >= SUSPICIOUS_LOSSES:
        return rows[:1]
    return [row for row in rows if row.losses < SUSPICIOUS_LOSSES]


def finish(held: Held, keys: Sequence[str]) -> None:
    """Delete the rows of keys that are done, unless another worker has taken them over."""
    mine = OutboxEntry.objects.filter(lease_token=held.token, key__in=keys)
    with transaction.atomic():
        newest = dict(mine.values_list("key").annotate(Max("pk")).order_by())
        mine.delete()
        # What was set aside before is true now as well.
        aside = OutboxEntry.objects.set_aside().filter(topic=held.topic.name, key__in=list(newest))
        stale = [pk for pk, key in aside.values_list("pk", "key") if pk < newest[key]]
        if stale:
            OutboxEntry.objects.filter(pk__in=stale).delete()


def fail(held: Held, key: str, sentence: str) -> bool:
    """Try a key again later, or set it aside after MOST_FAILURES; True when it was set aside."""
    with transaction.atomic():
        mine = OutboxEntry.objects.filter(lease_token=held.token, key=key)
        failures = mine.aggregate(most=Max("failures"))["most"]
        if failures is None:
            return False
        if failures + 1 >= MOST_FAILURES:
            mine.update(failures=F("failures") + 1)
            _set_aside(list(mine.values_list("pk", flat=True)), sentence)
            return True
        mine.update(
            failures=F("failures") + 1,
            error=sentence,
            due_at=timezone.now() + pause(failures),
            lease_token=None,
            lease_until=None,
        )
        return False


def postpone(held: Held, keys: Sequence[str], seconds: float, sentence: str = "") -> None:
    """Give keys back without counting a failure, to be taken again after some seconds."""
    changes = {"error": sentence} if sentence else {}
    OutboxEntry.objects.filter(lease_token=held.token, key__in=keys).update(
        due_at=timezone.now() + timedelta(seconds=seconds), lease_token=None, lease_until=None, **changes
    )


def pause(failures: int) -> timedelta:
    """How long to wait after one more than `failures` failures: doubling, with up to half of it at random."""
    longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2**failures)
    return timedelta(seconds=longest * random.uniform(0.5, 1.0))


def _set_aside(pks: list[int], sentence: str) -> None:
    if pks:
        OutboxEntry.objects.filter(pk__in=pks).update(
            set_aside_at=timezone.now(), error=sentence, lease_token=None, lease_until=None
        )


def retry(pks: Iterable[int]) -> int:
    """Put rows that were set aside, or wait for their next attempt, first in line; returns how many."""
    rows = OutboxEntry.objects.filter(pk__in=list(pks), lease_token__isnull=True)
    count = rows.update(due_at=timezone.now(), set_aside_at=None, failures=0, losses=0)
    once_at_commit(wake.call)
    return count


def discard(pks: Iterable[int]) -> int:
    """Delete rows that were set aside; returns how many. Rows that still wait are not deleted: nothing is lost."""
    return OutboxEntry.objects.set_aside().filter(pk__in=list(pks)).delete()[0]
