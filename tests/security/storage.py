"""What a request changed in the database, and whose it was."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import ForeignKey, Model

from tests.security.markers import kinds_in

Keys = dict[str, frozenset[Any]]
Rows = dict[Any, tuple[Any, ...]]

_WRITE = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)
#: What every visit may leave behind: sessions, and the day of the last sign-in.
PASSING = {"django_session", "search_querycount", "search_indexwords", "core_outboxcounter"}

_columns: dict[str, list[str]] = {}


@cache
def models() -> dict[str, type[Model]]:
    """Every model by its table."""
    return {model._meta.db_table: model for model in apps.get_models(include_auto_created=True) if model._meta.managed}


def all_keys() -> Keys:
    """The keys of all rows, by table."""
    return {
        table: frozenset(model._base_manager.values_list("pk", flat=True))
        for table, model in models().items()
        if table not in PASSING
    }


def rows_of(table: str) -> Rows:
    """Every row of a table by its key."""
    model = models()[table]
    key = connection.ops.quote_name(model._meta.pk.column)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key}, {connection.ops.quote_name(table)}.* FROM {connection.ops.quote_name(table)}")
        _columns[table] = [column[0] for column in cursor.description][1:]
        return {row[0]: row for row in cursor.fetchall()}


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """The tables that statements in the block write to."""
    found: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if match := _WRITE.match(sql):
            found.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


@dataclass
class Ledger:
    """Compares tables with how they were while the world was untouched."""

    own: Keys
    others: Keys
    _before: dict[str, Rows] = field(default_factory=dict)

    def remember(self, tables: set[str]) -> None:
        """Reads these tables; call it while nothing is changed."""
        for table in tables - PASSING:
            if table not in self._before and table in models():
                self._before[table] = rows_of(table)

    def changes(self, tables: set[str], now: dict[str, Rows]) -> tuple[set[str], set[str]]:
        """Of these tables as they were just after a request: those in which anything changed, and those in which
        something that is not A's did: a row changed or vanished, or a new row refers to B's."""
        anything, foreign = set(), set()
        for table in tables - PASSING:
            if table not in now:
                continue
            before = self._before[table]
            touched = {key for key, row in before.items() if now[table].get(key) != row}
            added = [row for key, row in now[table].items() if key not in before]
            if touched or added:
                anything.add(table)
            mine = self.own.get(table, frozenset())
            added += [now[table][key] for key in touched & mine if key in now[table]]
            if touched - mine or any(self._refers(table, row) for row in added):
                foreign.add(table)
        return anything, foreign

    def _refers(self, table: str, row: tuple[Any, ...]) -> bool:
        """Whether a new row names something of B's, by a key of one of its fields or by a marked text."""
        model = models()[table]
        columns = dict(zip(_columns[table], row[1:], strict=True))
        for one in model._meta.concrete_fields:
            value = columns.get(one.column)
            if value is None:
                continue
            if isinstance(one, ForeignKey):
                target = one.related_model._meta.db_table
                if _key(one, value) in self.others.get(target, frozenset()):
                    return True
            elif isinstance(value, str) and kinds_in(value):
                return True
        return self._names_object(columns)

    def _names_object(self, columns: dict[str, Any]) -> bool:
        """Whether the row names an object of B's by its type and key."""
        kind, key = columns.get("base_content_type_id") or columns.get("content_type_id"), columns.get("object_id")
        if not kind or key is None:
            return False
        model = ContentType.objects.get_for_id(kind).model_class()
        keys = self.others.get(model._meta.db_table, frozenset()) if model else frozenset()
        return str(key) in {str(one) for one in keys}


def _key(one: Any, value: Any) -> Any:
    return one.target_field.to_python(value)
