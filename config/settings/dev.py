"""Development: everything on this machine, nothing to configure."""

import os

os.environ.setdefault("SECRET_KEY", "development-only-not-a-secret-development-only-not-a-secret")
os.environ.setdefault("DEMONSTRATION", "true")
os.environ.setdefault("LINK_CHECKS", "false")  # a trial run asks nothing of other people's sites
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
os.environ.setdefault("SITE_URL", f"http://localhost:{os.environ.get('PORT', '8000')}")

from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES

DEBUG = True
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
