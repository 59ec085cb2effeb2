"""A page exists in the languages that the portal promises (setting REQUIRED_LANGUAGES)."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.templatetags.look import language_name
from institutions.content_checks.findings import Finding, Level
from institutions.content_checks.texts import language_of


def check_translations(page: Any) -> Iterator[Finding]:
    """An error for each language in which nobody has begun the page; a draft is enough, which is approved by itself."""
    required = [code for code in getattr(settings, "REQUIRED_LANGUAGES", ()) if code in dict(settings.LANGUAGES)]
    if not required:
        return
    have = {language_of(page)}
    if page.pk:
        same = Page.objects.filter(translation_key=page.translation_key, alias_of=None)
        have |= set(same.values_list("locale__language_code", flat=True))
    for code in required:
        if code not in have:
            sentence = _("There is no page in %(language)s yet. Save this one, then translate it before you send it.")
            yield Finding(
                Level.ERROR, "translation-missing", sentence % {"language": language_name(code)}, "locale", code
            )
