"""Words by which a text of the other institution is known again, wherever it comes out."""

import json
import re
import zipfile
from io import BytesIO
from typing import Any

#: Stands beside every marker: what is searched for, because an answer repeats the words that were asked.
WORD = "zebra"
#: Stands in what is public of the other institution: seeing it proves that a route shows such things at all.
PUBLIC = "publicb"
#: The kinds of texts that were marked.
MARKED: set[str] = set()
#: A year that only the other institution's agreement names: dates hold no words.
YEAR = 7391

_MARKER = re.compile(r"markerb([a-z]+)|\b(7391)\b|/images/(signed)/")
_WORDS = ("markerb", str(YEAR), "/images/signed/")


def mark(kind: str, number: int | str = "") -> str:
    """A text of this kind that nobody outside the institution may read."""
    MARKED.add(kind)
    return f"{WORD} MARKERB{kind}0{number}"


def kinds_in(text: str) -> set[str]:
    """The kinds of marked texts in it."""
    lower = text.lower()
    if not any(word in lower for word in _WORDS):  # an expression that minds no case is slow on long pages
        return set()
    return {("agreement" if year else kind or signed) for kind, year, signed in _MARKER.findall(lower)}


def text_of(response: Any) -> str:
    """Everything that an answer tells: its body, also of packed tables, its headers, and messages for the next page."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    kept = [value for name, value in response.headers.items() if name.lower() not in {"content-security-policy"}]
    request = getattr(response, "wsgi_request", None)
    queued = getattr(getattr(request, "_messages", None), "_queued_messages", [])
    return "\n".join([body.decode("utf-8", "replace"), *kept, *(str(message) for message in queued)])


def html_of(response: Any) -> str:
    """The page of an answer; of the steps of a dialogue, its page."""
    text = response.content.decode("utf-8", "replace")
    if response.headers.get("Content-Type", "").startswith("application/json"):
        data = json.loads(text)
        return str(data.get("html", "")) if isinstance(data, dict) else ""
    return text


def is_picture(response: Any) -> bool:
    """Whether the answer is a picture made of dots: one of the other institution holds no words."""
    kind = response.headers.get("Content-Type", "")
    return kind.startswith("image/") and "svg" not in kind
