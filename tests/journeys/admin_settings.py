"""As settings.py, with the admin: its thousands of static files are served as they are, which saves collecting them."""

from tests.journeys.settings import *  # noqa: F403
from tests.journeys.settings import STORAGES

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
