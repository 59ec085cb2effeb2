"""Every article of the legal texts as an object of its own: an index of 60,000 objects and more, made of real texts."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from core.searchable import SearchDocument, registry
from core.searchable.pages import PageSource, page_key

BATCH = 100


class ArticleSource:
    """The parts of each page, each as an object that is filed as its page is. It takes the place of the pages."""

    prefix = "article"

    def __init__(self) -> None:
        self.pages = PageSource()

    def keys(self) -> Iterator[str]:
        """Keys of all articles of all public pages."""
        pages = list(self.pages.keys())
        for start in range(0, len(pages), BATCH):
            for page in self.pages.documents(pages[start : start + BATCH]):
                number = page.key.partition(":")[2]
                yield from (f"{self.prefix}:{number}:{place}" for place in range(len(page.parts)))

    def documents(self, keys: Sequence[str]) -> list[SearchDocument]:
        """The articles with these keys."""
        wanted = _by_page(keys)
        return [
            replace(
                page,
                key=key,
                item=key,
                title=f"{page.parts[place].label}, {page.title}",
                url=page.parts[place].url,
                parts=(page.parts[place],),
            )
            for page in self.pages.documents(list(wanted))
            for key, place in wanted[page.key]
        ]

    def public(self, keys: Collection[str]) -> set[str]:
        """Those among the keys whose page anybody may read."""
        wanted = _by_page(keys)
        return {key for page in self.pages.public(list(wanted)) for key, _place in wanted[page]}


def _by_page(keys: Collection[str]) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for key in keys:
        _prefix, page, place = key.split(":")
        found[page_key(int(page))].append((key, int(place)))
    return found


def use_articles() -> None:
    """Let the search of this process find articles instead of pages."""
    registry._sources.clear()
    registry.register_source(ArticleSource())
