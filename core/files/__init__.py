"""Uploaded files: who may see them, at which address, and how they leave the server."""

from core.files.referrers import register_referrer
from core.files.visibility import refresh_files, refresh_pages

__all__ = ["refresh_files", "refresh_pages", "register_referrer"]
