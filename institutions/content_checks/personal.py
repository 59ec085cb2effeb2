"""What may be the data of a person, and then does not belong on a public page (in Morocco Law 09-08; elsewhere the like).

Patterns of a country are data: `countries/*.json`, chosen by the setting PERSONAL_DATA_COUNTRIES.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from institutions.content_checks.findings import Finding, Level
from institutions.content_checks.texts import texts

FOLDER = Path(__file__).parent / "countries"
#: Fields that are there to say how a service is reached.
FOR_CONTACT = frozenset({"contact", "phone", "link_url"})
EVERYWHERE = {
    "email": [r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"],
    "phone": [r"(?<![\w/])(?:\+|00)[1-9]\d{0,2}[ .()-]*\d(?:[ .()-]*\d){6,11}(?!\d)"],
    "iban": [r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])"],
}
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def check_personal_data(page: Any) -> Iterator[Finding]:
    """A warning for each thing that looks like it; that it belongs to a service and not to a person is the answer."""
    patterns = patterns_of(tuple(getattr(settings, "PERSONAL_DATA_COUNTRIES", ())))
    for field, text in texts(page):
        if field in FOR_CONTACT:
            continue
        plain = text.translate(_DIGITS)
        for code, pattern in patterns:
            for match in pattern.finditer(plain):
                if code != "iban" or is_iban(match.group()):
                    yield _finding(code, field, match.group())


@cache
def patterns_of(countries: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    """Code and pattern of what is looked for. Raises FileNotFoundError for a country without a file."""
    tables = [EVERYWHERE]
    for country in countries:
        tables.append(json.loads((FOLDER / f"{country.lower()}.json").read_text()))
    return [(code, re.compile(pattern)) for table in tables for code, found in table.items() for pattern in found]


def is_iban(text: str) -> bool:
    """Whether the check digits of a bank account number are right (ISO 13616; ISO 7064, MOD 97-10)."""
    number = text.replace(" ", "")
    if not number.isascii() or not number.isalnum() or not 15 <= len(number) <= 34:
        return False
    return int("".join(str(int(one, 36)) for one in number[4:] + number[:4])) % 97 == 1


def _finding(code: str, field: str, words: str) -> Finding:
    sentences = {
        "email": _(
            "“%(words)s” is an e-mail address. If it is a person's own, take it out; say so if it is a service's."
        ),
        "phone": _(
            "“%(words)s” looks like a phone number. If it is a person's own, take it out; say so if it is a service's."
        ),
        "iban": _("“%(words)s” is the number of a bank account. Take it out, or say why it is public."),
        "national-id": _("“%(words)s” looks like the number of an identity card. Take it out, or say what it is."),
    }
    otherwise = _("“%(words)s” looks like a person's data. Take it out, or say what it is.")
    sentence = sentences.get(code, otherwise) % {"words": words}
    return Finding(Level.WARNING, f"personal-{code}", sentence, field, words)
