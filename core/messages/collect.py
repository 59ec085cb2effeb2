"""Collects the texts marked for translation in our Python code and templates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_python
from django.apps import apps
from django.conf import settings
from django.utils.translation.template import templatize

from core.content_model.purpose import CONTEXT as PAGE_TYPE
from core.content_model.purpose import english, own_types
from core.messages.borrowed import borrowed

#: The functions whose arguments are texts (Django's makemessages has the same list).
FUNCTIONS = ["_"] + [
    f"{name}{suffix}" for name in ("gettext", "ngettext", "pgettext", "npgettext") for suffix in ("", "_lazy", "_noop")
]
COMMENT_TAGS = ["Translators"]


class Conflict(Exception):
    """The same text is used with and without plural, or with two different plurals."""


@dataclass
class Text:
    """One text to translate: its English words, its context, its plural, and the files that use it."""

    msgid: str
    context: str | None = None
    plural: str | None = None
    paths: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def collect() -> list[Text]:
    """Every text of the code, once each. Raises Conflict where two places disagree on its plural."""
    texts: dict[tuple[str | None, str], Text] = {}
    for name, found in _everywhere():
        known = texts.setdefault((found.context, found.msgid), found)
        if known.plural and found.plural and known.plural != found.plural:
            raise Conflict(f"{name}: “{found.msgid}” has another plural in {known.paths[0]}. Use the same.")
        known.plural = known.plural or found.plural
        known.paths = sorted({*known.paths, name})
        known.comments += [comment for comment in found.comments if comment not in known.comments]
    return list(texts.values())


def _everywhere() -> Iterator[tuple[str, Text]]:
    """Where a text is, and the text: those marked in our files, what page types are for, those borrowed."""
    for path in source_files():
        yield from ((path.relative_to(settings.BASE_DIR).as_posix(), found) for found in texts_in(path))
    for model in own_types():
        if text := english(model):
            yield model.__module__.replace(".", "/") + ".py", Text(text, PAGE_TYPE)
    for context, msgid, plural, _package in borrowed():
        yield "locale/borrowed.csv", Text(msgid, context, plural)


def source_files() -> Iterator[Path]:
    """The Python files of our apps and settings, and the templates."""
    root = Path(settings.BASE_DIR)
    ours = {Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == root}
    for folder in sorted({*ours, root / "config", root / "templates"}):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".html", ".txt", ".xml"} and "migrations" not in path.parts:
                yield path


def texts_in(path: Path) -> Iterator[Text]:
    """The texts of one file, in order. Raises SyntaxError or TemplateSyntaxError for a file that cannot be read."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        source = _as_python(source, str(path))
    keywords = dict.fromkeys(FUNCTIONS)
    calls = extract_python(BytesIO(source.encode()), keywords, COMMENT_TAGS, {"encoding": "utf-8"})
    for _line, function, arguments, comments in calls:
        text = _text(str(function), arguments)
        if text is not None:
            text.comments = [comment.strip() for comment in comments or ()]
            yield text


def _as_python(template: str, origin: str) -> str:
    # Django's own converter leaves calls of gettext between rows of X; indentation would make no sense to Python.
    return re.sub(r"^[ \t]+", "", templatize(template, origin=origin), flags=re.MULTILINE)


def _text(function: str, arguments: object) -> Text | None:
    words = list(arguments) if isinstance(arguments, tuple | list) else [arguments]
    context = words.pop(0) if function.startswith(("pgettext", "npgettext")) else None
    msgid = words[0] if words else None
    if not isinstance(msgid, str) or not msgid or not isinstance(context, str | None):
        return None  # a variable: its own text is marked where it is written
    plural = words[1] if function.startswith(("ngettext", "npgettext")) else None
    return Text(msgid, context, plural if isinstance(plural, str) else None)
