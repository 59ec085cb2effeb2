"""Texts of the packages we use that their own catalogues leave untranslated, and that people of the admin read.

They are not in our code, so nobody would collect them. `locale/borrowed.csv` names them, with the package they come
from; translated in our catalogues they take precedence over the packages' own, which Django reads first.
"""

import csv
from collections.abc import Iterator

from core.messages.terms import folder


def borrowed() -> Iterator[tuple[str | None, str, str | None, str]]:
    """Context, English words, plural and package of every borrowed text, as the file has them."""
    path = folder() / "borrowed.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["context"] or None, row["en"], row["plural"] or None, row["package"]
