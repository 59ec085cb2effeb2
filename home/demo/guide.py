"""Loads the guide "Who can help me?" and the page of the integrity system: one page a language."""

import json
import uuid
from typing import Any

from django.db import transaction
from wagtail.models import Page

from core.importing.markdown import body_blocks
from core.publishing import approve_and_publish
from home.demo.files import DemoItem, demo_items
from home.demo.pages import Loader, page_fields
from home.models import HomePage
from institutions.models import (
    HelpGuidePage,
    InstitutionIndexPage,
    InstitutionPage,
    IntegritySystemPage,
    PlatformPage,
)


def load_guide(loader: Loader) -> int:
    """Makes the guide below each home page, and the integrity system below each directory; returns how many pages."""
    made = 0
    for item in demo_items("guide"):
        for language in item.languages():
            facts = item.files[language].facts
            if item.code == "help":
                fields = {"steps": json.dumps([_step(step, language) for step in facts["steps"]])}
                made += _publish(loader, item, language, HelpGuidePage, HomePage, fields)
            else:
                words = page_fields(item.files[language])
                fields = {"body": json.dumps(body_blocks(item.files[language].text)), "sources": words["sources"]}
                made += _publish(loader, item, language, IntegritySystemPage, InstitutionIndexPage, fields)
    return made


@transaction.atomic
def _publish(
    loader: Loader, item: DemoItem, language: str, page_type: Any, parent_type: Any, fields: dict[str, Any]
) -> bool:
    parent = parent_type.objects.get(locale__language_code=language)
    if Page.objects.filter(translation_key=item.translation_key, locale=parent.locale).exists():
        return False
    facts = item.files[language].facts
    page = page_type(
        title=facts["title"],
        slug=facts.get("slug", ""),
        intro=facts.get("summary", ""),
        locale=parent.locale,
        translation_key=item.translation_key,
        live=False,
        **fields,
    )
    parent.add_child(instance=page)
    approve_and_publish(page=page, author=loader.author, approver=loader.approver)
    return True


def _step(step: dict[str, Any], language: str) -> dict[str, Any]:
    """A raw block of institutions.guide.blocks.StepsBlock. Its id is the same in every language."""
    value: dict[str, Any] = {"key": step["key"], "title": step["title"], "text": (step.get("text") or "").strip()}
    if step["kind"] == "question":
        value["answers"] = [
            {"type": "item", "value": answer, "id": _id(step, answer["to"])} for answer in step["answers"]
        ]
    else:
        value["ways"] = [_way(way, language) for way in step.get("ways") or []]
    return {"type": step["kind"], "value": value, "id": _id(step)}


def _way(way: dict[str, Any], language: str) -> dict[str, Any]:
    if code := way.get("institution"):
        page = InstitutionPage.objects.get(entity__code=code, face_language=language)
        return {"type": "institution", "value": page.pk}
    if code := way.get("platform"):
        key = DemoItem("platforms", code).translation_key
        return {
            "type": "platform",
            "value": PlatformPage.objects.get(translation_key=key, locale__language_code=language).pk,
        }
    if way.get("phone"):
        return {
            "type": "phone",
            "value": {"number": way["phone"], "label": way["label"], "note": way.get("note") or ""},
        }
    return {"type": "link", "value": {"url": way["url"], "label": way["label"], "note": way.get("note") or ""}}


def _id(step: dict[str, Any], *more: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(["integrity-portal:guide", step["key"], *more])))
