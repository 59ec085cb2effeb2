"""Reads every Markdown file below a folder, with or without front matter."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import yaml
from django.utils.translation import gettext_lazy as _

from core.importing.problems import Problem, SourceError
from core.importing.readers.base import Source, SourceRow, clean_id

LARGEST_FILE = 5 * 1024 * 1024
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIRST_HEADING = re.compile(r"\A\s*#{1,2}\s*([^\n#][^\n]*?)\s*#*\s*(?:\n|\Z)")
_ANY_HEADING = re.compile(r"^#\s+(.+?)\s*#*\s*$", re.MULTILINE)
#: Boxes of site generators: `::: tip A title` up to `:::`.
_BOX_BEGINS = re.compile(r"^:{3,}[ \t]*[\w-]+[ \t]*(.*)$", re.MULTILINE)
_BOX_ENDS = re.compile(r"^:{3,}[ \t]*$", re.MULTILINE)


class _Loader(yaml.SafeLoader):
    """YAML without references: a few lines of them can stand for gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("references are not read")
        return super().compose_node(parent, index)


class MarkdownFolder(Source):
    """The files in the order of their names. A row's identifier is the file's path below the folder."""

    usual_columns: ClassVar = {
        "path": "id",
        "title": "title",
        "body": "body",
        "summary": "summary",
        "description": "summary",
        "dated_on": "dated_on",
        "date": "dated_on",
        "audience": "audience",
        "link_url": "link_url",
        "topics": "topics",
        "themes": "topics",
        "sectors": "topics",
        "institution": "institution",
        "language": "language",
        "lang": "language",
        "kind": "kind",
    }

    def files(self) -> list[Path]:
        """The files, hidden folders and symbolic links left out. Raises SourceError when there is no such folder."""
        if not self.path.is_dir():
            raise SourceError(_("There is no folder %(name)s."), name=self.path.name)
        found = [path for path in self.path.rglob("*.md") if path.is_file() and not path.is_symlink()]
        visible = [path for path in found if not any(part.startswith(".") for part in self._relative(path).parts)]
        return sorted(visible, key=lambda path: self._relative(path).as_posix())

    def rows(self) -> Iterator[SourceRow]:
        for number, path in enumerate(self.files(), start=1):
            yield self._row(number, path)

    def fingerprint(self) -> str:
        whole = hashlib.sha256()
        for path in self.files():
            whole.update(f"{self._relative(path).as_posix()}\0{path.stat().st_size}\0".encode())
            whole.update(path.read_bytes())
        return whole.hexdigest()

    def _relative(self, path: Path) -> Path:
        return path.relative_to(self.path)

    def _row(self, number: int, path: Path) -> SourceRow:
        name = clean_id(self._relative(path).as_posix())

        def wrong(code: str, **more: str) -> SourceRow:
            return SourceRow(number, name, problem=Problem(code, number, "path", name, more))

        if path.stat().st_size > LARGEST_FILE:
            return wrong("file", why=f"> {LARGEST_FILE // 2**20} MB")
        try:
            raw = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            return wrong("encoding")
        except OSError as error:
            return wrong("file", why=type(error).__name__)
        try:
            facts, text = split_front_matter(raw)
        except yaml.YAMLError:
            return wrong("front_matter")
        return SourceRow(number, name, {**facts, **_title_and_body(facts, text, path), "path": name})


def split_front_matter(raw: str) -> tuple[dict[str, Any], str]:
    """The facts at the head of a file, none if it has no head, and its text. Raises yaml.YAMLError."""
    head = _FRONT_MATTER.match(raw)
    if head is None:
        return {}, raw
    facts = yaml.load(head[1], Loader=_Loader)
    if facts is None:
        facts = {}
    if not isinstance(facts, dict):
        raise yaml.YAMLError("not a list of names and values")
    return {str(name): value for name, value in facts.items()}, raw[head.end() :]


def _title_and_body(facts: dict[str, Any], text: str, path: Path) -> dict[str, str]:
    """The title: of the front matter, else the first heading, which then leaves the text, else the file's name."""
    text = _BOX_BEGINS.sub(lambda box: f"\n**{box[1].strip()}**\n" if box[1].strip() else "\n", text)
    text = _BOX_ENDS.sub("\n", text)
    title = facts.get("title")
    heading = _FIRST_HEADING.match(text)
    if heading and (not title or heading[1] == title):
        title, text = heading[1], text[heading.end() :]
    elif not title and (later := _ANY_HEADING.search(text)):
        title, text = later[1], text[: later.start()] + text[later.end() :]
    stem = path.parent.name if path.stem.lower() in {"readme", "index"} else path.stem
    return {"title": str(title or stem.replace("-", " ").replace("_", " ").strip()), "body": text.strip()}
