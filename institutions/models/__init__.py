"""Institutions, their pages, and what they publish."""

from institutions.models.agreement import FocalPoint, PartnershipAgreement
from institutions.models.champion import ChampionPage
from institutions.models.contact import Contact, Office
from institutions.models.guide import HelpGuidePage
from institutions.models.index import InstitutionIndexPage
from institutions.models.institution import InstitutionPage
from institutions.models.item import ItemPage
from institutions.models.media import MediaPage, MediaTrack
from institutions.models.platform import PlatformIndexPage, PlatformPage
from institutions.models.programme import ProgrammePage
from institutions.models.system import IntegritySystemPage
from institutions.models.workspace import RoleGroup, Workspace
from institutions.tasks import PublicationApproval

__all__ = [
    "ChampionPage",
    "Contact",
    "FocalPoint",
    "HelpGuidePage",
    "InstitutionIndexPage",
    "InstitutionPage",
    "IntegritySystemPage",
    "ItemPage",
    "MediaPage",
    "MediaTrack",
    "Office",
    "PartnershipAgreement",
    "PlatformIndexPage",
    "PlatformPage",
    "ProgrammePage",
    "PublicationApproval",
    "RoleGroup",
    "Workspace",
]
