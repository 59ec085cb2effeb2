"""Blocks of governance: who steers, what was decided, what was signed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from core.blocks import samples


class DecisionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a decision", "Open")
    DONE = "done", pgettext_lazy("state of a decision", "Done")


class SeatBlock(blocks.StructBlock):
    seat = blocks.CharBlock(label=_("Seat"), max_length=200, help_text=_("A function, never the name of a person."))
    institution = blocks.CharBlock(label=_("Institution"), max_length=200, required=False)


class CommitteeBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=200)
    role = blocks.TextBlock(label=_("What it does"), required=False)
    members = blocks.ListBlock(SeatBlock(), label=_("Members"))

    class Meta:
        icon = "group"
        label = _("Committee or forum")
        description = _("Who steers or advises, by function.")
        preview_value = staticmethod(samples.committee)
        group = _("Governance")
        template = "components/blocks/committee.html"


class DecisionBlock(blocks.StructBlock):
    number = blocks.CharBlock(label=_("Number"), max_length=40, required=False)
    text = blocks.TextBlock(label=_("Decision"))
    owner = blocks.CharBlock(label=_("Who does it"), max_length=200, required=False)
    due = blocks.DateBlock(label=_("By when"), required=False)
    state = blocks.ChoiceBlock(label=_("State"), choices=DecisionState.choices, default=DecisionState.OPEN)


class MeetingBlock(blocks.StructBlock):
    date = blocks.DateBlock(label=_("Date"))
    body = blocks.CharBlock(label=_("Committee or forum"), max_length=200)
    place = blocks.CharBlock(label=pgettext_lazy("where people meet", "Place"), max_length=200, required=False)
    present = blocks.TextBlock(label=_("Who was present"), required=False)
    summary = blocks.TextBlock(label=_("Summary"), required=False)
    minutes = DocumentChooserBlock(label=_("Minutes"), required=False)
    decisions = blocks.ListBlock(DecisionBlock(), label=_("Decisions"))

    class Meta:
        icon = "calendar-alt"
        label = _("Meeting with its decisions")
        description = _("What was decided, who does it and by when, with the minutes.")
        preview_value = staticmethod(samples.meeting)
        group = _("Governance")
        template = "components/blocks/meeting.html"


class CommitmentBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    signed_by = blocks.CharBlock(label=_("Signed by"), max_length=300)
    signed_on = blocks.DateBlock(label=_("Signed on"), required=False)
    text = blocks.TextBlock(label=_("What was committed to"))
    document = DocumentChooserBlock(label=_("Signed document"), required=False)

    class Meta:
        icon = "edit"
        label = _("Signed commitment")
        description = _("What an institution has committed itself to, who signed it and when.")
        preview_value = staticmethod(samples.commitment)
        group = _("Governance")
        template = "components/blocks/commitment.html"
