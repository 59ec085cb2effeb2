"""The description by which browsers add the search (OpenSearch 1.1, github.com/dewitt/opensearch)."""

from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.site_name import portal_name
from search.headers import unlisted
from search.suggest import OPENSEARCH

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
LONGEST_NAME, LONGEST_LONG_NAME = 16, 48  # characters, by the specification
TERMS = "{searchTerms}"


@unlisted
def description_detail(request: HttpRequest) -> HttpResponse:
    """The search of this language as an OpenSearch description: results, suggestions, itself."""
    page, suggestions = reverse("search:page-list"), reverse("search:suggestion-list")
    name = portal_name()
    root = ET.Element("OpenSearchDescription", xmlns=NAMESPACE)
    for tag, text in (
        ("ShortName", _cut(name, LONGEST_NAME)),
        ("LongName", _cut(name, LONGEST_LONG_NAME)),
        ("Description", _("Search everything that institutions publish here.")),
        ("Language", get_language() or "*"),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    ):
        ET.SubElement(root, tag).text = text
    picture = {"width": "64", "height": "64", "type": "image/svg+xml"}
    ET.SubElement(root, "Image", picture).text = _absolute(static("img/mark.svg"))
    _url(root, "text/html", f"{page}?q={TERMS}")
    _url(root, "application/x-suggestions+json", f"{suggestions}?form={OPENSEARCH}&q={TERMS}")
    _url(root, "application/atom+xml", f"{reverse('search:page-feed')}?q={TERMS}")
    _url(root, "application/opensearchdescription+xml", request.path, rel="self")
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/opensearchdescription+xml")


def _url(root: ET.Element, kind: str, path: str, **more: str) -> None:
    ET.SubElement(root, "Url", {"type": kind, "template": _absolute(path), **more})


def _absolute(path: str) -> str:
    return path if "://" in path else f"{settings.SITE_URL}{path}"


def _cut(name: str, longest: int) -> str:
    """The name, or as many of its first words as there is room for."""
    if len(name) <= longest:
        return name
    return name[: longest + 1].rpartition(" ")[0] or name[:longest]
