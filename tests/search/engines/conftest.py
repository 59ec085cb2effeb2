"""Every engine, one after the other."""

import pytest

from tests.search.engines.world import KINDS, built, new_engine, remove, some_objects


@pytest.fixture(params=KINDS)
def engine(request, tmp_path):
    """An engine with nothing in it."""
    made = new_engine(request.param, request, tmp_path / "search")
    yield made
    remove(made)


@pytest.fixture(scope="session")
def objects():
    """Random objects, the same in every engine."""
    return some_objects(90, seed=5)


@pytest.fixture(scope="module", params=KINDS)
def filled(request, objects, tmp_path_factory):
    """An engine with random objects, which no test changes."""
    made = new_engine(request.param, request, tmp_path_factory.mktemp("search"))
    yield built(made, objects)
    remove(made)
