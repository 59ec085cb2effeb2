"""What production refuses to start with: a sentence for each variable that is missing, unsafe or not understood."""

import logging
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf.locale import LANG_INFO
from django.http.request import validate_host

from config.environment import VARIABLES, read, read_list

#: What each address may start with; anything else would fail later, in other words, or be ignored.
SCHEMES = {
    "DATABASE_URL": ("sqlite", "postgres", "postgresql"),
    "CACHE_URL": ("memory", "redis", "rediss", "off"),
    "STORAGE_URL": ("file", "s3"),
    "SEARCH_URL": ("database",),
    "EMAIL_URL": ("smtp", "smtp+tls", "smtps", "smtp+ssl", "consolemail"),
}
OWN_LANGUAGES = {"zgh"}  # spoken by the portal, unknown to Django (config.settings.base adds it)
LEAST_CHARACTERS, LEAST_DIFFERENT = 50, 10  # as `check --deploy` asks, with room above its five different ones


def refusals() -> list[str]:
    """A sentence for each reason not to start; empty when the environment is complete and safe."""
    return [sentence for rule in RULES for sentence in rule()]


def _missing() -> Iterator[str]:
    for variable in VARIABLES.values():
        if variable.required and not read(variable.name):
            yield f"{variable.name} is not set. {variable.meaning}"


def _secret_key() -> Iterator[str]:
    key = read("SECRET_KEY")
    if key and (len(key) < LEAST_CHARACTERS or len(set(key)) < LEAST_DIFFERENT or "not-a-secret" in key):
        yield f"SECRET_KEY can be guessed. Use at least {LEAST_CHARACTERS} random characters."


def _hosts() -> Iterator[str]:
    hosts, site = read_list("ALLOWED_HOSTS"), urlsplit(read("SITE_URL"))
    if "*" in hosts:
        yield "ALLOWED_HOSTS contains '*', which accepts any host name. List the portal's own names."
    if read("SITE_URL") and site.scheme != "https":
        yield f"SITE_URL is {read('SITE_URL')}, which is not https. Put a certificate in front and use https://."
    elif hosts and site.hostname and not validate_host(site.hostname, hosts):
        yield f"SITE_URL leads to {site.hostname}, which is not in ALLOWED_HOSTS. Add it there."


def _languages() -> Iterator[str]:
    codes = read_list("LANGUAGES")
    for code in codes:
        if code not in LANG_INFO and code not in OWN_LANGUAGES:
            yield f"LANGUAGES names '{code}', which is no language the portal knows. Use codes such as ar, fr, en or zgh."
    if read("DEFAULT_LANGUAGE") not in codes:
        yield f"DEFAULT_LANGUAGE is {read('DEFAULT_LANGUAGE')}, which is not in LANGUAGES. Add it there, or choose another."


def _addresses() -> Iterator[str]:
    for name, schemes in SCHEMES.items():
        scheme = read(name).partition(":")[0]
        if scheme not in schemes:
            known = ", ".join(f"{each}:" for each in schemes)
            yield f"{name} starts with '{scheme}:', which is not supported. It may start with {known}"


def _values() -> Iterator[str]:
    if not read("TRUSTED_PROXIES").isdecimal():
        yield f"TRUSTED_PROXIES is '{read('TRUSTED_PROXIES')}'. Write a number; 0 trusts no proxy."
    if read("LOG_LEVEL") not in logging.getLevelNamesMapping():
        yield f"LOG_LEVEL is '{read('LOG_LEVEL')}'. Use DEBUG, INFO, WARNING or ERROR."
    try:
        ZoneInfo(read("TIME_ZONE"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f"TIME_ZONE is '{read('TIME_ZONE')}', which is no time zone. Use a name such as Africa/Casablanca."


RULES: tuple[Callable[[], Iterator[str]], ...] = (_missing, _secret_key, _hosts, _languages, _addresses, _values)
