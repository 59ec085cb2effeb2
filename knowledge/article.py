"""What a reader sees of one article at its own address."""

from typing import Any

from knowledge.models import Provision
from knowledge.reading import Reading, pieces


def article_context(reading: Reading, anchor: str, piece: int) -> dict[str, Any] | None:
    """The context of knowledge/article.html, or None when the version has no such article or piece. Three queries."""
    if reading.version is None:
        return None
    rows = reading.version.provisions
    row = rows.defer("original").select_related("since").filter(anchor=anchor).first()
    texts = pieces(row.text) if row else []
    if row is None or not 1 <= piece <= len(texts):
        return None
    place_url = f"{reading.part_url(row.part)}#{row.anchor}"
    if row.is_division:
        return {"is_division": True, "place_url": place_url}
    citation = reading.citation(reading.article_url(row.anchor), row)
    article = reading.row(row) | {"text": texts[piece - 1], "more_url": "", "citation": citation}
    return {
        "is_division": False,
        "article": article,
        "headings": _headings_above(reading, row),
        "place_url": place_url,
        "before": _neighbour(reading, rows.filter(position__lt=row.position).order_by("-position")),
        "after": _neighbour(reading, rows.filter(position__gt=row.position).order_by("position")),
        "piece": piece,
        "piece_links": [
            {"number": number, "url": reading.article_url(row.anchor, number), "current": number == piece}
            for number in range(1, len(texts) + 1)
        ],
        "previous_piece_url": reading.article_url(row.anchor, piece - 1) if piece > 1 else "",
        "next_piece_url": reading.article_url(row.anchor, piece + 1) if piece < len(texts) else "",
    }


def _neighbour(reading: Reading, rows: Any) -> dict[str, str] | None:
    row: Provision | None = rows.articles().defer("text", "original").first()
    return {"label": str(row), "url": reading.article_url(row.anchor)} if row else None


def _headings_above(reading: Reading, row: Provision) -> list[str]:
    """Names of the divisions the article stands in, the largest first."""
    assert reading.version is not None
    above = reading.version.provisions.outline().filter(kind="division", position__lt=row.position)
    path: list[Provision] = []
    for division in above:
        path = [outer for outer in path if outer.level < division.level] + [division]
    return [str(division) for division in path]
