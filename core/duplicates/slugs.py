"""A free address for a new page whose title another page of the same parent has."""

from typing import Any

from django.utils.text import slugify
from wagtail.coreutils import cautious_slugify
from wagtail.models import Page

from core.slugs import slugify_title

MOST = 100  # pages of one title below one page


def free_slug(form: Any, slug: str) -> str:
    """The slug, or one with a number when it is taken and was made from the title by the editor's script.

    Without this two pages of one title could not be made: the script gives both the same slug, and each save would fail.
    Of a published page, and where somebody has written the slug themselves, nothing is changed.
    """
    page, parent = form.instance, form.parent_page
    is_new = not page.pk or not (page.live or page.first_published_at)
    if not hasattr(page, "search_text") or not is_new or not _is_made_from(slug, form.cleaned_data.get("title", "")):
        return slug
    own = [page.slug] if page.pk and page.slug.rpartition("-")[0] == slug else []
    for candidate in (slug, *own, *(f"{slug}-{number}" for number in range(2, MOST))):
        if Page._slug_is_available(candidate, parent, page):
            return candidate
    return slug


def _is_made_from(slug: str, title: str) -> bool:
    return slug in {slugify(title, allow_unicode=True), cautious_slugify(title), slugify_title(title)}
