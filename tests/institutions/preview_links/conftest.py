"""The people and pages of the record's tests."""

from tests.factories.portal import portal  # noqa: F401
from tests.institutions.record.conftest import (  # noqa: F401
    agency,
    at_work,
    editor,
    face,
    guide,
    institutions,
    moderator,
    other,
    stranger,
    told,
)
