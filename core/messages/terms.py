"""The agreed words: which translation `locale/terms.csv` asks for, for which text of the code."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from polib import POEntry

#: Contexts of the code that say what a note in brackets says in terms.csv: “Decision (text)”.
NOTES = {"legal text": "text"}
_NOTE = re.compile(r"^(?P<words>.+?) \((?P<note>[^()]+)\)$")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
_ARTICLE = re.compile(r"\bال")


@dataclass(frozen=True)
class Wording:
    """One agreed text: the English words it stands for, and the words of each language, plural forms in order."""

    english: tuple[str, ...]
    note: str
    words: dict[str, tuple[str, ...]]


def folder() -> Path:
    """Where the agreed words lie."""
    return Path(settings.LOCALE_PATHS[0])


def wording_for(entry: POEntry, language: str) -> tuple[str, ...]:
    """The forms agreed for a text, with the placeholders of that text; empty where nothing is agreed."""
    wording = find(entry)
    forms = wording.words.get(language, ()) if wording else ()
    names = _PLACEHOLDER.findall(entry.msgid_plural or entry.msgid)
    theirs = _PLACEHOLDER.findall(wording.english[-1]) if wording else []
    for (_percent, term_name), (code_name, _brace) in zip(theirs, names, strict=False):
        forms = tuple(form.replace(f"{{{term_name}}}", f"%({code_name})s") for form in forms)
    return forms


def find(entry: POEntry) -> Wording | None:
    """What is agreed for a text: its exception, else its term, whatever the capitals."""
    text = _shape(entry.msgid, entry.msgid_plural)
    context = entry.msgctxt or ""
    for table, note in ((exceptions(), context), (terms(), NOTES.get(context, context)), (terms(), "")):
        if (note, text) in table:
            return table[note, text]
    return None


def is_same(forms: tuple[str, ...], agreed: tuple[str, ...], language: str) -> bool:
    """Whether a translation has the agreed words; capitals and the Arabic article may follow the sentence."""
    return _plain(forms, language) == _plain(agreed, language)


@cache
def terms() -> dict[tuple[str, str], Wording]:
    """Every term of terms.csv by its note and English words. The first of two terms with the same words holds."""
    found: dict[tuple[str, str], Wording] = {}
    for row in _rows("terms.csv"):
        match = _NOTE.match(row["en"])
        words, note = (match["words"], match["note"]) if match else (row["en"], "")
        wording = _wording(words, note, row)
        found.setdefault((note, _shape(*wording.english)), wording)
    return found


@cache
def exceptions() -> dict[tuple[str, str], Wording]:
    """The texts that say something else than the term with the same English words, by context and words."""
    found: dict[tuple[str, str], Wording] = {}
    for row in _rows("exceptions.csv"):
        wording = _wording(row["en"], row["context"], row)
        found[wording.note, _shape(*wording.english)] = wording
    return found


def _rows(name: str) -> list[dict[str, str]]:
    with (folder() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _wording(english: str, note: str, row: dict[str, str]) -> Wording:
    languages = [name for name in row if name not in {"key", "en", "context", "note", "reason"}]
    return Wording(
        english=tuple(english.split("|")),
        note=note,
        words={language: tuple(row[language].split("|")) for language in languages if row[language]},
    )


def _shape(singular: str, plural: str = "") -> str:
    return _PLACEHOLDER.sub("{}", f"{singular}|{plural}" if plural else singular).casefold()


def _plain(forms: tuple[str, ...], language: str) -> list[str]:
    folded = (_PLACEHOLDER.sub("{}", form).casefold() for form in forms)
    return [_ARTICLE.sub("", form) if language == "ar" else form for form in folded]
