"""Models of core."""

from core.importing.models import ImportedItem, ImportRun
from core.importing.uploads import ImportJob, ImportJobRow, ImportMapping
from core.links.models import LinkCheck
from core.models.codes import CodesField, labels_of
from core.models.content import INSTITUTION_KIND, ContentPage, ContentPageQuerySet
from core.models.faces import FaceMixin, face_constraint, face_synchronized_fields
from core.models.files import PortalDocument, PortalImage, PortalRendition
from core.models.institution import Institution, InstitutionName, InstitutionRole
from core.models.links import ContentLink
from core.models.portal_page import IndexPage, PortalPage
from core.models.rows import UniqueRowsKey
from core.models.text import TextMixin
from core.models.topic import Topic, TopicName
from core.models.user import User
from core.outbox.models import OutboxCounter, OutboxEntry, PeriodicJob, Worker

__all__ = [
    "INSTITUTION_KIND",
    "CodesField",
    "ContentLink",
    "ContentPage",
    "ContentPageQuerySet",
    "FaceMixin",
    "ImportJob",
    "ImportJobRow",
    "ImportMapping",
    "ImportRun",
    "ImportedItem",
    "IndexPage",
    "Institution",
    "InstitutionName",
    "InstitutionRole",
    "LinkCheck",
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
    "labels_of",
]
