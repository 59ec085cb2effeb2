"""Turns STORAGE_URL into Django's STORAGES."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def _default_storage(url: str, var_dir: Path) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": parts.path or str(var_dir / "media")},
        }
    if parts.scheme == "s3":
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "access_key": unquote(parts.username or "") or None,
                "secret_key": unquote(parts.password or "") or None,
                "bucket_name": parts.hostname,
                "endpoint_url": query.get("endpoint"),
                "region_name": query.get("region"),
                "signature_version": "s3v4",  # the older one is refused in newer regions
                "default_acl": None,
                "querystring_auth": True,
                "querystring_expire": 60,
                "file_overwrite": False,
            },
        }
    raise ImproperlyConfigured(
        f"STORAGE_URL starts with '{parts.scheme}'. Use file:// for a folder or s3://KEY:SECRET@BUCKET?endpoint=URL for an S3 store."
    )


def storages_from_url(url: str, var_dir: Path) -> dict[str, dict[str, object]]:
    """Django's STORAGES for a STORAGE_URL. Raises ImproperlyConfigured for another scheme than file or s3."""
    return {
        "default": _default_storage(url, var_dir),
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
