"""The text of a page's body as sections, each with the address of its heading."""

from typing import Any

from core.searchable.documents import Section


def body_sections(body: Any) -> list[Section]:
    """The sections of a BodyField's value: what stands before the first heading, then one a heading, in order."""
    sections: list[Section] = []
    anchor = label = ""
    texts: list[str] = []
    for child in body:
        if child.block_type == "heading":
            sections += _section(anchor, label, texts)
            anchor, label, texts = child.value.anchor, child.value["text"], []
        else:
            texts += [text for text in child.block.get_searchable_content(child.value) if text]
    return sections + _section(anchor, label, texts)


def plain_sections(page: Any, *names: str) -> list[Section]:
    """One section a field of plain text that is filled in, labelled with the field's name. They have no address of their own."""
    found = []
    for name in names:
        if text := getattr(page, name):
            found.append(Section(name, str(page._meta.get_field(name).verbose_name), text))
    return found


def _section(anchor: str, label: str, texts: list[str]) -> list[Section]:
    text = "\n".join(texts).strip()
    return [Section(anchor, label, text, f"#{anchor}" if anchor else "")] if text or label else []
