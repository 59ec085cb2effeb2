"""Finds the pages whose title says the same as the title of a new one."""

from difflib import SequenceMatcher
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, PageLogEntry
from wagtail.permissions import policy_registry

from core.analysis.fold import fold
from core.models import Institution
from core.models.content import ContentPage, ContentPageQuerySet

ACTION = "core.another_one"
NEAR = 0.9  # of the letters, in order; “Guide du citoyen” and “Guide du citoyens” are nearer, “Guide du voisin” is not
MOST = 2000  # titles compared one by one; the newest
SHOWN = 5


def say_the_same(one: str, other: str) -> bool:
    """Whether two folded titles are equal or nearly so. Years, numbers of laws and of parts must be the same."""
    if one == other:
        return True
    first, second = one.split(), other.split()
    if [word for word in first if word.isdigit()] != [word for word in second if word.isdigit()]:
        return False
    if sorted(first) == sorted(second):
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= NEAR and matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR


def others_like(page: ContentPage, title: str, *, parent: Page | None, user: Any) -> list[ContentPage]:
    """Pages that `user` may see, of the page's language and its type or institution, that have nearly this title.

    Public pages are seen by everybody; drafts of others by nobody. The page's own translations are no duplicates.
    """
    wanted = fold(title)
    if not wanted:
        return []
    near = _near(page, parent).filter(_seen_by(user))
    rows = near.filter(Q(live=False) | _has_a_word_of(wanted)).order_by("-pk").values_list("pk", "draft_title", "title")
    found = [
        pk
        for pk, draft_title, live_title in rows[:MOST]
        if any(say_the_same(wanted, fold(known)) for known in {draft_title, live_title})
    ]
    return list(ContentPage.objects.filter(pk__in=found[:SHOWN]).order_by("title"))


def is_asked(page: ContentPage) -> bool:
    """Whether a title is compared at all: while a page is new, and nobody made it as a translation of another."""
    if not page.pk:
        return True
    if page.first_published_at or page.live or page.alias_of_id:
        return False
    return not Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).exists()


def confirmed(page: ContentPage) -> set[int]:
    """Keys of the pages of which somebody has said that this is another one."""
    if not page.pk:
        return set()
    entries = PageLogEntry.objects.filter(page_id=page.pk, action=ACTION)
    return {pk for entry in entries for pk in entry.data.get("others", ())}


def _near(page: ContentPage, parent: Page | None) -> ContentPageQuerySet:
    own_type = Q(content_type=ContentType.objects.get_for_model(type(page)))
    institution = _institution_of(page, parent)
    pages = ContentPage.objects.filter(own_type | Q(institution=institution) if institution else own_type)
    return pages.filter(locale_id=page.locale_id).exclude(pk=page.pk).exclude(translation_key=page.translation_key)


def _institution_of(page: ContentPage, parent: Page | None) -> Institution | None:
    if page.pk:
        return page.institution
    above = ContentPage.objects.filter(pk=parent.pk).select_related("institution").first() if parent else None
    return above.institution if above else None


def _seen_by(user: Any) -> Q:
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    return Q(pk__in=explorable.values("pk")) | Q(pk__in=ContentPage.objects.visible().values("pk"))


def _has_a_word_of(wanted: str) -> Q:
    """What the database can rule out: titles that share none of the two longest words are not nearly the same."""
    longest = sorted(wanted.split(), key=len, reverse=True)[:2]
    found = Q(pk__in=())
    for word in longest:
        found |= Q(search_text__contains=word[: max(3, len(word) - 2)])
    return found
