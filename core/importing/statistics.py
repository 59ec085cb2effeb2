"""Tells the database what a bulk load changed."""

from django.db import connection


def refresh_statistics() -> None:
    """Has PostgreSQL count anew what its tables hold; SQLite needs nothing of the kind.

    Its own service would do so within minutes. Until then it plans queries for the tables as they were: with 2,000
    texts just imported a listing took five times as long, with 20,000 it did not end (docs/measurements.md).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
