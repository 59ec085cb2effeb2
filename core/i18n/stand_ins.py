"""Says with `lang` which of the interface's texts stand in for a missing translation (WCAG 2.2, 3.1.2).

A language without a word for a text shows the default language's. A translated text is a plain string: nothing in it
says which catalogue it came from, and it may end in an element or in an attribute. So while a page is made, the words of
each text from the default catalogue stand between two marks, what is inserted into it outside them, and the finished page
turns the marks into `lang`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from gettext import NullTranslations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation.trans_real import translation

from core.i18n.direction import direction

#: Two noncharacters (Unicode, 23.7), which no text may hold.
BEGIN, END = "\ufdd0", "\ufdd1"
_MARKS = re.compile(f"[{BEGIN}{END}]")
_MARKS_APART = re.compile(f"([{BEGIN}{END}])")
#: A comment, an element whose content is no markup, or one tag with its attributes (HTML, 13.2.5).
_MARKUP = re.compile(
    r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)\s*>|</?[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL | re.IGNORECASE,
)
#: What Python's two ways of formatting replace.
_PLACEHOLDER = re.compile(r"(%(?:\(\w+\))?[a-z%]|\{[^{}]*\})")
_LETTER = re.compile(r"[^\W\d_]")
_TAG = re.compile(r"<[a-zA-Z][\w-]*")
_LANG = re.compile(r"\slang\s*=", re.IGNORECASE)
#: Elements without content (HTML, 13.1.2): text after their tag is not theirs.
_VOID = re.compile(r"<(?:area|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b", re.IGNORECASE)
#: Elements that hold text alone: a `<span>` in them would be read out as letters.
_TEXT_ONLY = re.compile(r"<(?:title|option|textarea)\b", re.IGNORECASE)

_is_marking: ContextVar[bool] = ContextVar("is_marking", default=False)


class _Marked(NullTranslations):
    """The default language's catalogue as another language's fallback: what it answers is marked while a page is made."""

    def __init__(self, catalogue: NullTranslations) -> None:
        super().__init__()
        self.catalogue = catalogue

    def gettext(self, message: str) -> str:
        """The text, marked if it is the default language's. Django asks for a context as part of the message."""
        text = self.catalogue.gettext(message)
        return _mark(text) if message in self.catalogue._catalog else text  # type: ignore[attr-defined]

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The text for a number, marked if it is the default language's."""
        text = self.catalogue.ngettext(msgid1, msgid2, n)
        return text if text in (msgid1, msgid2) else _mark(text)


def _mark(text: str) -> str:
    """The text with its words between marks; placeholders stay outside, for what they become has its own language."""
    if not _is_marking.get():
        return text
    pieces = _PLACEHOLDER.split(text)
    pieces[::2] = [f"{BEGIN}{piece}{END}" if _LETTER.search(piece) else piece for piece in pieces[::2]]
    return "".join(pieces)


def is_marking() -> bool:
    """Whether texts carry marks now: what is made now and kept is not the same as what is made without them."""
    return _is_marking.get()


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
    is_open = False
    for at in range(0, len(pieces), 2):
        if is_open or _MARKS.search(pieces[at]):
            is_open = _say_in(pieces, at, is_open, attributes)
    return without_marks("".join(pieces))


def _pieces(html: str) -> list[str]:
    """Text and markup in turn, beginning and ending with text."""
    pieces, end = [], 0
    for match in _MARKUP.finditer(html):
        pieces += [html[end : match.start()], match.group()]
        end = match.end()
    return [*pieces, html[end:]]


def _say_in(pieces: list[str], at: int, is_open: bool, attributes: str) -> bool:
    """Says the language of what is marked in one piece of text; returns whether a mark is still open after it."""
    segments, is_open = _segments(pieces[at], is_open)
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
    return is_open


def _segments(text: str, is_open: bool) -> tuple[list[tuple[str, bool]], bool]:
    """The text cut where marks begin and end, each segment with whether it is marked."""
    segments: list[tuple[str, bool]] = []
    for segment in _MARKS_APART.split(text):
        if segment in (BEGIN, END):
            is_open = segment == BEGIN
        elif segments and segments[-1][1] == is_open:
            segments[-1] = (segments[-1][0] + segment, is_open)
        elif segment:
            segments.append((segment, is_open))
    return segments, is_open


def _opens(tag: str) -> bool:
    return _TAG.match(tag) is not None and not tag.endswith("/>") and not _VOID.match(tag)


class StandInMiddleware:
    """Gives stand-in texts of public pages their `lang`. Inside the page cache, so once for each page kept.

    Not in the admin, which sends some answers piece by piece (exports).
    """

    admin: str | None = None

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        with suppress(NoReverseMatch):
            self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self.admin and request.path_info.startswith(self.admin):
            return self.get_response(request)
        language = get_language() or settings.LANGUAGE_CODE
        with marking():
            response = self.get_response(request)
        if isinstance(response, HttpResponse) and any(mark.encode() in response.content for mark in (BEGIN, END)):
            text = response.content.decode(response.charset)
            is_page = response.get("Content-Type", "").startswith("text/html")
            response.content = with_lang(text, settings.LANGUAGE_CODE, language) if is_page else without_marks(text)
        return response
