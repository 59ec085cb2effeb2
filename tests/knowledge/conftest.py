"""One portal for all tests of a module: building the tree costs more than most tests."""

from collections.abc import Generator

import pytest
from django.db import transaction
from wagtail.models import Site

from tests.factories.pages import Tree
from tests.knowledge.factories import make_portal


@pytest.fixture(scope="module")
def portal(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Generator[Tree]:
    """The tree and its workflow, undone after the module. Tests get rows from the database, never from here."""
    with django_db_blocker.unblock(), transaction.atomic():
        Site.clear_site_root_paths_cache()
        yield make_portal()
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()
