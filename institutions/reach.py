"""Phone numbers and web addresses as links need them and as people read them."""

from unicodedata import decimal
from urllib.parse import urlsplit


def dialled(number: str) -> str:
    """The number as a `tel:` address takes it (RFC 3966): a plus sign and the digits 0 to 9, whichever were written."""
    return "".join(char if char == "+" else str(decimal(char)) for char in number if char == "+" or char.isdecimal())


def site_of(url: str) -> str:
    """The name of the site, without `www.`; empty for an empty address."""
    return urlsplit(url).netloc.removeprefix("www.")
