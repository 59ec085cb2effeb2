"""Objects that are public no more but still in the index: their removal waits in the outbox."""

from core.outbox.models import OutboxEntry
from core.searchable import TOPIC
from search.indexing.reading import hidden_among

MOST = 5_000  # keys; while more wait, only the results that are shown are checked


def hidden_keys() -> frozenset[str]:
    """Keys to leave out of every total and count. One query when nothing waits, and one a source when something does."""
    waiting = list(OutboxEntry.objects.filter(topic=TOPIC).values_list("key", flat=True).distinct()[:MOST])
    return frozenset(hidden_among(waiting)) if waiting else frozenset()
