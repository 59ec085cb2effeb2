"""Tells the database what a bulk load changed."""

from django.db import connection


def refresh_statistics() -> None:
    """Has PostgreSQL count anew what its tables hold; SQLite needs nothing of the kind.

    Its own service would do so within minutes. Until then it plans queries for the tables as they were.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
