"""What the title of a legal text says for certain: its kind, its number, its date. When in doubt, nothing."""

import re
from datetime import date

_VARIANTS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ی": "ي", "ى": "ي", "ک": "ك", "ـ": None, "\u200f": None, "\u200e": None}
)
_REPEALED = re.compile(r"^تم\s+نسخ\s+")
_SPACES = re.compile(r"\s+")

#: First word of a title, without its article, folded, and the kind of text it names.
KINDS = {
    "دستور": "constitution",
    "قانون": "law",
    "مدونه": "law",
    "ظهير": "dahir",
    "مرسوم": "decree",
    "قرار": "order",
    "مقرر": "decision",
    "منشور": "circular",
    "دوريه": "circular",
    "ميثاق": "charter",
    "اتفاقيه": "treaty",
    "اتفاق": "treaty",
    "معاهده": "treaty",
    "بروتوكول": "treaty",
    "constitution": "constitution",
    "loi": "law",
    "code": "law",
    "dahir": "dahir",
    "decret": "decree",
    "arrete": "order",
    "decision": "decision",
    "circulaire": "circular",
    "charte": "charter",
    "convention": "treaty",
    "traite": "treaty",
    "accord": "treaty",
    "protocole": "treaty",
    "law": "law",
    "act": "law",
    "decree": "decree",
    "order": "order",
    "circular": "circular",
    "charter": "charter",
    "treaty": "treaty",
    "protocol": "treaty",
}

#: Where the title stops naming the text and begins to say what it is about: a date behind it may be another text's.
_SUBJECT = re.compile(
    r"\s(?:ب(?:تطبيق|تنفيذ|تحديد|تغيير|شان|احداث|المصادقه|تتميم|نسخ|مثابه|تنظيم|سن|اصدار|الموافقه|منح|تخويل|مقتضي|مناسبه|تمديد)"
    r"|(?:ال)?متعلق|يتعلق|تتعلق|(?:ال)?قاضي|يقضي|(?:ال)?متضمن|يتضمن|لتطبيق|في شان|في ضبط|تحدد|يحدد|الذي|التي|المنصوص|المشار"
    r"|portant|relati[fv]|pris|fixant|modifiant|approuvant|sur|concernant|instituant|formant|édictant|on the|concerning"
    r")",
    re.IGNORECASE,
)
_MONTHS = {
    1: "يناير janvier january",
    2: "فبراير février fevrier february",
    3: "مارس mars march",
    4: "ابريل avril april",
    5: "مايو ماي mai may",
    6: "يونيو يونيه juin june",
    7: "يوليو يوليوز يوليه juillet july",
    8: "اغسطس غشت août aout august",
    9: "سبتمبر شتنبر septembre september",
    10: "اكتوبر octobre october",
    11: "نوفمبر نونبر novembre november",
    12: "ديسمبر دجنبر décembre decembre december",
}
_MONTH_NUMBERS = {name: number for number, names in _MONTHS.items() for name in names.split()}
_GREGORIAN = re.compile(
    r"(?<![\d.])(\d{1,2}|فاتح|1\s*er)\s*(?:من\s+)?("
    + "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
    + r")\s*((?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_ISSUED = re.compile(r"(?:صادر|مورخ|مؤرخ|بتاريخ|\sفي\s|\sdu\s|\sof\s)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:رقم|عدد|n[°ºo]\.?|no\.?)\s*(\d+(?:[.\-/]\d+){0,3})(?![\d.\-/]*\d)", re.IGNORECASE)


def _folded(title: str) -> str:
    """For comparison only: one space between words, one form of each letter."""
    return _SPACES.sub(" ", title.translate(_VARIANTS)).strip().replace("ة", "ه")


def _naming(title: str) -> str:
    """The part of a folded title that names the text itself; empty for a title that tells of another text's repeal."""
    folded = _folded(title)
    if _REPEALED.match(folded):
        return ""
    cut = _SUBJECT.search(folded)
    return folded[: cut.start()] if cut else folded


def kind_of(title: str) -> str:
    """Code of the kind of text that the title's first word names; `other` when it names none."""
    words = _REPEALED.sub("", _folded(title)).split()
    if not words:
        return "other"
    first = words[0].lower().translate(str.maketrans("éèê", "eee"))
    first = first.removeprefix("ال") if first not in KINDS else first
    return KINDS.get(first, "other")


def number_of(title: str) -> str:
    """The text's own number, or nothing: a number behind the subject is another text's."""
    found = _NUMBER.findall(_naming(title))
    return found[0] if len(found) == 1 else ""


def date_of(title: str) -> date | None:
    """The text's own date in the Gregorian calendar, or None.

    Only when the naming part of the title has exactly one, with day, month and year, said to be that of issue:
    "صادر في 15 من رمضان 1420 (23 ديسمبر 1999)" is 23 December 1999. A Hijri date alone is not converted: the calendars
    of the two texts may differ by a day.
    """
    naming = _naming(title)
    found = list(_GREGORIAN.finditer(naming))
    if len(found) != 1 or not _ISSUED.search(f" {naming[: found[0].start()]} "):
        return None
    day, month, year = found[0].groups()
    try:
        return date(int(year), _MONTH_NUMBERS[month.lower()], int(day) if day.isdecimal() else 1)
    except ValueError:
        return None


def short_title(title: str, longest: int = 255) -> str:
    """The title on one line; a longer one is cut on a word boundary and ends in an ellipsis."""
    line = _SPACES.sub(" ", title).strip()
    if len(line) <= longest:
        return line
    cut = line[:longest]  # one more than fits beside the ellipsis, to see whether a word ends there
    return f"{(cut.rpartition(' ')[0] or cut[:-1]).rstrip(' ،,;:؛')}…"
