"""An index of its own for each test that asks for one, and no counted query from the test before."""

from pathlib import Path

import pytest

from search.engines import get_engine
from search.indexing.build import build_index
from search.log import counter
from search.spelling import vocabulary

HERE = Path(__file__).parent
#: About the index, queries and pages alone: one database says all there is to say.
ON_ONE_DATABASE = ("pages", "test_api.py", "test_faults_queries.py", "test_oracle.py", "test_rules.py")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Has what is about the index alone run on SQLite only."""
    for item in items:
        if HERE in item.path.parents and item.path.relative_to(HERE).parts[0] in ON_ONE_DATABASE:
            item.add_marker(pytest.mark.sqlite)


@pytest.fixture(autouse=True)
def _forgetful():
    """What a process keeps between requests is dropped between tests."""
    counter.forget()
    vocabulary.forget()


@pytest.fixture
def engine(settings, tmp_path, db):
    """The embedded engine in a folder of the test, with an index of what the database holds."""
    settings.SEARCH_URL = "tantivy://"
    settings.VAR_DIR = str(tmp_path)
    found = get_engine()
    build_index(found)
    yield found
    found.close()
