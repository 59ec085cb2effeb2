"""What tests look at on the search page."""

from urllib.parse import parse_qsl, urlsplit


def titles(page):
    """Titles of the results, in order."""
    return [link.get_text() for link in page.select(".entry-title a")]


def total(page):
    """The number in the heading."""
    return int("".join(sign for sign in page.select_one("#results-heading").text if sign.isdecimal()) or 0)


def facet(page, value):
    """The link of a filter's value by the parameter that choosing it adds or takes away."""
    return next((link for link in page.select("#facets a") if value in link.get_text()), None)


def pairs(url):
    """The parameters of an address."""
    return parse_qsl(urlsplit(url).query)


def query_of(url):
    """What follows the question mark."""
    return urlsplit(url).query
