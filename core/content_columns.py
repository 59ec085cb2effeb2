"""The columns of ContentPage that are computed: whether they are right, and setting them right."""

from collections.abc import Iterator

from wagtail.models import Page

from core.analysis.fold import fold
from core.models import INSTITUTION_KIND, ContentPage, ContentPageQuerySet

_STEP = Page.steplen


def _nearest(path: str, faces: dict[str, int], own: bool) -> int | None:
    """Institution of the nearest ancestor that is an institution's page; of the page itself when it is one."""
    lengths = range(len(path) if own else len(path) - _STEP, 0, -_STEP)
    return next((faces[path[:length]] for length in lengths if path[:length] in faces), None)


def wrong_institutions(pages: ContentPageQuerySet) -> Iterator[tuple[ContentPage, int | None]]:
    """Pages whose institution column differs from the tree, each with the institution it should have."""
    faces = dict(ContentPage.objects.filter(kind=INSTITUTION_KIND).values_list("path", "institution_id"))
    for page in pages.only("pk", "path", "kind", "title", "institution_id").iterator(chunk_size=1000):
        right = _nearest(page.path, faces, own=page.kind == INSTITUTION_KIND)
        if right != page.institution_id:
            yield page, right


def recompute_institutions(pages: ContentPageQuerySet) -> int:
    """Sets the institution column from the tree; returns how many rows changed."""
    wrong = list(wrong_institutions(pages))
    for page, right in wrong:
        ContentPage.objects.filter(pk=page.pk).update(institution=right)
    return len(wrong)


def wrong_search_texts() -> Iterator[tuple[ContentPage, str]]:
    """Pages whose folded text differs from their title and summary, each with the text it should have."""
    for page in ContentPage.objects.only("pk", "title", "summary", "search_text").iterator(chunk_size=1000):
        right = fold(f"{page.title} {page.summary}")
        if right != page.search_text:
            yield page, right


def topics_that_differ() -> Iterator[tuple[ContentPage, ContentPage]]:
    """Live translations whose topics differ from their live source's, each with its source."""
    through = ContentPage.topics.through
    filed: dict[int, set[int]] = {}
    for page_id, topic_id in through.objects.values_list("contentpage_id", "topic_id"):
        filed.setdefault(page_id, set()).add(topic_id)
    live = ContentPage.objects.live()
    sources = {page.translation_key: page for page in live.filter(translated_from=None).order_by("pk")}
    for page in live.exclude(translated_from=None).iterator(chunk_size=1000):
        source = sources.get(page.translation_key)
        if source and filed.get(page.pk, set()) != filed.get(source.pk, set()):
            yield page, source


def refile(page: ContentPage, source: ContentPage) -> None:
    """Files the page as its source is, in the database at once, without a revision."""
    through = ContentPage.topics.through
    through.objects.filter(contentpage_id=page.pk).delete()
    rows = through.objects.filter(contentpage_id=source.pk).values_list("topic_id", flat=True)
    through.objects.bulk_create(through(contentpage_id=page.pk, topic_id=topic_id) for topic_id in rows)
