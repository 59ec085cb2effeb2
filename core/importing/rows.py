"""Writes many rows of one table as fast as the database takes them."""

from collections.abc import Sequence

from django.db import connection, models


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Inserts new rows, all of one model, whose keys nobody needs: by COPY on PostgreSQL, else by INSERT.

    The model's key is automatic and it has no generated field. No signal is sent and no rule of its manager applies. An
    INSERT of many rows with a binary column names each value in its text, which costs Django and psycopg most of the time.
    """
    if not rows:
        return
    model = type(rows[0])
    if connection.vendor != "postgresql":
        model._base_manager.bulk_create(rows)
        return
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields])
