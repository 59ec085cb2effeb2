"""Which web addresses public content names; filled by each app's `ready()`."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class NamedLink:
    """One web address in public content, and for the editors what names it: a title and, where it is one, the page."""

    url: str
    title: str = ""
    page_id: int | None = None


LinkSource = Callable[[], Iterable[NamedLink]]

sources: dict[str, LinkSource] = {}


def register_link_source(name: str, source: LinkSource) -> None:
    """Have the addresses checked that `source` yields: every one in content that is public now, in any order.

    An address no source yields any more is forgotten with its history. Raises ValueError on a taken name.
    """
    if name in sources and sources[name] is not source:
        raise ValueError(f"The link source '{name}' is registered twice.")
    sources[name] = source


def named_links() -> Iterator[NamedLink]:
    """Everything that every source yields."""
    for source in list(sources.values()):
        yield from source()
