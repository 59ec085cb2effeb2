"""Compares the catalogues with the code and with what must hold of every translation."""

from collections.abc import Iterable, Iterator

from polib import POEntry, POFile

from core.messages import terms
from core.messages.binary import compiled
from core.messages.catalogue import PARTIAL, identity, load, path_of, plural_rule
from core.messages.collect import Text
from core.messages.rules import problems_of


def problems(texts: Iterable[Text], languages: Iterable[str]) -> Iterator[str]:
    """Every reason why the catalogues of these languages are not complete, one sentence each."""
    wanted = {(text.context, text.msgid): text for text in texts}
    for language in languages:
        catalogue = load(language)
        for problem in (*_of_the_file(catalogue, language), *_of_its_texts(catalogue, wanted, language)):
            yield f"{language}: {problem}"
    yield from _useless_exceptions(wanted.values())


def _of_the_file(catalogue: POFile, language: str) -> Iterator[str]:
    if catalogue.metadata.get("Plural-Forms") != plural_rule(language):
        yield f"the header should say “Plural-Forms: {plural_rule(language)}”"
    binary = path_of(language).with_suffix(".mo")
    # Django takes a language of its own only with a compiled catalogue, so this one is kept beside the code.
    if language in PARTIAL and (not binary.exists() or binary.read_bytes() != compiled(path_of(language))):
        yield f"{binary.name} is not what {path_of(language).name} gives: run “manage.py messages compile”"


def _of_its_texts(catalogue: POFile, wanted: dict[tuple[str | None, str], Text], language: str) -> Iterator[str]:
    present = {identity(entry): entry for entry in catalogue if not entry.obsolete}
    for key in wanted.keys() - present.keys():
        yield f"{_name(*key)} is missing: run “make messages”"
    for entry in catalogue:
        text = wanted.get(identity(entry))
        if entry.obsolete or text is None:
            yield f"{_name(*identity(entry))} is no longer in the code: run “make messages”"
        elif (entry.msgid_plural or None) != text.plural:
            yield f"{_name(*identity(entry))} has another plural in the code: run “make messages”"
        else:
            yield from (f"{_name(*identity(entry))} {problem}" for problem in problems_of(entry, language))


def _useless_exceptions(texts: Iterable[Text]) -> Iterator[str]:
    entries = [POEntry(msgctxt=text.context, msgid=text.msgid, msgid_plural=text.plural or "") for text in texts]
    used = {id(terms.find(entry)) for entry in entries}
    for wording in terms.exceptions().values():
        if id(wording) not in used:
            yield f"exceptions.csv: “{wording.english[0]}” is no longer in the code, take it out"


def _name(context: str | None, msgid: str) -> str:
    return f"“{msgid}” ({context})" if context else f"“{msgid}”"
