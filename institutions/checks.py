"""System check of the guide: no path of a published one has a dead end or a loop."""

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import DatabaseError

from institutions.guide.graph import Graph


@register(Tags.database)
def check_guides(app_configs: Any, databases: Any = None, **_kwargs: Any) -> list[CheckMessage]:
    """A warning for each fault of each published guide; `manage.py check --database default` runs it."""
    from institutions.models import HelpGuidePage

    if not databases:
        return []
    try:
        guides = list(HelpGuidePage.objects.live().select_related("locale"))
    except DatabaseError:  # before the first migration
        return []
    hint = "Correct the steps of the guide in the admin and send it for approval."
    return [
        Warning(
            f"The guide “{guide.title}” ({guide.locale.language_code}): {problem}", hint=hint, id="institutions.W001"
        )
        for guide in guides
        for problem in Graph.of(guide.steps).problems()
    ]
