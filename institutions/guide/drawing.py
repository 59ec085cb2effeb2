"""The guide drawn as a graph for its editors: steps in columns by how many answers lead to them."""

from dataclasses import dataclass
from textwrap import wrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi

from institutions.guide.graph import Graph, Step

COLUMN, ROW, WIDTH, HEIGHT, LETTERS = 250, 84, 200, 62, 26


@dataclass(frozen=True)
class _Box:
    step: Step
    x: int
    y: int


def draw(graph: Graph) -> SafeString:
    """An SVG of the graph, hidden from assistive tools: the list beside it says the same in words. Empty without steps.

    Drawn from right to left in Arabic. Unreached steps stand in a column of their own, dashed.
    """
    if not graph.steps:
        return mark_safe("")
    boxes = _place(graph)
    width = max(box.x for box in boxes.values()) + WIDTH + 2
    height = max(box.y for box in boxes.values()) + HEIGHT + 2
    if get_language_bidi():
        boxes = {key: _Box(box.step, width - box.x - WIDTH, box.y) for key, box in boxes.items()}
    lines = [
        _line(boxes[step.key], boxes[to])
        for step in graph.steps
        for _label, to in step.answers
        if to in boxes and step.key in boxes
    ]
    return format_html(
        '<svg class="guide-graph" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true">{}{}</svg>',
        width,
        height,
        width,
        height,
        mark_safe("".join(lines)),
        mark_safe("".join(_box(box, box.step.key in graph.depths) for box in boxes.values())),
    )


def _place(graph: Graph) -> dict[str, _Box]:
    last = max(graph.depths.values()) + 1
    rows: dict[int, int] = {}
    boxes = {}
    for key in sorted(graph.by_key, key=lambda key: graph.depths.get(key, last)):
        column = graph.depths.get(key, last)
        row = rows.get(column, 0)
        rows[column] = row + 1
        boxes[key] = _Box(graph.by_key[key], column * COLUMN + 1, row * ROW + 1)
    return boxes


def _line(start: _Box, end: _Box) -> str:
    left_to_right = start.x < end.x
    x1 = start.x + (WIDTH if left_to_right else 0)
    x2 = end.x + (0 if left_to_right else WIDTH)
    y1, y2, middle = start.y + HEIGHT // 2, end.y + HEIGHT // 2, (x1 + x2) // 2
    return f'<path class="guide-line" d="M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"/>'


def _box(box: _Box, is_reached: bool) -> SafeString:
    kind = "guide-question" if box.step.is_question else "guide-result"
    lines = wrap(box.step.title, LETTERS, max_lines=2, placeholder="…")
    return format_html(
        '<g><rect class="{}{}" x="{}" y="{}" width="{}" height="{}" rx="2"/>{}<title>{}</title></g>',
        kind,
        "" if is_reached else " guide-unreached",
        box.x,
        box.y,
        WIDTH,
        HEIGHT,
        format_html_join(
            "",
            '<text x="{}" y="{}" text-anchor="middle">{}</text>',
            ((box.x + WIDTH // 2, box.y + 26 + 20 * number, line) for number, line in enumerate(lines)),
        ),
        box.step.title,
    )
