"""The articles of a legal text as the search takes them."""

from core.searchable import Section
from knowledge.models.provision import Provision


def article_sections(version_id: int | None) -> list[Section]:
    """One section a row of the version, in order, with the article's own address. One query."""
    if version_id is None:
        return []
    rows = Provision.objects.filter(version=version_id).in_order()
    return [
        Section(anchor, f"{label}. {heading}" if heading else label, text, f"article/{anchor}/")
        for anchor, label, heading, text in rows.values_list("anchor", "label", "heading", "text")
    ]
