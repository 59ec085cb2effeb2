"""The people and pages of the record's tests."""

from tests.factories.portal import portal  # noqa: F401
from tests.institutions.record.conftest import agency, at_work, editor, face, guide, moderator, other, stranger, told  # noqa: F401
