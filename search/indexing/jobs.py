"""What the worker does at intervals: sees that there is an index, in the present form."""

import logging
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from core.outbox import HandlerFailed, Lease
from search.engines import get_engine
from search.engines.base import Engine, EngineDown
from search.indexing.build import BuildUnderWay, build_index, tidy
from search.indexing.documents import INDEX_VERSION
from search.indexing.reading import public_keys, readable_documents
from search.models import IndexBuild, IndexState
from search.spelling.vocabulary import Vocabulary

logger = logging.getLogger(__name__)

EVERY_SECONDS = 15
COUNT_EVERY_SECONDS = 120
REST = 20  # times as long as counting words took, before they are counted again
BUILD_TOPIC = "search_build"
CHUNK = 200


def keep_index() -> None:
    """Build the index when there is none whose files are whole, when it is stored in another way than now or is not the one
    that was built last (a backup of the database or of the folder was put back), or on request.

    Raises HandlerFailed when the engine does not answer.
    """
    engine = get_engine()
    if engine is None or IndexBuild.objects.running().exists():
        return
    try:
        if reason := _reason_to_build(engine):
            logger.info("The search index is built: %s.", reason)
            build_index(engine)
            IndexState.objects.filter(pk=1).update(is_build_wanted=False)
        tidy(engine)
    except BuildUnderWay:
        return
    except EngineDown as error:
        raise HandlerFailed(str(error)) from error


def _reason_to_build(engine: Engine) -> str:
    current = engine.current()
    if current is None:
        return "there is none that can be read"
    if not current.endswith(INDEX_VERSION):
        return "it is stored in another way than now"
    if current != IndexBuild.objects.last_finished():
        return "it is not the one that was built last"
    return "somebody asked for it" if IndexState.objects.filter(is_build_wanted=True).exists() else ""


def build_requested(leases: list[Lease]) -> None:
    """Somebody asked in the admin for a new index: `keep_index` builds it, beside the changes that go on."""
    IndexState.want_build()


def count_words() -> None:
    """Count the words of all objects again when the index has changed, and the last count is not just over."""
    state = IndexState.objects.filter(pk=1).first()
    if state is None or (state.counted_at and state.changed_at <= state.counted_at):
        return
    if state.counted_at and timezone.now() < state.counted_at + timedelta(seconds=state.seconds * REST):
        return
    vocabulary = Vocabulary()
    keys = public_keys()
    while chunk := list(islice(keys, CHUNK)):
        vocabulary.count(readable_documents(chunk)[0].values())
    vocabulary.save()
