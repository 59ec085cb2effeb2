"""Turns the text of a cell or file into body blocks: Markdown with its links, or plain text."""

import html
import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
_TAGS = {"p", "ul", "ol", "li", "a", "b", "i", "br"}
_ATTRIBUTES = {"a": {"href", "linktype", "id"}}
_SAME_SITE = re.compile(r"^(?:https?|mailto|tel):", re.IGNORECASE)
_OPENING_TAG = re.compile(r"<([A-Za-z][\w-]*)")
_SPACE_AT_END = re.compile(r" +(</(?:p|li)>)")
_LONGEST_HEADING = 200
_BULLET = re.compile(r"^\s*[-•–*]\s+")
_NAMES = uuid.UUID("b0c6b8f2-2f0a-4d0c-8f7e-6a4c5d1f9e21")
#: The key of the page that an address in a text leads to, None when it leads to nothing here, PENDING while its page is
#: still to be made: then nothing is said about it, and the body is made again later.
Resolve = Callable[[str], int | None]
PENDING = 0


@dataclass
class Body:
    """Blocks of core.blocks.BodyBlock, and what could not be taken over."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    tables: int = 0
    #: Whether some link depends on which pages exist.
    has_relative_links: bool = False

    def raw(self, name: str) -> str:
        """The blocks as a StreamField stores them. Their identifiers follow from `name`, so that two runs agree."""
        return raw_blocks(self.blocks, name)


def raw_blocks(blocks: list[dict[str, Any]], name: str) -> str:
    """Blocks as a StreamField stores them, each with an identifier that follows from `name` and its place."""
    named = [{**block, "id": str(uuid.uuid5(_NAMES, f"{name}:{at}"))} for at, block in enumerate(blocks)]
    return json.dumps(named, ensure_ascii=False)


def nowhere(_address: str) -> None:
    """Leads every relative link to nothing."""
    return


def body_of(text: str, body_format: str, resolve: Resolve = nowhere) -> Body:
    """The blocks of a text. `body_format`: markdown, plain (an empty line ends a paragraph), lines (every line does)."""
    if body_format == "markdown":
        return _markdown(text, resolve)
    return _plain(text, every_line=body_format == "lines")


def _markdown(text: str, resolve: Resolve) -> Body:
    body = Body()
    pending: list[Token] = []

    def flush() -> None:
        markup = _render(pending)
        if nh3.clean(markup, tags=set()).strip():
            body.blocks.append({"type": "paragraph", "value": markup})
        pending.clear()

    tokens = iter(_without_tables(_PARSER.parse(text), body))
    for token in tokens:
        if token.type == "heading_open":
            flush()
            inline = next(tokens)
            next(tokens)
            _add_heading(body, _words(inline), token.tag)
            continue
        _note_html(token, body)
        if token.type == "inline":
            token.children = _inline(token.children or [], body, resolve)
        pending.append(token)
    flush()
    return body


def _add_heading(body: Body, words: str, tag: str) -> None:
    if not words:
        return
    if len(words) > _LONGEST_HEADING:
        body.blocks.append({"type": "paragraph", "value": f"<p><b>{html.escape(words, quote=False)}</b></p>"})
        return
    level = "2" if tag in {"h1", "h2"} else "3"
    body.blocks.append({"type": "heading", "value": {"text": words, "level": level}})


def _render(tokens: list[Token]) -> str:
    markup = _PARSER.renderer.render(tokens, _PARSER.options, {})
    markup = markup.replace("<strong>", "<b>").replace("</strong>", "</b>")
    markup = markup.replace("<em>", "<i>").replace("</em>", "</i>")
    cleaned = nh3.clean(markup, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None).strip()
    return _SPACE_AT_END.sub(r"\1", cleaned)


def _words(inline: Token) -> str:
    parts = [child.content for child in inline.children or [] if child.type in {"text", "code_inline"}]
    return " ".join("".join(parts).split())


def _note_html(token: Token, body: Body) -> None:
    for one in [token, *(token.children or [])]:
        if one.type in {"html_block", "html_inline"}:
            names = [name for name in _OPENING_TAG.findall(one.content) if name.lower() not in _TAGS]
            body.elements += [f"<{name}>" for name in names if f"<{name}>" not in body.elements]


def _inline(children: list[Token], body: Body, resolve: Resolve) -> list[Token]:
    """The parts of a paragraph without pictures, with links to pages of the portal, without links to nowhere."""
    kept: list[Token] = []
    dropped = False
    for child in children:
        if child.type == "image":
            body.pictures.append(str(child.attrs.get("src", "")))
        elif child.type == "link_open":
            dropped = not _keeps_link(child, body, resolve)
            if not dropped:
                kept.append(child)
        elif child.type == "link_close":
            if not dropped:
                kept.append(child)
            dropped = False
        else:
            kept.append(child)
    return kept


def _keeps_link(link: Token, body: Body, resolve: Resolve) -> bool:
    address = str(link.attrs.get("href", ""))
    if _SAME_SITE.match(address):
        return True
    if address.startswith(("#", "//")) or not address:
        body.links += [address] if address else []
        return False
    body.has_relative_links = True
    page = resolve(address)
    if page is None:
        body.links.append(address)
    if not page:
        return False
    link.attrs = {"linktype": "page", "id": str(page)}
    return True


def _without_tables(tokens: list[Token], body: Body) -> list[Token]:
    """Tables as lists, a row an entry: pages have no tables of text. The names of the columns stand in bold."""
    kept: list[Token] = []
    row: list[Token] = []
    is_head = inside = False
    for token in tokens:
        if token.type in {"table_open", "table_close"}:
            inside = token.type == "table_open"
            body.tables += inside
            kept.append(Token(f"bullet_list_{token.type[6:]}", "ul", token.nesting, block=True))
        elif not inside:
            kept.append(token)
        elif token.type == "tr_open":
            row = []
        elif token.type == "thead_open":
            is_head = True
        elif token.type == "thead_close":
            is_head = False
        elif token.type == "inline":
            if row:
                row.append(Token("text", "", 0, content=" – "))
            row += token.children or []
        elif token.type == "tr_close" and row:
            kept += _entry(row, is_head)
    return kept


def _entry(children: list[Token], is_head: bool) -> list[Token]:
    if is_head:
        children = [Token("strong_open", "strong", 1), *children, Token("strong_close", "strong", -1)]
    inline = Token("inline", "", 0, children=children, content="", block=True)
    return [Token("list_item_open", "li", 1, block=True), inline, Token("list_item_close", "li", -1, block=True)]


def _plain(text: str, *, every_line: bool) -> Body:
    body = Body()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    parts: list[str] = []
    words: list[str] = []
    entries: list[str] = []

    def flush() -> None:
        if words:
            parts.append(f"<p>{'<br/>'.join(words)}</p>")
        if entries:
            parts.append(f"<ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>")
        words.clear()
        entries.clear()

    for line in lines:
        entry = _BULLET.match(line)
        shown = html.escape(line[entry.end() :] if entry else " ".join(line.split()), quote=False).strip()
        goes_on = bool(shown) and bool(entries if entry else words) and (bool(entry) or not every_line)
        if not goes_on:
            flush()
        if shown:
            (entries if entry else words).append(shown)
    flush()
    if parts:
        body.blocks.append({"type": "paragraph", "value": "".join(parts)})
    return body
