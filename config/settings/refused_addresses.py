"""Why production refuses the address of a service: database, page cache, files, search or mail.

No sentence repeats an address: passwords stand in them.
"""

from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qs, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from config.environment import read

#: What each address may start with; anything else would fail later, in other words, or be ignored.
SCHEMES = {
    "DATABASE_URL": ("sqlite", "postgres", "postgresql"),
    "CACHE_URL": ("memory", "redis", "rediss", "off"),
    "STORAGE_URL": ("file", "s3"),
    "SEARCH_URL": ("tantivy", "opensearch", "elasticsearch", "database"),
    "EMAIL_URL": ("smtp", "smtp+tls", "smtps", "smtp+ssl", "consolemail"),
}
#: What may stand behind the question mark; a misspelled option would be ignored, and files go elsewhere.
OPTIONS = {"CACHE_URL": {"megabytes"}, "STORAGE_URL": {"endpoint", "region"}}


def refused_addresses() -> Iterator[str]:
    """A sentence for each reason not to use an address."""
    for name, schemes in SCHEMES.items():
        scheme = read(name).partition(":")[0]
        parts = split(read(name))
        if scheme not in schemes:
            known = ", ".join(f"{each}:" for each in schemes)
            yield f"{name} starts with '{scheme}:', which is not supported. It may start with {known}"
        elif name == "SEARCH_URL":  # it may name several hosts
            yield from _search(read(name))
        elif parts is None or not read(name).startswith(f"{scheme}://"):
            yield (
                f"{name} is no address. Write it as {scheme}://..., with a number for the port, "
                "and write / ? # @ [ ] in a name or password as %2F %3F %23 %40 %5B %5D."
            )
        else:
            for option in sorted(options(parts).keys() - OPTIONS[name] if name in OPTIONS else ()):
                known = " or ".join(sorted(OPTIONS[name]))
                yield f"{name} has the option '{option}', which is not known. It may be {known}."
            if name in RULES:
                yield from RULES[name](parts)


def split(address: str) -> SplitResult | None:
    """The parts of an address; None when its host or port cannot be read."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # reading it raises ValueError for what is no port
    except ValueError:
        return None
    return parts


def options(parts: SplitResult) -> dict[str, str]:
    """What stands behind the question mark, empty values included; the last of each name."""
    return {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}


def _search(address: str) -> Iterator[str]:
    from search.engines.choose import check_url

    try:
        check_url(address)
    except ImproperlyConfigured as error:
        yield str(error)


def _database(parts: SplitResult) -> Iterator[str]:
    if parts.scheme == "sqlite":
        if parts.netloc:
            yield f"DATABASE_URL names the host '{parts.hostname}', but SQLite is a file. Write three slashes: sqlite:///PATH."
        elif parts.path.strip("/") in ("", ":memory:"):
            yield "DATABASE_URL keeps the database in memory, where it is lost. Name a file: sqlite:///var/db.sqlite3."
        return
    config = environ.Env.db_url_config(read("DATABASE_URL"))
    if not config["NAME"] and "service" not in config.get("OPTIONS", {}):
        yield "DATABASE_URL names no database. Write its name at the end: postgres://USER:PASSWORD@HOST:PORT/NAME."


def _cache(parts: SplitResult) -> Iterator[str]:
    size = options(parts).get("megabytes", "1")
    if not size.isdecimal() or int(size) < 1:
        yield f"CACHE_URL ends in megabytes={size}. Write a number from 1, or off:// for no page cache."
    if not parts.scheme.startswith("redis"):
        return
    if not parts.hostname:
        yield "CACHE_URL names no host. Write redis://HOST:PORT/DB."
    if parts.path.strip("/") and not parts.path.strip("/").isdecimal():
        yield f"CACHE_URL names the Redis database '{parts.path.strip('/')}'. Write its number: redis://HOST:PORT/0."


def _storage(parts: SplitResult) -> Iterator[str]:
    if parts.scheme == "file":
        if parts.netloc:
            yield f"STORAGE_URL names the host '{parts.hostname}'. Write three slashes before a folder: file:///srv/files."
        return
    endpoint = options(parts).get("endpoint")
    if not parts.hostname:
        yield "STORAGE_URL names no bucket. Write s3://KEY:SECRET@BUCKET?endpoint=URL&region=NAME."
    if parts.path.strip("/") or parts.fragment:
        yield "STORAGE_URL goes on after the bucket. Remove that; in a key or secret, write / as %2F and # as %23."
    if bool(parts.username) != bool(parts.password):
        yield "STORAGE_URL has a key without its secret, or a secret without its key. Write both, or neither."
    if endpoint is not None and not _is_web_address(endpoint):
        yield f"STORAGE_URL has the endpoint '{endpoint}'. Write an address such as endpoint=https://s3.example."


def _is_web_address(text: str) -> bool:
    parts = split(text)
    return parts is not None and parts.scheme in ("http", "https") and bool(parts.hostname)


def _email(parts: SplitResult) -> Iterator[str]:
    if parts.scheme.startswith("smtp") and not parts.hostname:
        yield f"EMAIL_URL names no mail server. Write {parts.scheme}://USER:PASSWORD@HOST:PORT."


RULES = {
    "DATABASE_URL": _database,
    "CACHE_URL": _cache,
    "STORAGE_URL": _storage,
    "EMAIL_URL": _email,
}
