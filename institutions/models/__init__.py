"""Institutions, their pages, and what they publish."""

from institutions.models.agreement import FocalPoint, PartnershipAgreement
from institutions.models.champion import ChampionPage
from institutions.models.check_answer import CheckAnswer
from institutions.models.contact import Contact, Office
from institutions.models.guide import HelpGuidePage
from institutions.models.index import InstitutionIndexPage
from institutions.models.institution import InstitutionPage
from institutions.models.item import ItemPage
from institutions.models.media import MediaPage, MediaTrack
from institutions.models.notice import Notice, NoticeKind, NoticePreference
from institutions.models.platform import PlatformIndexPage, PlatformPage
from institutions.models.preview import PreviewLink, PreviewUse
from institutions.models.programme import ProgrammePage
from institutions.models.steps import Absence, Level, SegmentEdit, StepEvent
from institutions.models.system import IntegritySystemPage
from institutions.models.table_upload import InstitutionTable
from institutions.models.unpublishing import PageReview, ReviewReminder, Unpublishing
from institutions.models.workspace import RoleGroup, Workspace
from institutions.tasks import PublicationApproval
from institutions.workflow.steps import AccessibilityStep, LegalReview, TranslationStep

__all__ = [
    "Absence",
    "AccessibilityStep",
    "ChampionPage",
    "CheckAnswer",
    "Contact",
    "FocalPoint",
    "HelpGuidePage",
    "InstitutionIndexPage",
    "InstitutionPage",
    "InstitutionTable",
    "IntegritySystemPage",
    "ItemPage",
    "LegalReview",
    "Level",
    "MediaPage",
    "MediaTrack",
    "Notice",
    "NoticeKind",
    "NoticePreference",
    "Office",
    "PageReview",
    "PartnershipAgreement",
    "PlatformIndexPage",
    "PlatformPage",
    "PreviewLink",
    "PreviewUse",
    "ProgrammePage",
    "PublicationApproval",
    "ReviewReminder",
    "RoleGroup",
    "SegmentEdit",
    "StepEvent",
    "TranslationStep",
    "Unpublishing",
    "Workspace",
]
