"""Reads the address of a cluster: `opensearch://USER:PASSWORD@HOST:9200,HOST2:9200/PREFIX?shards=1&replicas=1`."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PRODUCTS = {"elasticsearch": "Elasticsearch", "opensearch": "OpenSearch"}
DEFAULT_PORT = 9200
#: No hyphen: it divides the prefix from the generation in names of indices.
PREFIX = re.compile(r"[a-z][a-z0-9_]{0,59}")
HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[\w.-]+)(?::(\d{1,5}))?", re.ASCII)
OPTIONS = {"shards", "replicas", "timeout", "write_timeout", "tls", "ca", "api_key"}
WORDS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a cluster is, who asks it, and how it keeps the index. Times are in seconds."""

    kind: str
    hosts: tuple[tuple[str, int], ...]
    prefix: str = "portal"
    user: str = ""
    password: str = ""
    api_key: str = ""
    tls: bool = False
    ca: str = ""
    shards: int = 1
    replicas: int = 0
    timeout: float = 2.0
    write_timeout: float = 10.0

    def __str__(self) -> str:
        """Product and hosts, nothing secret."""
        return f"{PRODUCTS[self.kind]} at {', '.join(f'{host}:{port}' for host, port in self.hosts)}"

    def __repr__(self) -> str:
        return f"<Address: {self}>"


def parse_address(url: str) -> Address:
    """The address that a URL of either kind names. Raises ImproperlyConfigured, in words and without secrets."""
    try:
        parts = urlsplit(url)
        options = _options(parts)
        user, password, hosts = _authority(parts.netloc)
    except ValueError as error:
        raise _wrong(str(error)) from None
    if parts.scheme not in PRODUCTS:
        raise _wrong(f"'{parts.scheme}' is neither {' nor '.join(PRODUCTS)}.")
    if options.get("api_key") and (parts.scheme != "elasticsearch" or user):
        raise _wrong("api_key is for elasticsearch, without user and password.")
    prefix = parts.path.strip("/") or "portal"
    if not PREFIX.fullmatch(prefix):
        raise _wrong(f"The prefix '{prefix}' may hold small Latin letters, digits and underscores, a letter first.")
    return Address(
        kind=parts.scheme,
        hosts=hosts,
        prefix=prefix,
        user=user,
        password=password,
        api_key=options.get("api_key", ""),
        tls=_truth(options),
        ca=_ca(options),
        shards=int(_number(options, "shards", 1, least=1)),
        replicas=int(_number(options, "replicas", 0, least=0)),
        timeout=_number(options, "timeout", 2, least=0.1),
        write_timeout=_number(options, "write_timeout", 10, least=0.1),
    )


def _wrong(sentence: str) -> ImproperlyConfigured:
    example = "elasticsearch://USER:PASSWORD@HOST:9200,HOST2:9200/PREFIX?tls=true&shards=1&replicas=1"
    return ImproperlyConfigured(f"SEARCH_URL cannot be used. {sentence} An example: {example}")


def _options(parts: SplitResult) -> dict[str, str]:
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    unknown = sorted({name for name, _value in pairs} - OPTIONS)
    if unknown:
        raise ValueError(f"It has no option '{unknown[0]}'; the options are {', '.join(sorted(OPTIONS))}.")
    return dict(pairs)


def _authority(netloc: str) -> tuple[str, str, tuple[tuple[str, int], ...]]:
    credentials, _, places = netloc.rpartition("@")
    user, _, password = credentials.partition(":")
    hosts = []
    for place in places.split(","):
        found = HOST.fullmatch(place)
        port = int(found[2] or DEFAULT_PORT) if found else 0
        if not found or not 0 < port < 65536:
            raise ValueError("Hosts are HOST or HOST:PORT, separated by commas.")
        hosts.append((found[1], port))
    return unquote(user), unquote(password), tuple(hosts)


def _number(options: dict[str, str], name: str, default: float, *, least: float) -> float:
    try:
        value = float(options.get(name, default)) if isinstance(least, float) else int(options.get(name, default))
    except ValueError:
        value = -1
    if not least <= value < 1e6:
        raise _wrong(f"'{name}' is a number of {least} or more.")
    return value


def _truth(options: dict[str, str]) -> bool:
    word = options.get("tls", "true" if options.get("ca") else "false").lower()
    if word not in WORDS:
        raise _wrong("'tls' is true or false.")
    return WORDS[word]


def _ca(options: dict[str, str]) -> str:
    path = options.get("ca", "")
    if path and not Path(path).is_file():
        raise _wrong(f"'ca' names a file that is not there: {path}.")
    if path and not _truth(options):
        raise _wrong("'ca' is of use with tls=true only.")
    return path
