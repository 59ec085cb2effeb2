"""What a block looks like, for the editor who chooses one: samples in the language of the admin."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

DAY = date(2026, 3, 9)


def heading() -> dict[str, Any]:
    """A heading of a section."""
    return {"text": _("How to ask for a document"), "level": "2"}


def paragraph() -> str:
    """A paragraph with a list."""
    lead = _("Anybody may ask a public body for a document it holds. You do not have to say why.")
    steps = (_("Write to the body that holds it."), _("Keep the receipt."))
    return f"<p>{lead}</p><ul>{''.join(f'<li>{step}</li>' for step in steps)}</ul>"


def quote() -> dict[str, Any]:
    """A quotation with its source."""
    return {
        "text": _("Public services are subject to the principles of quality, transparency and accountability."),
        "source": _("Constitution, article 154"),
    }


def committee() -> dict[str, Any]:
    """A committee with two seats."""
    return {
        "name": _("Steering committee"),
        "role": _("Follows the programme and decides on changes, four times a year."),
        "members": [
            {"seat": _("Secretary general, in the chair"), "institution": ""},
            {"seat": _("Representative of civil society"), "institution": ""},
        ],
    }


def meeting() -> dict[str, Any]:
    """A meeting with one decision."""
    return {
        "date": DAY,
        "body": _("Steering committee"),
        "place": "",
        "present": "",
        "summary": _("The committee read the report of the quarter."),
        "minutes": None,
        "decisions": [
            {
                "number": "1",
                "text": _("Publish the report with its data."),
                "owner": _("The secretariat"),
                "due": DAY.replace(month=6),
                "state": "open",
            }
        ],
    }


def commitment() -> dict[str, Any]:
    """A signed commitment."""
    return {
        "title": _("Charter of integrity"),
        "signed_by": _("The head of the institution"),
        "signed_on": DAY,
        "text": _("To answer every request within the time that the law gives."),
        "document": None,
    }


def source() -> dict[str, Any]:
    """A source with the day it was consulted."""
    return {"title": _("Law 31.13 on the right of access to information"), "url": "", "consulted_on": DAY}
