"""One answer as it is kept: its bytes, plain and compressed, its headers, its tags."""

import gzip
import hashlib
import json
import re
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

OVERHEAD = 1500  # bytes of Python objects around an entry, roughly
SMALLEST_COMPRESSED = 500
COMPRESSED_TYPES = ("text/", "application/json", "application/atom+xml", "application/xml", "image/svg+xml")
BROWSERS = "public, max-age=0, must-revalidate"
_READS_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))").search
_NOT_KEPT = frozenset({"content-length", "etag", "date"})


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer for anybody. `made_at` is in seconds since the epoch; `generation` is what it was made from."""

    status: int
    headers: dict[str, str]
    body: bytes
    packed: bytes
    made_at: float
    generation: object
    tag: str = field(init=False)
    packed_tag: str = field(init=False)

    def __post_init__(self) -> None:
        digest = hashlib.blake2b(self.body, digest_size=12).hexdigest()
        object.__setattr__(self, "tag", f'"{digest}"')
        object.__setattr__(self, "packed_tag", f'"{digest}-gzip"')

    @property
    def size(self) -> int:
        """Bytes of memory, roughly."""
        return len(self.body) + len(self.packed) + OVERHEAD

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The answer to one request: the bytes the browser can read, or 304 when it has them (RFC 9110, 13.1.2)."""
        meta = request.META
        is_packed = bool(self.packed) and bool(_READS_GZIP(meta.get("HTTP_ACCEPT_ENCODING", "")))
        tag, body = (self.packed_tag, self.packed) if is_packed else (self.tag, self.body)
        asked = meta.get("HTTP_IF_NONE_MATCH")
        if asked is not None and self.status == 200 and _matches(asked, tag):
            response = HttpResponse(status=304)
            del response.headers["Content-Type"]
            for name in ("Cache-Control", "Vary", "Content-Language", "Content-Security-Policy"):
                if name in self.headers:
                    response.headers[name] = self.headers[name]
        else:
            response = HttpResponse(body if request.method == "GET" else b"", status=self.status, headers=self.headers)
            response.headers["Content-Length"] = str(len(body))
            if is_packed:
                response.headers["Content-Encoding"] = "gzip"
        response.headers["ETag"] = tag
        return response

    def dump(self) -> bytes:
        """The entry as bytes without code in them, for a store outside the process."""
        head = {"status": self.status, "headers": self.headers, "made_at": self.made_at, "length": len(self.body)}
        return json.dumps(head).encode() + b"\n" + self.body + self.packed

    @classmethod
    def load(cls, data: bytes, generation: object) -> "Entry":
        """The entry that `dump` made. Raises ValueError, KeyError or TypeError on anything else."""
        line, _, rest = data.partition(b"\n")
        head = json.loads(line)
        end = int(head["length"])
        return cls(int(head["status"]), dict(head["headers"]), rest[:end], rest[end:], head["made_at"], generation)


def _matches(asked: str, tag: str) -> bool:
    """Weak comparison, as If-None-Match has it: proxies that recompress make strong tags weak."""
    if asked == tag:
        return True
    tags = parse_etags(asked)
    return tags == ["*"] or any(one.removeprefix("W/") == tag for one in tags)


def entry_from(response: HttpResponseBase, generation: object, now: float) -> Entry:
    """The entry for an answer that may be kept."""
    body = bytes(response.content)  # type: ignore[attr-defined]
    headers = {name: value for name, value in response.items() if name.lower() not in _NOT_KEPT}
    headers.setdefault("Cache-Control", BROWSERS)
    may_pack = len(body) >= SMALLEST_COMPRESSED and headers.get("Content-Type", "").startswith(COMPRESSED_TYPES)
    # Compression beside a secret can betray it (BREACH); what is kept here holds none.
    packed = gzip.compress(body, 6, mtime=0) if may_pack else b""
    vary = [name.strip() for name in headers.get("Vary", "").split(",") if name.strip()]
    for name in ("Accept-Encoding", "HX-Request"):
        if name.lower() not in {known.lower() for known in vary}:
            vary.append(name)
    headers["Vary"] = ", ".join(vary)
    return Entry(response.status_code, headers, body, packed, now, generation)
