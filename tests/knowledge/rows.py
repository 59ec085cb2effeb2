"""Rows as the source of legal texts has them."""

import json
from pathlib import Path
from typing import Any


def row(number: int = 1, **changes: Any) -> dict[str, Any]:
    """One French text with a division and three articles."""
    articles = [
        {
            "provision_ref": f"art{n}",
            "section": str(n),
            "title": f"Article {n}",
            "chapter": "TITRE PREMIER : OBJET",
            "content": f"Disposition {n} du texte {number}.",
        }
        for n in range(1, 4)
    ]
    base = {
        "id": f"text-{number}",
        "type": "statute",
        "title": f"Loi n° {number}-99 relative à l'objet {number}",
        "status": "in_force",
        "url": f"https://source.example/{number}",
        "description": "Discovered from a portal.",
        "provisions": articles,
        "definitions": [],
        "lang": "fr",
    }
    return base | changes


def large_row(number: int = 1, count: int = 320, **changes: Any) -> dict[str, Any]:
    """One French text with so many articles that they are written in several transactions."""
    articles = [{"provision_ref": f"art{n}", "title": f"Article {n}", "content": f"Règle {n}."} for n in range(count)]
    return row(number, provisions=articles, **changes)


def write(path: Path, rows: list[Any]) -> Path:
    """A file of JSON lines; a row given as bytes is written as it is."""
    lines = [one if isinstance(one, bytes) else json.dumps(one, ensure_ascii=False).encode() for one in rows]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def outcomes(report: list[dict[str, Any]]) -> list[str]:
    """What the report of an import says became of each row."""
    return [entry["outcome"] for entry in report]


def words(count: int, seed: int) -> str:
    """Text that compresses about as badly as a law."""
    state, found = seed * 7919 + 1, []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        found.append(f"mot{state % 4000}")
    return " ".join(found)
