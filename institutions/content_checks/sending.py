"""Refuses a page that is sent for approval while something in it is to be corrected or to be answered."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks.base import BlockField

from institutions.content_checks.answers import Answered, answered_findings


def refuse_findings(form: Any) -> Iterator[tuple[str, str]]:
    """For core.sending: what stops the page, at its field where that can show it, else in the list above the form."""
    for one in open_findings(form.instance, form.data):
        sentence = one.finding.sentence
        if not one.finding.is_error:
            sentence = _("%(warning)s Correct it, or answer it in the panel “Checks” beside the form.") % {
                "warning": sentence
            }
        field = one.finding.field
        if field in form.fields and not isinstance(form.fields[field], BlockField):
            yield field, sentence
        else:
            label = label_of(form.instance, field)
            yield "", _("%(field)s: %(sentence)s") % {"field": label, "sentence": sentence} if label else sentence


def open_findings(page: Any, posted: Mapping[str, str]) -> list[Answered]:
    """What stops the page: errors, and warnings to which nothing was answered, now or before."""
    return [one for one in answered_findings(page, posted) if one.finding.is_error or not one.text]


def label_of(page: Any, field: str) -> str:
    """The name of a field as the editor shows it; empty for none."""
    try:
        return str(capfirst(page._meta.get_field(field).verbose_name))
    except (FieldDoesNotExist, AttributeError):
        return ""
