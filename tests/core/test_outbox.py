"""The outbox: rows, leases, failures. No row is lost, no key is in two hands, nothing is held up by a bad one."""

import uuid
from datetime import timedelta

import pytest
from django.core.checks import run_checks
from django.db import transaction
from django.utils import timezone

from core.models import OutboxEntry, Worker
from core.outbox import HandlerFailed, Unavailable, enqueue, queue, register
from core.outbox.queue import MOST_FAILURES, MOST_LOSSES, SUSPICIOUS_LOSSES
from core.outbox.registry import describe, topics
from core.outbox.worker import WorkerLoop, drain

pytestmark = pytest.mark.django_db


@pytest.fixture
def handled():
    """A topic that notes what it is given; its `reply` decides what it answers."""

    class Handled:
        def __init__(self):
            self.calls = []
            self.reply = lambda leases: None

        def __call__(self, leases):
            self.calls.append([lease.key for lease in leases])
            return self.reply(leases)

    handler = Handled()
    register("test", handler, batch=10)
    yield handler
    del topics["test"]


def keys(queryset=None):
    return sorted((queryset if queryset is not None else OutboxEntry.objects).values_list("key", flat=True))


def make_due():
    OutboxEntry.objects.update(due_at=timezone.now())


def end_leases():
    OutboxEntry.objects.filter(lease_token__isnull=False).update(lease_until=timezone.now() - timedelta(seconds=1))


def test_a_key_that_waits_is_not_added_twice(handled):
    enqueue("test", ["a", "b", "a"])
    enqueue("test", ["b", "c"])
    enqueue("other", ["a"])
    assert keys() == ["a", "a", "b", "c"]


def test_a_row_rolls_back_with_the_change(handled):
    with transaction.atomic():
        enqueue("test", ["a"])
        transaction.set_rollback(True)
    assert keys() == []


def test_a_key_longer_than_the_column_is_refused(handled):
    with pytest.raises(ValueError, match="200"):
        enqueue("test", ["x" * 201])


def test_adding_a_thousand_keys_takes_few_queries(handled, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        enqueue("test", [str(number) for number in range(1000)])
    assert OutboxEntry.objects.count() == 1000


def test_done_keys_are_gone(handled):
    enqueue("test", ["a", "b"])
    drain()
    assert handled.calls == [["a", "b"]]
    assert keys() == []


def test_a_change_during_the_work_is_done_again(handled):
    enqueue("test", ["a"])
    handled.reply = lambda leases: enqueue("test", ["a"]) if len(handled.calls) == 1 else None
    drain()
    assert handled.calls == [["a"], ["a"]]
    assert keys() == []


def test_an_unknown_topic_waits_for_a_node_that_knows_it(handled):
    enqueue("elsewhere", ["a"])
    drain()
    assert keys() == ["a"]


def test_a_held_key_is_not_given_to_a_second_worker(handled):
    enqueue("test", ["a"])
    held = queue.lease(topics)
    enqueue("test", ["a", "b"])
    second = queue.lease(topics)
    assert [lease.key for lease in held.leases] == ["a"]
    assert [lease.key for lease in second.leases] == ["b"]
    assert queue.lease(topics) is None


def test_a_late_finisher_does_not_delete_what_another_took_over(handled):
    enqueue("test", ["a"])
    late = queue.lease(topics)
    end_leases()
    second = queue.lease(topics)
    queue.finish(late, ["a"])
    assert not queue.fail(late, "a", "too late")
    queue.postpone(late, ["a"], 0)
    assert keys() == ["a"]
    queue.finish(second, ["a"])
    assert keys() == []


def test_sequences_grow_with_every_lease(handled):
    enqueue("test", ["a"])
    first = queue.lease(topics)
    end_leases()
    second = queue.lease(topics)
    assert second.leases[0].sequence > first.leases[0].sequence


def test_one_bad_key_does_not_hold_up_the_others(handled):
    def reply(leases):
        if "bad" in [lease.key for lease in leases]:
            raise RuntimeError("quotes: 'somebody@example.org'")

    handled.reply = reply
    enqueue("test", ["a", "bad", "b"])
    drain()
    assert keys() == ["bad"]
    row = OutboxEntry.objects.get()
    assert row.failures == 1
    assert row.error.startswith("RuntimeError in ")
    assert "somebody" not in row.error
    assert row.due_at > timezone.now()


def test_a_handler_can_name_the_keys_that_failed(handled):
    handled.reply = lambda leases: {"b": "The engine refused the document."}
    enqueue("test", ["a", "b"])
    drain()
    assert handled.calls == [["a", "b"]]
    assert OutboxEntry.objects.get().error == "The engine refused the document."


def test_pauses_double_are_bounded_and_vary():
    assert queue.pause(0).total_seconds() <= queue.FIRST_PAUSE
    assert all(queue.pause(50).total_seconds() <= queue.LONGEST_PAUSE for _ in range(20))
    assert all(queue.pause(4).total_seconds() >= queue.FIRST_PAUSE * 8 for _ in range(20))
    assert len({queue.pause(3) for _ in range(20)}) > 1


def fail_until_set_aside(handled, key="bad"):
    def reply(leases):
        raise HandlerFailed("It cannot be written.")

    handled.reply = reply
    enqueue("test", [key])
    for _ in range(MOST_FAILURES):
        make_due()
        drain()
    handled.reply = lambda leases: None


def test_a_key_that_always_fails_is_set_aside_with_its_error(handled):
    fail_until_set_aside(handled)
    row = OutboxEntry.objects.set_aside().get()
    assert row.error == "It cannot be written."
    assert row.failures == MOST_FAILURES
    make_due()
    before = len(handled.calls)
    drain()
    assert len(handled.calls) == before


def test_a_later_change_that_succeeds_clears_what_was_set_aside(handled):
    fail_until_set_aside(handled)
    enqueue("test", ["bad"])
    assert OutboxEntry.objects.count() == 2
    drain()
    assert keys() == []


def test_retry_puts_a_row_first_and_discard_deletes_only_what_was_set_aside(handled):
    fail_until_set_aside(handled)
    row = OutboxEntry.objects.get()
    assert queue.retry([row.pk]) == 1
    assert queue.discard([row.pk]) == 0
    drain()
    assert keys() == []
    fail_until_set_aside(handled)
    assert queue.discard([OutboxEntry.objects.get().pk]) == 1
    assert keys() == []


def test_a_system_that_does_not_answer_costs_no_attempt(handled):
    def reply(leases):
        raise Unavailable("The search engine does not answer.")

    handled.reply = reply
    enqueue("test", [str(number) for number in range(25)])
    WorkerLoop().drain()
    assert len(handled.calls) == 1, "the topic rests instead of waiting for a timeout with each batch"
    assert not OutboxEntry.objects.filter(failures__gt=0).exists()
    make_due()
    handled.reply = lambda leases: None
    drain()
    assert keys() == []


def test_a_key_that_kills_workers_is_tried_alone_then_set_aside(handled):
    enqueue("test", ["killer", "a"])
    sizes = []
    for _ in range(MOST_LOSSES + SUSPICIOUS_LOSSES + 5):
        held = queue.lease(topics)
        if held is None:
            break
        taken = [lease.key for lease in held.leases]
        sizes.append(len(taken))
        if "killer" in taken:
            end_leases()
        else:
            queue.finish(held, taken)
    assert keys() == ["killer"]
    assert "ended" in OutboxEntry.objects.set_aside().get().error
    assert 1 in sizes


def test_a_stopping_worker_gives_back_what_it_has_not_begun(handled):
    worker = WorkerLoop()

    def reply(leases):
        worker.stop()
        raise RuntimeError

    handled.reply = reply
    enqueue("test", ["a", "b", "c"])
    worker.drain()
    assert handled.calls == [["a", "b", "c"]]
    assert keys(OutboxEntry.objects.waiting()) == ["a", "b", "c"]
    assert not OutboxEntry.objects.filter(failures__gt=0).exists()


def test_a_topic_has_one_handler(handled):
    with pytest.raises(ValueError, match="twice"):
        register("test", lambda leases: None)


def test_errors_of_others_are_described_without_their_words():
    with pytest.raises(ValueError, match="secret") as caught:
        int("secret words")
    assert "secret" not in describe(caught.value)
    assert describe(caught.value).startswith("ValueError in ")
    assert describe(HandlerFailed("Chosen words.")) == "Chosen words."


def test_check_says_when_tasks_wait_and_nobody_works(handled):
    enqueue("test", ["a"])
    OutboxEntry.objects.update(due_at=timezone.now() - timedelta(minutes=10))
    assert "core.W101" in {message.id for message in run_checks(databases=["default"])}
    Worker.objects.create(pk=uuid.uuid4(), node="here", process=1, seen_at=timezone.now())
    assert "core.W101" not in {message.id for message in run_checks(databases=["default"])}


def test_check_says_when_tasks_were_set_aside(handled):
    fail_until_set_aside(handled)
    assert "core.W102" in {message.id for message in run_checks(databases=["default"])}
