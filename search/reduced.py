"""The reduced search, straight from the database: words found in folded titles and summaries."""

from django.db.models import Case, IntegerField, Q, Value, When

from core.analysis.fold import fold
from core.kinds import all_kinds
from core.listing.query import language_order
from core.models import ContentPage, ContentPageQuerySet

LONGEST_QUERY = 200  # characters
MOST_WORDS = 8


def reduced_search(text: str, language: str) -> ContentPageQuerySet:
    """Visible pages whose title and summary hold every word, the reader's language first, title matches before others.

    An empty queryset for a text without words. One query, no ranking beyond that: this is the mode that always works.
    """
    words = fold(text[:LONGEST_QUERY]).split()[:MOST_WORDS]
    if not words:
        return ContentPage.objects.none()
    everywhere = Q()
    for word in words:
        everywhere &= Q(search_text__contains=word)
    order = language_order(language)
    by_language = Case(
        *(When(locale__language_code=code, then=Value(rank)) for rank, code in enumerate(order)),
        default=Value(len(order)),
        output_field=IntegerField(),
    )
    starts = Case(When(search_text__startswith=words[0], then=Value(0)), default=Value(1), output_field=IntegerField())
    pages = ContentPage.objects.visible().filter(everywhere, kind__in=[kind.code for kind in all_kinds()])
    return pages.order_by(by_language, starts, "title", "pk")
