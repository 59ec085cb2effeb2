"""What is sent, in JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import orjson


def encoded(body: Mapping[str, Any] | Sequence[Any]) -> bytes:
    """A body. Half a character, which no text holds, becomes a question mark."""
    try:
        return orjson.dumps(body)
    except TypeError:
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
