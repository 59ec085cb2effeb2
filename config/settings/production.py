"""Production: refuses to start, in words, on anything missing or unsafe."""

from django.core.exceptions import ImproperlyConfigured

from config.environment import read
from config.settings.refusals import refusals

if _problems := refusals():  # before the settings that these values would break
    raise ImproperlyConfigured("The portal does not start:\n- " + "\n- ".join(_problems))

from config.settings.base import *  # noqa: F403

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# X_FRAME_OPTIONS is SAMEORIGIN, not DENY: the admin shows previews in a frame of its own.
SILENCED_SYSTEM_CHECKS = ["security.W019"]
if int(read("TRUSTED_PROXIES")) > 0:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
