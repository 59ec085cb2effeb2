"""The one query behind a listing, whatever the types, and the same query narrowed for counts."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When

from core.kinds import listed_codes
from core.listing.params import OWN_LANGUAGE, UNDATED, ListingParams
from core.listing.topics import TopicIndex
from core.locales import language_codes
from core.models import ContentPage, ContentPageQuerySet, Topic
from core.models.codes import stored_codes


@dataclass(frozen=True)
class Scope:
    """What a listing is about: a topic with everything below it, an institution, some kinds, what is written for an
    audience; or everything."""

    topic_id: int | None = None
    institution_id: int | None = None
    kinds: tuple[str, ...] = ()
    audience: str = ""


def language_order(language: str) -> list[str]:
    """The page's language, then the default one, then the others as the portal lists them."""
    others = [settings.LANGUAGE_CODE, *(code for code, _name in settings.LANGUAGES)]
    return list(dict.fromkeys([language, *others]))


def _rank(language: str) -> Case:
    ids = {code: pk for pk, code in language_codes().items()}
    order = [code for code in language_order(language) if code in ids]
    whens = [When(locale_id=ids[code], then=Value(rank)) for rank, code in enumerate(order)]
    return Case(*whens, default=Value(len(order)), output_field=IntegerField())


def under(topic: Topic) -> Q:
    """Pages filed under the topic or anything below it, each once."""
    filed = ContentPage.topics.through.objects.filter(
        contentpage_id=OuterRef("pk"), topic__path__startswith=topic.path, topic__tree=topic.tree
    )
    return Q(Exists(filed))


class ListingQuery:
    """Builds the querysets of one listing in one reader's language."""

    def __init__(self, scope: Scope, language: str, topics: TopicIndex) -> None:
        self.scope = scope
        self.topic = topics.by_id.get(scope.topic_id or 0)
        rank = _rank(language)
        visible = ContentPage.objects.visible().filter(kind__in=listed_codes()).annotate(rank=rank)
        better = visible.filter(translation_key=OuterRef("translation_key"), rank__lt=OuterRef("rank"))
        self._base: ContentPageQuerySet = visible.exclude(Exists(better))
        if self.topic:
            self._base = self._base.filter(under(self.topic))
        if scope.institution_id:
            self._base = self._base.filter(institution=scope.institution_id).exclude(kind="institution")
        if scope.kinds:
            self._base = self._base.filter(kind__in=scope.kinds)
        if scope.audience:
            self._base = self._base.filter(audience__contains=stored_codes([scope.audience]))

    def filed(self, params: ListingParams) -> ContentPageQuerySet:
        """The pages that pass the filters of topics and language; each item once, in the best language for the reader."""
        pages = self._base
        for topic in (params.theme, params.sector, params.region):
            if topic:
                pages = pages.filter(under(topic))
        return pages.filter(rank=0) if params.languages == OWN_LANGUAGE else pages

    def filtered(self, params: ListingParams) -> ContentPageQuerySet:
        """The pages that pass every filter."""
        pages = self.filed(params)
        if params.kind:
            pages = pages.filter(kind=params.kind)
        if params.institution:
            pages = pages.filter(institution=params.institution)
        if params.year == UNDATED:
            pages = pages.filter(dated_on__isnull=True)
        elif params.year:
            pages = pages.filter(dated_on__year=int(params.year))
        return pages

    def sorted(self, params: ListingParams) -> ContentPageQuerySet:
        """The filtered pages in order: the reader's language first, then as asked."""
        other_language = Case(When(rank=0, then=Value(0)), default=Value(1), output_field=IntegerField())
        by = {
            "newest": [F("dated_on").desc(nulls_last=True), F("first_published_at").desc(nulls_last=True)],
            "oldest": [F("dated_on").asc(nulls_last=True), F("first_published_at").asc(nulls_last=True)],
            "title": [F("title").asc()],
        }[params.sort]
        return self.filtered(params).order_by(other_language, *by, "pk")
