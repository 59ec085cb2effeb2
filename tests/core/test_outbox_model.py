"""The outbox under workers that lease, finish, fail and die at random."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.models import OutboxEntry
from core.outbox import enqueue, queue
from core.outbox.registry import Topic
from tests.core.test_outbox import end_leases, make_due

pytestmark = pytest.mark.django_db


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(["add", "lease", "finish", "fail", "die"]), st.integers(0, 3))))
def test_the_last_change_of_every_key_is_always_done_after_it_and_by_one_holder(steps):
    """A model of workers that lease, finish, fail and die at random: what is written ends equal to what was changed."""
    truth, written, versions, holders = dict.fromkeys("abcd", 0), {}, {}, []
    known = {"test": Topic("test", lambda leases: None, 2, 60)}
    OutboxEntry.objects.all().delete()

    def write(held):
        for lease in held.leases:
            if lease.sequence >= versions.get(lease.key, 0):
                written[lease.key], versions[lease.key] = truth[lease.key], lease.sequence
        queue.finish(held, [lease.key for lease in held.leases])

    for step, number in steps:
        if step == "add":
            truth["abcd"[number]] += 1
            enqueue("test", ["abcd"[number]])
        elif step == "lease" and (held := queue.lease(known)):
            live = {lease.key for other, alive in holders if alive for lease in other.leases}
            assert not live & {lease.key for lease in held.leases}
            holders.append((held, True))
        elif holders and step in {"finish", "fail", "die"}:
            held, alive = holders.pop(number % len(holders))
            if step == "finish":
                write(held)
            elif step == "fail":
                for lease in held.leases:
                    queue.fail(held, lease.key, "no")
                make_due()
            elif alive:
                OutboxEntry.objects.filter(lease_token=held.token).update(lease_until=timezone.now())
                holders.append((held, False))
    end_leases()
    make_due()
    while held := queue.lease(known):
        write(held)
    assert {key: written.get(key, 0) for key in truth} == truth
