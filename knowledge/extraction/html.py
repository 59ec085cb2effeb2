"""Reads what a browser would show of an HTML file."""

import re
from typing import Any

from lxml import etree

from knowledge.extraction.plain import decoded
from knowledge.extraction.result import Reason, Unreadable

_SHOWS_NOTHING = frozenset(
    {
        "script",
        "style",
        "template",
        "noscript",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "select",
        "datalist",
        "textarea",
        "head",
    }
)
_OWN_LINE = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "title",
    }
)
_CELLS = frozenset(("td", "th"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_LINE_ENDS = re.compile(r" ?(?:\n ?)+")
HEAD = 4096


def read_html(data: bytes) -> str:
    """The title and the visible text, a block a line. Raises Unreadable where there is no HTML."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(_decoded(data).encode("utf-8", "replace"), parser)
    except etree.LxmlError as error:
        raise Unreadable(Reason.DAMAGED) from error
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise Unreadable(Reason.DAMAGED)  # more elements in each other than any page has; the rest was not read
    if root is None:
        return ""
    title = root.findtext(".//head/title") or ""
    text = _SPACES.sub(" ", "".join([title, "\n", *_visible(root)]))
    return _LINE_ENDS.sub("\n", text).strip()


def _decoded(data: bytes) -> str:
    named = _CHARSET.search(data[:HEAD])
    if named and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode(named.group(1).decode("ascii"), "replace")
        except LookupError:
            pass
    return decoded(data)


def _visible(root: Any) -> list[str]:
    """Pieces of text and line ends. A walk without recursion: elements may lie in each other as deep as they like."""
    found: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = element.tag
        if event == "start":
            hidden += _is_hidden(element)
            if not hidden:
                found += [
                    _around(name),
                    (element.text or "").replace("\n", " ") if name != "pre" else element.text or "",
                ]
            continue
        if not hidden:
            found.append(_around(name))
        hidden -= _is_hidden(element)
        if not hidden:
            found.append((element.tail or "").replace("\n", " "))
    return found


def _around(name: object) -> str:
    return "\n" if name in _OWN_LINE else " " if name in _CELLS else ""


def _is_hidden(element: Any) -> bool:
    style = element.get("style") or ""
    return element.tag in _SHOWS_NOTHING or element.get("hidden") is not None or bool(_HIDDEN.search(style))
