"""A portal that stands for a whole module of tests; building it costs more than most of them."""

from collections.abc import Generator

import pytest
from django.db import transaction
from wagtail.models import Site

from home.setup import setup_portal
from tests.factories.pages import Tree, make_tree


@pytest.fixture(scope="module")
def portal(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Generator[Tree]:
    """The tree of every portal with its workflow, undone after the module.

    For modules marked `django_db`: without the mark no database of tests is made. The database stays open to every test
    of the module, so one that proves to need none belongs elsewhere.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        Site.clear_site_root_paths_cache()
        tree = make_tree()
        setup_portal()
        yield tree
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()
