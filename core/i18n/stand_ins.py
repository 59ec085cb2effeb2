"""Says with `lang` which of the interface's texts stand in for a missing translation (WCAG 2.2, 3.1.2).

A language without a word for a text shows the default language's. A translated text is a plain string: nothing in it
says which catalogue it came from, and it may end in an element or in an attribute. So while a page is made, each text
from the default catalogue carries a mark at its beginning and end, and the finished page turns the marks into `lang`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from gettext import NullTranslations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation.trans_real import translation

from core.i18n.direction import direction
from core.i18n.negotiation import language_of_path

#: Two characters for private use (Unicode, 23.5), which no text of the portal holds.
BEGIN, END = "\ue0f0", "\ue0f1"
_MARKS = re.compile(f"[{BEGIN}{END}]")
_MARKS_APART = re.compile(f"([{BEGIN}{END}])")
#: A comment, an element whose content is no markup, or one tag with its attributes (HTML, 13.2.5).
_MARKUP = re.compile(
    r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)\s*>|</?[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<[a-zA-Z][\w-]*")
_LANG = re.compile(r"\slang\s*=", re.IGNORECASE)
#: Elements that hold text alone: a `<span>` in them would be read out as letters.
_TEXT_ONLY = re.compile(r"<(?:title|option|textarea)\b", re.IGNORECASE)

_is_marking: ContextVar[bool] = ContextVar("is_marking", default=False)


class _Marked(NullTranslations):
    """The default language's catalogue as another language's fallback: what it answers is marked while a page is made."""

    def __init__(self, catalogue: NullTranslations) -> None:
        super().__init__()
        self.catalogue = catalogue

    def gettext(self, message: str) -> str:
        """The text, marked. Django asks for a context as part of the message."""
        return _mark(self.catalogue.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The text for a number, marked."""
        return _mark(self.catalogue.ngettext(msgid1, msgid2, n))


def _mark(text: str) -> str:
    return f"{BEGIN}{text}{END}" if text and _is_marking.get() else text


@contextmanager
def marking() -> Iterator[None]:
    """Within it, texts that stand in for a missing translation into the active language carry marks."""
    language = get_language() or settings.LANGUAGE_CODE
    catalogue = translation(language)
    fallback = catalogue._fallback  # type: ignore[attr-defined]
    if fallback is not None and not isinstance(fallback, _Marked):
        catalogue._fallback = _Marked(fallback)  # type: ignore[attr-defined]
    token = _is_marking.set(fallback is not None)
    try:
        yield
    finally:
        _is_marking.reset(token)


def without_marks(text: str) -> str:
    """The text as a reader sees it."""
    return _MARKS.sub("", text)


def with_lang(html: str, language: str, page_language: str) -> str:
    """The page with `lang` in place of marks: on the element where a text is all it holds, else on a `<span>` around it.

    A text in an attribute only loses its marks: an attribute has no language but its element's.
    """
    dir_of = direction(language)
    attributes = f' lang="{language}"' + (f' dir="{dir_of}"' if dir_of != direction(page_language) else "")
    pieces = _pieces(html)
    depth = 0
    for at in range(0, len(pieces), 2):
        if depth or _MARKS.search(pieces[at]):
            depth = _say_in(pieces, at, depth, attributes)
    return without_marks("".join(pieces))


def _pieces(html: str) -> list[str]:
    """Text and markup in turn, beginning and ending with text."""
    pieces, end = [], 0
    for match in _MARKUP.finditer(html):
        pieces += [html[end : match.start()], match.group()]
        end = match.end()
    return [*pieces, html[end:]]


def _say_in(pieces: list[str], at: int, depth: int, attributes: str) -> int:
    """Says the language of what is marked in one piece of text; returns how many marks are still open after it."""
    segments, depth = _segments(pieces[at], depth)
    before = pieces[at - 1] if at else ""
    after = pieces[at + 1] if at + 1 < len(pieces) else ""
    words = [is_marked for segment, is_marked in segments if segment.strip()]
    if words == [True] and _opens(before) and after.startswith("</") and not _LANG.search(before):
        pieces[at - 1] = _TAG.sub(lambda match: match.group() + attributes, before, count=1)
    elif not (_opens(before) and _TEXT_ONLY.match(before)):
        pieces[at] = "".join(
            f"<span{attributes}>{segment}</span>" if is_marked and segment.strip() else segment
            for segment, is_marked in segments
        )
    return depth


def _segments(text: str, depth: int) -> tuple[list[tuple[str, bool]], int]:
    """The text cut where marks begin and end, each segment with whether it is marked. Marks may hold others."""
    segments: list[tuple[str, bool]] = []
    for segment in _MARKS_APART.split(text):
        if segment in (BEGIN, END):
            depth = max(0, depth + (1 if segment == BEGIN else -1))
        elif segments and segments[-1][1] == (depth > 0):
            segments[-1] = (segments[-1][0] + segment, depth > 0)
        elif segment:
            segments.append((segment, depth > 0))
    return segments, depth


def _opens(tag: str) -> bool:
    return _TAG.match(tag) is not None and not tag.endswith("/>")


class StandInMiddleware:
    """Gives stand-in texts of public pages their `lang`. Inside the page cache, so once for each page kept."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = language_of_path(request.path_info)
        if not language:
            return self.get_response(request)
        with marking():
            response = self.get_response(request)
        if isinstance(response, HttpResponse) and BEGIN.encode() in response.content:
            text = response.content.decode(response.charset)
            is_page = response.get("Content-Type", "").startswith("text/html")
            response.content = with_lang(text, settings.LANGUAGE_CODE, language) if is_page else without_marks(text)
        return response
