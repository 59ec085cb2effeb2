"""The settings of the tests, with what is remembered between requests as in production."""

from config.settings.test import *  # noqa: F403

CACHE_URL = "memory://"
