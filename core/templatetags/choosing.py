"""Template tags for the windows in which an editor chooses."""

from typing import Any

from django import template
from django.template import Context
from django.utils.translation import get_language

from core.kinds import get_kind
from core.locales import language_of
from core.models import Institution
from core.templatetags.look import language_name

register = template.Library()
NAMES = "_institution_names"


@register.simple_tag(takes_context=True)
def what_it_is(context: Context, page: Any) -> str:
    """`{% what_it_is page %}`: kind, institution and language of a page, as far as it has them.

    The names of all institutions are read once a request, not once a page.
    """
    kind = str(get_kind(page.kind).label) if getattr(page, "kind", "") else ""
    institution = _names(context).get(page.institution_id, "") if getattr(page, "institution_id", None) else ""
    language = language_name(language_of(page.locale_id)) if page.depth > 1 else ""
    return " · ".join(part for part in (kind, institution, language) if part)


def _names(context: Context) -> dict[int, str]:
    request = context["request"]
    if not hasattr(request, NAMES):
        found = {institution.pk: institution.name(get_language()) for institution in Institution.objects.with_names()}
        setattr(request, NAMES, found)
    return getattr(request, NAMES)
