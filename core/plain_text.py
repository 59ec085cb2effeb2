"""Text of a plain field as HTML: paragraphs, and lists of the lines that begin with a dash."""

import re
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_ENTRY = re.compile(r"^\s*[-–•]\s+")


def plain_text(text: str) -> SafeString:
    """Escaped HTML. An empty line separates paragraphs; lines that begin with “- ” are one list."""
    lines = [line.strip() for line in (text or "").splitlines()]
    parts = []
    for kind, group in groupby(lines, key=_kind):
        found = list(group)
        if kind == "entry":
            entries = format_html_join("", "<li>{}</li>", ((_ENTRY.sub("", line),) for line in found))
            parts.append(format_html("<ul>{}</ul>", entries))
        elif kind == "text":
            parts.append(format_html("<p>{}</p>", " ".join(found)))
    return mark_safe("".join(parts))


def _kind(line: str) -> str:
    if not line:
        return "empty"
    return "entry" if _ENTRY.match(line) else "text"
