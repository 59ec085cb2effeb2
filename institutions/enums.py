"""Fixed choices of institutions, of what they publish, and of platforms."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    """What the people of an institution do on the portal; each has a group of its own in every institution."""

    EDITOR = "editor", _("Editors")
    MODERATOR = "moderator", _("Moderators")
    HANDLER = "handler", _("Case handlers")


class ContactKind(models.TextChoices):
    WEBSITE = "website", _("Website")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    HOTLINE = "hotline", _("Hotline")
    ADDRESS = "address", _("Address")


class OfficeKind(models.TextChoices):
    REGIONAL = "regional", _("Regional office")
    MOBILE = "mobile", _("Mobile office")


class UpdateFrequency(models.TextChoices):
    """How often an institution says that it publishes here."""

    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    MONTHLY = "monthly", _("Every month")
    QUARTERLY = "quarterly", _("Every three months")
    YEARLY = "yearly", _("Every year")


class ProgrammeState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("state of a programme", "Planned")
    UNDER_WAY = "under_way", pgettext_lazy("state of a programme", "Under way")
    COMPLETED = "completed", pgettext_lazy("state of a programme", "Completed")
    STOPPED = "stopped", pgettext_lazy("state of a programme", "Stopped")


class Purpose(models.TextChoices):
    """What people come to a platform for."""

    REPORT = "report", _("Report corruption")
    COMPLAIN = "complain", _("Complain about a service")
    REQUEST_INFORMATION = "request_information", _("Request a document or information")
    APPEAL = "appeal", _("Contest a decision")
    SERVICE = "service", _("Get an administrative service")
    PAY = "pay", _("Pay a tax or a fee")
    TAKE_PART = "take_part", _("Take part in decisions")
    DATA = "data", _("Find data")
    LEARN = "learn", _("Learn")
    LAW = "law", _("Read the law")


class Channel(models.TextChoices):
    """Ways to use a platform."""

    WEB = "web", _("Website")
    APP = "app", _("Mobile application")
    PHONE = "phone", _("Phone")
    SMS = "sms", _("Text message")
    EMAIL = "email", _("E-mail")
    POST = "post", _("Letter")
    COUNTER = "counter", _("Counter")


class TrackKind(models.TextChoices):
    """What accompanies a recording (WebVTT kinds of the HTML standard)."""

    CAPTIONS = "captions", _("Captions: what is said and heard")
    SUBTITLES = "subtitles", _("Subtitles: a translation of what is said")
