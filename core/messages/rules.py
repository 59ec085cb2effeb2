"""What must hold of every translation, as sentences that say what is wrong."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from polib import POEntry

from core.messages import terms
from core.messages.catalogue import PARTIAL, SOURCE, number_of_forms

_NAMED = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
_POSITIONAL = re.compile(r"(?<!%)%[sdr]")
_TAG = re.compile(r"</?\w+")
#: Quotation marks of HTML, which are no typography.
_ATTRIBUTES = re.compile(r"(<\w+)[^<>]*")
#: Names of the number in texts with plural forms; Arabic writes one and two as words.
COUNTS = {f"%({name}){kind}" for name in ("n", "count", "counter", "total", "number", "days") for kind in "sd"}
ARABIC_IN_WORDS = {0, 1, 2}

Rule = Callable[[POEntry, str], Iterator[str]]


def problems_of(entry: POEntry, language: str) -> list[str]:
    """Every rule the translation of one text breaks, in words; empty when it is right."""
    if not is_translated(entry):
        optional = language == SOURCE or (language in PARTIAL and not terms.wording_for(entry, language))
        return [] if optional and not any(forms_of(entry)) else ["is not translated, or not in every plural form"]
    return [problem for rule in RULES for problem in rule(entry, language)]


def forms_of(entry: POEntry) -> tuple[str, ...]:
    """The translation: one form, or the plural forms in order."""
    return tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)


def is_translated(entry: POEntry) -> bool:
    """Whether every form has words."""
    return all(forms_of(entry))


def is_certain(entry: POEntry, language: str) -> Iterator[str]:
    """Gettext leaves fuzzy texts out of the compiled file."""
    if "fuzzy" in entry.flags:
        yield "is marked fuzzy: check it, then take the mark away"


def has_every_plural(entry: POEntry, language: str) -> Iterator[str]:
    """As many forms as the rule of the language gives."""
    if entry.msgid_plural and len(entry.msgstr_plural) != number_of_forms(language):
        yield f"has {len(entry.msgstr_plural)} plural forms; the language has {number_of_forms(language)}"


def keeps_placeholders(entry: POEntry, language: str) -> Iterator[str]:
    """The same placeholders and tags as the English; only Arabic forms for 0, 1 and 2 may drop the number."""
    english = entry.msgid_plural or entry.msgid
    for index, form in enumerate(forms_of(entry)):
        missing = set(_NAMED.findall(english)) - set(_NAMED.findall(form))
        if entry.msgid_plural and language == "ar" and index in ARABIC_IN_WORDS:
            missing -= COUNTS
        if missing:
            yield f"leaves out {', '.join(sorted(missing))} in “{form}”"
        if unknown := set(_NAMED.findall(form)) - set(_NAMED.findall(english)):
            yield f"has {', '.join(sorted(unknown))}, which the English has not"
        if _POSITIONAL.findall(english) != _POSITIONAL.findall(form):
            yield f"has other placeholders than the English in “{form}”"
        if Counter(_TAG.findall(english)) != Counter(_TAG.findall(form)):
            yield f"has other tags than the English in “{form}”"


def keeps_edges(entry: POEntry, language: str) -> Iterator[str]:
    """Spaces at the ends are part of how a text is set."""
    for form in forms_of(entry):
        if (form[:1].isspace(), form[-1:].isspace()) != (entry.msgid[:1].isspace(), entry.msgid[-1:].isspace()):
            yield f"begins or ends with a space in “{form}”, unlike the English, or without one"


_FRENCH = {
    r"(?<!\u202f)(?:[?!;»]|:(?!//))": "a narrow no-break space (U+202F) belongs before ? ! ; : »",
    r"«(?!\u202f)": "a narrow no-break space (U+202F) belongs after «",
    r"['“”\"]": "the apostrophe is ’ and the quotation marks are « »",
}
_ARABIC = {r"[,;?](?=\s|$)": "the comma, semicolon and question mark are ، ؛ ؟"}
TYPOGRAPHY = {"fr": _FRENCH, "ar": _ARABIC}


def is_set_well(entry: POEntry, language: str) -> Iterator[str]:
    """Punctuation as the language writes it."""
    for pattern, problem in TYPOGRAPHY.get(language, {}).items():
        for form in forms_of(entry):
            if re.search(pattern, _ATTRIBUTES.sub(r"\1", form)):
                yield f"in “{form}” {problem}"


def uses_agreed_words(entry: POEntry, language: str) -> Iterator[str]:
    """The wording of locale/terms.csv; a language that is never guessed has nothing else."""
    agreed = terms.wording_for(entry, language)
    if agreed and not terms.is_same(forms_of(entry), agreed, language):
        yield f"says “{'|'.join(forms_of(entry))}”; agreed in locale/ is “{'|'.join(agreed)}”"
    if not agreed and language in PARTIAL:
        yield "is translated although locale/terms.csv has no words for it"


RULES: tuple[Rule, ...] = (
    is_certain,
    has_every_plural,
    keeps_placeholders,
    keeps_edges,
    is_set_well,
    uses_agreed_words,
)
