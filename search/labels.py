"""The codes of the index in words, in the reader's language."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from core.cache import remember
from core.enums import Audience, Authority, Medium
from core.i18n.formats import cldr_locale
from core.kinds import get_kind
from core.listing.topics import TopicIndex
from core.models import Institution
from core.templatetags.look import language_name
from search.indexing.documents import UNDATED

TREES = ("theme", "sector", "region")  # filters whose values are topics


@dataclass(frozen=True)
class Label:
    """A code in words, and the language of the words when it is not the reader's."""

    text: str
    language: str = ""


class Labels:
    """Labels for one request; topics and institutions are read once for all requests while nothing changes."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def topics(self) -> TopicIndex:
        """Every topic with its names."""
        return TopicIndex.load(self._request)

    @cached_property
    def institutions(self) -> dict[str, Institution]:
        """Every institution with its names, by code."""
        return remember(("institutions",), lambda: {row.code: row for row in Institution.objects.with_names()})

    @property
    def titles(self) -> dict[str, str]:
        """The name of each filter."""
        return {
            "kind": pgettext("of content", "Kind"),
            "theme": _("Theme"),
            "sector": _("Sector"),
            "region": _("Region"),
            "institution": _("Institution"),
            "year": _("Year"),
            "language": _("Language"),
            "audience": _("Audience"),
            "media": pgettext("of content", "Form"),
            "authority": pgettext("of content", "Authority"),
        }

    def label(self, facet: str, code: str) -> Label | None:
        """The code of a filter in words; None for a code that does not exist."""
        return self._by_facet[facet](code)

    @cached_property
    def _by_facet(self) -> Mapping[str, Callable[[str], Label | None]]:
        return {
            "kind": lambda code: Label(str(get_kind(code).plural)) if get_kind(code).label != code else None,
            **dict.fromkeys(TREES, self._topic),
            "institution": self.institution,
            "year": _year,
            "language": lambda code: _of(dict(settings.LANGUAGES), code, code),
            "audience": lambda code: _of(dict(Audience.choices), code),
            "media": lambda code: _of(dict(Medium.choices), code),
            "authority": lambda code: _of(dict(Authority.choices), code),
        }

    @cached_property
    def _named(self) -> dict[str, Label]:
        """Labels of all topics and institutions in the reader's language, made once while nothing changes."""

        def make() -> dict[str, Label]:
            named = {f"topic:{code}": row for code, row in self.topics.by_code.items()}
            named |= {f"institution:{code}": row for code, row in self.institutions.items()}
            return {key: Label(row.name(), row.name_language()) for key, row in named.items()}

        return remember(("search-labels", get_language()), make)

    def _topic(self, code: str) -> Label | None:
        return self._named.get(f"topic:{code}")

    def institution(self, code: str) -> Label | None:
        """The name of an institution; None for a code that does not exist."""
        return self._named.get(f"institution:{code}")

    def above(self, facet: str, code: str) -> tuple[str, ...]:
        """The topics that a topic stands below, from the top of its tree; none for everything else."""
        topic = self.topics.by_code.get(code) if facet in TREES else None
        if topic is None:
            return ()
        ends = range(topic.steplen, len(topic.path), topic.steplen)
        return tuple(self.topics.by_path[topic.path[:end]].code for end in ends)


def language_in_words(code: str) -> str:
    """The name of a language in the reader's, to be put into a sentence: `français`, `French`, `الفرنسية`."""
    return cldr_locale().languages.get(code) or language_name(code)


def _year(code: str) -> Label | None:
    if code == UNDATED:
        return Label(_("Undated"))
    return Label(code) if len(code) == 4 and code.isdecimal() else None


def _of(labels: Mapping[str, object], code: str, language: str = "") -> Label | None:
    return Label(str(labels[code]), language) if code in labels else None
