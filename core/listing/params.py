"""What an address asks of a listing: filters, sorting, page. Anything it does not know is left out and named."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.core.validators import slug_re
from django.http import QueryDict

from core.enums import TopicTree
from core.kinds import get_kind, listed_codes
from core.listing.topics import TopicIndex
from core.models import Institution, Topic

FILTERS = ("kind", "theme", "sector", "region", "institution", "year")
SORTS = ("newest", "oldest", "title")
OWN_LANGUAGE = "own"
UNDATED = "undated"
PARAMETERS = (*FILTERS, "sort", "languages", "page")


@dataclass(frozen=True)
class ListingParams:
    """A listing's parameters after validation. Topics and the institution are rows; `unknown` names what was left out."""

    kind: str = ""
    theme: Topic | None = None
    sector: Topic | None = None
    region: Topic | None = None
    institution: Institution | None = None
    year: str = ""
    sort: str = SORTS[0]
    languages: str = ""
    page: str = "1"
    unknown: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_query(cls, query: QueryDict, topics: TopicIndex) -> "ListingParams":
        """The parameters of an address; at most two queries. Never raises: what cannot be understood goes to `unknown`."""
        given = {name: query.get(name, "").strip() for name in PARAMETERS}
        given = {name: value for name, value in given.items() if value}
        page = given.pop("page", "1")[:10]
        known: dict[str, object] = {"page": page if page.isdecimal() else "1"}
        for name, value in given.items():
            if name in TopicTree.values:
                topic = topics.by_code.get(value)
                understood: object = topic if topic and topic.tree == name else None
            elif name == "institution":
                # PostgreSQL refuses NUL in a query; no code has it.
                found = Institution.objects.filter(code=value).with_names()
                understood = found.first() if slug_re.match(value) else None
            else:
                understood = value if _is_allowed(name, value) else None
            if understood is not None:
                known[name] = understood
        unknown = tuple(name for name in given if name not in known)
        return cls(**known, unknown=unknown)  # type: ignore[arg-type]

    def values(self) -> dict[str, str]:
        """The parameters that differ from the default, as text, in a fixed order; without the page."""
        default = ListingParams()
        pairs = {name: getattr(self, name) for name in PARAMETERS if name != "page"}
        return {name: getattr(value, "code", value) for name, value in pairs.items() if value != getattr(default, name)}

    def url(self, base: str, **changes: object) -> str:
        """The address with some parameters changed; None removes one. Starts again at page 1 unless `page` is given."""
        page = changes.pop("page", None)
        values = self.values()
        for name, value in changes.items():
            if value is None or value == getattr(ListingParams, name, None):
                values.pop(name, None)
            else:
                values[name] = str(getattr(value, "code", value))
        if page and str(page) != "1":
            values["page"] = str(page)
        ordered = {name: values[name] for name in PARAMETERS if name in values}
        return f"{base}?{urlencode(ordered)}" if ordered else base

    def without(self, name: str) -> "ListingParams":
        """The same parameters with one filter taken away."""
        return replace(self, **{name: getattr(ListingParams(), name)})

    def chosen(self) -> list[str]:
        """Names of the filters in force."""
        default = ListingParams()
        return [name for name in FILTERS if getattr(self, name) != getattr(default, name)]


def _is_allowed(name: str, value: str) -> bool:
    if name == "kind":
        return value in listed_codes() and get_kind(value).is_listed
    if name == "sort":
        return value in SORTS
    if name == "languages":
        return value == OWN_LANGUAGE
    return value == UNDATED or (len(value) == 4 and value.isascii() and value.isdigit() and value > "0000")
