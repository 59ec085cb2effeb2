"""Turns the governance keys of a demonstration file into blocks: committees, commitments, meetings with decisions."""

import uuid
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from core.importing.markdown import MarkdownFile
from core.models import Institution
from home.demo.files import language_of


def governance_blocks(file: MarkdownFile) -> list[dict[str, Any]]:
    """Raw blocks of core.blocks.BodyBlock, below a heading each; none for a file without such keys."""
    facts, language = file.facts, language_of(file.path)
    with translation.override(language):
        headings = {
            "committees": _("Who steers"),
            "commitments": _("What was signed"),
            "meetings": _("Meetings and decisions"),
        }
    makers = {"committees": _committee, "commitments": _commitment, "meetings": _meeting}
    blocks: list[dict[str, Any]] = []
    for key, make in makers.items():
        if facts.get(key):
            blocks.append({"type": "heading", "value": {"text": headings[key], "level": "2"}})
            blocks += [make(entry, language) for entry in facts[key]]
    return blocks


def _committee(entry: dict[str, Any], language: str) -> dict[str, Any]:
    members = [
        _row({"seat": member["seat"], "institution": _name(member, language)}, entry["name"], member["seat"])
        for member in entry.get("members") or []
    ]
    return {"type": "committee", "value": {"name": entry["name"], "role": entry.get("role") or "", "members": members}}


def _commitment(entry: dict[str, Any], language: str) -> dict[str, Any]:
    value = {name: entry.get(name) or "" for name in ("title", "signed_by", "text")}
    return {"type": "commitment", "value": value | {"signed_on": _day(entry.get("signed_on"))}}


def _meeting(entry: dict[str, Any], language: str) -> dict[str, Any]:
    decisions = [
        _row(
            {
                "number": str(decision.get("number") or ""),
                "text": decision["text"],
                "owner": decision.get("owner") or "",
                "due": _day(decision.get("due")),
                "state": decision.get("state") or "open",
            },
            entry["body"],
            decision["text"],
        )
        for decision in entry.get("decisions") or []
    ]
    value = {name: entry.get(name) or "" for name in ("body", "place", "present", "summary")}
    return {"type": "meeting", "value": value | {"date": _day(entry["date"]), "decisions": decisions}}


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _name(member: dict[str, Any], language: str) -> str:
    """The name of the member's institution in the language; what the file says when that is no institution's code."""
    code = member.get("institution") or ""
    institution = Institution.objects.filter(code=code).first()
    return institution.name(language) if institution else code


def _row(value: dict[str, Any], *names: str) -> dict[str, Any]:
    """One row of a list; its id is the same at every load."""
    return {"type": "item", "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(names)))}
