"""As production serves pages: static files collected and compressed, no debug, the page cache; only https is left out."""

from config.settings.test import *  # noqa: F403
from config.settings.test import MIDDLEWARE, STORAGES

STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
CACHE_URL = "memory://"
SEARCH_URL = "tantivy://"
MIDDLEWARE = ["tests.journeys.counting.CountQueries", *MIDDLEWARE]
