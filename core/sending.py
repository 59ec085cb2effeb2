"""What is asked of a page when it is sent for approval, by the apps that know."""

from collections.abc import Callable, Iterator
from typing import Any

#: Gets the form, whose instance is the page as it would be saved; yields the name of a field, or nothing, and a sentence.
SendingCheck = Callable[[Any], Iterator[tuple[str, str]]]

#: Buttons of the editor after which somebody else decides about the page, or everybody reads it.
SENDING = ("action-submit", "action-restart-workflow", "action-publish")
_checks: list[SendingCheck] = []


def register_sending_check(check: SendingCheck) -> None:
    """Asks `check` of every page that is sent; what it yields refuses the page."""
    if check not in _checks:
        _checks.append(check)


def is_sent(form: Any) -> bool:
    """Whether the form was sent with such a button by somebody who may press it; Wagtail defers what a draft may lack."""
    return not form.is_deferred_validation and any(form.data.get(name) for name in SENDING)


def refuse_what_checks_find(form: Any) -> None:
    """Adds what the checks find to the errors of a form that is valid without them."""
    form.save(commit=False)  # the page with all its rows, in memory alone
    for check in _checks:
        for field, sentence in check(form):
            form.add_error(field if field in form.fields else None, sentence)
