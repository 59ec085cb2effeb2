"""The directory of institutions, from A to Z: filters by kind, function, region, letter and words."""

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.collation import collation_key, first_letter
from core.directory import Directory, Filter
from core.enums import InstitutionFunction, InstitutionKind, TopicTree
from core.i18n.formats import format_number
from core.kinds import listed_codes
from core.listing.topics import TopicIndex
from core.locales import language_of
from core.models import ContentPage

PARAMETERS = ("kind", "function", "region", "letter", "q")


def directory_context(index: Any, request: HttpRequest) -> dict[str, Any]:
    """Entries, filters with counts, what was asked and what of it is unknown; a constant number of queries."""
    language = language_of(index.locale_id)
    pages = sorted(_pages(index), key=lambda page: collation_key(page.title, language))
    directory = Directory(
        request,
        entries=pages,
        filters=[*_filters(request), _letters(pages, language)],
        words_of=_words,
        base_url=index.get_url(request),
    )
    found = directory.found
    counts = _published([page.institution_id for page in found])
    *groups, letters = [directory.group(one) for one in directory.filters]
    return {
        "query": "",
        "asked": directory.asked,
        "hidden": directory.hidden(),
        "unknown": directory.unknown,
        "filters": [group for group in groups if group["links"]],
        "letters": letters["links"],
        "chosen": directory.chosen(),
        "heading": ngettext("%(n)s institution", "%(n)s institutions", len(found)) % {"n": format_number(len(found))},
        "institutions": [_entry(page, counts, request) for page in found],
        "base_url": directory.base_url,
        "system_url": _system_url(index, request),
    }


def _pages(index: Any) -> list[ContentPage]:
    return list(
        ContentPage.objects.child_of(index)
        .visible()
        .filter(kind="institution")
        .select_related("locale", "institution", "institutionpage")
        .prefetch_related("institution__names", "institution__roles", "topics", "institutionpage__offices")
    )


def _filters(request: HttpRequest) -> list[Filter]:
    topics = TopicIndex.load(request).by_id
    regions = [topic for topic in topics.values() if topic.tree == TopicTree.REGION]
    return [
        Filter(
            "kind", pgettext("of institution", "Kind"), InstitutionKind.choices, lambda page: [page.institution.kind]
        ),
        Filter(
            "function",
            _("Function"),
            InstitutionFunction.choices,
            lambda page: [role.function for role in page.institution.roles.all()],
        ),
        Filter(
            "region",
            _("Region"),
            [(topic.code, topic.name()) for topic in sorted(regions, key=lambda topic: (topic.order, topic.path))],
            lambda page: _codes_upwards(_regions(page), topics),
            {topic.code: topic.name_language() for topic in regions},
        ),
    ]


def _regions(page: Any) -> set[int]:
    """Regions that the institution is filed under, or has an office in."""
    filed = {topic.pk for topic in page.topics.all() if topic.tree == TopicTree.REGION}
    return filed | {office.region_id for office in page.institutionpage.offices.all() if office.region_id}


def _codes_upwards(keys: set[int], topics: dict[int, Any]) -> list[str]:
    """Codes of these regions and of those that they are parts of."""
    paths = [topics[pk].path for pk in keys if pk in topics]
    return [topic.code for topic in topics.values() if any(path.startswith(topic.path) for path in paths)]


def _letters(pages: list[ContentPage], language: str) -> Filter:
    letters = dict.fromkeys(first_letter(page.title, language) for page in pages)
    return Filter(
        "letter",
        _("First letter"),
        [(letter, letter) for letter in letters],
        lambda page: [first_letter(page.title, language)],
    )


def _words(page: Any) -> str:
    return f"{page.search_text} {page.institution.acronym()}"


def _system_url(index: Any, request: HttpRequest) -> str:
    """The address of the page on the integrity system, or an empty string without one."""
    from institutions.models import IntegritySystemPage

    page = IntegritySystemPage.objects.child_of(index).live().select_related("locale").first()
    return page.get_url(request) if page else ""


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
    assert row is not None
    count = counts.get(row.pk, 0)
    text = ngettext("%(n)s item", "%(n)s items", count) % {"n": format_number(count)}
    acronym = row.acronym()
    return {
        "url": page.get_url(request),
        "title": page.title,
        "acronym": acronym if acronym != page.title else "",
        "acronym_language": row.name_language(),
        "kind_label": row.get_kind_display(),
        "functions": [role.get_function_display() for role in row.roles.all()],
        "summary": page.summary,
        "count": text,
    }
