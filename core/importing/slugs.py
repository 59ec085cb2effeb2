"""Free slugs below a parent, for many pages at once."""

from collections.abc import Sequence

from wagtail.models import Page

from core.reserved import reserved_slugs
from core.slugs import slugify_title


def free_slugs(parent: Page, titles: Sequence[str], fallbacks: Sequence[str]) -> list[str]:
    """A slug for each title that is not reserved, that no child of `parent` and no other of them has; else numbered from 2.

    `fallbacks` stand in for titles of which no letter can stand in an address. Two queries, one more for each taken one.
    """
    bases = [slugify_title(title) or fallback for title, fallback in zip(titles, fallbacks, strict=True)]
    below = Page.objects.child_of(parent)
    taken = {*reserved_slugs(parent), *below.filter(slug__in=set(bases)).values_list("slug", flat=True)}
    numbered: dict[str, int] = {}
    found = []
    for base in bases:
        slug = base
        if base in taken and base not in numbered:
            taken |= set(below.filter(slug__startswith=f"{base}-").values_list("slug", flat=True))
            numbered[base] = 2
        while slug in taken:
            slug = f"{base}-{numbered.setdefault(base, 2)}"
            numbered[base] += 1
        taken.add(slug)
        found.append(slug)
    return found
