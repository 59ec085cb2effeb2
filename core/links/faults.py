"""Why a check ends early: an outcome is certain, or the time is up."""

import time

from core.links.enums import Outcome


class Failed(Exception):
    """The check is over with this outcome."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


class Deadline:
    """A moment by a clock that nobody sets, after which a check is over, however far it has come."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds until then. Raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left
