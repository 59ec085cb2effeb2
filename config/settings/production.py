"""Production: refuses to start, in words, on anything missing or unsafe."""

from django.core.exceptions import ImproperlyConfigured

from config.environment import VARIABLES, read
from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, SECRET_KEY, SITE_URL


def _refusals() -> list[str]:
    missing = [variable for variable in VARIABLES.values() if variable.required and not read(variable.name)]
    sentences = [f"{variable.name} is not set. {variable.meaning}" for variable in missing]
    if SECRET_KEY and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or "not-a-secret" in SECRET_KEY):
        sentences.append("SECRET_KEY can be guessed. Use at least 50 random characters.")
    if "*" in ALLOWED_HOSTS:
        sentences.append("ALLOWED_HOSTS contains '*', which accepts any host name. List the portal's own names.")
    if SITE_URL and not SITE_URL.startswith("https://"):
        sentences.append(f"SITE_URL is {SITE_URL}, which is not https. Put a certificate in front and use https://.")
    return sentences


if _problems := _refusals():
    raise ImproperlyConfigured("The portal does not start:\n- " + "\n- ".join(_problems))

SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
if int(read("TRUSTED_PROXIES")) > 0:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
