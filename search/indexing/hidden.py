"""Objects that are public no more but still in the index: their removal waits in the outbox."""

from django.db import connection

from core.outbox.models import OutboxEntry
from core.searchable import TOPIC
from search.indexing.reading import hidden_among

MOST = 5_000  # keys; while more wait, only the results that are shown are checked


def hidden_keys() -> frozenset[str]:
    """Keys to leave out of every total and count. One query when nothing waits, and one a source when something does.

    Every search asks it: written out, for the ORM takes longer to say it than the database to answer.
    """
    statement = f'SELECT DISTINCT "key" FROM {OutboxEntry._meta.db_table} WHERE topic = %s LIMIT {MOST}'
    with connection.cursor() as cursor:
        cursor.execute(statement, [TOPIC])
        waiting = [key for (key,) in cursor.fetchall()]
    return frozenset(hidden_among(waiting)) if waiting else frozenset()
