"""An index of its own for each test that asks for one, and no counted query from the test before."""

import pytest

from search.engines import get_engine
from search.indexing.build import build_index
from search.log import counter
from search.spelling import vocabulary


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
