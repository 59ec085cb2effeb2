"""On PostgreSQL, keeps only the tests that touch the database: the others proved their rule on SQLite."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

#: Folders of tests about what a person sees: on PostgreSQL tests/security asks instead, every route in make test-long.
SEEN = ("tests/institutions/isolation", "tests/institutions/content_checks", "tests/institutions/preview_links")
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "django_db_reset_sequences"}


def touches_database(item: pytest.Item) -> bool:
    """Return whether a test asked for the database by mark, by fixture, or by its test class."""
    if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
        return True
    cls = getattr(item, "cls", None)
    return cls is not None and issubclass(cls, TransactionTestCase)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sqlite: proves something about SQLite alone")
    config.addinivalue_line("markers", "postgres: proves something about PostgreSQL alone")
    config.addinivalue_line(
        "markers", "either: takes long and asks nothing that databases answer otherwise; on SQLite alone"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what belongs to the other database."""
    if not settings.configured:
        return
    is_postgres = connection.vendor == "postgresql"
    foreign = "sqlite" if is_postgres else "postgres"
    kept, left_out = [], []
    for item in items:
        stays = not item.get_closest_marker(foreign)
        if is_postgres:
            stays = stays and touches_database(item) and not item.get_closest_marker("either")
            stays = stays and not item.nodeid.startswith(SEEN)
        (kept if stays else left_out).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept
