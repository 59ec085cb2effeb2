"""Sentences are read in the words of the code."""

import pytest
from django.utils import translation

from tests.institutions.workflow.world import made_world  # noqa: F401


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield
