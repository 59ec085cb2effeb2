"""Fixed choices shared by apps."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TopicTree(models.TextChoices):
    THEME = "theme", _("Theme")
    SECTOR = "sector", _("Sector")
    REGION = "region", _("Region")


class InstitutionKind(models.TextChoices):
    MINISTRY = "ministry", _("Ministry")
    JUDICIARY = "judiciary", _("Judiciary")
    PARLIAMENT = "parliament", _("Parliament")
    CONTROL_BODY = "control_body", _("Control body")
    LAW_ENFORCEMENT = "law_enforcement", _("Law enforcement")
    REGIONAL_COUNCIL = "regional_council", _("Regional council")
    LOCAL_AUTHORITY = "local_authority", _("Local authority")
    NATIONAL_INSTITUTION = "national_institution", _("National institution")
    CIVIL_SOCIETY = "civil_society", _("Civil society")
    MEDIA = "media", _("Media")
    UNION = "union", _("Union")
    BUSINESS_BODY = "business_body", _("Business body")
    ACADEMIA = "academia", _("Academia")
    INTERNATIONAL = "international", _("International organisation")


class InstitutionFunction(models.TextChoices):
    PREVENT = "prevent", _("Prevents")
    INVESTIGATE = "investigate", _("Investigates")
    JUDGE = "judge", _("Judges")
    AUDIT = "audit", _("Audits")
    OVERSEE = "oversee", _("Oversees")
    INFORM = "inform", _("Informs")


class Audience(models.TextChoices):
    EVERYONE = "everyone", _("Everyone")
    CITIZEN = "citizen", _("Citizens")
    YOUTH = "youth", _("Young people")
    OFFICIAL = "official", _("Public officials")
    BUSINESS = "business", _("Businesses")
    JOURNALIST = "journalist", _("Journalists")
    RESEARCHER = "researcher", _("Researchers")


class SpokenLanguage(models.TextChoices):
    """Languages that people are served in, spoken or written; codes of BCP 47."""

    ARABIC = "ar", _("Arabic")
    DARIJA = "ary", _("Moroccan Arabic (Darija)")
    TAMAZIGHT = "zgh", _("Tamazight")
    TACHELHIT = "shi", _("Tachelhit")
    TARIFIT = "rif", _("Tarifit")
    HASSANIYA = "mey", _("Hassaniya")
    FRENCH = "fr", _("French")
    ENGLISH = "en", _("English")
    SPANISH = "es", _("Spanish")
    SIGN = "xms", _("Moroccan sign language")


class Authority(models.TextChoices):
    """How binding a text is for those who read it."""

    BINDING = "binding", _("Binding texts")
    OFFICIAL = "official", _("Official documents")
    INFORMATION = "information", pgettext_lazy("as opposed to binding texts", "Information")


class Medium(models.TextChoices):
    """In what form an object can be had."""

    TEXT = "text", pgettext_lazy("medium", "Text")
    FILE = "file", pgettext_lazy("medium", "File")
    VIDEO = "video", pgettext_lazy("medium", "Video")
    AUDIO = "audio", pgettext_lazy("medium", "Sound")
    IMAGE = "image", pgettext_lazy("medium", "Picture")
