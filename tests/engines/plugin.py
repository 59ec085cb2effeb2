"""Fixtures that give a real OpenSearch, one for all processes of a run; without Java or Maven their tests are skipped."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engines import keeper
from tests.engines.opensearch import CannotStart


@pytest.fixture(scope="session")
def search_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict]:
    """A cluster of two nodes: its `version`, `urls`, and the `front` for the client of Elasticsearch."""
    base = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        base = base.parent
    folder = Path(base) / "search-cluster"
    try:
        told = keeper.join(folder)
    except CannotStart as error:
        pytest.skip(str(error))
    yield told
    keeper.leave(folder)


@pytest.fixture(scope="session")
def search_hosts(search_cluster: dict) -> dict[str, str]:
    """HOST:PORT of the cluster for each scheme of SEARCH_URL."""
    return {
        "opensearch": search_cluster["urls"][0].removeprefix("http://"),
        "elasticsearch": search_cluster["front"].removeprefix("http://"),
    }
