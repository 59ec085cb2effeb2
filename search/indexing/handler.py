"""What the worker does when objects changed: writes to the index whatever is public now, and deletes the rest."""

import time

from core.outbox import Failures, Lease, Unavailable
from search.engines import get_engine
from search.engines.base import EngineDown
from search.indexing.documents import indexed
from search.indexing.journal import note_changes
from search.indexing.reading import read_documents
from search.models import IndexState

BATCH = 40
LEASE_SECONDS = 300
LONGEST_READING = LEASE_SECONDS * 0.8  # seconds; later, another worker may have written something newer


def write_changes(leases: list[Lease]) -> Failures | None:
    """Brings the objects with these keys up to date in the index. Raises Unavailable when the engine does not answer.

    The order matters: a build under way is told first, then the database is read, then the index in service is chosen.
    """
    engine = get_engine()
    if engine is None:
        return None
    started = time.monotonic()
    keys = [lease.key for lease in leases]
    note_changes(keys)
    documents = read_documents(keys)
    versions = {lease.key: lease.sequence for lease in leases}
    objects = [indexed(document, versions[key]) for key, document in documents.items()]
    deleted = {key: version for key, version in versions.items() if key not in documents}
    if time.monotonic() - started > LONGEST_READING:
        raise Unavailable("Reading the changed pages took too long; it is done again.")
    try:
        refused = engine.write(objects, deleted)
    except EngineDown as error:
        raise Unavailable(str(error)) from error
    IndexState.note_change()
    return refused
