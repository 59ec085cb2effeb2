"""Institutions from a table: one row an institution, checked whole before the first is made."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Locale

from core.enums import InstitutionFunction, InstitutionKind
from core.importing.readers import Options, TableFile
from core.importing.readers.base import as_text
from core.models import Institution, InstitutionName, InstitutionRole
from institutions.models import Workspace
from institutions.provisioning.provide import institution_provision

#: code, kind, and one name at least, in columns name_fr, name_ar ...; acronym_fr ..., parent, functions, order may be there.
COLUMNS = ("code", "kind", "parent", "functions", "order")
CODE_LENGTH = 80


@dataclass(frozen=True)
class NewInstitution:
    """What one row says. `names` gives name and acronym by language code."""

    code: str
    kind: str = ""
    parent: str = ""
    order: int = 0
    functions: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class TableRefused(ValueError):
    """The table cannot be used; `problems` has a sentence for each thing to be put right."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def read_table(path: Path, encoding: str = "utf-8") -> list[NewInstitution]:
    """The institutions of a CSV or XLSX file, those above before those that are part of them.

    Raises TableRefused with every problem of the file, and SourceError for a file that cannot be read at all.
    """
    problems: list[str] = []
    rows: dict[str, NewInstitution] = {}
    languages = set(Locale.objects.values_list("language_code", flat=True))
    for source in TableFile(path, Options(key="code", encoding=encoding)).rows():
        if source.problem:
            problems.append(source.problem.sentence())
            continue
        values = {name: as_text(value).strip() for name, value in source.values.items()}
        row = _row(values)
        faults = _faults(row, values, languages, rows)
        problems += [_("Row %(row)s: %(fault)s") % {"row": source.number, "fault": fault} for fault in faults]
        rows[row.code] = row
    problems += _unknown_parents(rows)
    if problems:
        raise TableRefused(problems)
    return list(_parents_first(rows))


@transaction.atomic
def institution_create(*, row: NewInstitution) -> tuple[Workspace, bool]:
    """The workspace of this row's institution, and whether the institution was made now, all in one transaction.

    An institution that exists keeps what it has; names in further languages are added. Raises ValidationError for a new
    one without a kind or a name.
    """
    institution = Institution.objects.filter(code=row.code).first()
    is_new = institution is None
    if institution is None:
        institution = _make(row)
    have = set(institution.names.values_list("locale__language_code", flat=True))
    for language, (name, acronym) in row.names.items():
        if language not in have:
            locale = Locale.objects.get(language_code=language)
            InstitutionName.objects.create(institution=institution, locale=locale, text=name, acronym=acronym)
    return institution_provision(institution=institution), is_new


def _make(row: NewInstitution) -> Institution:
    if row.kind not in InstitutionKind.values:
        words = {"kinds": ", ".join(InstitutionKind.values)}
        raise ValidationError(_("A new institution needs one of these kinds: %(kinds)s.") % words)
    if not row.names:
        raise ValidationError(_("A new institution needs a name in one language at least."))
    parent = Institution.objects.get(code=row.parent) if row.parent else None
    institution = Institution(code=row.code, kind=row.kind, parent=parent, order=row.order)
    institution.full_clean()
    institution.save()
    for function in row.functions:
        InstitutionRole.objects.create(institution=institution, function=function)
    return institution


def _row(values: dict[str, str]) -> NewInstitution:
    names = {
        column.removeprefix("name_"): (name, values.get(f"acronym_{column.removeprefix('name_')}", ""))
        for column, name in values.items()
        if column.startswith("name_") and name
    }
    order = values.get("order", "")
    return NewInstitution(
        code=values.get("code", ""),
        kind=values.get("kind", ""),
        parent=values.get("parent", ""),
        order=int(order) if order.isdecimal() else 0,
        functions=tuple(part.strip() for part in values.get("functions", "").split(";") if part.strip()),
        names=names,
    )


def _faults(
    row: NewInstitution, values: dict[str, str], languages: set[str], before: Mapping[str, Any]
) -> Iterator[str]:
    yield from _unknown_columns(values, languages)
    try:
        validate_slug(row.code)
    except ValidationError:
        yield _("the code “%(code)s” must consist of Latin letters, digits, hyphens and underscores.") % {
            "code": row.code
        }
    if len(row.code) > CODE_LENGTH:
        yield _("the code “%(code)s” is longer than %(most)s characters.") % {"code": row.code, "most": CODE_LENGTH}
    if row.code in before:
        yield _("the code “%(code)s” stands in a row above. Give this institution another.") % {"code": row.code}
    if row.kind not in InstitutionKind.values:
        words = {"kind": row.kind, "kinds": ", ".join(InstitutionKind.values)}
        yield _("“%(kind)s” is no kind of institution. The kinds are: %(kinds)s.") % words
    for function in sorted(set(row.functions) - set(InstitutionFunction.values)):
        words = {"function": function, "functions": ", ".join(InstitutionFunction.values)}
        yield _("“%(function)s” is no function. The functions are: %(functions)s.") % words
    if values.get("order") and not values["order"].isdecimal():
        yield _("the order “%(order)s” is no whole number.") % {"order": values["order"]}
    if not row.names:
        yield _("no column whose name begins with name_ is filled. Write its name in one language at least.")
    for language, (name, acronym) in row.names.items():
        if len(name) > 255 or len(acronym) > 40:
            words = {"language": language}
            yield _("the name in %(language)s is longer than 255 characters, or its acronym longer than 40.") % words


def _unknown_columns(values: dict[str, str], languages: set[str]) -> Iterator[str]:
    known = {*COLUMNS, *(f"{part}_{language}" for part in ("name", "acronym") for language in languages)}
    for column in sorted(set(values) - known):
        words = {"column": column, "columns": ", ".join(sorted(known))}
        yield _("there is no column “%(column)s”. The columns are: %(columns)s.") % words


def _unknown_parents(rows: Mapping[str, NewInstitution]) -> Iterator[str]:
    named = {row.parent for row in rows.values() if row.parent} - set(rows)
    missing = named - set(Institution.objects.filter(code__in=named).values_list("code", flat=True))
    for row in rows.values():
        if row.parent in missing:
            words = {"code": row.code, "parent": row.parent}
            yield (
                _("Institution %(code)s: it is part of “%(parent)s”, which is neither on the portal nor in the table.")
                % words
            )
    for code in sorted(_in_circles(rows)):
        yield _("Institution %(code)s: it is part of itself, by way of others.") % {"code": code}


def _in_circles(rows: Mapping[str, NewInstitution]) -> Iterable[str]:
    """Codes whose chain of parents comes back to them."""
    for code in rows:
        above, steps = rows[code].parent, 0
        while above in rows and above != code and steps < len(rows):
            above, steps = rows[above].parent, steps + 1
        if above == code:
            yield code


def _parents_first(rows: Mapping[str, NewInstitution]) -> Iterator[NewInstitution]:
    done: set[str] = set()
    waiting = list(rows.values())
    while waiting:
        ready = [row for row in waiting if row.parent not in rows or row.parent in done]
        yield from ready
        done |= {row.code for row in ready}
        waiting = [row for row in waiting if row.code not in done]
