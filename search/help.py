"""The page that explains the search, with examples that lead to results."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search.headers import unlisted
from search.labels import Labels
from search.start import everything

#: Prefixes that name filters, in the order of the page.
FILTERS = ("kind", "theme", "sector", "region", "institution", "year", "language")
#: As readers of a language write them: words of the query language, so no translator's choice (search.query.asked).
PREFIXES = {
    "fr": {
        "title": "titre",
        "kind": "type",
        "theme": "thème",
        "sector": "secteur",
        "region": "région",
        "institution": "institution",
        "year": "année",
        "language": "langue",
    },
    "ar": {
        "title": "عنوان",
        "kind": "نوع",
        "theme": "موضوع",
        "sector": "قطاع",
        "region": "جهة",
        "institution": "مؤسسة",
        "year": "سنة",
        "language": "لغة",
    },
    "en": {},
}


@unlisted
def help_detail(request: HttpRequest) -> HttpResponse:
    """How to search, in the reader's words. Examples of filters are those with most results here."""
    reader = get_language() or ""
    labels = Labels(request)
    counts = everything(request, reader, FILTERS)
    context = {
        "words": _example(_("public procurement")),
        "phrase": _example(f'"{_("public procurement")}"'),
        "without": _example(_("procurement -works")),
        "title_only": _example(f"{prefix('title')}:{_('procurement')}"),
        "filters": [row for name in FILTERS if (row := _filter(name, counts.get(name, {}), labels))],
    }
    return render(request, "search/help_detail.html", context)


def prefix(name: str) -> str:
    """How a prefix is written in the reader's language, or in the portal's; `read_query` knows it in all."""
    names = PREFIXES.get(get_language() or "", PREFIXES.get(settings.LANGUAGE_CODE, {}))
    return names.get(name, name)


def _filter(name: str, counts: dict[str, int], labels: Labels) -> dict[str, Any] | None:
    """A prefix with the value that most objects have; nothing when no object has one."""
    for code in sorted(counts, key=lambda code: (-counts[code], code)):
        label = labels.label(name, code)
        is_usable = label and not label.language and (name != "year" or code.isdecimal())
        if label and (is_usable or name == "language"):
            value = f'"{label.text}"' if " " in label.text else label.text
            return {"title": labels.titles[name], **_example(f"{prefix(name)}:{value}")}
    return None


def _example(query: str) -> dict[str, str]:
    return {"query": query, "url": f"{reverse('search:page-list')}?{urlencode({'q': query})}"}
