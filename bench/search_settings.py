"""Settings of the portal that bench/search.py measures: those of production as far as they cost time, without a domain."""

from config.environment import read
from config.settings.test import *  # noqa: F403

SEARCH_URL = read("SEARCH_URL")
CACHE_URL = "memory://"
