"""The synonyms of the demonstration, from demo/synonyms.csv: one set a line, its terms by language."""

import csv
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from core.analysis.fold import fold
from search.models import SynonymSet

SYNONYMS = settings.BASE_DIR / "demo" / "synonyms.csv"
BETWEEN = "|"


def read_synonyms() -> Iterator[dict[str, list[str]]]:
    """The terms of each set by language, of the languages that this portal has."""
    with SYNONYMS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            terms = {code: _terms(row.get(code) or "") for code, _name in settings.LANGUAGES}
            yield {code: found for code, found in terms.items() if found}


@transaction.atomic
def load_demo_synonyms() -> int:
    """Makes the sets that are missing; returns how many. A set that shares a term with one that exists is left out."""
    known = {key for row in SynonymSet.objects.all() for key in _keys(row.terms)}
    made = 0
    for terms in read_synonyms():
        keys = set(_keys(terms))
        if len(keys) > 1 and not keys & known:
            SynonymSet.objects.create(terms=terms)
            known |= keys
            made += 1
    return made


def _terms(cell: str) -> list[str]:
    return [term.strip() for term in cell.split(BETWEEN) if term.strip()]


def _keys(terms: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    for language, found in terms.items():
        for term in found:
            yield language, fold(term)
