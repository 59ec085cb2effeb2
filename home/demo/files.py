"""The files of demo/, grouped by item: facts once, words a language."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from core.importing.markdown import MarkdownFile, MarkdownFileError, read_markdown_file

DEMO_DIR = settings.BASE_DIR / "demo"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "integrity-portal:demo")


@dataclass
class DemoItem:
    """One item of one folder: its code, its facts (from the source language) and its file in each language."""

    folder: str
    code: str
    files: dict[str, MarkdownFile] = field(default_factory=dict)

    @property
    def facts(self) -> dict[str, Any]:
        """Facts of the source language's file, or of the only one there is."""
        source = self.files.get(settings.LANGUAGE_CODE) or next(iter(self.files.values()))
        return source.facts

    @property
    def translation_key(self) -> uuid.UUID:
        """The same on every machine, so that loading twice finds what the first load made."""
        return uuid.uuid5(_NAMESPACE, f"{self.folder}/{self.code}")

    def languages(self) -> list[str]:
        """Languages it is written in and the portal speaks, the source language first."""
        spoken = [code for code, _name in settings.LANGUAGES if code in self.files]
        return sorted(spoken, key=lambda code: code != settings.LANGUAGE_CODE)


def demo_items(folder: str) -> list[DemoItem]:
    """The items of a folder of demo/, by `order` and then code.

    Raises MarkdownFileError for a file that cannot be read, or that nobody reviewed and whose pages would not say so.
    """
    items: dict[str, DemoItem] = {}
    for path in sorted((DEMO_DIR / folder).glob("*.*.md")):
        code = path.name.split(".")[0]
        items.setdefault(code, DemoItem(folder, code)).files[language_of(path)] = _honest(read_markdown_file(path))
    return sorted(items.values(), key=lambda item: (item.facts.get("order", 0), item.code))


def _honest(file: MarkdownFile) -> MarkdownFile:
    language = language_of(file.path)
    if file.facts.get("reviewed") is False and language not in settings.UNREVIEWED_LANGUAGES:
        raise MarkdownFileError(
            f"{file.path}: nobody has reviewed this text, and UNREVIEWED_LANGUAGES does not name '{language}', so its "
            f"page would not say so. Add '{language}' there, or have the text reviewed and take out `reviewed: false`."
        )
    return file


def language_of(path: Path) -> str:
    """The language in the name of a file of demo/: `<code>.<language>.md`."""
    return path.name.split(".")[-2]


def parents_first(items: list[DemoItem]) -> Iterator[DemoItem]:
    """The items so that each comes after its parent."""
    done: set[str] = set()
    waiting = list(items)
    while waiting:
        ready = [item for item in waiting if item.facts.get("parent") in done | {None}]
        if not ready:
            codes = ", ".join(item.code for item in waiting)
            raise ValueError(f"demo/{waiting[0].folder}: the parents of {codes} are missing or in a circle.")
        yield from ready
        done |= {item.code for item in ready}
        waiting = [item for item in waiting if item.code not in done]
