"""What the worker does at intervals: sees that there is an index, in the present form."""

import logging

from core.outbox import HandlerFailed
from search.engines import get_engine
from search.engines.base import EngineDown
from search.indexing.build import BuildUnderWay, build_index, tidy
from search.indexing.documents import INDEX_VERSION
from search.models import IndexBuild

logger = logging.getLogger(__name__)

EVERY_SECONDS = 15


def keep_index() -> None:
    """Build the index when there is none that can be read, or when it is stored in another way than the code's.

    Raises HandlerFailed when the engine does not answer.
    """
    engine = get_engine()
    if engine is None or IndexBuild.objects.running().exists():
        return
    try:
        current = engine.current()
        if current is None or not current.endswith(INDEX_VERSION):
            logger.info(
                "The search index is built, because %s.", "it is of another form" if current else "there is none"
            )
            build_index(engine)
        tidy(engine)
    except BuildUnderWay:
        return
    except EngineDown as error:
        raise HandlerFailed(str(error)) from error
