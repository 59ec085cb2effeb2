"""Reads Markdown files with front matter, and turns their text into body blocks."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nh3
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARSER = MarkdownIt("commonmark", {"html": False})
_TAGS = {"p", "ul", "ol", "li", "a", "b", "i", "br"}


class MarkdownFileError(ValueError):
    """A file that cannot be read; the message names it and says what to do."""


@dataclass(frozen=True)
class MarkdownFile:
    """One file: where it lies, its facts (front matter) and its Markdown text."""

    path: Path
    facts: dict[str, Any]
    text: str


def read_markdown_file(path: Path) -> MarkdownFile:
    """The file's front matter and text. Raises MarkdownFileError when it is not UTF-8 or its front matter is not YAML."""
    try:
        raw = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise MarkdownFileError(f"{path}: byte {error.start} is not UTF-8. Save the file as UTF-8.") from error
    opening, _mark, rest = raw.partition("---\n")
    head, mark, text = rest.partition("\n---\n")
    if opening.strip() or not mark:
        raise MarkdownFileError(
            f"{path}: no front matter. Start the file with a line '---', the facts, and a line '---'."
        )
    try:
        facts = yaml.safe_load(head) or {}
    except yaml.YAMLError as error:
        raise MarkdownFileError(f"{path}: the front matter is not YAML: {error}") from error
    if not isinstance(facts, dict):
        raise MarkdownFileError(f"{path}: the front matter is not a list of 'key: value' lines.")
    return MarkdownFile(path, facts, text.strip())


def _html(tokens: list[Token]) -> str:
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    html = html.replace("<strong>", "<b>").replace("</strong>", "</b>").replace("<em>", "<i>").replace("</em>", "</i>")
    return nh3.clean(html.strip(), tags=_TAGS, attributes={"a": {"href"}}, link_rel=None)


def body_blocks(text: str) -> list[dict[str, Any]]:
    """The text as raw blocks of core.blocks.BodyBlock: headings of level 2 and 3, and paragraphs between them."""
    blocks: list[dict[str, Any]] = []
    pending: list[Token] = []
    tokens = iter(_PARSER.parse(text))

    def flush() -> None:
        if pending:
            blocks.append({"type": "paragraph", "value": _html(pending)})
            pending.clear()

    for token in tokens:
        if token.type == "heading_open":
            flush()
            inline = next(tokens)
            next(tokens)
            level = "3" if token.tag in {"h3", "h4", "h5", "h6"} else "2"
            blocks.append({"type": "heading", "value": {"text": inline.content, "level": level}})
        else:
            pending.append(token)
    flush()
    return blocks
