"""How to cite an item."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _

from core.i18n.formats import format_date


def citation(page: Any, publisher: str, request: HttpRequest) -> str:
    """One sentence to copy: author, title, date, address (the elements of ISO 690, in its order for web pages).

    The address is the portal's own, whatever host the reader came by, in letters that people can read (RFC 3987). Empty for a page that has no address yet.
    """
    path = page.get_url(request) or ""
    if not path:
        return ""
    facts = {
        "publisher": publisher or settings.SITE_NAME,
        "title": page.title,
        "date": format_date(page.dated_on or page.first_published_at)
        if page.dated_on or page.first_published_at
        else "",
        "url": uri_to_iri(path if path.startswith("http") else f"{settings.SITE_URL}{path}"),
    }
    if facts["date"]:
        cited = _("%(publisher)s. %(title)s. %(date)s. %(url)s") % facts
    else:
        cited = _("%(publisher)s. %(title)s. %(url)s") % facts
    # A title that ends as a sentence does, such as a question, gets no full stop after it.
    return cited.replace(f"{page.title}.", page.title, 1) if page.title.endswith(tuple(".?!؟…")) else cited
