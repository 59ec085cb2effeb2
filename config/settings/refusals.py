"""What production refuses to start with: a sentence for each variable that is missing, unsafe or not understood."""

import logging
import os
from collections.abc import Callable, Iterator
from email.utils import parseaddr
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf.locale import LANG_INFO
from django.http.request import validate_host

from config.environment import BASE_DIR, VARIABLES, read, read_list
from config.settings.refused_addresses import refused_addresses, split

OWN_LANGUAGES = {"zgh"}  # spoken by the portal, unknown to Django (config.settings.base adds it)
LEAST_CHARACTERS, LEAST_DIFFERENT = 50, 10  # as `check --deploy` asks, with room above its five different ones
FILE_DELIVERIES = ("direct", "accel", "redirect")  # as core.files.checks says of every other environment


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
    hosts, address = read_list("ALLOWED_HOSTS"), read("SITE_URL")
    site = split(address)
    if read("ALLOWED_HOSTS") and not hosts:
        yield "ALLOWED_HOSTS names no host. List the portal's own names, separated by commas."
    if "*" in hosts:
        yield "ALLOWED_HOSTS contains '*', which accepts any host name. List the portal's own names."
    if not address:
        return
    if site is None or not site.hostname:
        yield f"SITE_URL is {address}, which names no host. Write the portal's address, as in https://integrity.example."
    elif site.scheme != "https":
        yield f"SITE_URL is {address}, which is not https. Put a certificate in front and use https://."
    elif site.username is not None or site.path.strip("/") or site.query or site.fragment:
        yield f"SITE_URL is {address}. Write nothing but scheme, host and port, as in https://integrity.example."
    elif hosts and not validate_host(site.hostname, hosts):
        yield f"SITE_URL leads to {site.hostname}, which is not in ALLOWED_HOSTS. Add it there."


def _languages() -> Iterator[str]:
    codes = read_list("LANGUAGES")
    for name in ("LANGUAGES", "UNREVIEWED_LANGUAGES"):
        for code in read_list(name):
            if code not in LANG_INFO and code not in OWN_LANGUAGES:
                yield f"{name} names '{code}', which is no language the portal knows. Use codes such as ar, fr, en or zgh."
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"LANGUAGES names '{code}' more than once. Remove all but one."
    if read("DEFAULT_LANGUAGE") not in codes:
        yield f"DEFAULT_LANGUAGE is {read('DEFAULT_LANGUAGE')}, which is not in LANGUAGES. Add it there, or choose another."


def _files() -> Iterator[str]:
    way, on_disk = read("FILE_DELIVERY"), read("STORAGE_URL").startswith("file:")
    if way not in FILE_DELIVERIES:
        yield f"FILE_DELIVERY is '{way}'. Use direct, accel or redirect."
    elif way == "redirect" and on_disk:
        yield "FILE_DELIVERY is redirect, but STORAGE_URL keeps files on disk. Use direct or accel, or an S3 store."
    elif way == "accel" and not on_disk:
        yield "FILE_DELIVERY is accel, but STORAGE_URL keeps no files on disk. Use direct or redirect."
    if not read("VAR_DIR"):
        yield "VAR_DIR is empty, which would be the folder of the code. Name a folder, or leave the variable out."
    elif not _can_be_written((BASE_DIR / read("VAR_DIR")).resolve()):
        yield f"VAR_DIR is {read('VAR_DIR')}, where this user cannot write. Name a folder of the portal's own."


def _can_be_written(folder: Path) -> bool:
    """Whether the folder, or the nearest one above it that exists, lets this user write."""
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _values() -> Iterator[str]:
    if not read("TRUSTED_PROXIES").isdecimal():
        yield f"TRUSTED_PROXIES is '{read('TRUSTED_PROXIES')}'. Write a number; 0 trusts no proxy."
    if not read("REVIEW_GRACE_DAYS").isdecimal():
        yield f"REVIEW_GRACE_DAYS is '{read('REVIEW_GRACE_DAYS')}'. Write a number of days."
    if not read_list("WORKING_WEEKDAYS") or set(read_list("WORKING_WEEKDAYS")) - set("0123456"):
        yield (
            f"WORKING_WEEKDAYS is '{read('WORKING_WEEKDAYS')}'."
            " Write numbers from 0 (Monday) to 6 (Sunday), separated by commas."
        )
    if read("LOG_LEVEL") not in logging.getLevelNamesMapping():
        yield f"LOG_LEVEL is '{read('LOG_LEVEL')}'. Use DEBUG, INFO, WARNING or ERROR."
    if read("DEMONSTRATION").lower() not in ("true", "false"):
        yield f"DEMONSTRATION is '{read('DEMONSTRATION')}'. Use true or false."
    sender = read("DEFAULT_FROM_EMAIL")
    if not all(parseaddr(sender)[1].partition("@")) or "\n" in sender or "\r" in sender:
        yield f"DEFAULT_FROM_EMAIL is {sender!r}, which is no address. Write one such as portal@integrity.example."
    try:
        ZoneInfo(read("TIME_ZONE"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield f"TIME_ZONE is '{read('TIME_ZONE')}', which is no time zone. Use a name such as Africa/Casablanca."


RULES: tuple[Callable[[], Iterator[str]], ...] = (
    _missing,
    _secret_key,
    _hosts,
    _languages,
    refused_addresses,
    _files,
    _values,
)
