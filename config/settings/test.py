"""Tests: quick password hashing, mail kept in memory, files in a folder that pytest removes."""

import os

os.environ.setdefault("SECRET_KEY", "test-only-not-a-secret-test-only-not-a-secret-test-only")
os.environ.setdefault("DEMONSTRATION", "true")
os.environ.setdefault("ALLOWED_HOSTS", "localhost,127.0.0.1,testserver")
os.environ.setdefault("SITE_URL", "http://localhost")

from config.settings.base import *  # noqa: F403
from config.settings.base import STORAGES

SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # else it lists every file for each client of the tests
CACHE_URL = "off://"  # the tests of the page cache turn it on; all others see what the views answer
LINK_CHECKS = False  # no test asks the internet; those of the link checker ask a server of their own
SEARCH_URL = "database://"  # those of the search turn an engine on
