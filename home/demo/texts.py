"""Loads the demonstration's legal texts: the articles first, then the page that shows them."""

import re
from typing import Any

from django.db import transaction
from markdown_it import MarkdownIt
from markdown_it.token import Token
from wagtail.models import Locale, Page

from core.importing.markdown import MarkdownFile
from core.models import PortalDocument
from home.demo.attachments import document
from home.demo.files import DemoItem, demo_items
from home.demo.pages import Loader, NewPage
from institutions.models import InstitutionPage
from knowledge.enums import ProvisionKind, RelationKind
from knowledge.models import LegalRelation, LegalTextPage, Provision, TextVersion

_PARSER = MarkdownIt("commonmark", {"html": False})
_HEADING = re.compile(r"^(?P<label>[^.]+)\.\s*(?P<heading>.*)$")


def load_texts(loader: Loader) -> int:
    """Makes the legal texts under their institutions' pages; returns how many pages were made."""
    made = 0
    for item in demo_items("texts"):
        for language in item.languages():
            made += _load(loader, item, language)
    return made


@transaction.atomic
def _load(loader: Loader, item: DemoItem, language: str) -> bool:
    locale = Locale.objects.get(language_code=language)
    if Page.objects.filter(translation_key=item.translation_key, locale=locale, live=True).exists():
        return False
    facts = item.facts
    version = TextVersion.objects.create(
        text_key=item.translation_key,
        language=language,
        created_by=loader.author,
        in_force_from=facts.get("dated_on"),
        source_file=_original(item.files[language]),
    )
    Provision.objects.bulk_create(provisions(item.files[language].text, version))
    parent = InstitutionPage.objects.get(entity__code=facts["institution"], face_language=language)
    fields = {
        "kind": facts["kind"],
        "number": facts.get("number", ""),
        "dated_on": facts.get("dated_on"),
        "version": version,
        "relations": _relations(facts, locale),
    }
    loader.publish(LegalTextPage, [NewPage(item, language, parent, fields)])
    return True


def _original(file: MarkdownFile) -> PortalDocument | None:
    facts = file.facts.get("original")
    return document(file, facts) if facts else None


def _relations(facts: dict[str, Any], locale: Locale) -> list[LegalRelation]:
    """To texts that are loaded already: `order` puts the one that is named before the one that names it."""
    return [
        LegalRelation(
            kind=RelationKind(relation["kind"]),
            target=LegalTextPage.objects.get(
                translation_key=DemoItem("texts", relation["text"]).translation_key, locale=locale
            ),
            sort_order=order,
        )
        for order, relation in enumerate(facts.get("relations") or [])
    ]


def provisions(text: str, version: TextVersion) -> list[Provision]:
    """Unsaved rows of a Markdown text: `##` opens a division, `###` an article; what stands below is its text."""
    rows: list[Provision] = []
    tokens = _PARSER.parse(text)
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            rows.append(_row(tokens[index + 1].content, token.tag, rows, version))
        elif token.type == "inline" and tokens[index - 1].type != "heading_open" and rows:
            rows[-1].text = f"{rows[-1].text}\n{_line(tokens, index)}".strip()
    return rows


def _row(title: str, tag: str, rows: list[Provision], version: TextVersion) -> Provision:
    kind = ProvisionKind.DIVISION if tag in {"h1", "h2"} else ProvisionKind.ARTICLE
    number = sum(row.kind == kind for row in rows) + 1
    prefix = "part" if kind == ProvisionKind.DIVISION else "art"
    parts = _HEADING.match(title)
    return Provision(
        version=version,
        position=len(rows) + 1,
        kind=kind,
        anchor=f"{prefix}-{number}",
        label=parts["label"] if parts else title,
        heading=parts["heading"] if parts else "",
    )


def _line(tokens: list[Token], index: int) -> str:
    """The words of a paragraph or list item, without marks of emphasis."""
    children = tokens[index].children or []
    words = "".join(" " if child.type == "softbreak" else child.content for child in children)
    in_list = index >= 2 and tokens[index - 2].type == "list_item_open"
    return f"– {words}" if in_list else words
