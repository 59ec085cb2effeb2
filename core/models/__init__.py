"""Models of core."""

from core.importing.models import ImportedItem, ImportRun
from core.models.content import INSTITUTION_KIND, ContentPage, ContentPageQuerySet, PortalPage
from core.models.faces import FaceMixin, face_constraint, face_synchronized_fields
from core.models.files import PortalDocument, PortalImage, PortalRendition
from core.models.institution import Institution, InstitutionName, InstitutionRole
from core.models.rows import UniqueRowsKey
from core.models.text import TextMixin
from core.models.topic import Topic, TopicName
from core.models.user import User
from core.outbox.models import OutboxCounter, OutboxEntry, PeriodicJob, Worker

__all__ = [
    "INSTITUTION_KIND",
    "ContentPage",
    "ContentPageQuerySet",
    "FaceMixin",
    "ImportRun",
    "ImportedItem",
    "Institution",
    "InstitutionName",
    "InstitutionRole",
    "OutboxCounter",
    "OutboxEntry",
    "PeriodicJob",
    "PortalDocument",
    "PortalImage",
    "PortalPage",
    "PortalRendition",
    "TextMixin",
    "Topic",
    "TopicName",
    "UniqueRowsKey",
    "User",
    "Worker",
    "face_constraint",
    "face_synchronized_fields",
]
