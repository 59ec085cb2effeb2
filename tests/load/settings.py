"""The settings of tests with the page cache that production has: people write, and others must read it at once."""

from config.settings.test import *  # noqa: F403

CACHE_URL = "memory://"
