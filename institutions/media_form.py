"""The form of a recording or infographic in the admin."""

from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from core.kind_form import KindForm
from institutions.player import AUDIO_TYPES, VIDEO_TYPES


class MediaForm(KindForm):
    """A draft may lack its file; what is sent for approval has it, in a form that browsers play, with its words as text."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        kind = data.get("kind")
        self._check_file("media", data.get("media"), VIDEO_TYPES if kind == "video" else AUDIO_TYPES)
        self._check_file("sign_language", data.get("sign_language"), VIDEO_TYPES)
        if "tracks" in self.formsets:
            self._check_tracks(self.formsets["tracks"].forms)
        if not self.is_deferred_validation:
            self._check_complete(data, kind)
        return data

    def _check_complete(self, data: dict[str, Any], kind: str | None) -> None:
        if kind == "infographic" and not data.get("picture"):
            self.add_error("picture", _("Choose the picture of the infographic."))
        if kind in ("video", "audio") and not data.get("media"):
            self.add_error("media", _("Choose the recording."))
        if not data.get("body"):
            self.add_error("body", _("Write everything that is said or shown, for those who cannot hear or see it."))

    def _check_file(self, name: str, document: Any, types: dict[str, str]) -> None:
        if document and document.file_extension.lower() not in types:
            message = _("Browsers do not play “%(file)s”. Choose a file that ends in %(endings)s.")
            endings = ", ".join(f".{ending}" for ending in types)
            self.add_error(name, message % {"file": document.filename, "endings": endings})

    def _check_tracks(self, rows: list[Any]) -> None:
        for row in rows:
            document = None if row.errors else row.cleaned_data.get("file")
            if document and PurePosixPath(document.filename).suffix.lower() != ".vtt":
                row.add_error("file", _("Captions are a WebVTT file: its name ends in .vtt."))
