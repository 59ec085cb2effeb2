"""What apps add to the texts of pages, registered by the app that knows how: the glossary explains its terms."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

TextStep = Callable[[str, Any, HttpRequest], SafeString]

_steps: list[TextStep] = []


def register_text_step(step: TextStep) -> None:
    """Has `step(html, page, request)` change the HTML of every text of a page before it is shown."""
    if step not in _steps:
        _steps.append(step)


def prepare_text(html: SafeString, page: Any, request: HttpRequest) -> SafeString:
    """The HTML of a text with what every registered step adds."""
    for step in _steps:
        html = step(html, page, request)
    return html
