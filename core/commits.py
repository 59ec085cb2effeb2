"""What is done after a commit, once however often it was asked for."""

from collections.abc import Callable

from django.db import transaction


def once_at_commit(function: Callable[[], None]) -> None:
    """Call `function` after the transaction under way has been committed, or now without one.

    A thousand changes in one transaction call it once. A request made inside a savepoint that is rolled back does not
    count, as with `transaction.on_commit`.
    """
    connection = transaction.get_connection()
    if connection.in_atomic_block:
        surviving = set(connection.savepoint_ids)
        if any(noted is function and ids <= surviving for ids, noted, _ in connection.run_on_commit):
            return
    transaction.on_commit(function)
