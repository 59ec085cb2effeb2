"""System checks of the search."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from search.engines.choose import check_url


@register
def check_search_url(app_configs: Any, **_kwargs: Any) -> list[CheckMessage]:
    """SEARCH_URL names an engine, with options that it knows. The engine itself is not asked."""
    try:
        check_url(settings.SEARCH_URL)
    except ImproperlyConfigured as error:
        hint = "Every form of the address is explained in docs/search-engines.md."
        return [Error(str(error), hint=hint, id="search.E001")]
    return []
