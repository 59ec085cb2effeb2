"""Builds a whole index beside the one in service, and puts it in service at one moment."""

import logging
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.outbox.models import OutboxCounter
from core.searchable import objects_changed
from search.engines.base import Engine, EngineDown
from search.indexing.documents import INDEX_VERSION, indexed
from search.indexing.reading import public_keys, readable_documents
from search.models import BuildState, IndexBuild, IndexBuildChange
from search.spelling.vocabulary import Vocabulary

logger = logging.getLogger(__name__)

BATCH = 100
MOST_UNREADABLE = 100  # objects; with more, something else is wrong than a few objects
Progress = Callable[[int, int], object]


class BuildUnderWay(Exception):
    """Another process builds the index at this moment."""

    def __init__(self, build: IndexBuild) -> None:
        done = f"{build.objects_done} of {build.objects_total} objects"
        super().__init__(
            f"Another process is building the index '{build.generation}' ({done}). Wait until it has ended."
        )


def build_index(engine: Engine, progress: Progress | None = None) -> IndexBuild:
    """A new index of everything public, in service when this returns; searches and changes go on meanwhile.

    An object that cannot be read is left out, and given to the worker, which tries it again and in the end sets it aside.
    Raises BuildUnderWay, EngineDown when the engine stops answering, and the last error when more than MOST_UNREADABLE
    objects cannot be read; then the old index stays in service.
    """
    build = _begin(engine)
    try:
        vocabulary = _write_everything(engine, build, progress)
        engine.finish(build.generation)
        _catch_up(engine, build)
    except BaseException:
        _give_up(engine, build)
        raise
    vocabulary.save()
    logger.info("The search index '%s' is in service.", build.generation)
    return build


def tidy(engine: Engine) -> None:
    """Drop what builds that were killed or followed by others have left."""
    IndexBuild.objects.silent().update(state=BuildState.ENDED)
    IndexBuildChange.objects.exclude(build__state=BuildState.RUNNING).delete()
    kept = {engine.current(), *IndexBuild.objects.running().values_list("generation", flat=True)}
    for generation in engine.generations():
        if generation not in kept:
            engine.drop(generation)


@transaction.atomic
def _claim() -> IndexBuild:
    now = timezone.now()
    if other := IndexBuild.objects.running().select_for_update().first():
        raise BuildUnderWay(other)
    name = f"{now:%Y%m%d-%H%M%S-%f}-{INDEX_VERSION}"
    return IndexBuild.objects.create(generation=name, seen_at=now)


def _begin(engine: Engine) -> IndexBuild:
    build = _claim()
    try:
        engine.create(build.generation)
    except BaseException:
        _give_up(engine, build)
        raise
    return build


def _write_everything(engine: Engine, build: IndexBuild, progress: Progress | None) -> Vocabulary:
    keys = list(public_keys())
    IndexBuild.objects.filter(pk=build.pk).update(objects_total=len(keys))
    vocabulary = Vocabulary()
    done = unreadable = 0
    for batch in _batches(iter(keys)):
        done += len(batch)
        failed = _write(engine, build, batch, vocabulary)
        unreadable += len(failed)
        if unreadable > MOST_UNREADABLE:
            raise list(failed.values())[-1]
        IndexBuild.objects.filter(pk=build.pk).update(objects_done=done, seen_at=timezone.now())
        if progress:
            progress(done, len(keys))
    return vocabulary


def _batches(keys: Iterator[str]) -> Iterator[list[str]]:
    while batch := list(islice(keys, BATCH)):
        yield batch


def _write(
    engine: Engine, build: IndexBuild, keys: Sequence[str], vocabulary: Vocabulary | None = None
) -> dict[str, Exception]:
    """Write these objects; the errors of those that cannot be read, by key.

    The number is taken before the database is read: what a worker writes later has a greater one, and knows more.
    """
    with transaction.atomic():
        version = OutboxCounter.take()
    documents, failed = readable_documents(keys)
    objects = [indexed(document, version) for document in documents.values()]
    if vocabulary is not None:
        vocabulary.count(documents.values())
    deleted = {key: version for key in keys if key not in documents} if vocabulary is None else {}
    for key, sentence in engine.write(objects, deleted, build.generation).items():
        logger.error("%s is not in the new search index: %s", key, sentence)
    if failed and vocabulary is not None:
        with transaction.atomic():
            objects_changed(failed)
    return failed


def _catch_up(engine: Engine, build: IndexBuild) -> None:
    """Write what changed meanwhile until nothing is left, and put the index in service before anything else changes."""
    while True:
        changes = list(build.changes.order_by("pk")[: BATCH * 5].values_list("pk", "key"))
        for batch in _batches(iter(dict.fromkeys(key for _pk, key in changes))):
            _write(engine, build, batch)
        IndexBuildChange.objects.filter(pk__in=[pk for pk, _key in changes]).delete()
        IndexBuild.objects.filter(pk=build.pk).update(seen_at=timezone.now())
        if not changes and _put_in_service(engine, build):
            return


@transaction.atomic
def _put_in_service(engine: Engine, build: IndexBuild) -> bool:
    """False when something changed after all. Workers note changes under the same lock."""
    locked = IndexBuild.objects.select_for_update().filter(pk=build.pk, state=BuildState.RUNNING).first()
    if locked is None:
        raise EngineDown("The build was given up by another process.")
    if locked.changes.exists():
        return False
    engine.swap(build.generation)
    now = timezone.now()
    IndexBuild.objects.filter(pk=build.pk).update(
        state=BuildState.FINISHED, finished_at=now, seen_at=now, objects_done=F("objects_total")
    )
    return True


def _give_up(engine: Engine, build: IndexBuild) -> None:
    IndexBuild.objects.filter(pk=build.pk).update(state=BuildState.ENDED)
    try:
        engine.drop(build.generation)
    except EngineDown as error:
        logger.warning("The unfinished search index '%s' stays for now: %s", build.generation, error)
