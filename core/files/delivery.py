"""Sends a stored file that has been checked: itself, through nginx, or by a signed URL of the store."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import Storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header

SIGNED_SECONDS = 60
PUBLIC_SECONDS = {"document": 300, "image": 3600}  # how long a copy elsewhere may outlive an unpublishing
ACCEL_PREFIX = "/protected/"  # the internal location of deploy/nginx
CHUNK = 64 * 1024

# A table of our own: the one of the operating system differs between machines.
CONTENT_TYPES = {
    "avif": "image/avif",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gif": "image/gif",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "rtf": "application/rtf",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "webm": "video/webm",
    "webp": "image/webp",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
#: What a browser may show itself. Never HTML or SVG: both can carry script.
INLINE = frozenset(
    {"avif", "gif", "jpeg", "jpg", "m4a", "mp3", "mp4", "ogg", "opus", "pdf", "png", "txt", "vtt", "webm", "webp"}
)
#: Sent by the portal itself whatever the way of delivery: browsers take captions from the page's own address only.
OWN_ADDRESS = frozenset({"vtt"})

_RANGE = re.compile(r"bytes=(\d*)-(\d*)$", re.ASCII)


@dataclass
class Stored:
    """One file to send: where it lies, the name it is saved under, its version, who may keep a copy."""

    storage: Storage
    path: str
    filename: str
    version: str
    kind: str
    is_public: bool

    @cached_property
    def size(self) -> int:
        """Bytes. Raises Http404 when the store does not have the file."""
        try:
            return self.storage.size(self.path)
        except FileNotFoundError as error:
            raise Http404("The store does not have this file.") from error

    @property
    def extension(self) -> str:
        return PurePosixPath(self.filename).suffix[1:].lower()

    @property
    def content_type(self) -> str:
        """Media type by file extension; one that no browser interprets when it is unknown."""
        return CONTENT_TYPES.get(self.extension, "application/octet-stream")

    @property
    def disposition(self) -> str:
        """Content-Disposition with the name in UTF-8 (RFC 6266)."""
        header = content_disposition_header(self.extension not in INLINE, self.filename)
        return header or "inline"

    @property
    def etag(self) -> str:
        return f'"{self.version}"'


def deliver(request: HttpRequest, stored: Stored) -> HttpResponseBase:
    """The response that carries the file, or 304. Raises Http404 when the store does not have it."""
    way = settings.FILE_DELIVERY
    if way == "redirect" and stored.extension not in OWN_ADDRESS:
        return _redirect(stored)
    response: HttpResponseBase | None = get_conditional_response(request, etag=stored.etag)
    if response is None:
        response = _accel(stored) if way == "accel" else _direct(request, stored)
    return _with_headers(response, stored)


def _redirect(stored: Stored) -> HttpResponse:
    url = stored.storage.url(  # type: ignore[call-arg]
        stored.path,
        parameters={
            "ResponseContentDisposition": stored.disposition,
            "ResponseContentType": stored.content_type,
        },
        expire=SIGNED_SECONDS,
    )
    response = HttpResponse(status=302)
    response["Location"] = url
    response["Cache-Control"] = "private, no-store"
    return response


def _accel(stored: Stored) -> HttpResponse:
    response = HttpResponse(content_type=stored.content_type)
    response["X-Accel-Redirect"] = ACCEL_PREFIX + quote(stored.path)
    response["Content-Disposition"] = stored.disposition
    return response


def _direct(request: HttpRequest, stored: Stored) -> HttpResponseBase:
    start, stop = _wanted(request, stored)
    if start is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    opened = stored.storage.open(stored.path, "rb")
    response: StreamingHttpResponse
    if (start, stop) == (0, stored.size):
        response = FileResponse(opened, content_type=stored.content_type)
    else:
        opened.seek(start)
        response = StreamingHttpResponse(_slice(opened, stop - start), status=206, content_type=stored.content_type)
        response["Content-Range"] = f"bytes {start}-{stop - 1}/{stored.size}"
    response["Content-Length"] = str(stop - start)
    response["Content-Disposition"] = stored.disposition
    response["Accept-Ranges"] = "bytes"
    return response


def _wanted(request: HttpRequest, stored: Stored) -> tuple[int | None, int]:
    """First byte and the one after the last, of a single range (RFC 9110, 14.2); first is None when out of bounds.

    Several ranges, another unit, or a version that `If-Range` does not name: the whole file.
    """
    whole = (0, stored.size)
    match = _RANGE.match(request.headers.get("Range", ""))
    if not match or request.headers.get("If-Range", stored.etag) != stored.etag:
        return whole
    first, last = match.groups()
    if len(first) > 18 or len(last) > 18 or not (first or last):
        return whole
    if first and last and int(last) < int(first):
        return whole
    if not first:
        return (max(0, stored.size - int(last)), stored.size) if int(last) and stored.size else (None, 0)
    if int(first) >= stored.size:
        return None, 0
    return int(first), min(int(last) + 1, stored.size) if last else stored.size


def _slice(opened: Any, length: int) -> Iterator[bytes]:
    with opened:
        while length > 0 and (chunk := opened.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk


def _with_headers(response: HttpResponseBase, stored: Stored) -> HttpResponseBase:
    sandbox = "" if stored.extension in INLINE else "; sandbox"  # a sandboxed PDF shows as an empty page in Chromium
    response["ETag"] = stored.etag
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = f"default-src 'none'{sandbox}"
    if stored.is_public:
        response["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS[stored.kind]}"
    else:
        response["Cache-Control"] = "private, no-store"
    return response
