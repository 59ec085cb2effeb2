"""Sending the forms of the admin as a browser does."""

from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.load.forms import fields_of
from tests.load.people import STREAMS


def send_form(client: Client, address: str, **changes: Any) -> HttpResponse:
    """The answer to the form of a page at this address, sent with these changes."""
    return client.post(address, fields_of(client.get(address).text) | STREAMS | changes)
