"""A number that every change of public content increases, shared by all processes of a machine through a file."""

import logging
import os
import tempfile
from pathlib import Path

logger = logging.getLogger(__name__)

LARGEST = 64 * 1024


class FileGeneration:
    """Each change appends one byte to a file; its size is the number. One `stat` tells it, and appending is atomic.

    The time of the file would not do: two changes within a tick of the clock have the same.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._text = str(path)
        self._is_reported = False

    def current(self) -> tuple[int, ...] | None:
        """The generation, or None when it cannot be known: then nothing may be taken from a cache."""
        try:
            found = os.stat(self._text)  # noqa: PTH116 - a Path costs more than the call
        except FileNotFoundError:
            return self._first()
        except OSError as error:
            self._report(error)
            return None
        return (found.st_ino, found.st_size, found.st_mtime_ns)

    def bump(self) -> None:
        """Make the next generation."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab", buffering=0) as file:
                file.write(b".")
                if file.tell() > LARGEST:
                    self._start_again()
        except OSError as error:
            self._report(error)

    def _first(self) -> tuple[int, ...] | None:
        self.bump()
        return self.current() if self.path.exists() else None

    def _start_again(self) -> None:
        """Put a new file in place: another inode and time, so no earlier generation comes back."""
        handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f"{self.path.name}.")
        os.close(handle)
        Path(name).chmod(0o644)
        Path(name).replace(self.path)

    def _report(self, error: OSError) -> None:
        if not self._is_reported:
            logger.error("%s cannot be used (%s), so no page is cached. Check VAR_DIR.", self.path, error.strerror)
            self._is_reported = True
