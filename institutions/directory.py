"""The directory of institutions, in the order of their titles: filters by kind, function and words."""

from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.analysis.fold import fold
from core.enums import InstitutionFunction, InstitutionKind
from core.i18n.formats import format_number
from core.kinds import listed_codes
from core.models import ContentPage

PARAMETERS = ("kind", "function", "q")


def directory_context(index: Any, request: HttpRequest) -> dict[str, Any]:
    """Entries, filters with counts, what was asked and what of it is unknown; a constant number of queries."""
    asked, unknown = _asked(request)
    base = index.get_url(request)
    pages = list(
        ContentPage.objects.child_of(index)
        .visible()
        .filter(kind="institution")
        .select_related("locale", "institution")
        .prefetch_related("institution__names", "institution__roles")
        .order_by("title")
    )
    found = [page for page in pages if _matches(page, asked)]
    counts = _published([page.institution_id for page in found])
    return {
        "query": "",
        "asked": asked,
        "unknown": unknown,
        "filters": [
            _group("kind", pgettext("of institution", "Kind"), InstitutionKind.choices, pages, asked, base),
            _group("function", _("Function"), InstitutionFunction.choices, pages, asked, base),
        ],
        "chosen": _chosen(asked, base),
        "heading": ngettext("%(n)s institution", "%(n)s institutions", len(found)) % {"n": format_number(len(found))},
        "institutions": [_entry(page, counts, request) for page in found],
        "base_url": base,
    }


def _asked(request: HttpRequest) -> tuple[dict[str, str], list[str]]:
    """What the address asks for, and the names of the filters whose value is not known, which are left out."""
    asked = {name: request.GET.get(name, "").strip()[:100] for name in PARAMETERS}
    known = {"kind": InstitutionKind.values, "function": InstitutionFunction.values}
    unknown = [name for name, values in known.items() if asked[name] and asked[name] not in values]
    return asked | dict.fromkeys(unknown, ""), unknown


def _matches(page: ContentPage, asked: dict[str, str]) -> bool:
    row = page.institution
    if row is None or (asked["kind"] and row.kind != asked["kind"]):
        return False
    if asked["function"] and asked["function"] not in {role.function for role in row.roles.all()}:
        return False
    words = fold(f"{page.search_text} {row.acronym()}")
    return all(word in words for word in fold(asked["q"]).split())


def _url(base: str, asked: dict[str, str], **changes: str) -> str:
    values = {name: value for name, value in (asked | changes).items() if value}
    return f"{base}?{urlencode(values)}" if values else base


def _group(
    name: str, title: str, choices: list, pages: list[ContentPage], asked: dict[str, str], base: str
) -> dict[str, Any]:
    others = asked | {name: ""}
    links = []
    for value, label in choices:
        count = sum(_matches(page, others | {name: value}) for page in pages)
        current = asked[name] == value
        if count or current:
            url = _url(base, asked, **{name: "" if current else value})
            links.append({"url": url, "label": label, "count": format_number(count), "current": current})
    return {"title": title, "links": links, "more": []}


def _chosen(asked: dict[str, str], base: str) -> list[dict[str, str]]:
    labels = {
        "kind": dict(InstitutionKind.choices).get(asked["kind"], ""),
        "function": dict(InstitutionFunction.choices).get(asked["function"], ""),
        "q": asked["q"],
    }
    return [
        {"label": str(labels[name]), "remove_url": _url(base, asked, **{name: ""})}
        for name in PARAMETERS
        if asked[name]
    ]


def _published(institution_ids: list[int | None]) -> dict[int, int]:
    """Number of items each institution has published, each once whatever its languages."""
    rows = (
        ContentPage.objects.visible()
        .filter(kind__in=listed_codes(), institution_id__in=institution_ids)
        .exclude(kind="institution")
        .order_by()
        .values_list("institution_id")
        .annotate(n=Count("translation_key", distinct=True))
    )
    return dict(rows)


def _entry(page: ContentPage, counts: dict[int, int], request: HttpRequest) -> dict[str, Any]:
    row = page.institution
    count = counts.get(row.pk, 0) if row else 0
    text = ngettext("%(n)s item", "%(n)s items", count) % {"n": format_number(count)}
    acronym = row.acronym() if row else ""
    return {
        "url": page.get_url(request),
        "title": page.title,
        "acronym": acronym if acronym != page.title else "",
        "acronym_language": row.name_language() if row else "",
        "kind_label": row.get_kind_display() if row else "",
        "functions": [role.get_function_display() for role in row.roles.all()] if row else [],
        "summary": page.summary,
        "count": text,
    }
