"""Says in a header of every answer how many queries it took, so that tests from outside can hold it to its budget.

A request with the header X-Forget is answered as the first after a change: nothing that was remembered is used.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponseBase

from core.cache import remember_value

HEADER = "X-Queries"
FORGET = {"X-Forget": "1"}


class CountQueries:
    """Counts the statements between request and answer; an answer from the page cache took none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        made = 0
        if "X-Forget" in request.headers:
            remember_value._kept.clear()

        def count(execute: Any, *args: Any) -> Any:
            nonlocal made
            made += 1
            return execute(*args)

        with connection.execute_wrapper(count):
            response = self.get_response(request)
        response.headers[HEADER] = str(made)
        return response
