"""Reads, merges and writes the catalogues `locale/<language>/LC_MESSAGES/django.po`."""

import re
from collections.abc import Iterable
from pathlib import Path

from babel.messages.plurals import get_plural
from django.conf import settings
from polib import POEntry, POFile, pofile

from core.messages.collect import Text

SOURCE = "en"  # the language of the texts in the code: its empty translations mean the text itself
PARTIAL = {"zgh"}  # has a translation only where locale/terms.csv has the words; the rest is shown in another language
#: Forms of a noun after a number, where Babel's list differs from locale/terms.md: for Arabic it follows an older
#: order, for Tamazight it has no rule, and the catalogues of others use this one.
PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "fr": "nplurals=2; plural=(n > 1);",
    "zgh": "nplurals=2; plural=(n != 1);",
}
WRAP = 110
NAMED_FORMAT = re.compile(r"%\(\w+\)[sd]")


def languages() -> list[str]:
    """The languages that have a catalogue or need one: those of the portal and those of the folder, sorted."""
    return sorted({code for code, _name in settings.LANGUAGES} | {path.parts[-3] for path in files()})


def files() -> list[Path]:
    """The catalogues that exist."""
    return sorted(Path(settings.LOCALE_PATHS[0]).glob("*/LC_MESSAGES/django.po"))


def path_of(language: str) -> Path:
    """Where the catalogue of a language lies, whether it exists or not."""
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"


def plural_rule(language: str) -> str:
    """The `Plural-Forms` of a language."""
    if language in PLURALS:
        return PLURALS[language]
    count, expression = get_plural(language)
    return f"nplurals={count}; plural={expression};"


def number_of_forms(language: str) -> int:
    """How many plural forms the language has."""
    return int(plural_rule(language).removeprefix("nplurals=").partition(";")[0])


def load(language: str) -> POFile:
    """The catalogue of a language, empty if there is no file. Raises OSError with the line for a file of bad syntax."""
    path = path_of(language)
    return pofile(str(path), wrapwidth=WRAP) if path.exists() else POFile(wrapwidth=WRAP)


def identity(entry: POEntry) -> tuple[str | None, str]:
    """What tells one text from another: its context, if any, and its English words."""
    return entry.msgctxt, entry.msgid


def merge(known: POFile, texts: Iterable[Text], language: str) -> POFile:
    """A catalogue of exactly these texts, sorted, with the translations that are known; texts gone are left out."""
    before = {identity(entry): entry for entry in known if not entry.obsolete}
    merged = POFile(wrapwidth=WRAP)
    merged.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_rule(language),
    }
    for text in sorted(texts, key=lambda text: (text.msgid.casefold(), text.msgid, text.context or "")):
        merged.append(_entry(text, before.get((text.context, text.msgid)), number_of_forms(language)))
    return merged


def save(catalogue: POFile, language: str) -> bool:
    """Write the catalogue; false if the file said the same already."""
    path = path_of(language)
    content = f"{catalogue}\n"
    if path.exists() and path.read_text(encoding="utf-8") == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return True


def _entry(text: Text, known: POEntry | None, forms: int) -> POEntry:
    entry = POEntry(
        msgctxt=text.context,
        msgid=text.msgid,
        msgid_plural=text.plural or "",
        comment="\n".join(text.comments),
        tcomment=known.tcomment if known else "",
        # Without line numbers, so that moving a line changes no catalogue.
        occurrences=[(path, "") for path in text.paths],
        flags=["python-format"] if NAMED_FORMAT.search(text.msgid + (text.plural or "")) else [],
    )
    if text.plural:
        old = known.msgstr_plural if known else {}
        entry.msgstr_plural = {form: old.get(form, "") for form in range(forms)}
    else:
        entry.msgstr = known.msgstr if known else ""
    return entry
