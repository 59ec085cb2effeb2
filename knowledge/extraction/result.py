"""What came of reading one file."""

from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """Whether the search finds something in a file."""

    TEXT = "text"
    IMAGE_ONLY = "image_only"
    EMPTY = "empty"
    UNREADABLE = "unreadable"


class Reason(StrEnum):
    """Why a file is unreadable; the first two also with a text of which only the beginning was read."""

    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    TOO_MUCH_MEMORY = "too_much_memory"
    DAMAGED = "damaged"
    LOCKED = "locked"
    UNKNOWN_FORMAT = "unknown_format"
    MISSING = "missing"


class Unreadable(Exception):
    """Raised by a reader for a file that it can make nothing of."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class PageText:
    """The text of one page, or of one piece of a file without pages; `number` counts the pages of a file from 1."""

    number: int | None
    text: str


@dataclass(frozen=True)
class Extraction:
    """The state of a file, its pages that hold text, how many pages it has in all, and a reason where one is needed."""

    state: State
    pages: list[PageText] = field(default_factory=list)
    reason: Reason | None = None
    page_count: int | None = None


def unreadable(reason: Reason) -> Extraction:
    """The result for a file that nothing came of."""
    return Extraction(State.UNREADABLE, reason=reason)
