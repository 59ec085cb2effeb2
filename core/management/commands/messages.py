"""Keeps the catalogues of translated texts; needs neither gettext's tools nor a database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from polib import POEntry, POFile

from core.messages import terms
from core.messages.binary import compile_all
from core.messages.catalogue import PARTIAL, SOURCE, languages, load, merge, path_of, save
from core.messages.check import problems
from core.messages.collect import Conflict, collect
from core.messages.rules import forms_of, is_translated


class Command(BaseCommand):
    help = "Keep the catalogues in locale/: extract, compile, check, status."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        does = {
            "extract": "collect the texts of the code into the catalogues; agreed words are filled in",
            "compile": "write the binary files Django reads, where they changed",
            "check": "fail unless the catalogues are complete and right",
            "status": "count what is translated",
        }
        parser.add_argument("action", choices=does, help="; ".join(f"{name}: {text}" for name, text in does.items()))

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        try:
            getattr(self, f"_{action}")()
        except (Conflict, OSError) as problem:  # polib raises OSError for bad syntax, with file and line
            raise CommandError(str(problem)) from problem

    def _extract(self) -> None:
        texts = collect()
        for language in languages():
            catalogue = merge(load(language), texts, language)
            filled = _fill_in(catalogue, language)
            done = "written" if save(catalogue, language) else "unchanged"
            self.stdout.write(f"{path_of(language)}: {done}; new and filled in with agreed words: {filled}")
        self._status()

    def _compile(self) -> None:
        for path in compile_all():
            self.stdout.write(f"{path} written")

    def _check(self) -> None:
        found = sorted(problems(collect(), languages()))
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(
                f"The catalogues have {len(found)} problems; docs/decisions/010-messages.md says what to do."
            )
        self.stdout.write("The catalogues are complete.")

    def _status(self) -> None:
        for language in languages():
            entries = [entry for entry in load(language) if not entry.obsolete]
            done = sum(is_translated(entry) for entry in entries)
            verb = "reworded, the others are the code's own" if language == SOURCE else "translated"
            self.stdout.write(f"{language}: {done} of {len(entries)} texts {verb}")


def _fill_in(catalogue: POFile, language: str) -> int:
    """Give texts the agreed words; return how many. Where nothing is ever guessed, no other words are kept."""
    filled = 0
    for entry in catalogue:
        agreed = terms.wording_for(entry, language)
        if language in PARTIAL:
            _set(entry, agreed or tuple("" for _form in forms_of(entry)))
        elif agreed and not any(forms_of(entry)):
            _set(entry, agreed)
            filled += 1
    return filled


def _set(entry: POEntry, forms: tuple[str, ...]) -> None:
    if entry.msgid[:1].islower():
        forms = tuple(form[:1].lower() + form[1:] for form in forms)
    if entry.msgid_plural:
        entry.msgstr_plural = dict(enumerate(forms))
    else:
        entry.msgstr = forms[0]
