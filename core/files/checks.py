"""Start-up checks of the setting FILE_DELIVERY."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.files.storage import FileSystemStorage, default_storage

WAYS = ("direct", "accel", "redirect")


@register
def check_file_delivery(**kwargs: Any) -> list[CheckMessage]:
    """FILE_DELIVERY is a known way, and the storage can do it."""
    way = settings.FILE_DELIVERY
    on_disk = isinstance(default_storage, FileSystemStorage)
    if way not in WAYS:
        return [Error(f"FILE_DELIVERY is '{way}'. Use one of {', '.join(WAYS)}.", id="core.E010")]
    if way == "accel" and not on_disk:
        return [Error("FILE_DELIVERY=accel needs files on disk. Use direct or redirect with S3.", id="core.E011")]
    if way == "redirect" and on_disk:
        return [
            Error("FILE_DELIVERY=redirect needs an S3 store. Use direct or accel with files on disk.", id="core.E012")
        ]
    return []
