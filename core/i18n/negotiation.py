"""Which language a request is in: the one of its address, else the one its reader prefers. No cookie is read or set."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

#: Codes that browsers send for languages the portal writes under another code (ISO 639: Berber languages of Morocco).
RELATED = {"ber": "zgh", "rif": "zgh", "shi": "zgh", "tzm": "zgh"}


def language_of_path(path: str) -> str | None:
    """The language whose prefix the path has, or None."""
    prefix = path.lstrip("/").partition("/")[0]
    return prefix if path.startswith("/" + prefix) and prefix in dict(settings.LANGUAGES) else None


def preferred_language(request: HttpRequest) -> str:
    """The portal's language that the reader prefers (RFC 9110, 12.5.4), else the default language.

    A header that cannot be read counts as absent.
    """
    spoken = dict(settings.LANGUAGES)
    for wanted, quality in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        if wanted == "*":
            break
        general = wanted.partition("-")[0]
        for code in (wanted, general, RELATED.get(general)):
            if quality and code in spoken:
                return code
    return settings.LANGUAGE_CODE
