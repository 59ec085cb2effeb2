"""The forms of a page as a browser would send them."""

from functools import lru_cache
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.security.world_files import picture

_UNSEEN = "\0"
Fields = dict[str, list[str]]
#: What the admin's scripts add to the form of a page: its streams hold no block.
STREAMS = {"body-count": "0", "sources-count": "0"}


class _Forms(HTMLParser):
    """Collects the fields of every form that is sent by POST."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Fields] = []
        self._open: Fields | None = None
        self._textarea = self._select = ""
        self._first: str | None = None  # what a browser sends of a list in which nothing is chosen

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._open = {} if given.get("method", "").lower() == "post" else None
            if self._open is not None:
                self.forms.append(self._open)
        elif self._open is None:
            return
        elif tag == "input" and name and _is_sent(given):
            self._open.setdefault(name, []).append(given.get("value", ""))
        elif tag == "textarea" and name:
            self._textarea = name
            self._open[name] = [""]
        elif tag == "select":
            self._select, self._first = name, None if "multiple" in given else _UNSEEN
        elif tag == "option" and self._select:
            if self._first == _UNSEEN:
                self._first = given.get("value", "")
            if "selected" in given:
                self._open.setdefault(self._select, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self._textarea and self._open is not None:
            self._open[self._textarea][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            if self._open is not None and self._textarea:
                self._open[self._textarea][0] = self._open[self._textarea][0].removeprefix("\n")
            self._textarea = ""
        elif tag == "select":
            if self._open is not None and self._select and self._first is not None:
                self._open.setdefault(self._select, [self._first])
            self._select = ""
        elif tag == "form":
            self._open = None


def _is_sent(given: dict[str, str]) -> bool:
    kind = given.get("type")
    return "checked" in given if kind in {"checkbox", "radio"} else kind not in {"submit", "file", "button"}


@lru_cache(maxsize=64)
def fields_of(html: str) -> Fields:
    """The fields of the page's largest form with their values; nothing where there is none."""
    page = _Forms()
    page.feed(html)
    return max(page.forms, key=len, default={})


def filled(fields: Fields, changes: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    """The fields with these changes: `{name}` in a value is the key of a thing of the world, `@png` a file."""
    data: dict[str, Any] = {name: values for name, values in fields.items() if name != "csrfmiddlewaretoken"}
    for name, value in changes.items():
        if value is None:
            data.pop(name, None)
        else:
            data[name.format_map(names)] = _value(value, names)
    return data


def _value(value: Any, names: dict[str, Any]) -> Any:
    if isinstance(value, (list, tuple)):
        return [_value(one, names) for one in value]
    if not isinstance(value, str):
        return value
    if value.startswith("@{"):
        return SimpleUploadedFile("own.po", str(value[1:].format_map(names)).encode())
    if value.startswith("@"):
        return upload(value[1:])
    return value.format_map(names) if value.startswith("{") and value.endswith("}") else value


def upload(ending: str) -> SimpleUploadedFile:
    """A small file of this kind."""
    content = {
        "png": lambda: picture("own.png", "green").read(),
        "institutions": lambda: b"code,kind,name_fr\nput-there,ministry,Put there\n",
        "csv": lambda: b"id,title\n1,One\n",
    }.get(ending, lambda: b"own words")()
    return SimpleUploadedFile(f"own.{'csv' if ending == 'institutions' else ending}", content)
