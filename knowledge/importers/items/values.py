"""Reads the value of a cell for a field: what the field holds, or what is wrong."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from core.analysis.fold import fold
from core.importing.mapping import DATE_FORMATS
from core.importing.readers.base import as_text
from core.importing.targets import ImportField

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_ACTIVE = re.compile(r"<\s*/?\s*(script|style|iframe|object|embed|form|svg|meta|base)\b", re.IGNORECASE)
_HANDLER = re.compile(r"<[a-z][^>]*\s(on[a-z]+)\s*=", re.IGNORECASE)
_FORMULA = re.compile(r"^\s*(?:=|[@+\-][A-Za-z][\w.]*\(|[@+\-][A-Za-z]\w*\|)")
_BETWEEN = re.compile(r"[,;|،؛\n]")
_NUMBERS = re.compile(r"\d+")
_ISO = re.compile(r"^\d{4}\D")
_URL = URLValidator(["http", "https"])
_YES = {"yes", "true", "1", "oui", "vrai", "نعم", "x"}
_NO = {"no", "false", "0", "non", "faux", "لا"}


class WrongValueError(ValueError):
    """A value that its field cannot hold: the code of a sentence of core.importing.problems, and its words."""

    def __init__(self, code: str, **more: str) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


def check_text(value: str, *, takes_html: bool = False) -> None:
    """Raises WrongValueError for what no field takes: control characters, formulas, HTML elements that do something.

    `takes_html`: the elements are left out later, and a formula is text like any other.
    """
    if found := _CONTROL.search(value):
        raise WrongValueError("control", value=f"U+{ord(found[0]):04X}")
    if takes_html:
        return
    if _FORMULA.match(value):
        raise WrongValueError("formula")
    if active := _ACTIVE.search(value):
        raise WrongValueError("active_html", value=f"<{active[1].lower()}>")
    if handler := _HANDLER.search(value):
        raise WrongValueError("active_html", value=handler[1])


def read_value(field: ImportField, raw: Any, date_format: str) -> Any:
    """What the field holds. Raises WrongValueError."""
    if field.type == "date":
        return read_date(raw, date_format)
    text = as_text(raw).strip()
    reader: Callable[[ImportField, str], Any] = _READERS.get(field.type, _text)
    return reader(field, text)


def _text(field: ImportField, text: str) -> str:
    if field.longest and len(text) > field.longest:
        raise WrongValueError("too_long", found=str(len(text)), expected=str(field.longest))
    return text


def _line(field: ImportField, text: str) -> str:
    line = _text(field, " ".join(text.split()))
    if field.name == "title" and not any(letter.isalpha() for letter in line):
        raise WrongValueError("no_letters")
    return line


def _choice(field: ImportField, text: str) -> str:
    found = field.codes_by_name.get(fold(text))
    if found is None:
        expected = ", ".join(code for code, _label in field.choices[:20])
        raise WrongValueError("choice", value=text, expected=expected)
    return found


def _codes(field: ImportField, text: str) -> list[str]:
    """The codes of several values, in the order of the choices."""
    found = {_choice(field, one) for one in map(str.strip, _BETWEEN.split(text)) if one}
    return [code for code, _label in field.choices if code in found]


def _url(field: ImportField, text: str) -> str:
    try:
        _URL(text)
    except ValidationError as error:
        raise WrongValueError("url") from error
    return _text(field, text)


def _number(field: ImportField, text: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,9}", text):
        raise WrongValueError("number")
    return int(text)


def _yes_no(field: ImportField, text: str) -> bool:
    if (word := text.casefold()) in _YES:
        return True
    if word in _NO:
        return False
    raise WrongValueError("yes_no")


_READERS: dict[str, Callable[[ImportField, str], Any]] = {
    "line": _line,
    "choice": _choice,
    "codes": _codes,
    "url": _url,
    "number": _number,
    "yes_no": _yes_no,
}


def read_date(raw: Any, date_format: str) -> date:
    """The day of a cell: a date of a spreadsheet, or three numbers in the order of the format, in any digits.

    Raises WrongValueError: `date` for what is no date, `no_such_day` for 31 February.
    """
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = as_text(raw).strip()
    numbers = [int(number) for number in _NUMBERS.findall(text.split("T")[0].split(" 00:")[0])]
    year_first = bool(_ISO.match(text))
    if len(numbers) != 3 or re.search(r"[^\d\s./\-T:Z]", text) or (date_format == "ymd" and not year_first):
        raise WrongValueError("date", expected=DATE_FORMATS[date_format])
    if year_first:
        year, month, day = numbers
    elif date_format == "mdy":
        month, day, year = numbers
    else:
        day, month, year = numbers
    if not 1000 <= year <= 9999:
        raise WrongValueError("date", expected=DATE_FORMATS[date_format])
    try:
        return date(year, month, day)
    except ValueError as error:
        raise WrongValueError("no_such_day") from error
