"""The people and pages of the record's tests."""

from tests.factories.portal import portal  # noqa: F401
