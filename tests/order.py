"""Which tests begin: those that take a minute or more, so that no process works on one alone after the others are done."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "first: takes a minute or more; begins before the others")


@pytest.hookimpl(trylast=True)  # after those who shuffle
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put them in front; the others stay shuffled."""
    items.sort(key=lambda item: item.get_closest_marker("first") is None)
