"""The first migration of an SQLite file: one that was cut short where it cannot go on is begun again.

Not every migration is atomic: wagtailcore 0070 is not, so that a process killed in it, or a disk that is full there,
leaves tables that fit neither the migration before nor the one after. Used in a process that has set up Django.
"""

from pathlib import Path

from django.core.management import call_command
from django.db import DatabaseError, connection

from tools.console import ROOT
from tools.faults import is_full

PARTS = ("", "-wal", "-shm", "-journal")


def begin() -> None:
    """Note beside a database that does not exist yet that it is unfinished. To be called before anything opens it."""
    file = _file()
    if file and file.parent.is_dir() and not file.exists():
        _note(file).touch()


def migrate() -> None:
    """Migrate; when that fails on an unfinished database, which nobody has used yet, remove it and begin again."""
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        file = _file()
        if not file or not _note(file).exists() or is_full(ROOT, error) or _has_accounts():
            raise
        connection.close()
        for part in PARTS:
            Path(f"{file}{part}").unlink(missing_ok=True)
        call_command("migrate", verbosity=0, interactive=False)


def end() -> None:
    """Note that the database has all its tables: from now on it may hold somebody's work."""
    if file := _file():
        _note(file).unlink(missing_ok=True)


def _file() -> Path | None:
    """Return the file of an SQLite database, or nothing for other databases and those in memory."""
    name = str(connection.settings_dict["NAME"])
    return Path(name) if connection.vendor == "sqlite" and ":memory:" not in name else None


def _note(file: Path) -> Path:
    return file.with_name(f"{file.name}.unfinished")


def _has_accounts() -> bool:
    from django.contrib.auth import get_user_model

    table = connection.ops.quote_name(get_user_model()._meta.db_table)
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
            return cursor.fetchone() is not None
    except DatabaseError:  # not even the table
        return False
