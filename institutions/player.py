"""What the page of a recording or picture shows besides its words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.locales import language_of
from core.models import PortalDocument

VIDEO_TYPES = {"mp4": "video/mp4", "webm": "video/webm"}
AUDIO_TYPES = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "opus": "audio/ogg",
    "ogg": "audio/ogg",
    "webm": "audio/webm",
    "mp4": "audio/mp4",
}


def player_context(page: Any) -> dict[str, Any]:
    """The recording with its tracks, its sign-language version, its length in words; one query for their files."""
    tracks = list(page.tracks.all())
    keys = [page.media_id, page.sign_language_id, *(track.file_id for track in tracks)]
    files = PortalDocument.objects.in_bulk([key for key in keys if key])
    shown = [track for track in tracks if track.file_id in files]
    # HTML allows one default track of a recording.
    default = next((track for track in shown if track.language == language_of(page.locale_id)), None)
    return {
        "recording": _recording(files.get(page.media_id), VIDEO_TYPES if page.kind == "video" else AUDIO_TYPES),
        "signed": _recording(files.get(page.sign_language_id), VIDEO_TYPES),
        "tracks": [_track(track, files[track.file_id].url, track is default) for track in shown],
        "length": length_in_words(page.seconds),
    }


def _recording(document: PortalDocument | None, types: dict[str, str]) -> dict[str, Any] | None:
    if document is None:
        return None
    extension = document.file_extension.lower()
    return {
        "url": document.url,
        "type": types.get(extension, ""),
        "size": document.get_file_size(),
        "extension": extension,
    }


def _track(track: Any, url: str, is_default: bool) -> dict[str, Any]:
    return {"kind": track.kind, "language": track.language, "url": url, "is_default": is_default}


def length_in_words(seconds: int | None) -> str:
    """`2 min 5 s`, or an empty string when the length is not known."""
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return ngettext("%(n)s second", "%(n)s seconds", rest) % {"n": rest}
    return _("%(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest}
