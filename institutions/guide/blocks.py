"""Blocks of the steps of the guide."""

from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from core.blocks.fields import BodyField

KEY = RegexValidator(
    r"^(?!print\Z)[a-z0-9][a-z0-9-]{0,49}\Z", _("Use small Latin letters, digits and hyphens, at most 50; not “print”.")
)
KEY_HELP = _("A short name of the step, in Latin letters; it stands in its address. Example: asked-for-money.")


class KeyBlock(blocks.CharBlock):
    """The name of a step: the same in every language, so it is not translated."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=50, validators=(KEY,), **kwargs)

    def get_translatable_segments(self, value: str) -> list[Any]:
        """None: translators do not see it (wagtail-localize)."""
        return []

    def restore_translated_segments(self, value: str, segments: list[Any]) -> str:
        """The value of the source."""
        return value


class AnswerBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Answer"), max_length=200)
    to = KeyBlock(label=_("Leads to"), help_text=_("The name of the step that follows."))

    class Meta:
        icon = "arrow-right"
        label = _("Answer")


class QuestionBlock(blocks.StructBlock):
    key = KeyBlock(label=_("Name"), help_text=KEY_HELP)
    title = blocks.CharBlock(label=_("Question"), max_length=200)
    text = blocks.TextBlock(label=_("Explanation"), required=False)
    answers = blocks.ListBlock(AnswerBlock(), label=pgettext_lazy("of a question", "Answers"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Question")


class PhoneBlock(blocks.StructBlock):
    number = blocks.CharBlock(label=_("Number"), max_length=40)
    label = blocks.CharBlock(label=_("Who answers"), max_length=200)
    note = blocks.CharBlock(label=_("Hours, cost, languages"), max_length=300, required=False)

    class Meta:
        icon = "mobile-alt"
        label = _("Phone")


class LinkBlock(blocks.StructBlock):
    url = blocks.URLBlock(label=_("Web address"))
    label = blocks.CharBlock(label=_("What it is"), max_length=200)
    note = blocks.CharBlock(label=_("Remark"), max_length=300, required=False)

    class Meta:
        icon = "link"
        label = _("Form or site")


class WaysBlock(blocks.StreamBlock):
    institution = blocks.PageChooserBlock(label=_("Institution"), page_type="institutions.InstitutionPage")
    platform = blocks.PageChooserBlock(label=_("Platform"), page_type="institutions.PlatformPage")
    phone = PhoneBlock()
    link = LinkBlock()

    class Meta:
        required = False


class ResultBlock(blocks.StructBlock):
    key = KeyBlock(label=_("Name"), help_text=KEY_HELP)
    title = blocks.CharBlock(label=_("Result"), max_length=200)
    text = blocks.TextBlock(
        label=_("What to do"), required=False, help_text=_("What happens next, what it costs, what need not be given.")
    )
    ways = WaysBlock(label=_("Who can help"))

    class Meta:
        icon = "tick"
        label = _("Result")


class StepsBlock(blocks.StreamBlock):
    question = QuestionBlock()
    result = ResultBlock()


class StepsField(BodyField):
    """The steps of the guide; the first is where it begins."""

    def __init__(self, block_types: Any = None, **kwargs: Any) -> None:
        super().__init__(block_types or StepsBlock(), **kwargs)
