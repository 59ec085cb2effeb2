"""Addresses of other sites that the pages of institutions name, for the checker of links."""

from collections.abc import Iterator

from core.links.registry import NamedLink
from core.models import ContentPage
from institutions.enums import ContactKind


def platform_links() -> Iterator[NamedLink]:
    """The address of each visible platform."""
    from institutions.models import PlatformPage

    for page in PlatformPage.objects.visible().exclude(link_url="").only("pk", "title", "link_url"):
        yield NamedLink(page.link_url, page.title, page.pk)


def item_links() -> Iterator[NamedLink]:
    """The address that each visible item is about."""
    from institutions.models import ItemPage

    for page in ItemPage.objects.visible().exclude(link_url="").only("pk", "title", "link_url"):
        yield NamedLink(page.link_url, page.title, page.pk)


def contact_links() -> Iterator[NamedLink]:
    """The websites of the institutions whose page is visible."""
    from institutions.models import Contact

    visible = ContentPage.objects.visible().filter(kind="institution").values("pk")
    for contact in Contact.objects.filter(kind=ContactKind.WEBSITE, page__in=visible).select_related("page"):
        yield NamedLink(contact.value, contact.page.title, contact.page_id)


SOURCES = {"platforms": platform_links, "items": item_links, "contacts": contact_links}
