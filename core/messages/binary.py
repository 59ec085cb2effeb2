"""Compiles the catalogues into the binary files Django reads."""

import os
from pathlib import Path

from polib import pofile

from core.messages.catalogue import files


def compile_all() -> list[Path]:
    """Write each `.mo` that is not what its `.po` gives; return those written. Raises OSError for bad syntax."""
    return [path.with_suffix(".mo") for path in files() if _compile(path)]


def compiled(path: Path) -> bytes:
    """What the `.mo` of a `.po` holds: the texts translated in full, none that is only a guess (fuzzy)."""
    return pofile(str(path)).to_binary()


def _compile(path: Path) -> bool:
    target, content = path.with_suffix(".mo"), compiled(path)
    if target.exists() and target.read_bytes() == content:
        return False
    # Replaced in one step: a server starting at this moment reads the old file or the new one, never half of it.
    half = target.with_name(f".{target.name}.{os.getpid()}")
    half.write_bytes(content)
    half.replace(target)
    return True
